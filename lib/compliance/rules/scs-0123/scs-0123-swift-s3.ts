import { Findings, Services } from "../../../scs";
import type { LiveEvidence } from "../../evidence/live";
import { EvidenceKind } from "../../report-model";
import { Rule, type Observation } from "../../rule";
import { fromFindings } from "../from-findings";
import { Testcases } from "../testcases";

/** scs-0123-swift-s3: the object store speaks S3, where there is one. */
export class SwiftS3 extends Rule {
  public constructor() {
    super(
      Testcases.props("scs-0123-swift-s3", {
        title: "The object store speaks S3, if there is one",
        rationale: "S3 is what tools for backups and states speak",
        clause: "Mandatory IaaS services: s3; tested when object-store is in the catalogue",
        fix: "enable the S3 interface of Swift (s3api) or Ceph RGW",
        evidence: [EvidenceKind.LIVE],
        limitation: "what an endpoint speaks cannot be seen in code",
      }),
    );
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
