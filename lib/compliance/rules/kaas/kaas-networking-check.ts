import { ClusterNetworking, Findings, type Finding as ScsFinding } from "../../../scs";
import type { ClusterFacts } from "../../evidence/cloud-facts";
import { EvidenceKind } from "../../report-model";
import { Testcases } from "../testcases";
import { ClusterRule } from "./cluster-rule";

/** kaas-networking-check: NetworkPolicy is enforced (scs-0219-v1). */
export class KaasNetworking extends ClusterRule {
  public constructor() {
    super(
      Testcases.props("kaas-networking-check", {
        title: "NetworkPolicy is enforced",
        rationale: "Without it every pod reaches every other, whatever the policies say",
        clause: "Decision: the network plugin fully supports networking.k8s.io/v1 NetworkPolicy",
        fix: "use a network plugin that enforces NetworkPolicy, such as Cilium or Calico",
        evidence: [EvidenceKind.LIVE],
        limitation: "needs a cluster: the official test runs the e2e suite with focus NetworkPolicy (Sonobuoy)",
      }),
    );
  }

  protected override judge(cluster: ClusterFacts): ScsFinding[] | undefined {
    return cluster.networking === undefined
      ? undefined
      : Findings.ofTestcase(ClusterNetworking.check(cluster.networking), this.id);
  }
}
