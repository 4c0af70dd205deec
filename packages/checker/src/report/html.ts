import { escape as escapeHtml } from "html-escaper";
import { ForeignText } from "../reading/foreign-text";
import { SelfContainedHtml } from "../reading/self-contained-html";
import {
  type Finding,
  Fulfilment,
  Outcome,
  type Report,
  RuleLevel,
  type RuleResult,
  Verdict,
  type WaiverRecord,
  WaiverState,
} from "../report-model";
import { FindingGroups, type Section, SectionKey, Sections, Phrases } from "./phrases";
import { HTML_SCRIPT } from "./html-script";
import { HTML_STYLE } from "./html-style";
const VERDICT_KEY: Readonly<Record<Verdict, SectionKey>> = {
  [Verdict.PASSED]: SectionKey.MET,
  [Verdict.FAILED]: SectionKey.VIOLATED,
  [Verdict.INCOMPLETE]: SectionKey.OPEN,
};

const VERDICT_MARK: Readonly<Record<Verdict, string>> = {
  [Verdict.PASSED]: "✔",
  [Verdict.FAILED]: "✘",
  [Verdict.INCOMPLETE]: "?",
};

const WAIVER_KEY: Readonly<Record<WaiverState, SectionKey>> = {
  [WaiverState.ACTIVE]: SectionKey.WAIVED,
  [WaiverState.EXPIRED]: SectionKey.VIOLATED,
  [WaiverState.UNUSED]: SectionKey.OPEN,
};

/** Up to so many violated rules are open from the start; more would hide how many there are. */
const OPENED = 5;

/** Rules that are fulfilled, or not, by the same: number, style, word, meaning. */
type Part = readonly [number, string, string, string];

/**
 * One HTML file without anything from elsewhere: no font, no script, no picture is fetched, and a policy in the file
 * forbids it. Filter and search, light and dark, keyboard and screen reader, paper.
 */
export class HtmlReport {
  /** @returns an HTML document, ended by a line end */
  public static render(report: Report): string {
    return new HtmlReport(report).page();
  }

  private constructor(private readonly report: Report) {}

