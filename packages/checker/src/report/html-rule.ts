import { escape as escapeHtml } from "html-escaper";
import { Outcome, RuleLevel, type Finding, type RuleResult } from "../report-model";
import { Alike } from "./alike";
import { ForeignText } from "../reading/foreign-text";
import { SectionKey } from "./sections";
import { Words } from "./words";

/** Findings of a rule, and things of a finding, that are shown at once; the others are folded. */
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
  /** @param open whether it is open from the start */
  public static render(result: RuleResult, key: SectionKey, open: boolean): string {
    const { rule, outcome, fulfilment, summary } = result;
    const tags = [
      `<span class="tag main">${Words.OUTCOME[outcome]}</span>`,
      ...(fulfilment === undefined || Words.FULFILMENT[fulfilment] === Words.OUTCOME[outcome]
        ? []
        : [`<span class="tag">${Words.FULFILMENT[fulfilment]}</span>`]),
      ...(rule.level === RuleLevel.MANDATORY ? [] : [`<span class="tag">${rule.level}</span>`]),
    ];
    return `<details class="card rule k-${key}" id="${HtmlRule.text(rule.id)}" data-key="${key}" data-standard="${HtmlRule.text(rule.standard)}"${open ? " open" : ""}>
<summary><span class="mark" aria-hidden="true">${Words.mark(result)}</span><span><span class="id">${HtmlRule.text(rule.id)}</span> ${HtmlRule.text(rule.title)}<span class="sum">${HtmlRule.text(summary)}</span></span><span class="tags">${tags.join("")}</span></summary>
<div class="body">${HtmlRule.findings(result.findings)}${HtmlRule.about(result)}</div></details>`;
  }

  private static findings(findings: readonly Finding[]): string {
    const telling = Alike.groups(findings.filter((finding) => Alike.isTelling(finding)));
    const quiet = Alike.groups(findings.filter((finding) => !Alike.isTelling(finding)));
    return [
      ...telling.slice(0, SHOWN).map((group) => HtmlRule.finding(group)),
      HtmlRule.folded("more", telling.slice(SHOWN)),
      HtmlRule.folded("without objection", quiet),
    ].join("");
  }

  private static folded(what: string, groups: readonly (readonly [Finding, ...Finding[]])[]): string {
    const count = groups.flat().length;
    const title = `${count} ${count === 1 ? "finding" : "findings"} ${what}`;
    return groups.length === 0
      ? ""
      : `<details class="more"><summary>${title}</summary>${groups.map((group) => HtmlRule.finding(group)).join("")}</details>`;
  }

  /** What is said of one thing, or of several. */
  private static finding(group: readonly [Finding, ...Finding[]]): string {
    const [finding] = group;
    const { outcome, message, got, allowed, fix, evidence } = finding;
    const waiver = Words.waiver(finding);
    const rows = [
      ...HtmlRule.row("Got", got, true),
      ...HtmlRule.row("Allowed", allowed, true),
      ...HtmlRule.row("Fix", fix),
      ...HtmlRule.row("Waiver", waiver),
    ];
    const seen = `<span class="soft">seen in the ${Words.EVIDENCE[evidence]}</span>`;
    const subjects = group.map((each) => HtmlRule.subject(each));
    const what =
      subjects.length === 1
        ? `${subjects.join("")} ${seen}</p>`
        : `${subjects.length} × ${seen}</p>${HtmlRule.list(subjects)}`;
    return (
      `<div class="finding k-${OUTCOME_KEY[outcome]}"><p><span class="tag main">${Words.OUTCOME[outcome]}</span> ${what}` +
      `<p>${HtmlRule.text(message)}</p>${rows.length === 0 ? "" : `<dl>${rows.join("")}</dl>`}</div>`
    );
  }

  private static subject({ subject }: Finding): string {
    const place = Words.place(subject);
    const name = `<code>${HtmlRule.text(Words.subject(subject))}</code>`;
    return place === "" ? name : `${name} <span class="soft">${HtmlRule.text(place)}</span>`;
  }

  private static list(subjects: readonly string[]): string {
    const items = (part: readonly string[]): string =>
      `<ul class="things">${part.map((subject) => `<li>${subject}</li>`).join("")}</ul>`;
    const rest = subjects.slice(SHOWN);
    return rest.length === 0
      ? items(subjects)
      : `${items(subjects.slice(0, SHOWN))}<details class="more"><summary>${rest.length} more</summary>${items(rest)}</details>`;
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
