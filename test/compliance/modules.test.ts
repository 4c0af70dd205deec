import { App, TerraformHclModule, TerraformStack } from "cdktf";
import { join } from "node:path";
import {
  Checker,
  Compliance,
  Outcome,
  PlanEvidence,
  Profile,
  RuleParameter,
  SynthEvidence,
  Verdict,
  type Declared,
  type Finding,
  type Report,
} from "../../packages/checker/src/index";
import { Scope } from "../../packages/standards/src/index";
import { planJson, planOf, stackJson } from "./support/evidence";
import { DATE } from "./support/rule-examples";

const good = Profile.goodPractice();
const GUARDED = "good-practice-guarded-port-open";
const ssh = { direction: "ingress", ethertype: "IPv4", protocol: "tcp", port_range_min: 22, port_range_max: 22 };

const rule = (report: Report, id: string) => report.results.find((each) => each.rule.id === id)!;
const findings = (report: Report, id: string): Finding[] => rule(report, id).findings;

/** A stack `s` that calls a module `site` and declares nothing else. */
const synth = (input: Record<string, unknown> = {}): Declared =>
  SynthEvidence.fromStacks([
    {
      name: "s",
      json: {
        ...stackJson({}),
        module: { site: { "//": { metadata: { path: "s/house", uniqueId: "site" } }, source: "./site", ...input } },
      },
    },
  ]);

/** The plan of that stack; the module makes what `elements` say. */
function plan(elements: Record<string, Record<string, unknown>>, seen?: Declared): Declared {
  const json = planJson(elements) as {
    resource_changes: { address: string }[];
    configuration: { root_module: object };
  };
  const inModule = {
    ...json,
    resource_changes: json.resource_changes.map((each) => ({ ...each, address: `module.site.${each.address}` })),
    configuration: {
      ...json.configuration,
      root_module: { module_calls: { site: { source: "./site", module: json.configuration.root_module } } },
    },
  };
  return PlanEvidence.fromText(JSON.stringify(inModule), "plan.json", { synth: seen });
}

describe("a module of a synthesized stack", () => {
  test("is not looked at, by each rule that a plan could decide", () => {
    const report = Checker.check([good], { date: DATE, synth: synth() });
    expect(report.verdict).toBe(Verdict.INCOMPLETE);
    expect(rule(report, GUARDED).outcome).toBe(Outcome.NOT_LOOKED_AT);
    expect(findings(report, GUARDED)[0]).toMatchObject({
      subject: { kind: "module", address: "module.site", constructPath: "s/house", stack: "s" },
      fix: expect.stringContaining("--plan"),
    });
    expect(rule(report, "good-practice-plan-conditions").findings).toEqual([]);
  });

  test("by TerraformHclModule, in an app in memory", () => {
    const app = new App();
    new TerraformHclModule(new TerraformStack(app, "s"), "house", { source: "example/site/openstack" });
    expect(rule(Compliance.of(app).check([good], { date: DATE }), GUARDED).outcome).toBe(Outcome.NOT_LOOKED_AT);
  });

  test("has nothing to hide from the rule on secrets but its input, which stands in cdk.tf.json", () => {
    const secrets = "good-practice-clear-text-secret";
    const outcome = (input: Record<string, unknown>) =>
      rule(Checker.check([good], { date: DATE, synth: synth(input) }), secrets).outcome;
    expect(outcome({})).toBe(Outcome.NOT_APPLICABLE);
    expect(outcome({ password: "${var.password}" })).toBe(Outcome.PASS);
    expect(outcome({ password: "hunter2" })).toBe(Outcome.FAIL);
  });

  test("may make what the whole cloud seems to lack", () => {
    const whole = Profile.scope(Scope.IAAS_V5_1).withParameters({ [RuleParameter.WHOLE_CLOUD]: "true" });
    const outcome = (declared: Declared) =>
      rule(Checker.check([whole], { date: DATE, synth: declared }), "scs-0103-flavor-1v-4").outcome;
    expect(outcome(SynthEvidence.fromStacks([{ name: "s", json: stackJson({}) }]))).toBe(Outcome.FAIL);
    expect(outcome(synth())).toBe(Outcome.NOT_LOOKED_AT);
  });

  test("is seen in the plan of its stack, and findings have the construct that calls it", () => {
    const seen = synth();
    const planned = plan(
      { "openstack_networking_secgroup_rule_v2.r": { ...ssh, remote_ip_prefix: "0.0.0.0/0" } },
      seen,
    );
    const report = Checker.check([good], { date: DATE, synth: seen, plans: [planned] });
    expect(
      findings(report, GUARDED).map(({ outcome, subject }) => [outcome, subject.address, subject.constructPath]),
    ).toEqual([[Outcome.FAIL, "module.site.openstack_networking_secgroup_rule_v2.r", "s/house"]]);
  });

  test("is not seen in the plan of another stack", () => {
    const seen = synth();
    const other = planOf({ "openstack_networking_secgroup_rule_v2.r": { ...ssh, remote_ip_prefix: "192.0.2.0/24" } });
    const report = Checker.check([good], { date: DATE, synth: seen, plans: [other] });
    expect(rule(report, GUARDED).outcome).toBe(Outcome.NOT_LOOKED_AT);
  });

  test("is seen in its plan also when it makes nothing there", () => {
    const seen = synth();
    const report = Checker.check([good], { date: DATE, synth: seen, plans: [plan({}, seen)] });
    expect(rule(report, GUARDED).outcome).toBe(Outcome.NOT_APPLICABLE);
  });
});

