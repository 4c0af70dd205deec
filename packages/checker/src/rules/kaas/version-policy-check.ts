import { KubernetesVersions, type Finding as ScsFinding } from "@scs-blueprints/standards";
import type { ClusterFacts } from "../../evidence/cloud-facts";
import type { Declared } from "../../evidence/declared";
import { EvidenceKind, Outcome } from "../../report-model";
import type { Observation, RuleContext } from "../../rule";
import { fromFindings } from "../from-findings";
import { Testcases } from "../testcases";
import { ClusterRule } from "./cluster-rule";
import { declaredKubernetesVersions } from "./declared-cluster";

/** version-policy-check: Kubernetes is within upstream support, and patched (scs-0210-v2). */
export class VersionPolicy extends ClusterRule {
  protected override readonly fact = "versions";

  public constructor() {
    super(
      Testcases.props("version-policy-check", {
        title: "Kubernetes is within upstream support and patched within a month",
        rationale: "Nobody repairs vulnerabilities of a version that is out of support",
        clause: "Decision: latest patch within a month (two weeks when severe), minors until their end of life",
        fix: "upgrade the cluster to the newest patch of a supported minor",
        evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE],
      }),
    );
  }

  public override synth(declared: Declared, context: RuleContext): Observation[] {
    return declaredKubernetesVersions(declared).flatMap(({ resource, version }) => {
      const subject = resource.subject("cluster");
      const running = version.text;
      if (running === undefined) {
        return [{ outcome: Outcome.DEFERRED, subject, message: "the version is known only later" }];
      }
      return fromFindings(KubernetesVersions.check({ running }, context.date), () => subject).map((each) =>
        each.outcome === Outcome.NOT_LOOKED_AT ? { ...each, outcome: Outcome.DEFERRED } : each,
      );
    });
  }

  protected override judge(cluster: ClusterFacts, context: RuleContext): ScsFinding[] | undefined {
    return cluster.versions === undefined ? undefined : KubernetesVersions.check(cluster.versions, context.date);
  }
}
