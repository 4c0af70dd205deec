import stringWidth from "string-width";
import { stripVTControlCharacters } from "node:util";
import { TextReport } from "../../../packages/checker/src/report/text";
import { Verdict } from "../../../packages/checker/src/report-model";
import { emptyReport, sampleReport } from "./support/sample-report";

/** Lines that are made to be copied: they are never broken. */
const PASTED = /^ {2}(waive|see) /;

describe("text", () => {
  test.each([20, 40, 60, 80, 100, 120, 300])("keeps to %i columns, between 40 and 120", (width) => {
    const room = Math.min(120, Math.max(40, width));
    const lines = TextReport.render(sampleReport(), { width }).split("\n");
    const long = lines.filter((line) => stringWidth(line) > room && !PASTED.test(line));
    // a word that is longer than the line stays whole: it is to be copied too
    expect(long.filter((line) => line.trim().split(/\s+/).length > 3)).toEqual([]);
  });

  test("tells what is violated first, then what is open, and ends with the verdict", () => {
    const text = TextReport.render(sampleReport());
    const at = (word: string): number => text.indexOf(`\n${word}`);
    const order = [
      "VIOLATED (2)",
      "OPEN (5)",
      "ADVICE (2)",
      "WAIVED (1)",
      "CHECKED BY A PERSON (1)",
      "MET (6)",
      "NOTHING",
      "WAIVERS (3)",
    ];
    expect(order.map(at).filter((index) => index < 0)).toEqual([]);
    expect(order.map(at)).toEqual([...order.map(at)].sort((a, b) => a - b));
    expect(text).toMatch(/✘ FAILED: 2 mandatory rules are violated; 1 waiver has expired\n$/);
  });

  test("names scope, validity, standards, evidence, fulfilment and all waivers", () => {
    const text = TextReport.render(sampleReport()).replace(/\s+/g, " ");
    for (const part of [
      "SCS-compatible IaaS v5.1 (iaas-v5.1), effective on 2026-11-23",
      "of 2026-08-21, commit 077174d94b57",
      "iaas-v5.1: without scs-0117-test-backup",
      "stacks read, cdktf.out: 2 stacks, 31 resources, 4 look-ups",
      "plan not looked at",
      "cloud read in part, regio: 31 flavors, 26 images ! volumeTypes: cinder answered 503",
      "7 satisfied, 1 enforced, 3 relied on, 1 not looked at",
      "active good-practice-guarded-port-open at shop/bastion/**: covers 1",
      "expired scs-0103-flavor-1v-4 at shop/db: covers 1",
      "unused scs-0117-test-backup",
    ]) {
      expect(text).toContain(part);
    }
  });

  test("each violated rule says fix, how to waive, and where", () => {
    const text = TextReport.render(sampleReport(), { width: 120 });
    expect(text).toContain("src/cloud stack.ts:42");
    expect(text).toMatch(/fix +set ram to 4096/);
    expect(text).toMatch(/waive +in scs-waivers.json: \{ "waivers": \[\{ "rule": "scs-0103-flavor-1v-4"/);
  });

  test("the same said of several things is told once; verbose lists all", () => {
    const text = TextReport.render(sampleReport());
    expect(text.match(/os_version is missing/g)).toHaveLength(1);
    expect(text).toContain("… and 12 more");
    const verbose = TextReport.render(sampleReport(), { verbose: true });
    expect(verbose.replace(/\s+/g, " ")).toContain("image image 24 on regio");
    expect(verbose).toContain("✔ scs-0123-service-1");
  });

  test("what holds only as far as it was seen has no tick", () => {
    expect(TextReport.render(sampleReport())).toContain("◐ scs-0100-syntax-check");
  });

  test("colour only when asked for, and nothing foreign reaches the terminal", () => {
    // eslint-disable-next-line no-control-regex
    const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/;
    expect(TextReport.render(sampleReport())).not.toMatch(controls);
    const coloured = TextReport.render(sampleReport(), { color: true });
    expect(coloured).toContain("\u001b[31m");
    expect(stripVTControlCharacters(coloured)).toBe(TextReport.render(sampleReport()));
  });

  test("incomplete without the cloud says what would decide more", () => {
    const report = sampleReport();
    const header = { ...report.header, evidence: report.header.evidence.slice(0, 2) };
    const text = TextReport.render({ ...report, header, verdict: Verdict.INCOMPLETE });
    expect(text).toMatch(/\? INCOMPLETE: .*\n {2}next +ask the cloud: scs-blueprints check --cloud NAME\n$/);
    expect(TextReport.render(report)).not.toContain("ask the cloud");
  });

  test("a report without results", () => {
    expect(TextReport.render(emptyReport())).toContain("mandatory    0 rules: none");
  });
});
