import {
  EvidenceKind,
  type Finding,
  Fulfilment,
  Outcome,
  type OutcomeCounts,
  type Report,
  RuleLevel,
  type RuleResult,
  RuleTarget,
  Verdict,
  type WaiverRecord,
  WaiverState,
} from "./report-model";
import type { Rule } from "./rule";

/** From results to the verdict: never green by omission. @internal */
export class Verdicts {
  public static of(
    results: readonly RuleResult[],
    waivers: readonly WaiverRecord[],
  ): Pick<Report, "verdict" | "verdictReason" | "failedRules" | "openRules"> {
    const mandatory = results.filter((each) => each.rule.level === RuleLevel.MANDATORY);
    const failedRules = mandatory.filter((each) => each.outcome === Outcome.FAIL).map((each) => each.rule.id);
    const openRules = mandatory.filter((each) => each.open).map((each) => each.rule.id);
    const expired = waivers.filter((each) => each.state === WaiverState.EXPIRED && each.covered > 0);
    const waived = mandatory.filter((each) => each.outcome === Outcome.WAIVED).length;
    const reasons = [
      ...(failedRules.length > 0
        ? [Verdicts.count(failedRules.length, "mandatory rule", "is", "are", "violated")]
        : []),
      ...(expired.length > 0 ? [Verdicts.count(expired.length, "waiver", "has", "have", "expired")] : []),
    ];
    if (reasons.length > 0) {
      return { verdict: Verdict.FAILED, verdictReason: reasons.join("; "), failedRules, openRules };
    }
    if (openRules.length > 0 || mandatory.length === 0) {
      const verdictReason =
        mandatory.length === 0
          ? "no mandatory rule was checked"
          : `no mandatory rule is violated, and ${openRules.length} of ${mandatory.length} are not shown to be met`;
      return { verdict: Verdict.INCOMPLETE, verdictReason, failedRules, openRules };
    }
    const but = waived > 0 ? `, ${waived} of them by waiver: no certificate would be given` : "";
    return {
      verdict: Verdict.PASSED,
      verdictReason: `all ${mandatory.length} mandatory rules are met${but}`,
      failedRules,
      openRules,
    };
  }

  private static count(number: number, noun: string, one: string, many: string, rest: string): string {
    return number === 1 ? `1 ${noun} ${one} ${rest}` : `${number} ${noun}s ${many} ${rest}`;
  }
}

/** What follows for a rule as a whole. @internal */
interface Aggregate {
  readonly outcome: Outcome;
  readonly fulfilment?: Fulfilment;
  readonly summary: string;
  readonly open: boolean;
}

/** Worst first; scs-0003 has FAIL > MISS > DNF > PASS, where MISS and DNF are what was not looked at. */
const ORDER = [
  Outcome.FAIL,
  Outcome.NOT_LOOKED_AT,
  Outcome.DEFERRED,
  Outcome.WARN,
  Outcome.WAIVED,
  Outcome.PASS,
  Outcome.NOT_APPLICABLE,
];

const KEYS: Readonly<Record<Outcome, Exclude<keyof OutcomeCounts, "total">>> = {
  [Outcome.FAIL]: "fail",
  [Outcome.NOT_LOOKED_AT]: "notLookedAt",
  [Outcome.DEFERRED]: "deferred",
  [Outcome.WARN]: "warn",
  [Outcome.WAIVED]: "waived",
  [Outcome.PASS]: "pass",
  [Outcome.NOT_APPLICABLE]: "notApplicable",
};

