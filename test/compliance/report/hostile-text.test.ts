import { execFileSync } from "node:child_process";
import { HtmlRenderer, Parser } from "commonmark";
import fc from "fast-check";
import {
  HtmlReport,
  JsonReport,
  JunitReport,
  MarkdownReport,
  SarifReport,
  TextReport,
} from "../../../packages/checker/src/report/index";
import type { Report } from "../../../packages/checker/src/report-model";
import { sampleReport } from "./support/sample-report";

const PIECES = [
  "<script>",
  "</script>",
  "<!--",
  "]]>",
  "&amp;",
  "&#0;",
  '"',
  "'",
  "`",
  "```",
  "|",
  "\n",
  "\r",
  "\t",
  "\u001b[2J",
];

/** Any UTF-16 at all, halves of characters too, mixed with what means something to one of the formats. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PIECES),
      fc.string({ unit: "binary", maxLength: 6 }),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

/** Three hundred findings, each said in texts that nobody would choose. */
function hostileReport(): Report {
  const report = sampleReport();
  const [result] = report.results.filter((each) => each.rule.id === "scs-0103-flavor-1v-4");
  const [finding] = result!.findings;
  const findings = fc
    .sample(fc.tuple(text, text, text, text), { numRuns: 300, seed: 20261123 })
    .map(([name, message, got, file], index) => ({
      ...finding!,
      subject: { kind: "flavor", name, file, line: index },
      ...{ message, got, fingerprint: index.toString(16) },
    }));
  const [title = "", rationale = "", clause = "", url = ""] = findings.map((each) => each.message);
  const rule = {
    ...result!.rule,
    ...{ title, rationale, clause, url, fix: title, waive: rationale, limitation: clause },
  };
  return { ...report, results: [{ ...result!, rule, summary: title, findings }], verdictReason: rationale };
}

describe("whatever a cloud calls its things", () => {
  const report = hostileReport();

  test("JUnit stays well-formed XML with one test and one failure", () => {
    const script = `import { parse } from "junit2json"; import { readFileSync } from "node:fs";
      process.stdout.write(JSON.stringify(await parse(readFileSync(0, "utf8"))));`;
    const json = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
      input: JunitReport.render({ ...report, waivers: [] }),
      encoding: "utf8",
      cwd: __dirname,
    });
    const suites = JSON.parse(json) as { testsuite: { testcase: { failure: { inner: string }[] }[] }[] };
    expect(suites.testsuite).toHaveLength(1);
    expect(suites.testsuite[0]!.testcase).toHaveLength(1);
    expect(suites.testsuite[0]!.testcase[0]!.failure[0]!.inner.match(/violated: flavor/g)).toHaveLength(300);
  });

  test("SARIF and JSON can be read back", () => {
    const log = JSON.parse(SarifReport.render(report)) as { runs: { results: object[] }[] };
    expect(log.runs[0]!.results).toHaveLength(300);
    expect(JSON.parse(JsonReport.render(report))).toEqual(report);
  });

  test("HTML has no element, attribute or comment that is not its own", () => {
    const html = HtmlReport.render(report);
    const without = HtmlReport.render({ ...report, results: [] });
    expect(html.match(/<script/g)).toHaveLength(without.match(/<script/g)!.length);
    expect(html).not.toContain("<!--");
    expect(html.match(/<[a-z]+[^>]* on[a-z]+=/g)).toBeNull();
  });

  test("text moves no cursor and is as many lines as it says", () => {
    for (const verbose of [false, true]) {
      const lines = TextReport.render(report, { verbose }).replaceAll("\n", "");
      expect(lines).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e]/u);
    }
  });

  test("Markdown has no HTML, link or picture but its own", () => {
    const markdown = MarkdownReport.render(report);
    const walker = new Parser().parse(markdown).walker();
    const html: string[] = [];
    const other: string[] = [];
    for (let event = walker.next(); event !== null; event = walker.next()) {
      const { type, literal, destination } = event.node;
      if (event.entering && (type === "html_inline" || type === "html_block")) {
        html.push(literal ?? "");
      } else if (event.entering && (type === "link" || type === "image")) {
        other.push(`${type} ${destination ?? ""}`);
      }
    }
    const own = /<\/?(?:details|summary|sub|br)>|How to waive it|\d+ rules?|\n|scs-blueprints 0.1.0, 2026-11-23/g;
    expect(html.map((text) => text.replace(own, "").trim()).filter((text) => text !== "")).toEqual([]);
    expect(other.filter((text) => text.startsWith("image"))).toEqual([]);
    expect(other.length).toBeLessThanOrEqual(1); // the clause of the one rule
  });

  test.each([
    "# x",
    "> x",
    "- x",
    "1. x",
    "***",
    "    x",
    "<b>x</b>",
    "[x](y)",
    "![x](y)",
    "@x",
    "~~x~~",
    "a|b",
    "&lt;",
    "\\`x`",
  ])("a message %j is shown as it is", (message) => {
    const result = { ...report.results[0]!, findings: [{ ...report.results[0]!.findings[0]!, message }] };
    const html = new HtmlRenderer().render(new Parser().parse(MarkdownReport.render({ ...report, results: [result] })));
    const shown = html
      .replace(/<[^>]+>/g, "")
      .replace(/&(lt|gt|amp|quot);/g, (_, name: string) => ENTITIES[name] ?? "");
    expect(shown).toContain(`: ${message.trim()}; got`);
  });
});

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };
