import { MarkdownReport } from "../../../packages/checker/src/report/markdown";
import { emptyReport, sampleReport } from "./support/sample-report";

describe("Markdown", () => {
  const text = MarkdownReport.render(sampleReport());

  test("begins with the verdict, then what is violated with its fix", () => {
    expect(text).toMatch(
      /^## ❌ SCS-compatible IaaS v5\.1, Good practice: failed\n\n\*\*2 mandatory rules are violated/,
    );
    expect(text.indexOf("### Violated (2)")).toBeLessThan(text.indexOf("### Open (5)"));
    expect(text).toContain("#### ❌ `scs-0103-flavor-1v-4`");
    expect(text).toContain("fix: set ram to 4096");
    expect(text).toContain("<summary>How to waive it</summary>");
  });

  test("names scope, standards, evidence, fulfilment and all waivers", () => {
    for (const part of [
      "effective on 2026-11-23",
      "commit 077174d94b57",
      "7 satisfied, 1 enforced, 3 relied on, 1 not looked at",
      "cinder answered 503",
      "### Waivers (3)",
      "| expired | `scs-0103-flavor-1v-4` | `shop/db` | 1 | 2026-01-31 |",
    ]) {
      expect(text).toContain(part);
    }
  });

  test("names from the cloud neither mention people nor become markup", () => {
    const outside = text.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "");
    expect(outside).not.toMatch(/@team|<script|\[a\]\(javascript|[^&]#1\b/);
    expect(outside).toContain("&#64;team");
  });

  test("a table cell has no bar of its own", () => {
    for (const row of text.split("\n").filter((line) => /^\| (active|expired|unused) /.test(line))) {
      expect(row.replace(/\\\|/g, "").match(/\|/g)).toHaveLength(9);
    }
  });

  test.each([60_000, 6_000, 3_000, 1_000, 100])("is at most %i characters long", (maxLength) => {
    const short = MarkdownReport.render(sampleReport(), { maxLength });
    expect(short.length).toBeLessThanOrEqual(maxLength);
    expect(short).toContain("failed");
  });

  test("a report without results", () => {
    expect(MarkdownReport.render(emptyReport())).toContain("### Waivers (0)");
  });
});