test("two findings of one module have fingerprints of their own, whatever their order", () => {
  const open = { ...ssh, remote_ip_prefix: "0.0.0.0/0" };
  const prints = (names: string[]) => {
    const seen = synth();
    const rules = Object.fromEntries(names.map((name) => [`openstack_networking_secgroup_rule_v2.${name}`, open]));
    const report = Checker.check([good], { date: DATE, synth: seen, plans: [plan(rules, seen)] });
    return new Map(findings(report, GUARDED).map(({ subject, fingerprint }) => [subject.address, fingerprint]));
  };
  const some = prints(["a", "b"]);
  expect(new Set(some.values()).size).toBe(2);
  expect([...prints(["b", "a"])].sort()).toEqual([...some].sort());
});

/** What the comments of the fixture promise; test/e2e/compliance.test.ts holds it for three nestings. */
test("a real plan of a module's module (Terraform 1.11.4, provider 3.4.0)", () => {
  const nested = PlanEvidence.fromFile(join(__dirname, "../unit/assembly/support/nested-plan.json"));
  const report = Checker.check([good], { date: DATE, plans: [nested] });
  const outcomes = (id: string) =>
    Object.fromEntries(
      findings(report, id).map(({ outcome, subject }) => [
        subject.address?.replace(/^.*site\[0\]\.(?:module\.)?(?:openstack\w+\.)?/, ""),
        outcome,
      ]),
    );
  expect(outcomes(GUARDED)).toEqual({
    no_group: "fail",
    "ssh[1]": "fail",
    'ssh_by_source["nobody"]': "fail",
    condition: "deferred",
    local: "deferred",
    "admins[0]": "pass",
    "admins[1]": "pass",
    'among["db"]': "pass",
    'among["web"]': "pass",
    db_from_web: "pass",
    "ssh[0]": "pass",
    'ssh_by_source["office"]': "pass",
    udp: "pass",
  });
  expect(outcomes("good-practice-no-anti-affinity")).toEqual({
    "alone.openstack_compute_instance_v2.fixed[0]": "fail",
    "alone.openstack_compute_instance_v2.fixed[1]": "fail",
    'optional.openstack_compute_instance_v2.dynamic["a"]': "deferred",
    'optional.openstack_compute_instance_v2.dynamic["b"]': "deferred",
    "apart.openstack_compute_instance_v2.fixed[0]": "pass",
    "apart.openstack_compute_instance_v2.fixed[1]": "pass",
  });
});

test("logins of a plan: the values of variables, and of providers by alias", () => {
  const json = {
    ...planJson({}),
    variables: { url: { value: "http://plain.example.org" } },
    configuration: {
      provider_config: {
        openstack: { name: "openstack", expressions: { auth_url: { references: ["var.url"] } } },
        "openstack.west": {
          name: "openstack",
          alias: "west",
          expressions: { auth_url: { references: ["local.url"] } },
        },
      },
      root_module: {},
    },
  };
  const report = Checker.check([good], {
    date: DATE,
    plans: [PlanEvidence.fromText(JSON.stringify(json), "plan.json")],
  });
  expect(
    findings(report, "good-practice-http-endpoint").map(({ outcome, subject }) => [subject.name, outcome]),
  ).toEqual([
    ["openstack", Outcome.FAIL],
    ["openstack.west", Outcome.DEFERRED],
  ]);
});
