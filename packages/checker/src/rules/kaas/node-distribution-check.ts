import { Findings, NodeDistribution, type Finding as ScsFinding } from "@scs-blueprints/standards";
import type { ClusterFacts } from "../../evidence/cloud-facts";
import type { Declared } from "../../evidence/declared";
import { EvidenceKind, Outcome } from "../../report-model";
import type { Observation } from "../../rule";
import { Testcases } from "../testcases";
import { ClusterRule } from "./cluster-rule";
import { type DeclaredCluster, declaredClusters } from "./declared-clusters";

/** node-distribution-check: the control plane is on several machines, nodes carry zone and region (scs-0214-v2). */
export class NodeDistributionCheck extends ClusterRule {
  protected override readonly fact = "nodes";

  public constructor() {
    super(
      Testcases.props("node-distribution-check", {
        title: "The control plane is on several machines; nodes carry zone and region",
        rationale: "One broken machine must not take the whole control plane with it",
        clause: "Decision: control-plane nodes on several physical machines; topology labels on all nodes",
        fix: "put control-plane nodes into a server group with anti-affinity, and run the OpenStack cloud controller manager",
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
        limitation: "the official check is manual; a cluster's API shows the labels and rarely the machines",
      }),
    );
  }

  public override synth(declared: Declared): Observation[] {
    return declaredClusters(declared).map((cluster) => this.declared(cluster));
  }

  /** The control plane only: labels are set by the cloud controller manager, and looked at on the cluster. */
  private declared({ resource, replicas, apart }: DeclaredCluster): Observation {
    const subject = resource.subject("cluster");
    const count = replicas.number;
    if (count !== undefined && count < 2) {
      return {
        outcome: Outcome.FAIL,
        subject,
        message: "one machine carries the whole control plane",
        got: String(count),
        allowed: "three control-plane nodes or more",
      };
    }
    if (apart === undefined || count === undefined) {
      return { outcome: Outcome.DEFERRED, subject, message: "where the control plane runs is not said by code" };
    }
    return apart
      ? { outcome: Outcome.PASS, subject, message: `${count} control-plane nodes are kept on different machines` }
      : {
          outcome: Outcome.FAIL,
          subject,
          message: `nothing keeps the ${count} control-plane nodes on different machines`,
          got: "no server group",
          allowed: "a server group with (soft-)anti-affinity",
        };
  }

  protected override judge(cluster: ClusterFacts): ScsFinding[] | undefined {
    return cluster.nodes === undefined
      ? undefined
      : Findings.ofTestcase(NodeDistribution.check(cluster.nodes), this.id);
  }
}
