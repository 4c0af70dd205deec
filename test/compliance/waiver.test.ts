import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  Checker,
  Outcome,
  Profile,
  RuleLevel,
  Verdict,
  Waiver,
  WaiverFile,
  WaiverState,
  type Report,
  type WaiverProps,
} from "../../packages/checker/src/index";
import { Scope } from "../../packages/standards/src/index";
import { errorOf } from "../support/errors";
import { liveOf, synthOf } from "./support/evidence";
import { DATE } from "./support/rule-examples";

const RULE = "good-practice-guarded-port-open";
const props: WaiverProps = {
  rule: RULE,
  reason: "until the VPN is there",
  owner: "net@example.org",
  expires: "2026-12-31",
};
const open = {
  direction: "ingress",
  protocol: "tcp",
  port_range_min: 22,
  port_range_max: 22,
  remote_ip_prefix: "0.0.0.0/0",
};
const synth = synthOf({
  "openstack_networking_secgroup_rule_v2.a": open,
  "openstack_networking_secgroup_rule_v2.b": open,
});

function check(...waivers: Waiver[]): Report {
  return Checker.check([Profile.goodPractice()], { date: DATE, synth, waivers });
}

function on(constructPath: string, over: Partial<WaiverProps> = {}): Waiver {
  return Waiver.fromProps(
    { ...props, ...over },
    { id: `construct:${constructPath}`, source: constructPath, constructPath },
  );
}

function pattern(text: string): Waiver {
  return Waiver.fromProps(props, { id: "file:f:1", source: "f", pattern: text });
}

const guarded = (report: Report) => report.results.find((each) => each.rule.id === RULE)!;

test("covers the construct it is on, and no other", () => {
  const report = check(on("s/a"));
  expect(guarded(report).findings.map(({ outcome, subject }) => [subject.constructPath, outcome])).toEqual([
    ["s/b", Outcome.FAIL],
    ["s/a", Outcome.WAIVED],
  ]);
  expect(report.verdict).toBe(Verdict.FAILED);
  expect(report.waivers).toMatchObject([{ state: WaiverState.ACTIVE, covered: 1, where: "s/a" }]);
});

test.each(["s", ""])("is inherited down the tree from %p", (path) => {
  const report = check(on(path));
  expect(guarded(report)).toMatchObject({ outcome: Outcome.WAIVED, open: false });
  expect(report.failedRules).toEqual([]);
  expect(report.waivers[0]).toMatchObject({ covered: 2 });
});

test("does not cover a sibling whose name begins alike", () => {
  expect(check(on("s/a"), on("s/")).waivers.map(({ covered }) => covered)).toEqual([1, 0]);
  const near = synthOf({ "openstack_networking_secgroup_rule_v2.ab": open });
  expect(Checker.check([Profile.goodPractice()], { date: DATE, synth: near, waivers: [on("s/a")] }).verdict).toBe(
    Verdict.FAILED,
  );
});

test("the last day still counts, the next does not: expired fails and says so", () => {
  expect(guarded(check(on("s", { expires: DATE }))).outcome).toBe(Outcome.WAIVED);
  const report = check(on("s", { expires: "2026-11-22" }));
  expect(guarded(report)).toMatchObject({ outcome: Outcome.FAIL, findings: [{ waiver: { expired: true } }, {}] });
  expect(report.waivers).toMatchObject([{ state: WaiverState.EXPIRED, covered: 2 }]);
  expect(report.verdictReason).toMatch(/1 waiver has expired/);
});

test("an expired waiver fails even where the rule is only recommended", () => {
  const profile = Profile.goodPractice().withLevel(RULE, RuleLevel.RECOMMENDED, "for the sake of the test");
  const input = { date: DATE, synth };
  expect(Checker.check([profile], input).verdict).not.toBe(Verdict.FAILED);
  expect(Checker.check([profile], { ...input, waivers: [on("s", { expires: "2026-01-01" })] }).verdict).toBe(
    Verdict.FAILED,
  );
});

test("one that holds goes before one that expired", () => {
  expect(guarded(check(on("s", { expires: "2026-01-01" }), on("s/a"), on("s/b"))).outcome).toBe(Outcome.WAIVED);
});

test("unused ones are listed as such", () => {
  expect(check(on("elsewhere")).waivers).toMatchObject([{ state: WaiverState.UNUSED, covered: 0 }]);
});

test("covers violations only, never what was not looked at", () => {
  const waiver = Waiver.fromProps({ ...props, rule: "scs-0100-syntax-check" }, { id: "1", source: "f" });
  const report = Checker.check([Profile.scope(Scope.IAAS_V5_1)], { date: DATE, live: liveOf({}), waivers: [waiver] });
  expect(report.results[0]).toMatchObject({ outcome: Outcome.NOT_LOOKED_AT, open: true });
});

test("a waived mandatory rule passes, and the verdict says that no certificate would be given", () => {
  const profile = Profile.goodPractice().narrow({ only: [RULE], reason: "for the sake of the test" });
  const report = Checker.check([profile], { date: DATE, synth, waivers: [on("")] });
  expect(report).toMatchObject({
    verdict: Verdict.PASSED,
    verdictReason: expect.stringMatching(/1 of them by waiver/),
  });
});

