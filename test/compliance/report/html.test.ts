import { createHash } from "node:crypto";
import { HtmlReport } from "../../../packages/checker/src/report/html";
import { emptyReport, sampleReport } from "./support/sample-report";

describe("HTML", () => {
  const html = HtmlReport.render(sampleReport());

  test("loads nothing, and its own policy forbids it", () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html)![1]!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)![1]!;
    const script = /<script>([\s\S]*?)<\/script>/.exec(html)![1]!;
    for (const [kind, text] of [
      ["style", style],
      ["script", script],
    ] as const) {
      expect(policy).toContain(`${kind}-src 'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    }
    expect(html).not.toMatch(/<(link|img|iframe|object|embed)\b| src=|@import|url\(/);
    expect(html).not.toMatch(/ (style|on\w+)="/);
  });

  test("foreign text is text", () => {
    expect(html.match(/<script>/g)).toHaveLength(1);
    expect(html).toContain("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    const report = sampleReport();
    const rule = { ...report.results[0]!.rule, url: "javascript:alert(1)", id: `x" onclick="alert(1)` };
    const other = HtmlReport.render({ ...report, results: [{ ...report.results[0]!, rule }] });
    expect(other).not.toContain('href="javascript:');
    expect(other).not.toContain('onclick="alert');
  });

  test("names scope, validity, standards, evidence, fulfilment and all waivers", () => {
    const text = html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
    for (const part of [
      "effective on 2026-11-23",
      "077174d94b57",
      "7 satisfied",
      "1 enforced",
      "3 relied on",
      "1 not looked at",
      "read in part: regio: 31 flavors, 26 images volumeTypes: cinder answered 503",
      "legacy jump host until the VPN is up",
      "unused",
    ]) {
      expect(text).toContain(part);
    }
  });

  test("ids are unique and each label has its field", () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of html.matchAll(/ (?:for|aria-labelledby)="([^"]+)"/g)) {
      expect(ids).toContain(id);
    }
  });

  test("a report without results", () => {
    expect(HtmlReport.render(emptyReport())).toContain("0 mandatory rules");
  });
});
