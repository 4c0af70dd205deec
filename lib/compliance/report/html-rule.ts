import { escape as escapeHtml } from "html-escaper";
import { Outcome, RuleLevel, type Finding, type RuleResult } from "../report-model";
import { ForeignText } from "./foreign-text";
import { SectionKey } from "./sections";
import { Words } from "./words";

/** Findings of a rule that are shown at once; the others are folded. */
const SHOWN = 20;

const OUTCOME_KEY: Readonly<Record<Outcome, SectionKey>> = {
  [Outcome.FAIL]: SectionKey.VIOLATED,
  [Outcome.NOT_LOOKED_AT]: SectionKey.OPEN,
  [Outcome.DEFERRED]: SectionKey.OPEN,
  [Outcome.WARN]: SectionKey.ADVICE,
  [Outcome.WAIVED]: SectionKey.WAIVED,
  [Outcome.PASS]: SectionKey.MET,
  [Outcome.NOT_APPLICABLE]: SectionKey.NOT_APPLICABLE,
};

/** One rule of the HTML report, which opens to its findings. @internal */
export class HtmlRule {
  public static render(result: RuleResult, key: SectionKey): string {
    const { rule, outcome, fulfilment, summary } = result;
    const tags = [
      `<span class="tag main">${Words.OUTCOME[outcome]}</span>`,
      ...(fulfilment === undefined || Words.FULFILMENT[fulfilment] === Words.OUTCOME[outcome]
        ? []
        : [`<span class="tag">${Words.FULFILMENT[fulfilment]}</span>`]),
      ...(rule.level === RuleLevel.MANDATORY ? [] : [`<span class="tag">${rule.level}</span>`]),
    ];
    const open = key === SectionKey.VIOLATED ? " open" : "";
    return `<details class="card rule k-${key}" id="${HtmlRule.text(rule.id)}" data-key="${key}" data-standard="${HtmlRule.text(rule.standard)}"${open}>
<summary><span class="mark" aria-hidden="true">${Words.MARK[outcome]}</span><span><span class="id">${HtmlRule.text(rule.id)}</span> ${HtmlRule.text(rule.title)}<span class="sum">${HtmlRule.text(summary)}</span></span><span class="tags">${tags.join("")}</span></summary>
<div class="body">${HtmlRule.findings(result.findings)}${HtmlRule.about(result)}</div></details>`;
  }

  private static findings(findings: readonly Finding[]): string {
    const quiet = (finding: Finding): boolean =>
      finding.outcome === Outcome.PASS || finding.outcome === Outcome.NOT_APPLICABLE;
    const telling = findings.filter((finding) => !quiet(finding));
    const shown = telling.slice(0, SHOWN);
    const rest = telling.slice(SHOWN);
    const met = findings.filter(quiet);
    return [
      ...shown.map((finding) => HtmlRule.finding(finding)),
      HtmlRule.folded(`${rest.length} more findings`, rest),
      HtmlRule.folded(
        met.length === 1 ? "1 finding without objection" : `${met.length} findings without objection`,
        met,
      ),
    ].join("");
  }

  private static folded(title: string, findings: readonly Finding[]): string {
    return findings.length === 0
      ? ""
      : `<details class="more"><summary>${title}</summary>${findings.map((finding) => HtmlRule.finding(finding)).join("")}</details>`;
  }

  private static finding(finding: Finding): string {
    const { subject, outcome, message, got, allowed, fix, evidence } = finding;
    const place = Words.place(subject);
    const waiver = Words.waiver(finding);
    const rows = [
      ...HtmlRule.row("Got", got, true),
      ...HtmlRule.row("Allowed", allowed, true),
      ...HtmlRule.row("Fix", fix),
      ...HtmlRule.row("Waiver", waiver),
    ];
    return (
      `<div class="finding k-${OUTCOME_KEY[outcome]}"><p><span class="tag main">${Words.OUTCOME[outcome]}</span> <code>${HtmlRule.text(Words.subject(subject))}</code> ` +
      `<span class="soft">${HtmlRule.text([place, `seen in the ${Words.EVIDENCE[evidence]}`].filter((part) => part !== "").join(", "))}</span></p>` +
      `<p>${HtmlRule.text(message)}</p>${rows.length === 0 ? "" : `<dl>${rows.join("")}</dl>`}</div>`
    );
  }

  private static about({ rule, outcome }: RuleResult): string {
    const kinds = rule.evidence.map((kind) => Words.EVIDENCE[kind]).join(", ");
    const rows = [
      ...HtmlRule.row("Why", rule.rationale),
      `<dt>Clause</dt><dd><a href="${HtmlRule.href(rule.url)}" rel="noreferrer">${HtmlRule.text(rule.standard)}</a>, ${HtmlRule.text(rule.clause)}</dd>`,
      ...HtmlRule.row("Fix", rule.fix),
      ...HtmlRule.row("Decided by", kinds === "" ? "a person, or a tool beyond this one" : kinds),
      ...HtmlRule.row("Limits", rule.limitation),
      ...(outcome === Outcome.FAIL
        ? [
            `<dt>Waive</dt><dd class="wave"><pre>${escapeHtml(ForeignText.block(rule.waive))}</pre><button type="button" class="copy">Copy</button></dd>`,
          ]
        : []),
    ];
    return `<dl>${rows.join("")}</dl>`;
  }

  private static row(label: string, text: string | undefined, code = false): string[] {
    if (text === undefined || text === "") {
      return [];
    }
    const escaped = HtmlRule.text(text);
    return [`<dt>${label}</dt><dd>${code ? `<code>${escaped}</code>` : escaped}</dd>`];
  }

  /** Only web pages are linked to: an own rule's address could be anything. */
  private static href(url: string): string {
    return /^https?:\/\//i.test(url) ? HtmlRule.text(url) : "#";
  }

  private static text(text: string): string {
    return escapeHtml(ForeignText.line(text));
  }
}
