import { ClusterNetworking, Findings, type Finding as ScsFinding } from "@scs-blueprints/standards";
import type { ClusterFacts } from "../../evidence/cloud-facts";
import type { Declared } from "../../evidence/declared";
import { EvidenceKind, Outcome } from "../../report-model";
import type { Observation } from "../../rule";
import { fromFindings } from "../from-findings";
import { Testcases } from "../testcases";
import { ClusterRule } from "./cluster-rule";
import { declaredClusters } from "./declared-clusters";

/** kaas-networking-check: NetworkPolicy is enforced (scs-0219-v1). */
export class KaasNetworking extends ClusterRule {
  protected override readonly fact = "networking";

  public constructor() {
    super(
      Testcases.props("kaas-networking-check", {
        title: "NetworkPolicy is enforced",
        rationale: "Without it every pod reaches every other, whatever the policies say",
        clause: "Decision: the network plugin fully supports networking.k8s.io/v1 NetworkPolicy",
        fix: "use a network plugin that enforces NetworkPolicy, such as Cilium or Calico",
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
        limitation: "needs a cluster: the official test runs the e2e suite with focus NetworkPolicy (Sonobuoy)",
      }),
    );
  }

  public override synth(declared: Declared): Observation[] {
    return declaredClusters(declared).flatMap(({ resource, cni }) => {
      const subject = resource.subject("cluster");
      if (cni.text === undefined) {
        const message = "the network plugin is not said by code: it comes with add-ons or from the platform";
        return [{ outcome: Outcome.DEFERRED, subject, message }];
      }
      const [policies] = fromFindings(ClusterNetworking.check({ cni: cni.text }), () => subject);
      return policies === undefined
        ? []
        : [policies.outcome === Outcome.NOT_LOOKED_AT ? { ...policies, outcome: Outcome.DEFERRED } : policies];
    });
  }

  protected override judge(cluster: ClusterFacts): ScsFinding[] | undefined {
    return cluster.networking === undefined
      ? undefined
      : Findings.ofTestcase(ClusterNetworking.check(cluster.networking), this.id);
  }
}
