import { Findings, Services } from "@scs-blueprints/standards";
import type { Declared } from "../../evidence/declared";
import type { LiveEvidence } from "../../evidence/live";
import { EvidenceKind, Outcome } from "../../report-model";
import { Rule, type Observation } from "../../rule";
import { fromFindings } from "../from-findings";
import { Testcases } from "../testcases";
import { DeclaredYaook } from "../yaook/declared-yaook";

/** scs-0123-swift-s3: the object store speaks S3, where there is one. */
export class SwiftS3 extends Rule {
  public constructor() {
    super(
      Testcases.props("scs-0123-swift-s3", {
        title: "The object store speaks S3, if there is one",
        rationale: "S3 is what tools for backups and states speak",
        clause: "Mandatory IaaS services: s3; tested when object-store is in the catalogue",
        fix: "enable the S3 interface of Swift (s3api) or Ceph RGW",
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
        limitation: "what an endpoint speaks cannot be seen in code",
      }),
    );
  }

  /** Of clouds that the code declares: without S3 the official test passes, and the text is not met. */
  public override synth(declared: Declared): Observation[] {
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

  public override live(live: LiveEvidence): Observation[] {
    const { serviceTypes: types, objectStoreSpeaksS3 } = live.facts;
    if (types === undefined) {
      return [this.notLookedAt(live, "serviceTypes")];
    }
    if (types.includes("object-store") && objectStoreSpeaksS3 === undefined) {
      return [this.notLookedAt(live, "objectStoreSpeaksS3")];
    }
    const findings = Services.check({ types, objectStoreSpeaksS3 });
    return fromFindings(Findings.ofTestcase(findings, this.id), () => live.subject("service", "s3"));
  }
}
