import type { Finding as ScsFinding } from "@scs-blueprints/standards";
import type { ClusterFacts } from "../../evidence/cloud-facts";
import type { LiveEvidence } from "../../evidence/live";
import { Rule, type Observation, type RuleContext } from "../../rule";
import { fromFindings } from "../from-findings";

/** A testcase of SCS-compatible KaaS: about a cluster. @internal */
export abstract class ClusterRule extends Rule {
  /** The part of the cluster's facts that it decides on. */
  protected abstract readonly fact: keyof ClusterFacts;

  public override live(live: LiveEvidence, context: RuleContext): Observation[] {
    const { cluster } = live.facts;
    const findings = cluster === undefined ? undefined : this.judge(cluster, context);
    return findings === undefined
      ? [
          {
            ...this.notLookedAt(live, live.clusterFact(this.fact)),
            subject: live.subject("cluster"),
            fix: "make that part of the cluster readable for the user, then check again",
          },
        ]
      : fromFindings(findings, (finding) => live.subject("cluster", finding.subject ?? finding.clause));
  }

  /** Undefined when the facts needed are missing. */
  protected abstract judge(cluster: ClusterFacts, context: RuleContext): ScsFinding[] | undefined;
}