/** From findings to the result of a rule. @internal */
export class Aggregation {
  /** Sorts worst first, otherwise keeping the order. */
  public static sort(findings: readonly Finding[]): Finding[] {
    return [...findings].sort((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
  }

  public static count(outcomes: readonly Outcome[]): OutcomeCounts {
    const counts = { fail: 0, notLookedAt: 0, deferred: 0, warn: 0, waived: 0, pass: 0, notApplicable: 0 };
    for (const outcome of outcomes) {
      counts[KEYS[outcome]] += 1;
    }
    return { ...counts, total: outcomes.length };
  }

  /**
   * The result of a rule.
   *
   * @param given kinds of evidence that were given, whether or not they could be read
   */
  public static of(rule: Rule, findings: readonly Finding[], given: readonly EvidenceKind[]): Aggregate {
    const worst = ORDER.find((outcome) => findings.some((finding) => finding.outcome === outcome));
    if (worst === undefined) {
      return Aggregation.withoutFindings(rule, given);
    }
    const summary = Aggregation.summary(worst, findings);
    switch (worst) {
      case Outcome.FAIL:
        return { outcome: worst, summary, open: false };
      case Outcome.WAIVED:
        return { outcome: worst, summary, open: Aggregation.isPartial(rule, findings) };
      case Outcome.NOT_LOOKED_AT:
        return { outcome: worst, fulfilment: Fulfilment.NOT_LOOKED_AT, summary, open: true };
      case Outcome.DEFERRED:
        return { outcome: worst, fulfilment: Fulfilment.RELIED_ON, summary, open: true };
      default:
        return Aggregation.met(rule, worst, summary, findings);
    }
  }

  private static summary(worst: Outcome, findings: readonly Finding[]): string {
    const affected = findings.filter((finding) => finding.outcome === worst);
    const first = affected[0]?.message ?? "";
    if (affected.length === 1 && findings.length === 1) {
      return first;
    }
    if (worst === Outcome.PASS && affected.length === findings.length) {
      return `all ${affected.length} are as they must be`;
    }
    return `${affected.length} of ${findings.length}: ${first}`;
  }

  /** Pass, warn, or nothing it applies to. */
  private static met(rule: Rule, outcome: Outcome, summary: string, findings: readonly Finding[]): Aggregate {
    if (rule.target === RuleTarget.CLOUD && !Aggregation.seenLive(findings)) {
      if (outcome === Outcome.NOT_APPLICABLE) {
        return Aggregation.reliedOn("the stacks have nothing it applies to; the cloud was not asked");
      }
      return rule.universal
        ? {
            outcome,
            fulfilment: Fulfilment.ENFORCED,
            summary: `${summary}; what else the cloud has was not looked at`,
            open: true,
          }
        : { outcome, fulfilment: Fulfilment.SATISFIED, summary, open: false };
    }
    if (outcome === Outcome.NOT_APPLICABLE) {
      return { outcome, summary, open: false };
    }
    const fulfilment = rule.target === RuleTarget.CODE ? Fulfilment.ENFORCED : Fulfilment.SATISFIED;
    return { outcome, fulfilment, summary, open: false };
  }

  private static seenLive(findings: readonly Finding[]): boolean {
    return findings.some((finding) => finding.evidence === EvidenceKind.LIVE);
  }

  /** Whether a requirement on all of the cloud was held against code only. */
  private static isPartial(rule: Rule, findings: readonly Finding[]): boolean {
    return rule.target === RuleTarget.CLOUD && rule.universal && !Aggregation.seenLive(findings);
  }

  private static withoutFindings(rule: Rule, given: readonly EvidenceKind[]): Aggregate {
    if (rule.evidence.length === 0) {
      return Aggregation.reliedOn(rule.limitation ?? "this tool cannot decide it");
    }
    const looked = given.some((kind) => rule.decidesOn(kind));
    if (rule.target === RuleTarget.CODE) {
      if (!looked && given.includes(EvidenceKind.SYNTH) && rule.decidesOn(EvidenceKind.PLAN)) {
        return Aggregation.reliedOn("known only at plan, and no plan was given");
      }
      return looked
        ? { outcome: Outcome.NOT_APPLICABLE, summary: "the code has nothing it applies to", open: false }
        : {
            outcome: Outcome.NOT_LOOKED_AT,
            fulfilment: Fulfilment.NOT_LOOKED_AT,
            summary: `not looked at: no ${rule.evidence.join(" or ")} was given`,
            open: true,
          };
    }
    return Aggregation.reliedOn(
      looked
        ? "the stacks have nothing it applies to; only the live cloud can tell, and it was not asked"
        : "only the live cloud can tell, and it was not asked",
    );
  }

  private static reliedOn(summary: string): Aggregate {
    return { outcome: Outcome.DEFERRED, fulfilment: Fulfilment.RELIED_ON, summary, open: true };
  }
}
