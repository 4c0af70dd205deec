import type { FindingSubject } from "../assembly/declared";
import { ForeignText } from "../reading/foreign-text";
import {
  EvidenceKind,
  type EvidenceRecord,
  EvidenceState,
  type Finding,
  Fulfilment,
  Outcome,
  type OutcomeCounts,
  type Report,
  RuleLevel,
  type RuleResult,
  type ScopeRecord,
  Verdict,
  WaiverState,
} from "../report-model";

/** Words that all formats share. @internal */
export class Phrases {
  public static readonly VERDICT: Readonly<Record<Verdict, string>> = {
    [Verdict.PASSED]: "passed",
    [Verdict.FAILED]: "failed",
    [Verdict.INCOMPLETE]: "incomplete",
  };

  public static readonly OUTCOME: Readonly<Record<Outcome, string>> = {
    [Outcome.FAIL]: "violated",
    [Outcome.NOT_LOOKED_AT]: "not looked at",
    [Outcome.DEFERRED]: "known later",
    [Outcome.WARN]: "warning",
    [Outcome.WAIVED]: "waived",
    [Outcome.PASS]: "met",
    [Outcome.NOT_APPLICABLE]: "nothing to apply to",
  };

  public static readonly MARK: Readonly<Record<Outcome, string>> = {
    [Outcome.FAIL]: "✘",
    [Outcome.NOT_LOOKED_AT]: "?",
    [Outcome.DEFERRED]: "…",
    [Outcome.WARN]: "!",
    [Outcome.WAIVED]: "~",
    [Outcome.PASS]: "✔",
    [Outcome.NOT_APPLICABLE]: "–",
  };

  public static readonly FULFILMENT: Readonly<Record<Fulfilment, string>> = {
    [Fulfilment.SATISFIED]: "satisfied",
    [Fulfilment.ENFORCED]: "enforced",
    [Fulfilment.RELIED_ON]: "relied on",
    [Fulfilment.NOT_LOOKED_AT]: "not looked at",
  };

  /** What the four words mean, for readers who meet them for the first time. */
  public static readonly FULFILMENT_MEANING: Readonly<Record<Fulfilment, string>> = {
    [Fulfilment.SATISFIED]: "shown to be met by what the stacks define or the cloud answered",
    [Fulfilment.ENFORCED]: "nothing in the stacks contradicts it; what else the cloud has was not seen",
    [Fulfilment.RELIED_ON]: "assumed: only the live cloud, or a person, can tell",
    [Fulfilment.NOT_LOOKED_AT]: "was to be looked at and could not",
  };

  public static readonly EVIDENCE: Readonly<Record<EvidenceKind, string>> = {
    [EvidenceKind.SYNTH]: "stacks",
    [EvidenceKind.PLAN]: "plan",
    [EvidenceKind.LIVE]: "cloud",
  };

  public static readonly STATE: Readonly<Record<EvidenceState, string>> = {
    [EvidenceState.COMPLETE]: "read",
    [EvidenceState.PARTIAL]: "read in part",
    [EvidenceState.UNAVAILABLE]: "could not be read",
    [EvidenceState.NOT_GIVEN]: "not looked at",
  };

  public static readonly WAIVER: Readonly<Record<WaiverState, string>> = {
    [WaiverState.ACTIVE]: "active",
    [WaiverState.EXPIRED]: "expired",
    [WaiverState.UNUSED]: "unused",
  };

  /** The sign before a rule: one that holds as far as it was seen, and no further, has no tick. */
  public static mark({ outcome, open }: RuleResult): string {
    return open && (outcome === Outcome.PASS || outcome === Outcome.WARN) ? "◐" : Phrases.MARK[outcome];
  }

  /** "1 rule", "54 rules". */
  public static rules(count: number): string {
    return `${count} ${count === 1 ? "rule" : "rules"}`;
  }

  /** "SCS-compatible IaaS v5.1 (iaas-v5.1), effective on 2026-11-23". */
  public static scope(scope: ScopeRecord, date: string): string {
    const validity = scope.validity === "not-yet" ? "not yet in force" : scope.validity;
    return `${scope.title} (${scope.id}), ${validity} on ${date}`;
  }