test.each<[string, number]>([
  ["s/a", 1],
  ["s/*", 2],
  ["s", 2],
  ["**", 2],
  ["**/b", 1],
  ["*/a", 1],
  ["*", 2],
  ["s/a/deeper", 0],
  ["x/*", 0],
  ["openstack_networking_secgroup_rule_v2.*", 2],
  ["openstack_networking_secgroup_rule_v2.b", 1],
  ["s/*b*", 1],
  ["s/c*", 0],
])("pattern %p covers %i", (text, covered) => {
  expect(check(pattern(text)).waivers[0]?.covered).toBe(covered);
});

test("a hostile pattern does not hang", () => {
  const started = process.hrtime.bigint();
  check(pattern("*a".repeat(5000)));
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(1000);
});

test("names on the live cloud are kind/name", () => {
  const waiver = Waiver.fromProps(
    { ...props, rule: "scs-0100-syntax-check" },
    { id: "1", source: "f", pattern: "flavor/SCS-*" },
  );
  const flavors = [{ name: "SCS-old", vcpus: 1, ramMiB: 1, diskGB: 0 }];
  const report = Checker.check([Profile.scope(Scope.IAAS_V5_1)], {
    date: DATE,
    live: liveOf({ flavors }),
    waivers: [waiver],
  });
  expect(report.results[0]?.outcome).toBe(Outcome.WAIVED);
});

test.each<[string, Partial<Record<keyof WaiverProps, unknown>>, RegExp]>([
  ["no reason", { reason: undefined }, /reason/],
  ["an empty reason", { reason: "          " }, /reason/],
  ["nine characters of reason", { reason: "because.." }, /reason/],
  ["a reason that is no text", { reason: 12345678901 }, /a number/],
  ["no owner", { owner: "" }, /owner/],
  ["no rule", { rule: undefined }, /rule/],
  ["no last day", { expires: undefined }, /expires/],
  ["a day that is none", { expires: "2026-02-30" }, /no day/],
  ["a time", { expires: "2026-02-03 10:00" }, /no day/],
])("fails with %s", (_, over, message) => {
  const error = errorOf(() => Waiver.fromProps({ ...props, ...over } as WaiverProps, { id: "1", source: "shop/web" }));
  expect(error.code).toBe("SCSBP-4010");
  expect(error.message).toMatch(message);
  expect(error.path).toBe("shop/web");
});

describe("files", () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), "waivers-"))));
  afterEach(() => rmSync(dir, { recursive: true }));
  const file = (text: string, name = "scs-waivers.json"): string => {
    const path = join(dir, name);
    writeFileSync(path, text);
    return path;
  };

  test("JSON and YAML read the same", () => {
    const json = WaiverFile.read(file(JSON.stringify({ waivers: [{ ...props, path: "s/a" }] })));
    const yaml = WaiverFile.read(
      file(
        `waivers:\n  - rule: ${RULE}\n    path: s/a\n    reason: until the VPN is there\n    owner: net@example.org\n    expires: 2026-12-31\n`,
        "w.yaml",
      ),
    );
    for (const waivers of [json, yaml]) {
      expect(waivers).toMatchObject([{ rule: RULE, where: "s/a", expires: "2026-12-31" }]);
      expect(check(...waivers).waivers[0]?.covered).toBe(1);
    }
  });

  test("without path it holds everywhere", () => {
    expect(check(...WaiverFile.read(file(JSON.stringify({ waivers: [props] })))).waivers).toMatchObject([
      { covered: 2, where: "(everywhere)", id: expect.stringMatching(/^file:.*:1$/) },
    ]);
  });

  test.each<[string, string, string, RegExp]>([
    ["no YAML", "a: [", "SCSBP-4012", /cannot be read/],
    ["no list", "{}", "SCSBP-4012", /no list/],
    ["a list of texts", '{"waivers": ["x"]}', "SCSBP-4012", /not an object/],
    ["a misspelt key", JSON.stringify({ waivers: [{ ...props, paths: "x" }] }), "SCSBP-4012", /"paths"/],
    ["a path that is no text", JSON.stringify({ waivers: [{ ...props, path: 1 }] }), "SCSBP-4012", /not a text/],
    ["no reason", JSON.stringify({ waivers: [{ ...props, reason: "" }] }), "SCSBP-4010", /waiver 1/],
    [
      "an unknown rule",
      JSON.stringify({ waivers: [{ ...props, rule: "scs-0103-flavor-1v-5" }] }),
      "SCSBP-4011",
      /did you mean scs-0103-flavor-/,
    ],
  ])("fails with %s", (_, text, code, message) => {
    const error = errorOf(() => WaiverFile.read(file(text)));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });

  test("fails when there is no file; takes rules that a profile brings along", () => {
    expect(errorOf(() => WaiverFile.read(join(dir, "none"))).code).toBe("SCSBP-4012");
    expect(WaiverFile.read(file(JSON.stringify({ waivers: [{ ...props, rule: "own-1" }] })), ["own-1"])).toHaveLength(
      1,
    );
  });
});
