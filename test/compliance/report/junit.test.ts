import { execFileSync } from "node:child_process";
import { JunitReport, type JunitReportOptions } from "../../../packages/checker/src/report/junit";
import type { Report } from "../../../packages/checker/src/report-model";
import { emptyReport, sampleReport } from "./support/sample-report";

interface TestCase {
  name: string;
  classname: string;
  file?: string;
  line?: number | string;
  failure?: { message: string; inner: string; type: string }[];
  error?: { message: string; inner: string; type: string }[];
  skipped?: { message: string }[];
  "system-out"?: string[];
}

interface TestSuite {
  name: string;
  tests: number;
  properties?: { name: string; value: string }[];
  testcase?: TestCase[];
}

interface TestSuites {
  name: string;
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
  testsuite?: TestSuite[];
}

/** Reads with junit2json, a parser that CI tools are built on. It is an ES module: a process of its own reads it. */
function read(report: Report, options?: JunitReportOptions): TestSuites {
  const script = `import { parse } from "junit2json"; import { readFileSync } from "node:fs";
    process.stdout.write(JSON.stringify(await parse(readFileSync(0, "utf8"))));`;
  const json = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    input: JunitReport.render(report, options),
    encoding: "utf8",
    cwd: __dirname,
  });
  return JSON.parse(json) as TestSuites;
}

const cases = (suites: TestSuites): TestCase[] => suites.testsuite!.flatMap((suite) => suite.testcase ?? []);
const find = (suites: TestSuites, name: string): TestCase => cases(suites).find((each) => each.name === name)!;

describe("JUnit", () => {
  const suites = read(sampleReport());

  test("is read by a parser of the trade, with the right counts", () => {
    const all = cases(suites);
    expect(all).toHaveLength(21);
    expect(Number(suites.tests)).toBe(21);
    expect(Number(suites.failures)).toBe(all.filter((each) => each.failure).length);
    expect(Number(suites.errors)).toBe(all.filter((each) => each.error).length);
    expect(Number(suites.skipped)).toBe(all.filter((each) => each.skipped).length);
    expect(suites.testsuite!.map((suite) => suite.name)).toContain("scs-0102-v1-image-metadata");
  });

  test("violated is a failure, open an error, waived and by hand skipped", () => {
    expect(find(suites, "scs-0103-flavor-1v-4").failure![0]!.inner).toContain("got: 2048 MiB");
    expect(find(suites, "scs-0103-flavor-1v-4")).toMatchObject({ file: "src/cloud stack.ts" });
    expect(find(suites, "scs-0116-presence").error![0]!.type).toBe("deferred, relied on");
    expect(find(suites, "scs-0114-syntax-check").error![0]!.message).toContain("cinder answered 503");
    expect(find(suites, "scs-0100-syntax-check").error![0]!.type).toBe("pass, enforced");
    expect(find(suites, "good-practice-guarded-port-open").skipped).toBeDefined();
    expect(find(suites, "availability-zones-check").skipped).toBeDefined();
    const met = find(suites, "scs-0123-service-1");
    expect([met.failure, met.error, met.skipped]).toEqual([undefined, undefined, undefined]);
  });

  test("each suite names scope, standards, evidence and fulfilment; waivers are a suite, expired ones fail", () => {
    const text = JSON.stringify(suites.testsuite![0]!.properties);
    for (const part of ["effective on 2026-11-23", "077174d94b57", "7 satisfied, 1 enforced", "cinder answered 503"]) {
      expect(text).toContain(part);
    }
    const waivers = suites.testsuite!.find((suite) => suite.name === "waivers")!;
    expect(waivers.testcase!.map((each) => [Boolean(each.failure), Boolean(each.skipped)])).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ]);
  });

  test("options follow --fail-on", () => {
    const lenient = read(sampleReport(), { openAsSkipped: true });
    expect(Number(lenient.errors)).toBe(0);
    expect(find(lenient, "scs-0116-presence").skipped).toBeDefined();
    expect(find(suites, "good-practice-no-anti-affinity").failure).toBeUndefined();
    const severe = read(sampleReport(), { recommendedAsFailures: true });
    expect(find(severe, "good-practice-no-anti-affinity").failure).toBeDefined();
  });

  test("what XML cannot hold is written as an escape", () => {
    const xml = JunitReport.render(sampleReport());
    // eslint-disable-next-line no-control-regex
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udfff](?![\udc00-\udfff])/);
    expect(find(suites, "scs-0103-flavor-1v-4").failure![0]!.inner).toContain("<script>alert(1)</script>");
  });

  test("a report without results", () => {
    expect(Number(read(emptyReport()).tests)).toBe(0);
  });
});
