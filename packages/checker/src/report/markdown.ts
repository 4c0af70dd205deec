import { RuleLevel, Verdict, type Finding, type Report, type RuleResult, type WaiverRecord } from "../report-model";
import { FindingGroups, SectionKey, Sections, type Section, Phrases } from "./phrases";
import { ForeignText } from "../reading/foreign-text";

/** How a report is written as Markdown. */
export interface MarkdownReportOptions {
  /** Longest text, in characters: comments on GitHub end at 65,536. @default 60000 */
  readonly maxLength?: number;
}

const FINDINGS = [10, 3, 0];
const ICONS: Readonly<Record<Verdict, string>> = {
  [Verdict.PASSED]: "✅",
  [Verdict.FAILED]: "❌",
  [Verdict.INCOMPLETE]: "❔",
};

/**
 * GitHub-flavoured Markdown, for a comment on a pull request: what to do first, everything else folded. Names from the
 * cloud and the code are in code spans, so that they neither mention people nor become markup. Too long a report tells
 * fewer findings of each rule, and says so.
 */
export class MarkdownReport {
  /** @returns Markdown, ended by a line end */
  public static render(report: Report, options: MarkdownReportOptions = {}): string {
    const most = options.maxLength ?? 60_000;
    for (const findings of FINDINGS) {
      const text = new MarkdownReport(report, findings).text();
      if (text.length <= most) {
        return text;
      }
    }
    const short = new MarkdownReport(report, 0).text(true);
    return short.length <= most
      ? short
      : `${short.slice(0, Math.max(0, most - 40))}\n\n… cut: the report is too long\n`;
  }

  private constructor(
    private readonly report: Report,
    private readonly findings: number,
  ) {}

  private text(brief = false): string {
    const { verdict, verdictReason, waivers } = this.report;
    const sections = Sections.of(this.report).filter(
      ({ key }) => !brief || [SectionKey.VIOLATED, SectionKey.OPEN].includes(key),
    );
    const blocks = [
      `## ${ICONS[verdict]} ${MarkdownReport.escape(Phrases.subjects(this.report))}: ${Phrases.VERDICT[verdict]}`,
      `**${MarkdownReport.escape(MarkdownReport.sentence(verdictReason))}**`,
      this.table(),
      ...sections.map((section) => this.section(section, brief)),
      ...(brief ? ["The report is too long for a comment: this is a part of it."] : []),
      this.waivers(waivers),
      this.footer(),
    ];
    return `${blocks.join("\n\n")}\n`;
  }

  private table(): string {
    const { header, summary } = this.report;
    const changes = header.profiles.flatMap(({ name, changes: all }) => all.map((change) => `${name}: ${change}`));
    const rows: [string, string][] = [
      ...header.scopes.map((scope): [string, string] => ["scope", Phrases.scope(scope, header.date)]),
      ["profiles", header.profiles.map((profile) => profile.name).join(", ")],
      ...changes.map((change): [string, string] => ["changed", change]),
      ["standards", Phrases.standards(this.report)],
      ["mandatory", `${Phrases.rules(summary.mandatory.total)}: ${Phrases.counts(summary.mandatory)}`],
      ["of these", Phrases.fulfilment(this.report)],
      ["recommended", `${Phrases.rules(summary.recommended.total)}: ${Phrases.counts(summary.recommended)}`],
      ...header.evidence.map((record): [string, string] => [
        Phrases.EVIDENCE[record.kind],
        [Phrases.STATE[record.state], Phrases.source(record), ...record.problems]
          .filter((part) => part !== "")
          .join("; "),
      ]),
    ];
    return [
      "| | |",
      "| --- | --- |",
      ...rows.map(([label, text]) => `| ${label} | ${MarkdownReport.escape(text)} |`),
    ].join("\n");
  }

  private section({ key, title, meaning, results }: Section, brief: boolean): string {
    const head = `### ${title} (${results.length})\n\n${MarkdownReport.sentence(meaning)}`;
    if (key === SectionKey.VIOLATED && !brief) {
      return [head, ...results.map((result) => this.violated(result))].join("\n\n");
    }
    const told = !brief && (key === SectionKey.ADVICE || key === SectionKey.WAIVED);
    const lines = results.flatMap((result) => [
      this.line(result),
      ...(told ? this.items(result).map((item) => `  ${item}`) : []),
    ]);
    return lines.length > 5
      ? `${head}\n\n<details><summary>${Phrases.rules(results.length)}</summary>\n\n${lines.join("\n")}\n\n</details>`
      : `${head}\n\n${lines.join("\n")}`;
  }

