import {
  Outcome,
  RuleLevel,
  Verdict,
  WaiverState,
  type Report,
  type RuleResult,
  type WaiverRecord,
} from "./report-model";

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
