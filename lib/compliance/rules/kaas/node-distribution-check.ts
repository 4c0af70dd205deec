import { Findings, NodeDistribution, type Finding as ScsFinding } from "../../../scs";
import type { ClusterFacts } from "../../evidence/cloud-facts";
import { EvidenceKind } from "../../report-model";
import { Testcases } from "../testcases";
import { ClusterRule } from "./cluster-rule";

/** node-distribution-check: the control plane is on several machines, nodes carry zone and region (scs-0214-v2). */
export class NodeDistributionCheck extends ClusterRule {
  public constructor() {
    super(
      Testcases.props("node-distribution-check", {
        title: "The control plane is on several machines; nodes carry zone and region",
        rationale: "One broken machine must not take the whole control plane with it",
        clause: "Decision: control-plane nodes on several physical machines; topology labels on all nodes",
        fix: "put control-plane nodes into a server group with anti-affinity, and run the OpenStack cloud controller manager",
        evidence: [EvidenceKind.LIVE],
        limitation: "the official check is manual; a cluster's API shows the labels and rarely the machines",
      }),
    );
  }

  protected override judge(cluster: ClusterFacts): ScsFinding[] | undefined {
    return cluster.nodes === undefined
      ? undefined
      : Findings.ofTestcase(NodeDistribution.check(cluster.nodes), this.id);
  }
}
