import { Checker, Outcome, Profile, RuleCatalogue, RuleLevel, RuleParameter } from "../../packages/checker/src/index";
import { Scope } from "../../packages/standards/src/index";
import { errorOf } from "../support/errors";
import { synthOf } from "./support/evidence";
import { DATE } from "./support/rule-examples";

const v51 = Profile.scope(Scope.IAAS_V5_1);
const reason = "for the sake of the test";

test("of knows all scopes and good practice, in any case, and suggests", () => {
  expect(Profile.ids()).toContain("iaas-v5.1");
  for (const id of Profile.ids()) {
    expect(Profile.fromId(id).name).toBe(id);
  }
  expect(Profile.fromId("IaaS-v5.1").title).toBe("SCS-compatible IaaS v5.1");
  expect(errorOf(() => Profile.fromId("iaas-v5.2"))).toMatchObject({
    code: "SCSBP-4002",
    fix: "did you mean iaas-v5.1?",
  });
  expect(errorOf(() => Profile.fromId("\u0000\u001b[31m")).message).not.toContain("\u001b");
});

test("extends by rules and profiles, keeping what was there", () => {
  const both = v51.extend({
    profiles: [Profile.goodPractice()],
    ruleIds: ["scs-0116-presence", "scs-0100-syntax-check"],
    level: RuleLevel.HINT,
  });
  expect(both.entries).toHaveLength(54 + 1 + 12);
  expect(both.find("scs-0116-presence")?.level).toBe(RuleLevel.HINT);
  expect(both.find("scs-0100-syntax-check")).toBe(v51.find("scs-0100-syntax-check"));
  expect(both.changes).toContain("with Good practice");
  expect(v51.entries).toHaveLength(54);
  expect(errorOf(() => v51.extend({ ruleIds: ["scs-0103-flavor-2v-5"] })).code).toBe("SCSBP-4001");
});

test("fails to extend by another rule of a known id", () => {
  const impostor = Object.assign(Object.create(RuleCatalogue.get("scs-0101-fips-test")), {});
  expect(errorOf(() => v51.extend({ rules: [impostor] })).code).toBe("SCSBP-4005");
  expect(errorOf(() => Profile.custom("x", "X").extend({ rules: [impostor] })).code).toBe("SCSBP-4005");
});

test("narrows with a reason that each report shows", () => {
  const narrow = v51.narrow({ without: ["scs-0117-test-backup"], reason: "backups are made by the storage" });
  expect(narrow.entries).toHaveLength(53);
  const report = Checker.check([narrow], { date: DATE, synth: synthOf({}) });
  expect(report.header.profiles[0]?.changes).toEqual(["without scs-0117-test-backup: backups are made by the storage"]);
  expect(v51.narrow({ only: ["scs-0100-syntax-check"], reason }).changes).toEqual([`without 53 rules: ${reason}`]);
  expect(errorOf(() => v51.narrow({ without: ["scs-0117-test-backup"], reason: "no" })).code).toBe("SCSBP-4004");
  expect(errorOf(() => v51.narrow({ without: ["scs-0117-backup"], reason }))).toMatchObject({
    code: "SCSBP-4001",
    fix: expect.stringContaining("scs-0117-test-backup"),
  });
});

test("changes levels with a reason", () => {
  const changed = v51.withLevel("scs-0100-syntax-check", RuleLevel.HINT, reason);
  expect(changed.find("scs-0100-syntax-check")?.level).toBe(RuleLevel.HINT);
  expect(errorOf(() => v51.withLevel("scs-0100-syntax-check", RuleLevel.HINT, "")).code).toBe("SCSBP-4004");
});

test.each<[Record<string, string>, RegExp]>([
  [{ "whole-clout": "true" }, /whole-clout/],
  [{ "whole-cloud": "yes" }, /true or false/],
  [{ "encryption-offered": "maybe" }, /yes or no/],
  [{ "guarded-ports": "22;80" }, /separated by commas/],
])("fails with parameters %j", (parameters, message) => {
  const error = errorOf(() => v51.withParameters(parameters));
  expect(error.code).toBe("SCSBP-4003");
  expect(error.message).toMatch(message);
});

test("parameters reach the rules and the report; own ones are free", () => {
  const whole = v51.withParameters({ [RuleParameter.WHOLE_CLOUD]: "true", "x-own": "1" });
  const report = Checker.check([whole], { date: DATE, synth: synthOf({}) });
  expect(report.results.find((each) => each.rule.id === "scs-0103-flavor-1v-2")?.outcome).toBe(Outcome.FAIL);
  expect(report.header.profiles[0]?.changes).toEqual(["parameter whole-cloud = true", "parameter x-own = 1"]);
});

test("an unknown rule is refused with the nearest", () => {
  expect(errorOf(() => RuleCatalogue.get("scs-0100-syntaxcheck"))).toMatchObject({
    code: "SCSBP-4001",
    fix: expect.stringContaining("scs-0100-syntax-check"),
  });
});

test("two scopes are checked side by side, common testcases of one document once", () => {
  const report = Checker.check([v51, Profile.scope(Scope.IAAS_NEXT)], { date: DATE, synth: synthOf({}) });
  expect(report.header.scopes.map(({ id, validity }) => [id, validity])).toEqual([
    ["iaas-v5.1", "effective"],
    ["iaas-next", "draft"],
  ]);
  const ids = report.results.map((each) => `${each.rule.id}`);
  expect(ids.filter((id) => id === "scs-0100-syntax-check")).toHaveLength(1);
  expect(ids).toContain("scs-0123-service-s3");
});
