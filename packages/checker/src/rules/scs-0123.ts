import { Services, ServicesVersion } from "@scs-blueprints/standards";
import type { Declared } from "../evidence/declared";
import type { LiveEvidence } from "../evidence/live";
import { Outcome, type Observation } from "../report-model";
import type { Rule } from "../rule";
import { DeclaredYaook, serviceInCode } from "./declared-cloud";
import { fromFindings, testcaseRule, testcasesWithPrefix, withFact, type TestcaseDefinition } from "./rule-definition";

const SERVICE = "scs-0123-service-";
const SWIFT_S3 = "scs-0123-swift-s3";

/** SCS-0123: mandatory services. @internal */
export const scs0123 = (): Rule[] => [
  ...testcasesWithPrefix(SERVICE).map(({ id }) => {
    const isS3 = id === `${SERVICE}s3`;
    const type = isS3 ? "object-store-s3" : id.replace(SERVICE, "");
    return serviceRule(id, [type], isS3 ? ServicesVersion.V2 : ServicesVersion.V1, {
      title: `Service ${type} is in the catalogue`,
      rationale: "Only services that every SCS-compatible cloud has can be used without asking",
      clause:
        type === "placement"
          ? "asked for by the official test only; the text does not name placement"
          : `Mandatory IaaS services: ${type}, to be found in the catalogue under that type`,
      fix: `register the service and its endpoints under the type ${type}`,
    });
  }),
  serviceRule("scs-0123-storage-apis", ["block-storage", "volumev3", "volume"], ServicesVersion.V1, {
    title: "Block storage is in the catalogue",
    rationale: "Servers of flavors without disk boot from volumes",
    clause: "Mandatory IaaS services: block-storage, found as volume, volumev3 or block-storage",
    fix: "register Cinder and its endpoints under the type block-storage",
  }),
  testcaseRule(SWIFT_S3, {
    title: "The object store speaks S3, if there is one",
    rationale: "S3 is what tools for backups and states speak",
    clause: "Mandatory IaaS services: s3; tested when object-store is in the catalogue",
    fix: "enable the S3 interface of Swift (s3api) or Ceph RGW",
    limitation: "what an endpoint speaks cannot be seen in code",
    synth: s3InCode,
    live: (live) => withFact(live, "serviceTypes", (types) => s3OnCloud(live, types)),
  }),
];

/** A service of one of the types is in the catalogue. */
function serviceRule(id: string, types: readonly string[], version: ServicesVersion, texts: TestcaseDefinition): Rule {
  return testcaseRule(id, {
    ...texts,
    universal: false,
    synth: (declared, context) => serviceInCode(declared, context, types),
    live: (live) =>
      withFact(live, "serviceTypes", (offered) =>
        fromFindings(Services.check({ types: offered }, version), live.subject("service", types.join(", ")), {
          testcase: id,
        }),
      ),
  });
}

/** Of clouds that the code declares: without S3 the official test passes, and the text is not met. */
function s3InCode(declared: Declared): Observation[] {
  const yaook = DeclaredYaook.of(declared);
  if (yaook === undefined) {
    return [];
  }
  const endpoint = yaook.endpoint(["object-store", "object-store-s3", "s3"]);
  return endpoint === undefined
    ? [
        {
          outcome: Outcome.WARN,
          subject: yaook.keystone.resource.subject("cloud"),
          message:
            "the stacks declare a cloud of Yaook without S3: the text makes it mandatory, the official test passes",
          fix: "make a CephObjectStore of Rook and register it by KeystoneEndpoints of the types object-store and s3",
        },
      ]
    : [
        {
          outcome: Outcome.DEFERRED,
          subject: endpoint.resource.subject("service"),
          message: "an object store is registered; whether it speaks S3 only the cloud can tell",
        },
      ];
}

function s3OnCloud(live: LiveEvidence, types: string[]): Observation[] {
  const { objectStoreSpeaksS3 } = live.facts;
  return types.includes("object-store") && objectStoreSpeaksS3 === undefined
    ? [live.notLookedAt("objectStoreSpeaksS3")]
    : fromFindings(Services.check({ types, objectStoreSpeaksS3 }), live.subject("service", "s3"), {
        testcase: SWIFT_S3,
      });
}
