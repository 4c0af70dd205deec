import pc from "picocolors";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import {
  EvidenceKind,
  EvidenceState,
  Fulfilment,
  Outcome,
  RuleLevel,
  Verdict,
  WaiverState,
  type Finding,
  type Report,
  type RuleResult,
} from "../report-model";
import { FindingGroups, SectionKey, Sections, type Section, Phrases } from "./phrases";
import { ForeignText } from "../reading/foreign-text";

/** How a report is written as text. */
export interface TextReportOptions {
  /** Columns of the terminal. @default 100 */
  readonly width?: number;
  /** Whether colours may be used: on a terminal. @default false */
  readonly color?: boolean;
  /** All findings, and each rule that is met. @default false: ten findings a rule, names of the rules that are met */
  readonly verbose?: boolean;
}

const LEAST_WIDTH = 40;
const WIDEST = 120;
const SHOWN_FINDINGS = 10;
const SHOWN_SUBJECTS = 12;

/** A report for reading: what is violated first, then what is open, then the rest in short. */
export class TextReport {
  /** @returns lines, each ended */
  public static render(report: Report, options: TextReportOptions = {}): string {
    return `${new TextReport(report, options).lines().join("\n")}\n`;
  }

  private readonly colours: ReturnType<typeof pc.createColors>;
  private readonly width: number;
  private readonly verbose: boolean;

  private constructor(
    private readonly report: Report,
    options: TextReportOptions,
  ) {
    this.colours = pc.createColors(options.color ?? false);
    this.width = Math.min(WIDEST, Math.max(LEAST_WIDTH, options.width ?? 100));
    this.verbose = options.verbose ?? false;
  }

  private lines(): string[] {
    return [
      ...this.wrap("", this.colours.bold(`Compliance with ${Phrases.subjects(this.report)}`)),
      "",
      ...this.header(),
      ...Sections.of(this.report).flatMap((section) => ["", ...this.section(section)]),
      ...this.waivers(),
      "",
      ...this.summary(),
    ];
  }

  private header(): string[] {
    const { scopes, profiles, evidence, tool, toolVersion, date } = this.report.header;
    const changes = profiles.flatMap((profile) => profile.changes.map((change) => `${profile.name}: ${change}`));
    const rows: [string, string][] = [
      ...scopes.map((scope): [string, string] => ["scope", Phrases.scope(scope, date)]),
      ...profiles
        .filter((profile) => scopes.every((scope) => scope.id !== profile.name))
        .map((profile): [string, string] => ["profile", `${profile.title} (${profile.name})`]),
      ...changes.map((change): [string, string] => ["changed", ForeignText.line(change)]),
      ["standards", Phrases.standards(this.report)],
      ...evidence.flatMap((record): [string, string][] => [
        [
          Phrases.EVIDENCE[record.kind],
          [Phrases.STATE[record.state], Phrases.source(record)].filter((part) => part !== "").join(", "),
        ],
        ...record.problems.map((problem): [string, string] => [
          "",
          `${record.state === EvidenceState.UNAVAILABLE ? "✘" : "!"} ${ForeignText.line(problem)}`,
        ]),
      ]),
      ["checked", `on ${date} by ${tool} ${toolVersion}`],
    ];
    return rows.flatMap(([label, text]) => this.row(label, text));
  }

  private section(section: Section): string[] {
    const { key, results, meaning } = section;
    const head = this.wrap(
      "",
      `${this.colours.bold(section.title.toUpperCase())} (${results.length})  ${this.colours.dim(meaning)}`,
    );
    switch (key) {
      case SectionKey.VIOLATED:
      case SectionKey.ADVICE:
      case SectionKey.WAIVED:
        return [...head, ...results.flatMap((result) => ["", ...this.full(result, key)])];
      case SectionKey.OPEN:
      case SectionKey.MANUAL:
        return [...head, ...this.open(results)];
      default:
        return [...head, ...this.names(results)];
    }
  }

  /** A rule with its findings, its fix and how to waive it. */
  private full(result: RuleResult, key: SectionKey): string[] {
    const { rule, findings } = result;
    const telling = findings.filter((each) => this.verbose || FindingGroups.isTelling(each));
    const groups = FindingGroups.groups(telling);
    const shown = this.verbose ? groups : groups.slice(0, SHOWN_FINDINGS);
    const rest = groups.slice(shown.length).flat().length;
    const waivable = result.outcome === Outcome.FAIL && key !== SectionKey.WAIVED;
    return [
      ...this.title(result),
      ...(telling.length === 0 ? this.row("", ForeignText.line(result.summary)) : []),
      ...shown.flatMap((group) => this.finding(group)),
      ...(rest > 0 ? this.wrap("  ", this.colours.dim(`… and ${rest} more; --verbose shows all`)) : []),
      ...this.row("why", ForeignText.line(rule.rationale)),
      ...this.row("clause", ForeignText.line(rule.clause === "" ? rule.standard : `${rule.standard}, ${rule.clause}`)),
      ...this.row("fix", ForeignText.line(rule.fix)),
      ...(waivable ? this.pasted("waive", rule.waive) : []),
      ...this.pasted("see", rule.url),
    ];
  }

