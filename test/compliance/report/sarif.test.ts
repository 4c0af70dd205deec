import Ajv04 from "ajv-draft-04";
import addFormats from "ajv-formats";
import type { Log, Result } from "sarif";
import sarifSchema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import { SarifReport } from "../../../packages/checker/src/report/sarif";
import { emptyReport, sampleReport } from "./support/sample-report";

// the official schema has a pattern that only the older syntax of regular expressions takes
const ajv = new Ajv04({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv as unknown as Parameters<typeof addFormats>[0]);
const validate = ajv.compile(sarifSchema);

function run(): NonNullable<Log["runs"]>[number] {
  return (JSON.parse(SarifReport.render(sampleReport())) as Log).runs[0]!;
}

const of = (ruleId: string): Result[] => run().results!.filter((each) => each.ruleId === ruleId);

describe("SARIF", () => {
  test.each([
    ["everything", sampleReport()],
    ["nothing", emptyReport()],
  ])("a report with %s fits the official schema", (_, report) => {
    validate(JSON.parse(SarifReport.render(report)));
    expect(validate.errors).toBeNull();
  });

  test("the schema is the official one and refuses what is wrong", () => {
    expect(sarifSchema.title).toContain("SARIF) Version 2.1.0");
    const log = JSON.parse(SarifReport.render(sampleReport())) as Log;
    log.runs[0]!.results![0]!.level = "fatal" as Result.level;
    expect(validate(log)).toBe(false);
  });

  test("a violation has file, line, construct path and fingerprints", () => {
    const [first, second] = of("scs-0103-flavor-1v-4");
    expect(first).toMatchObject({
      kind: "fail",
      level: "error",
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: "src/cloud%20stack.ts" }, region: { startLine: 42 } },
          logicalLocations: [{ fullyQualifiedName: "cloud/flavors/small/Resource", kind: "construct" }],
        },
      ],
    });
    expect(first!.message.text).toMatch(/got: 2048 MiB\nallowed: exactly 4096 MiB\nfix: set ram to 4096$/);
    expect(Object.keys(first!.partialFingerprints!)).toEqual(["scsBlueprints/v1", "primaryLocationLineHash"]);
    expect(second!.message.text).toContain("waiver expired on 2026-01-31");
    expect(second!.suppressions).toBeUndefined();
    expect(second!.locations![0]!.physicalLocation!.artifactLocation!.uri).toBe("cdktf.json");
  });

  test("fingerprints are unique, so that no result hides another", () => {
    const all = run().results!.map((each) => each.partialFingerprints!["scsBlueprints/v1"]);
    expect(new Set(all).size).toBe(all.length);
  });

  test("a waived violation is suppressed with its reason", () => {
    expect(of("good-practice-guarded-port-open")[0]).toMatchObject({
      kind: "fail",
      suppressions: [
        {
          kind: "external",
          status: "accepted",
          justification: "legacy jump host until the VPN is up (net@example.org, until 2027-03-31)",
        },
      ],
    });
  });

  test("what is open is never a pass, and has no level", () => {
    expect(of("scs-0116-presence")[0]).toMatchObject({ kind: "open", level: "none" });
    expect(of("scs-0114-syntax-check")[0]).toMatchObject({ kind: "open", level: "none" });
    expect(of("scs-0100-syntax-check")[0]).toMatchObject({ kind: "open", level: "none" });
    expect(of("availability-zones-check")[0]).toMatchObject({ kind: "review", level: "none" });
    expect(of("scs-0123-service-1")).toEqual([]);
    for (const { kind, level } of run().results!) {
      expect(kind === "fail" || level === "none").toBe(true);
    }
  });

  test("rules have help, level and what they rest on", () => {
    const rules = run().tool.driver.rules!;
    expect(rules).toHaveLength(sampleReport().results.length);
    run().results!.forEach((each) => expect(rules[each.ruleIndex!]!.id).toBe(each.ruleId));
    expect(rules.find((each) => each.id === "scs-0103-flavor-1v-4")).toMatchObject({
      shortDescription: { text: "Flavor SCS-1V-4 is there, exactly as the standard has it." },
      help: { text: expect.stringContaining("Waive: in scs-waivers.json") as string },
      helpUri: "https://docs.scs.community/standards/scs-0103-v1-standard-flavors",
      defaultConfiguration: { level: "error" },
      properties: { outcome: "fail", open: false },
    });
  });

  test("what could not be read is told, with verdict, standards and all waivers", () => {
    const { invocations, properties } = run();
    expect(invocations![0]).toMatchObject({ executionSuccessful: false });
    expect(invocations![0]!.toolExecutionNotifications![0]!.message.text).toContain("cinder answered 503");
    expect(properties).toMatchObject({ verdict: "failed", standardsDate: "2026-08-21" });
    expect(properties!["waivers"]).toHaveLength(3);
  });

  test.each([
    ["/srv/app/main.ts", "file:///srv/app/main.ts"],
    ["./src/a b#c.ts", "src/a%20b%23c.ts"],
    ["src\\win.ts", "src/win.ts"],
  ])("%s is the URI %s", (file, uri) => {
    const report = sampleReport();
    const result = report.results[4]!;
    const finding = { ...result.findings[0]!, subject: { kind: "x", file, line: 0 } };
    const log = JSON.parse(SarifReport.render({ ...report, results: [{ ...result, findings: [finding] }] })) as Log;
    const { physicalLocation } = log.runs[0]!.results![0]!.locations![0]!;
    expect(physicalLocation).toMatchObject({ artifactLocation: { uri }, region: { startLine: 1 } });
    expect(validate(log)).toBe(true);
  });
});
