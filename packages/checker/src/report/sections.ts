import { Outcome, RuleLevel, type Report, type RuleResult } from "../report-model";

/** What a reader has to know first, second, …: the order in which reports are told. */
export enum SectionKey {
  VIOLATED = "violated",
  OPEN = "open",
  ADVICE = "advice",
  WAIVED = "waived",
  MANUAL = "manual",
  MET = "met",
  NOT_APPLICABLE = "not-applicable",
}

/** Results that ask the same of the reader. */
export interface Section {
  readonly key: SectionKey;
  readonly title: string;
  /** What it means that a rule stands here, one sentence without full stop. */
  readonly meaning: string;
  readonly results: readonly RuleResult[];
}

const TEXTS: Readonly<Record<SectionKey, readonly [title: string, meaning: string]>> = {
  [SectionKey.VIOLATED]: ["Violated", "mandatory, and something contradicts it"],
  [SectionKey.OPEN]: ["Open", "neither violated nor shown to be met: this is not a pass"],
  [SectionKey.ADVICE]: ["Advice", "recommended, or more than the official test looks at; fails nothing"],
  [SectionKey.WAIVED]: ["Waived", "violated, and accepted for some time; no certificate would be given"],
  [SectionKey.MANUAL]: ["Checked by a person", "documents have to be read; never part of this verdict"],
  [SectionKey.MET]: ["Met", "shown to be met by the evidence"],
  [SectionKey.NOT_APPLICABLE]: ["Nothing to apply to", "there is nothing that the rule speaks about"],
};

/**
 * The results of a report in the order in which they are told, in all formats.
 *
 * @internal
 */
export class Sections {
  /** Sections that have results. Within one: mandatory before recommended, otherwise the order of the report. */
  public static of(report: Report): Section[] {
    const levels = Object.values(RuleLevel);
    return Object.values(SectionKey).flatMap((key) => {
      const results = report.results
        .filter((result) => Sections.keyOf(result) === key)
        .sort((a, b) => levels.indexOf(a.rule.level) - levels.indexOf(b.rule.level));
      const [title, meaning] = TEXTS[key];
      return results.length === 0 ? [] : [{ key, title, meaning, results }];
    });
  }

  public static keyOf({ outcome, open, rule }: RuleResult): SectionKey {
    if (outcome === Outcome.FAIL) {
      return rule.level === RuleLevel.MANDATORY ? SectionKey.VIOLATED : SectionKey.ADVICE;
    }
    if (outcome === Outcome.WAIVED) {
      return SectionKey.WAIVED;
    }
    if (open || outcome === Outcome.NOT_LOOKED_AT || outcome === Outcome.DEFERRED) {
      return rule.level === RuleLevel.MANUAL ? SectionKey.MANUAL : SectionKey.OPEN;
    }
    if (outcome === Outcome.WARN) {
      return SectionKey.ADVICE;
    }
    return outcome === Outcome.NOT_APPLICABLE ? SectionKey.NOT_APPLICABLE : SectionKey.MET;
  }
}
