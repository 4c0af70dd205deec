import { FindingResult, type Finding as ScsFinding } from "@scs-blueprints/standards";
import type { ClusterFacts } from "../../evidence/cloud-facts";
import { EvidenceKind } from "../../report-model";
import { Testcases } from "../testcases";
import { ClusterRule } from "./cluster-rule";

/** cncf-k8s-conformance: the conformance tests of the CNCF pass (scs-0201-v1). */
export class CncfConformance extends ClusterRule {
  protected override readonly fact = "conformancePassed";

  public constructor() {
    super(
      Testcases.props("cncf-k8s-conformance", {
        title: "The CNCF's conformance tests pass",
        rationale: "Applications run on any conformant cluster",
        clause: "all requirements of scs-0201-v1",
        fix: "sonobuoy run --mode=certified-conformance, then repair what fails",
        evidence: [EvidenceKind.LIVE],
        limitation: "needs a cluster for hours: run Sonobuoy in mode certified-conformance, as the official suite does",
      }),
    );
  }

  protected override judge(cluster: ClusterFacts): ScsFinding[] | undefined {
    const passed = cluster.conformancePassed;
    return passed === undefined
      ? undefined
      : [
          {
            testcase: this.id,
            standard: this.standard,
            clause: "certified-conformance",
            result: passed ? FindingResult.PASS : FindingResult.FAIL,
            message: passed ? "the conformance tests passed" : "conformance tests failed",
          },
        ];
  }
}
