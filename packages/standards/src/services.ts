import { FindingResult, type Finding } from "./finding";
import { Quote } from "./quote";

/** Version of the standard on services. */
export enum ServicesVersion {
  /** scs-0123-v1: part of IaaS v5.1. */
  V1 = "scs-0123-v1",
  /** scs-0123-v2, a draft: part of IaaS next; S3 has a type of its own in the catalogue. */
  V2 = "scs-0123-v2",
}

/** What a cloud's catalogue says. */
export interface ServiceFacts {
  /** Service types in the catalogue, such as `compute`. */
  readonly types: string[];
  /** Whether the object-store endpoint's host answered a S3 request the S3 way. @default - not tried */
  readonly objectStoreSpeaksS3?: boolean;
}

/** Types that count as block storage in the official test. */
const BLOCK_STORAGE = ["volume", "volumev3", "block-storage"];
const MANDATORY = ["compute", "identity", "image", "network", "load-balancer"];

/** Services that every cloud offers (scs-0123). */
export class Services {
  /** Service types that a tenant may rely on, in canonical spelling; everything else is optional. */
  public static mandatory(version: ServicesVersion = ServicesVersion.V1): string[] {
    const s3 = version === ServicesVersion.V1 ? "s3" : "object-store-s3";
    return ["block-storage", ...MANDATORY, s3];
  }

  /** Service types that the standard names as allowed but not mandatory. */
  public static optional(version: ServicesVersion = ServicesVersion.V1): string[] {
    return version === ServicesVersion.V1
      ? [
          "bare-metal",
          "billing",
          "dns",
          "ha",
          "key-manager",
          "object-store",
          "orchestration",
          "shared-file-systems",
          "time-series-database",
        ]
      : [
          "baremetal",
          "rating",
          "dns",
          "instance-ha",
          "key-manager",
          "object-store",
          "orchestration",
          "shared-file-system",
          "time-series-database",
        ];
  }

  /** Checks a catalogue: one finding for each testcase of the version. */
  public static check(facts: ServiceFacts, version: ServicesVersion = ServicesVersion.V1): Finding[] {
    const findings = MANDATORY.map((type) => Services.one(facts, version, type));
    if (version === ServicesVersion.V1) {
      // asked for by the test only, not by the text
      findings.push(Services.one(facts, version, "placement"));
    }
    findings.push(Services.blockStorage(facts, version));
    findings.push(version === ServicesVersion.V1 ? Services.swiftS3(facts) : Services.s3(facts));
    return findings;
  }

  private static one(facts: ServiceFacts, version: ServicesVersion, type: string): Finding {
    const there = facts.types.includes(type);
    return {
      testcase: `scs-0123-service-${type}`,
      standard: version,
      clause: `service ${type}`,
      result: there ? FindingResult.PASS : FindingResult.FAIL,
      message: there ? `${type} is in the catalogue` : `no service of type ${type} in the catalogue`,
      got: there ? undefined : Services.list(facts),
      fix: there ? undefined : `register the service under the type ${type}`,
    };
  }

  private static blockStorage(facts: ServiceFacts, version: ServicesVersion): Finding {
    const found = BLOCK_STORAGE.filter((type) => facts.types.includes(type));
    return {
      testcase: "scs-0123-storage-apis",
      standard: version,
      clause: "service block-storage",
      result: found.length > 0 ? FindingResult.PASS : FindingResult.FAIL,
      message:
        found.length > 0
          ? `block storage is in the catalogue as ${found.join(", ")}`
          : "no block storage in the catalogue",
      got: found.length > 0 ? undefined : Services.list(facts),
      allowed: `one of ${BLOCK_STORAGE.join(", ")}`,
      fix: found.length > 0 ? undefined : "register Cinder under the type block-storage",
    };
  }

  /** v1: the text wants S3, the test looks only when there is an object-store. */
  private static swiftS3(facts: ServiceFacts): Finding {
    const base = { testcase: "scs-0123-swift-s3", standard: ServicesVersion.V1, clause: "S3" };
    const s3 = facts.types.find((type) => type === "s3" || type === "object-store-s3");
    if (!facts.types.includes("object-store")) {
      return s3 === undefined
        ? {
            ...base,
            result: FindingResult.WARN,
            message: "S3 cannot be found in the catalogue; the text makes it mandatory, the official test passes",
            fix: "offer S3 and register it, for IaaS next under the type object-store-s3",
          }
        : { ...base, result: FindingResult.PASS, message: `S3 is in the catalogue as ${s3}` };
    }
    if (facts.objectStoreSpeaksS3 === undefined) {
      return {
        ...base,
        result: FindingResult.UNKNOWN,
        message: "there is an object-store; whether it speaks S3 was not tried",
      };
    }
    return facts.objectStoreSpeaksS3
      ? { ...base, result: FindingResult.PASS, message: "the object-store speaks S3" }
      : {
          ...base,
          result: FindingResult.FAIL,
          message: "the object-store does not speak S3",
          allowed: "an error of S3 (InvalidAccessKeyId, NoSuchKey) for a false key",
          fix: "enable the S3 interface of Swift or Ceph RGW",
        };
  }

  private static s3(facts: ServiceFacts): Finding {
    const there = facts.types.includes("object-store-s3");
    return {
      testcase: "scs-0123-service-s3",
      standard: ServicesVersion.V2,
      clause: "service object-store-s3",
      result: there ? FindingResult.PASS : FindingResult.FAIL,
      message: there
        ? "S3 is in the catalogue as object-store-s3"
        : "no service of type object-store-s3 in the catalogue",
      got: there ? undefined : Services.list(facts),
      fix: there ? undefined : "register the S3 endpoint under the type object-store-s3",
    };
  }

  private static list(facts: ServiceFacts): string {
    return facts.types.length === 0 ? "an empty catalogue" : Quote.list([...facts.types].sort(), 20);
  }
}