  /** A violated rule: what, where, why, fix; how to waive it is folded. */
  private violated(result: RuleResult): string {
    const { rule } = result;
    return [
      `#### ❌ ${MarkdownReport.code(rule.id)} ${MarkdownReport.escape(rule.title)}`,
      ...(this.findings === 0
        ? [MarkdownReport.escape(MarkdownReport.sentence(result.summary))]
        : [this.items(result).join("\n")]),
      [
        `**Why**: ${MarkdownReport.escape(MarkdownReport.sentence(rule.rationale))}`,
        `**Fix**: ${MarkdownReport.escape(MarkdownReport.sentence(rule.fix))}`,
        `**Clause**: [${MarkdownReport.escape(`${rule.standard}, ${rule.clause}`)}](${MarkdownReport.link(rule.url)})`,
      ].join("<br>\n"),
      `<details><summary>How to waive it</summary>\n\n${MarkdownReport.fence(rule.waive)}\n\n</details>`,
    ].join("\n\n");
  }

  private items({ findings }: RuleResult): string[] {
    const groups = FindingGroups.groups(findings.filter((finding) => FindingGroups.isTelling(finding)));
    const rest = groups.slice(this.findings).flat().length;
    return [
      ...groups.slice(0, this.findings).map((group) => this.item(group)),
      ...(rest > 0 ? [`- … and ${rest} more`] : []),
    ];
  }

  private item(group: readonly [Finding, ...Finding[]]): string {
    const [finding] = group;
    const { outcome, message, got, allowed, fix } = finding;
    const waiver = Phrases.waiver(finding);
    const subjects = group.slice(0, this.findings).map(({ subject }) => {
      const place = Phrases.place(subject);
      const name = MarkdownReport.code(Phrases.subject(subject));
      return place === "" ? name : `${name} (${MarkdownReport.code(place)})`;
    });
    return [
      `- ${Phrases.MARK[outcome]} ${subjects.join(", ")}`,
      group.length > this.findings ? `, … and ${group.length - this.findings} more` : "",
      `: ${MarkdownReport.escape(message)}`,
      got === undefined ? "" : `; got ${MarkdownReport.code(got)}`,
      allowed === undefined ? "" : `; allowed ${MarkdownReport.code(allowed)}`,
      fix === undefined ? "" : `; fix: ${MarkdownReport.escape(fix)}`,
      waiver === undefined ? "" : `; ${MarkdownReport.escape(waiver)}`,
    ].join("");
  }

  private line(result: RuleResult): string {
    const { rule, summary, fulfilment } = result;
    const level = rule.level === RuleLevel.MANDATORY ? "" : ` (${rule.level})`;
    const by = fulfilment === undefined ? "" : `*${Phrases.FULFILMENT[fulfilment]}*: `;
    return `- ${Phrases.mark(result)} ${MarkdownReport.code(rule.id)}${level} ${by}${MarkdownReport.escape(summary)}`;
  }

  private waivers(waivers: readonly WaiverRecord[]): string {
    if (waivers.length === 0) {
      return "### Waivers (0)";
    }
    const rows = waivers.map(({ state, rule, where, covered, expires, owner, reason, source }) =>
      [
        Phrases.WAIVER[state],
        MarkdownReport.cell(rule),
        MarkdownReport.cell(where),
        String(covered),
        expires,
        MarkdownReport.escape(owner),
        MarkdownReport.escape(reason),
        MarkdownReport.cell(source),
      ].join(" | "),
    );
    return [
      `### Waivers (${waivers.length})`,
      "",
      "| state | rule | where | covers | until | owner | reason | written in |",
      "| --- | --- | --- | --- | --- | --- | --- | --- |",
      ...rows.map((row) => `| ${row} |`),
    ].join("\n");
  }

  private footer(): string {
    const { tool, toolVersion, date } = this.report.header;
    return `<sub>${MarkdownReport.escape(`${tool} ${toolVersion}, ${date}`)}</sub>`;
  }

  private static sentence(text: string): string {
    return /[.!?]$/.test(text) ? text : `${text}.`;
  }

  /** Text without markup, HTML, mentions or references to issues, on one line, fit for a table. */
  private static escape(text: string): string {
    return ForeignText.line(text)
      .trim()
      .replace(/[&<>@]|#(?=\d)|:(?=\/\/)/g, (character) => `&#${character.charCodeAt(0)};`)
      .replace(/[\\`*_[\]|~!]/g, "\\$&");
  }

  /** A code span, with more back ticks around than there are inside. */
  private static code(text: string): string {
    const line = ForeignText.line(text);
    const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map((run) => run.length));
    const ticks = "`".repeat(longest + 1);
    const room = line === "" || line.startsWith("`") || line.endsWith("`") ? " " : "";
    return `${ticks}${room}${line}${room}${ticks}`;
  }

  private static cell(text: string): string {
    return MarkdownReport.code(text).replaceAll("|", "\\|");
  }

  private static fence(text: string): string {
    const block = ForeignText.block(text);
    const longest = Math.max(2, ...(block.match(/`+/g) ?? []).map((run) => run.length));
    const ticks = "`".repeat(longest + 1);
    return `${ticks}\n${block}\n${ticks}`;
  }

  private static link(url: string): string {
    return ForeignText.line(url).replace(/[\s()<>]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  }
}
