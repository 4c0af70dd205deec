import { errorPages, explain, listRules } from "../../../packages/cli/src/actions/explain";
import { ExitCode } from "../../../packages/cli/src/exit-codes";
import { RuleCatalogue } from "../../../packages/checker/src/rules/catalogue";
import { errorOf, RecordingReporter } from "./helpers";

function told(subject: string): { text: string; json: Record<string, unknown> } {
  const reporter = new RecordingReporter();
  expect(explain(subject, reporter)).toBe(ExitCode.Ok);
  const line = reporter.log.find((each) => each.startsWith("result "))!;
  return {
    text: reporter.log.filter((each) => each.startsWith("block ")).join("\n"),
    json: JSON.parse(line.slice("result ".length)) as Record<string, unknown>,
  };
}

describe("explain", () => {
  test("a testcase: what, why, where it stands, who asks for it, how to fix it", async () => {
    const { text, json } = told("scs-0103-flavor-1v-4");
    expect(json).toMatchObject({ kind: "rule", id: "scs-0103-flavor-1v-4", evidence: ["synth", "plan", "live"] });
    expect(json["scopes"]).toContainEqual({ scope: "iaas-v5.1", level: "mandatory" });
    expect(text).toMatch(/asked by .*iaas-v5\.1/);
    expect(text).toMatch(/fix .*SCS-1V-4/);
  });

  test("a rule of good practice, and one that a person decides", async () => {
    expect(told("good-practice-guarded-port-open").json["goodPractice"]).toBe("mandatory");
    expect(told("availability-zones-check").text).toContain("a person");
  });

  test.each(RuleCatalogue.all().map((rule) => rule.id))("%s", async (id) => {
    expect(told(id).json["fix"]).not.toBe("");
  });

  test.each([
    ["SCSBP-8034", "The cloud refused the login"],
    ["scsbp-5001", "not an SCS flavor name"],
    ["4022", "Not a plan in JSON"],
    ["SCSBP-1001", "Invalid CIDR"],
    ["SCSBP-2001", "The network is too small for a subnet"],
    ["SCSBP-9003", "PyPI"],
  ])("the error code %s", async (code, title) => {
    expect(told(code).text.toLowerCase()).toContain(title.toLowerCase());
  });

  test("every code is listed once", () => {
    const codes = errorPages().map((each) => each.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.length).toBeGreaterThan(100);
  });

  test("a document of the standards lists its rules", async () => {
    expect(told("scs-0114-v1").text).toContain("scs-0114-syntax-check");
  });

  test("alone: all rules", () => {
    const reporter = new RecordingReporter();
    expect(listRules(reporter)).toBe(ExitCode.Ok);
    expect(reporter.log[0]).toContain("scs-0103-flavor-1v-4");
  });

  test.each([
    ["flavor-1v", "scs-0103-flavor-1v-4"],
    ["scs-0103-flavor-1v-5", "scs-0103-flavor-1v-4"],
    ["SCSBP-8033X", "SCSBP-8033"],
    ["SCSBP-8039", "SCSBP-8038"],
    ["", "scs-blueprints explain"],
    ["\u001b[31m", "scs-blueprints explain"],
  ])("fails on %j and names what is near", async (subject, near) => {
    const error = await errorOf(() => explain(subject, new RecordingReporter()));
    expect(error.code).toBe("SCSBP-8062");
    expect(error.fix).toContain(near);
    expect(error.got).toMatch(/^[\x20-\x7e]*$/);
  });
});
