import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listScopes, showScope } from "../../../packages/cli/src/actions/scopes";
import { standardsCheck } from "../../../packages/cli/src/actions/standards-check";
import { ExitCode } from "../../../packages/cli/src/exit-codes";
import { errorOf, RecordingReporter, temporaryDir } from "./helpers";

function jsonOf(reporter: RecordingReporter): Record<string, unknown> {
  return JSON.parse(reporter.log.find((each) => each.startsWith("result "))!.slice("result ".length)) as Record<
    string,
    unknown
  >;
}

describe("scopes", () => {
  test.each([
    ["2026-11-23", "effective", "deprecated"],
    ["2025-03-01", "effective", "warn"],
    ["2023-01-01", "not-yet", "not-yet"],
  ])("on %s v5.1 is %s and v4 is %s", (date, v51, v4) => {
    const reporter = new RecordingReporter();
    expect(listScopes(date, reporter)).toBe(ExitCode.Ok);
    const scopes = jsonOf(reporter)["scopes"] as { id: string; validity: string }[];
    expect(scopes.find((scope) => scope.id === "iaas-v5.1")!.validity).toBe(v51);
    expect(scopes.find((scope) => scope.id === "iaas-v4")!.validity).toBe(v4);
  });

  test("one with its timeline and testcases", () => {
    const reporter = new RecordingReporter();
    expect(showScope("IaaS-v5.1", "2026-11-23", reporter)).toBe(ExitCode.Ok);
    expect(reporter.log[0]).toContain("scs-0103-flavor-1v-4");
    expect(jsonOf(reporter)).toMatchObject({ id: "iaas-v5.1", mandatoryTestcases: 54, standard: "scs-0501" });
  });

  test("fails on an unknown scope or day", async () => {
    const unknown = await errorOf(() => showScope("iaas-v6", "2026-11-23", new RecordingReporter()));
    expect(unknown.allowed).toContain("iaas-v5.1");
    expect((await errorOf(() => listScopes("2025-02-30", new RecordingReporter()))).code).toBe("SCSBP-5010");
  });
});

describe("standards-check", () => {
  const dir = temporaryDir();
  const data = join(__dirname, "../../../packages/standards/src/data");
  cpSync(data, dir, { recursive: true });

  test("the same files: nothing would change", () => {
    const reporter = new RecordingReporter();
    expect(standardsCheck(dir, reporter)).toBe(ExitCode.Ok);
    expect(jsonOf(reporter)["changes"]).toEqual([]);
  });

  test("names what would change, and ends with 1", () => {
    const file = join(dir, "scs-flavors.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"SCS-1V-4"', '"SCS-1V-5"'));
    const reporter = new RecordingReporter();
    expect(standardsCheck(dir, reporter)).toBe(ExitCode.Failed);
    expect(reporter.log[0]).toMatch(/flavor[\s\S]*SCS-1V-4[\s\S]*SCS-1V-5/);
  });

  test("fails on a folder without data", async () => {
    const error = await errorOf(() => standardsCheck(join(dir, "nowhere"), new RecordingReporter()));
    expect(error.code).toBe("SCSBP-5060");
  });
});