  /** Names of what was checked: scopes, and profiles that are none. */
  public static subjects(report: Report): string {
    const { scopes, profiles } = report.header;
    const ids = scopes.map((scope) => scope.id);
    const own = profiles.filter((profile) => !ids.includes(profile.name));
    return [...scopes.map((scope) => scope.title), ...own.map((profile) => profile.title)].join(", ");
  }

  /** "of 2026-08-21, commit 077174d94b57". */
  public static standards(report: Report): string {
    return `of ${report.header.standardsDate}, commit ${report.header.standardsCommit.slice(0, 12)}`;
  }

  /** "regio: 31 flavors, 12 images"; empty when nothing was given. */
  public static source({ source, extent }: EvidenceRecord): string {
    return ForeignText.line([source, extent].filter((part) => part !== undefined).join(": "));
  }

  /** What a finding is about: the construct, or what the cloud calls it. */
  public static subject(subject: FindingSubject): string {
    const { kind, constructPath, address, cloud, name, id } = subject;
    const named = name ?? id;
    const code = constructPath ?? address;
    const what = code !== undefined ? code : named === undefined ? kind : kind === named ? kind : `${kind} ${named}`;
    return ForeignText.line(cloud === undefined ? what : `${what} on ${cloud}`);
  }

  /** Further names of it: Terraform address, `file:line`. */
  public static place(subject: FindingSubject): string {
    const { constructPath, address, file } = subject;
    const parts = [
      constructPath === undefined ? undefined : address,
      file === undefined ? undefined : Phrases.line(subject),
    ];
    return ForeignText.line(parts.filter((part) => part !== undefined && part !== "").join(", "));
  }

  /** `main.ts:12`; empty when not known. */
  public static line({ file, line }: FindingSubject): string {
    return file === undefined ? "" : line === undefined ? file : `${file}:${line}`;
  }

  /** "waived until 2027-03-31 by net@example.org: reason", or that it expired. */
  public static waiver({ waiver }: Finding): string | undefined {
    if (waiver === undefined) {
      return undefined;
    }
    const until = waiver.expired ? `waiver expired on ${waiver.expires}` : `waived until ${waiver.expires}`;
    return ForeignText.line(`${until} by ${waiver.owner}: ${waiver.reason}`);
  }

  /** "2 violated, 31 met, …" without zeros. */
  public static counts(counts: OutcomeCounts): string {
    const rows: readonly (readonly [number, Outcome])[] = [
      [counts.fail, Outcome.FAIL],
      [counts.notLookedAt, Outcome.NOT_LOOKED_AT],
      [counts.deferred, Outcome.DEFERRED],
      [counts.warn, Outcome.WARN],
      [counts.waived, Outcome.WAIVED],
      [counts.pass, Outcome.PASS],
      [counts.notApplicable, Outcome.NOT_APPLICABLE],
    ];
    const shown = rows.filter(([count]) => count > 0);
    return shown.length === 0
      ? "none"
      : shown.map(([count, outcome]) => `${count} ${Phrases.OUTCOME[outcome]}`).join(", ");
  }

  /** "12 satisfied, 0 enforced, 40 relied on, 2 not looked at": all four, so that none can be missed. */
  public static fulfilment(report: Report): string {
    const { satisfied, enforced, reliedOn, notLookedAt } = report.summary.fulfilment;
    return `${satisfied} satisfied, ${enforced} enforced, ${reliedOn} relied on, ${notLookedAt} not looked at`;
  }
}

/**
 * Findings that say the same of several things: they are told once. Two dozen images without a property are one
 * sentence and a list.
 *
 * @internal
 */
export class FindingGroups {
  /** Groups in the order of their first finding; none is empty. */
  public static groups(findings: readonly Finding[]): (readonly [Finding, ...Finding[]])[] {
    const groups = new Map<string, [Finding, ...Finding[]]>();
    for (const finding of findings) {
      const { outcome, evidence, message, got, allowed, fix, waiver } = finding;
      const key = JSON.stringify([outcome, evidence, message, got, allowed, fix, waiver?.id]);
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, [finding]);
      } else {
        group.push(finding);
      }
    }
    return [...groups.values()];
  }

  /** Whether a finding asks for something, or says that something is not known. */
  public static isTelling({ outcome }: Finding): boolean {
    return outcome !== Outcome.PASS && outcome !== Outcome.NOT_APPLICABLE;
  }
}

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