  private finding(group: readonly [Finding, ...Finding[]]): string[] {
    const [finding] = group;
    const { outcome, message, got, allowed, fix } = finding;
    const waiver = Phrases.waiver(finding);
    const most = this.verbose ? group.length : SHOWN_SUBJECTS;
    const subjects = group.slice(0, most).map((each) => this.subject(each));
    const more = group.length > most ? `, … and ${group.length - most} more` : "";
    const head = `${this.mark(outcome)} ${subjects.join(", ")}${this.colours.dim(more)}`;
    const rows: [string, string | undefined][] = [
      ["got", got],
      ["allowed", allowed],
      ["fix", fix],
      ["waiver", waiver],
    ];
    return [
      ...this.wrap("  ", head, "    "),
      ...this.wrap("    ", ForeignText.line(message)),
      ...rows.flatMap(([label, text]) => (text === undefined || text === "" ? [] : this.row(label, text, "    "))),
    ];
  }

  private subject({ subject }: Finding): string {
    const place = Phrases.place(subject);
    const name = this.colours.bold(Phrases.subject(subject));
    return place === "" ? name : `${name}${this.colours.dim(` (${place})`)}`;
  }

  /** What is open for the same reason stands together: a check without the cloud would be a wall otherwise. */
  private open(results: readonly RuleResult[]): string[] {
    const groups = new Map<string, RuleResult[]>();
    for (const result of results) {
      const reason = TextReport.reason(result);
      groups.set(reason, [...(groups.get(reason) ?? []), result]);
    }
    return [...groups].flatMap(([reason, group]) => {
      const first = group[0];
      if (first === undefined) {
        return [];
      }
      if (group.length === 1) {
        const telling = FindingGroups.groups(first.findings.filter((finding) => FindingGroups.isTelling(finding)));
        const fix = telling.length === 1 ? telling[0]?.[0].fix : undefined;
        const several = (telling[0]?.length ?? 0) > 1 || telling.length > 1;
        return [
          "",
          ...this.title(first),
          ...this.wrap("  ", reason),
          ...(several || this.verbose
            ? telling.slice(0, this.verbose ? undefined : 3).flatMap((same) => this.finding(same))
            : this.row("fix", fix ?? "")),
          ...(first.rule.limitation === undefined || reason.includes(first.rule.limitation)
            ? []
            : this.row("limits", ForeignText.line(first.rule.limitation))),
        ];
      }
      return [
        "",
        ...this.wrap("", `${this.markOf(first)} ${reason} (${group.length})`, "  "),
        ...this.wrap("  ", group.map((each) => this.named(each)).join(", ")),
      ];
    });
  }

  private static reason({ fulfilment, summary }: RuleResult): string {
    const text = ForeignText.line(summary);
    const said = fulfilment === undefined || (fulfilment === Fulfilment.NOT_LOOKED_AT && text.includes("looked at"));
    return said ? text : `${Phrases.FULFILMENT[fulfilment]}: ${text}`;
  }

  private names(results: readonly RuleResult[]): string[] {
    if (this.verbose) {
      return results.flatMap((result) => [
        "",
        ...this.title(result),
        ...this.wrap("  ", this.colours.dim(ForeignText.line(result.summary))),
      ]);
    }
    const kinds = new Map<string, string[]>();
    for (const result of results) {
      const kind = result.fulfilment === undefined ? "" : Phrases.FULFILMENT[result.fulfilment];
      kinds.set(kind, [...(kinds.get(kind) ?? []), this.named(result)]);
    }
    return [...kinds].flatMap(([kind, ids]) =>
      kind === "" ? this.wrap("  ", ids.join(", ")) : this.row(kind, `${ids.length}: ${ids.join(", ")}`),
    );
  }

  private waivers(): string[] {
    const { waivers } = this.report;
    if (waivers.length === 0) {
      return ["", ...this.wrap("", `${this.colours.bold("WAIVERS")} (0)`)];
    }
    const paint: Readonly<Record<WaiverState, (text: string) => string>> = {
      [WaiverState.ACTIVE]: this.colours.cyan,
      [WaiverState.EXPIRED]: this.colours.red,
      [WaiverState.UNUSED]: this.colours.yellow,
    };
    return [
      "",
      `${this.colours.bold("WAIVERS")} (${waivers.length})`,
      ...waivers.flatMap((waiver) => [
        "",
        ...this.wrap(
          "",
          `${paint[waiver.state](Phrases.WAIVER[waiver.state])} ${this.colours.bold(ForeignText.line(waiver.rule))} at ${ForeignText.line(waiver.where)}: covers ${waiver.covered}`,
          "  ",
        ),
        ...this.row("reason", ForeignText.line(waiver.reason)),
        ...this.row("until", `${waiver.expires}, ${ForeignText.line(waiver.owner)}`),
        ...this.row("written in", ForeignText.line(waiver.source)),
      ]),
    ];
  }