  private page(): string {
    const { report } = this;
    const { header, verdict } = report;
    const sections = Sections.of(report);
    const subjects = SelfContainedHtml.text(Phrases.subjects(report));
    const style = `${HTML_STYLE}${this.widths()}\n`;
    const policy = SelfContainedHtml.policy(style, HTML_SCRIPT);
    return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${SelfContainedHtml.text(`${header.tool} ${header.toolVersion}`)}">
<meta name="color-scheme" content="light dark">
<title>${Phrases.VERDICT[verdict]}: ${subjects}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Compliance with ${subjects}</h1>
<p class="soft">Checked on ${SelfContainedHtml.text(header.date)} by ${SelfContainedHtml.text(`${header.tool} ${header.toolVersion}`)}</p>
</header>
<main>
${this.verdict()}
<div class="grid">
${this.fulfilment()}
${this.basis()}
</div>
${this.tools(sections)}
<p id="none" class="card none" hidden>No rule fits this search.</p>
${sections.map((section) => HtmlReport.section(section)).join("\n")}
${this.waivers()}
</main>
<footer>${this.footer()}</footer>
<script>${HTML_SCRIPT}</script>
</body>
</html>
`;
  }

  private verdict(): string {
    const { verdict, verdictReason } = this.report;
    return (
      `<div class="card verdict k-${VERDICT_KEY[verdict]}"><span class="mark" aria-hidden="true">${VERDICT_MARK[verdict]}</span>` +
      `<div><strong>${HtmlReport.capital(Phrases.VERDICT[verdict])}</strong>${SelfContainedHtml.text(HtmlReport.capital(verdictReason))}.</div></div>`
    );
  }

  /** The mandatory rules by what they rest on; together they are all mandatory rules. */
  private parts(): readonly Part[] {
    const { fulfilment, mandatory } = this.report.summary;
    const parts: Part[] = [
      [mandatory.fail, "s-fail", "violated", "something contradicts them"],
      [fulfilment.notLookedAt, "s-not", "not looked at", Phrases.FULFILMENT_MEANING[Fulfilment.NOT_LOOKED_AT]],
      [fulfilment.reliedOn, "s-rel", "relied on", Phrases.FULFILMENT_MEANING[Fulfilment.RELIED_ON]],
      [fulfilment.enforced, "s-enf", "enforced", Phrases.FULFILMENT_MEANING[Fulfilment.ENFORCED]],
      [fulfilment.satisfied, "s-sat", "satisfied", Phrases.FULFILMENT_MEANING[Fulfilment.SATISFIED]],
      [mandatory.waived, "s-waive", "waived", "violated, and accepted for some time"],
    ];
    const rest = mandatory.total - parts.reduce((sum, [count]) => sum + count, 0);
    return rest > 0 ? [...parts, [rest, "s-none", "nothing to apply to", "no such thing is there"]] : parts;
  }

  /** The widths of the bar belong to the style: the policy allows no style attributes. */
  private widths(): string {
    return this.parts()
      .map(([count, style]) => `.bar .${style}{flex:${count}}`)
      .join("");
  }

  private fulfilment(): string {
    const { mandatory, recommended } = this.report.summary;
    const bar = this.parts()
      .filter(([count]) => count > 0)
      .map(([, style]) => `<i class="${style}"></i>`)
      .join("");
    const legend = this.parts()
      .map(
        ([count, style, word, meaning]) =>
          `<li><span class="dot ${style}" aria-hidden="true"></span><b>${count}</b><span>${word} <span class="soft">– ${meaning}</span></span></li>`,
      )
      .join("");
    const further =
      recommended.total === 0
        ? ""
        : `<p class="soft">Recommended: ${Phrases.rules(recommended.total)}, ${SelfContainedHtml.text(Phrases.counts(recommended))}</p>`;
    return `<section class="card box" aria-labelledby="h-ful"><h2 id="h-ful">${mandatory.total} mandatory rules</h2>
<div class="bar" aria-hidden="true">${bar}</div><ul class="legend">${legend}</ul>${further}</section>`;
  }

  private basis(): string {
    const { header } = this.report;
    const scopes = header.scopes.map((scope) => SelfContainedHtml.text(Phrases.scope(scope, header.date))).join("<br>");
    const own = header.profiles.filter((profile) => header.scopes.every((scope) => scope.id !== profile.name));
    const profiles = own.map(
      ({ title, name }) => `${SelfContainedHtml.text(title)} <code>${SelfContainedHtml.text(name)}</code>`,
    );
    const changes = header.profiles.flatMap(({ name, changes: all }) => all.map((change) => `${name}: ${change}`));
    const evidence = header.evidence.map(
      (record) =>
        `<dt>${HtmlReport.capital(Phrases.EVIDENCE[record.kind])}</dt><dd>${Phrases.STATE[record.state]}${HtmlReport.after(": ", Phrases.source(record))}${HtmlReport.list(record.problems)}</dd>`,
    );
    const rows = [
      ...(scopes === "" ? [] : [`<dt>Scope</dt><dd>${scopes}</dd>`]),
      ...(profiles.length === 0 ? [] : [`<dt>Profile</dt><dd>${profiles.join("<br>")}</dd>`]),
      ...(changes.length === 0 ? [] : [`<dt>Changed</dt><dd>${HtmlReport.list(changes)}</dd>`]),
      `<dt>Standards</dt><dd>of ${SelfContainedHtml.text(header.standardsDate)}, commit <code>${SelfContainedHtml.text(header.standardsCommit.slice(0, 12))}</code></dd>`,
      ...evidence,
    ];
    return `<section class="card box" aria-labelledby="h-basis"><h2 id="h-basis">Checked against, and looked at</h2><dl>${rows.join("")}</dl></section>`;
  }

  private tools(sections: readonly Section[]): string {
    const chips = sections.map(
      ({ key, title, results }) =>
        `<button type="button" class="chip k-${key}" data-key="${key}" aria-pressed="false">${title} ${results.length}</button>`,
    );
    const standards = [...new Set(this.report.results.map((result) => result.rule.standard))];
    const options = standards.map(
      (name) => `<option value="${SelfContainedHtml.text(name)}">${SelfContainedHtml.text(name)}</option>`,
    );
    return `<div class="tools" role="search">
<label class="sr" for="q">Search rules and findings</label><input id="q" type="search" placeholder="Search rules and findings  ( / )" autocomplete="off" spellcheck="false">
<label class="sr" for="std">Standard</label><select id="std"><option value="">All standards</option>${options.join("")}</select>
<button type="button" id="toggle" aria-expanded="false">Open all</button><button type="button" id="reset">Reset</button>
<span role="group" aria-label="Show only">${chips.join(" ")}</span><span id="count" class="count" role="status"></span>
</div>`;
  }

  private static section({ key, title, meaning, results }: Section): string {
    const open = key === SectionKey.VIOLATED && results.length <= OPENED;
    const rules = results.map((result) => HtmlRule.render(result, key, open));
    return `<section data-key="${key}" aria-labelledby="h-${key}"><h2 id="h-${key}">${title} <span class="n">${results.length}</span></h2>
<p class="soft">${HtmlReport.capital(meaning)}.</p>
${rules.join("\n")}</section>`;
  }

  private waivers(): string {
    const { waivers } = this.report;
    const body =
      waivers.length === 0
        ? `<p class="soft">None.</p>`
        : `<div class="card table" tabindex="0" role="region" aria-labelledby="h-waivers"><table><thead><tr>${["State", "Rule", "Where", "Covers", "Until", "Owner", "Reason", "Written in"].map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead><tbody>${waivers.map((waiver) => HtmlReport.waiver(waiver)).join("")}</tbody></table></div>`;
    return `<section aria-labelledby="h-waivers"><h2 id="h-waivers">Waivers <span class="n">${waivers.length}</span></h2>${body}</section>`;
  }

  private static waiver({ state, rule, where, covered, expires, owner, reason, source }: WaiverRecord): string {
    const code = (text: string): string => `<code>${SelfContainedHtml.text(text)}</code>`;
    const cells = [
      `<span class="tag main k-${WAIVER_KEY[state]}">${Phrases.WAIVER[state]}</span>`,
      code(rule),
      code(where),
      String(covered),
      SelfContainedHtml.text(expires),
      SelfContainedHtml.text(owner),
      SelfContainedHtml.text(reason),
      code(source),
    ];
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  }

  private footer(): string {
    const words = [Fulfilment.SATISFIED, Fulfilment.ENFORCED, Fulfilment.RELIED_ON, Fulfilment.NOT_LOOKED_AT].map(
      (each) => `<b>${Phrases.FULFILMENT[each]}</b>: ${Phrases.FULFILMENT_MEANING[each]}`,
    );
    const { format, formatVersion } = this.report;
    return `<p>${words.join("; ")}.</p><p>${SelfContainedHtml.text(`${format} ${formatVersion}`)}. This file is complete: nothing is loaded from elsewhere.</p>`;
  }

  private static list(items: readonly string[]): string {
    return items.length === 0
      ? ""
      : `<ul>${items.map((item) => `<li>${SelfContainedHtml.text(item)}</li>`).join("")}</ul>`;
  }

  private static after(separator: string, text: string): string {
    return text === "" ? "" : `${separator}${SelfContainedHtml.text(text)}`;
  }

  private static capital(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
  }
}

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
class HtmlRule {
  /** @param open whether it is open from the start */
  public static render(result: RuleResult, key: SectionKey, open: boolean): string {
    const { rule, outcome, fulfilment, summary } = result;
    const tags = [
      `<span class="tag main">${Phrases.OUTCOME[outcome]}</span>`,
      ...(fulfilment === undefined || Phrases.FULFILMENT[fulfilment] === Phrases.OUTCOME[outcome]
        ? []
        : [`<span class="tag">${Phrases.FULFILMENT[fulfilment]}</span>`]),
      ...(rule.level === RuleLevel.MANDATORY ? [] : [`<span class="tag">${rule.level}</span>`]),
    ];
    return `<details class="card rule k-${key}" id="${HtmlRule.text(rule.id)}" data-key="${key}" data-standard="${HtmlRule.text(rule.standard)}"${open ? " open" : ""}>
<summary><span class="mark" aria-hidden="true">${Phrases.mark(result)}</span><span><span class="id">${HtmlRule.text(rule.id)}</span> ${HtmlRule.text(rule.title)}<span class="sum">${HtmlRule.text(summary)}</span></span><span class="tags">${tags.join("")}</span></summary>
<div class="body">${HtmlRule.findings(result.findings)}${HtmlRule.about(result)}</div></details>`;
  }

  private static findings(findings: readonly Finding[]): string {
    const telling = FindingGroups.groups(findings.filter((finding) => FindingGroups.isTelling(finding)));
    const quiet = FindingGroups.groups(findings.filter((finding) => !FindingGroups.isTelling(finding)));
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
    const waiver = Phrases.waiver(finding);
    const rows = [
      ...HtmlRule.row("Got", got, true),
      ...HtmlRule.row("Allowed", allowed, true),
      ...HtmlRule.row("Fix", fix),
      ...HtmlRule.row("Waiver", waiver),
    ];
    const seen = `<span class="soft">seen in the ${Phrases.EVIDENCE[evidence]}</span>`;
    const subjects = group.map((each) => HtmlRule.subject(each));
    const what =
      subjects.length === 1
        ? `${subjects.join("")} ${seen}</p>`
        : `${subjects.length} × ${seen}</p>${HtmlRule.list(subjects)}`;
    return (
      `<div class="finding k-${OUTCOME_KEY[outcome]}"><p><span class="tag main">${Phrases.OUTCOME[outcome]}</span> ${what}` +
      `<p>${HtmlRule.text(message)}</p>${rows.length === 0 ? "" : `<dl>${rows.join("")}</dl>`}</div>`
    );
  }

  private static subject({ subject }: Finding): string {
    const place = Phrases.place(subject);
    const name = `<code>${HtmlRule.text(Phrases.subject(subject))}</code>`;
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
    const kinds = rule.evidence.map((kind) => Phrases.EVIDENCE[kind]).join(", ");
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