  private summary(): string[] {
    const { summary, verdict, verdictReason } = this.report;
    const paint = { [Verdict.PASSED]: "green", [Verdict.FAILED]: "red", [Verdict.INCOMPLETE]: "yellow" } as const;
    const mark = { [Verdict.PASSED]: "✔", [Verdict.FAILED]: "✘", [Verdict.INCOMPLETE]: "?" } as const;
    const colour = this.colours[paint[verdict]];
    return [
      ...this.row("mandatory", `${Phrases.rules(summary.mandatory.total)}: ${Phrases.counts(summary.mandatory)}`),
      ...this.row("", Phrases.fulfilment(this.report)),
      ...(summary.recommended.total === 0
        ? []
        : this.row(
            "recommended",
            `${Phrases.rules(summary.recommended.total)}: ${Phrases.counts(summary.recommended)}`,
          )),
      "",
      ...this.wrap(
        "",
        `${colour(this.colours.bold(`${mark[verdict]} ${Phrases.VERDICT[verdict].toUpperCase()}`))}: ${ForeignText.line(verdictReason)}`,
        "  ",
      ),
      ...this.next(),
    ];
  }

  /** What would decide more. */
  private next(): string[] {
    const { header, verdict } = this.report;
    const asked = header.evidence.some(
      ({ kind, state }) => kind === EvidenceKind.LIVE && state !== EvidenceState.NOT_GIVEN,
    );
    return verdict !== Verdict.INCOMPLETE || asked || header.scopes.length === 0
      ? []
      : this.row("next", "ask the cloud: scs-blueprints check --cloud NAME");
  }

  private title(result: RuleResult): string[] {
    const { rule } = result;
    const level = rule.level === RuleLevel.MANDATORY ? "" : this.colours.dim(` (${rule.level})`);
    return this.wrap(
      "",
      `${this.markOf(result)} ${this.colours.bold(ForeignText.line(rule.id))}${level}  ${ForeignText.line(rule.title)}`,
      "  ",
    );
  }

  private named({ rule }: RuleResult): string {
    return rule.level === RuleLevel.MANDATORY ? rule.id : `${rule.id} (${rule.level})`;
  }

  /** A rule that holds as far as it was seen, and no further, has no tick. */
  private markOf(result: RuleResult): string {
    return result.open && result.outcome !== Outcome.NOT_LOOKED_AT
      ? this.colours.yellow(Phrases.mark(result))
      : this.mark(result.outcome);
  }

  private mark(outcome: Outcome): string {
    const paint: Readonly<Record<Outcome, (text: string) => string>> = {
      [Outcome.FAIL]: this.colours.red,
      [Outcome.NOT_LOOKED_AT]: this.colours.yellow,
      [Outcome.DEFERRED]: this.colours.yellow,
      [Outcome.WARN]: this.colours.yellow,
      [Outcome.WAIVED]: this.colours.cyan,
      [Outcome.PASS]: this.colours.green,
      [Outcome.NOT_APPLICABLE]: this.colours.dim,
    };
    return paint[outcome](Phrases.MARK[outcome]);
  }

  /** A label and a text that is wrapped beside it. */
  private row(label: string, text: string, indent = "  "): string[] {
    if (text === "") {
      return [];
    }
    const head = `${indent}${this.colours.dim(label.padEnd(13))}`;
    return ForeignText.block(text)
      .replaceAll("\t", "  ")
      .split("\n")
      .flatMap((line, index) =>
        this.wrap(index === 0 ? head : `${indent}${" ".repeat(13)}`, line, `${indent}${" ".repeat(13)}`),
      );
  }

  /** What is to be copied is never broken. */
  private pasted(label: string, text: string): string[] {
    const lines = ForeignText.block(text).replaceAll("\t", "  ").split("\n");
    return lines.map((line, index) => `  ${this.colours.dim((index === 0 ? label : "").padEnd(13))}${line}`);
  }

  private wrap(head: string, text: string, hanging = " ".repeat(stringWidth(head))): string[] {
    const room = Math.max(20, this.width - Math.max(stringWidth(head), stringWidth(hanging)));
    return wrapAnsi(text, room, { trim: true })
      .split("\n")
      .map((line, index) => `${index === 0 ? head : hanging}${line}`.trimEnd());
  }
}
