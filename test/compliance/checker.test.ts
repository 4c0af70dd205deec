import {
  Checker,
  EvidenceKind,
  Fulfilment,
  LiveEvidence,
  Outcome,
  PlanEvidence,
  Profile,
  Rule,
  RuleLevel,
  RuleTarget,
  SynthEvidence,
  Verdict,
  type Observation,
  type Report,
  type RuleResult,
} from "../../packages/checker/src/index";
import { Scope, StandardFlavors } from "../../packages/standards/src/index";
import { errorOf } from "../support/errors";
import { liveOf, planJson, planOf, synthOf } from "./support/evidence";
import { DATE } from "./support/rule-examples";

const FLAVOR = "openstack_compute_flavor_v2";
const v51 = Profile.scope(Scope.IAAS_V5_1);
const good = Profile.goodPractice();

function result(report: Report, id: string): RuleResult {
  return report.results.find((each) => each.rule.id === id)!;
}

/** A rule that says what it is told to. */
class Canned extends Rule {
  public constructor(
    private readonly says: Partial<Record<EvidenceKind, Outcome[]>>,
    props: { target?: RuleTarget; universal?: boolean; evidence?: EvidenceKind[] } = {},
  ) {
    super({
      id: "own-canned",
      title: "says what it is told to",
      rationale: "tests",
      standard: "own",
      clause: "none",
      target: props.target ?? RuleTarget.CLOUD,
      fix: "nothing",
      evidence: props.evidence ?? Object.values(EvidenceKind),
      universal: props.universal,
    });
  }

  public override synth(): Observation[] {
    return this.list(EvidenceKind.SYNTH);
  }

  public override plan(): Observation[] {
    return this.list(EvidenceKind.PLAN);
  }

  public override live(): Observation[] {
    return this.list(EvidenceKind.LIVE);
  }

  private list(kind: EvidenceKind): Observation[] {
    return (this.says[kind] ?? []).map((outcome) => ({
      outcome,
      subject: { kind: "x", address: "a.b" },
      message: outcome,
    }));
  }
}

function check(rule: Rule, given: EvidenceKind[] = [EvidenceKind.SYNTH]): Report {
  return Checker.check([Profile.custom("own", "Own").extend({ rules: [rule] })], {
    date: DATE,
    synth: given.includes(EvidenceKind.SYNTH) ? synthOf({}) : undefined,
    plans: given.includes(EvidenceKind.PLAN) ? [planOf({ "a.b": {} })] : [],
    live: given.includes(EvidenceKind.LIVE) ? liveOf({}) : undefined,
  });
}

const { SYNTH, PLAN, LIVE } = EvidenceKind;
const { PASS, FAIL, DEFERRED, WARN, NOT_APPLICABLE, NOT_LOOKED_AT } = Outcome;
const CODE = { target: RuleTarget.CODE };
const ONE = { universal: false };

test.each<[string, Rule, EvidenceKind[], Outcome, Fulfilment | undefined, Verdict]>([
  [
    "fail before all",
    new Canned({ synth: [PASS, FAIL, NOT_LOOKED_AT, DEFERRED] }),
    [SYNTH],
    FAIL,
    undefined,
    Verdict.FAILED,
  ],
  [
    "not looked at before deferred",
    new Canned({ synth: [PASS, DEFERRED, NOT_LOOKED_AT] }),
    [SYNTH],
    NOT_LOOKED_AT,
    Fulfilment.NOT_LOOKED_AT,
    Verdict.INCOMPLETE,
  ],
  [
    "deferred before warn",
    new Canned({ live: [WARN, DEFERRED] }),
    [LIVE],
    DEFERRED,
    Fulfilment.RELIED_ON,
    Verdict.INCOMPLETE,
  ],
  ["warn before pass", new Canned({ live: [PASS, WARN] }), [LIVE], WARN, Fulfilment.SATISFIED, Verdict.PASSED],
  ["live pass", new Canned({ live: [PASS] }), [LIVE], PASS, Fulfilment.SATISFIED, Verdict.PASSED],
  ["live, nothing it applies to", new Canned({}), [LIVE], NOT_APPLICABLE, undefined, Verdict.PASSED],
  [
    "all of the cloud, code only",
    new Canned({ synth: [PASS] }),
    [SYNTH],
    PASS,
    Fulfilment.ENFORCED,
    Verdict.INCOMPLETE,
  ],
  [
    "something there, code only",
    new Canned({ synth: [PASS] }, ONE),
    [SYNTH],
    PASS,
    Fulfilment.SATISFIED,
    Verdict.PASSED,
  ],
  ["code has nothing of it", new Canned({}), [SYNTH], DEFERRED, Fulfilment.RELIED_ON, Verdict.INCOMPLETE],
  [
    "code says it does not apply",
    new Canned({ synth: [NOT_APPLICABLE] }),
    [SYNTH],
    DEFERRED,
    Fulfilment.RELIED_ON,
    Verdict.INCOMPLETE,
  ],
  [
    "cannot be decided here",
    new Canned({}, { evidence: [] }),
    [SYNTH, LIVE],
    DEFERRED,
    Fulfilment.RELIED_ON,
    Verdict.INCOMPLETE,
  ],
  ["code rule met", new Canned({ synth: [PASS] }, CODE), [SYNTH], PASS, Fulfilment.ENFORCED, Verdict.PASSED],
  ["code rule, nothing there", new Canned({}, CODE), [SYNTH], NOT_APPLICABLE, undefined, Verdict.PASSED],
  [
    "code rule, no code given",
    new Canned({}, { ...CODE, evidence: [SYNTH] }),
    [LIVE],
    NOT_LOOKED_AT,
    Fulfilment.NOT_LOOKED_AT,
    Verdict.INCOMPLETE,
  ],
  [
    "plan rule, no plan given",
    new Canned({}, { ...CODE, evidence: [PLAN] }),
    [SYNTH],
    DEFERRED,
    Fulfilment.RELIED_ON,
    Verdict.INCOMPLETE,
  ],
  [
    "the plan settles what synth deferred",
    new Canned({ synth: [DEFERRED], plan: [PASS] }, CODE),
    [SYNTH, PLAN],
    PASS,
    Fulfilment.ENFORCED,
    Verdict.PASSED,
  ],
  [
    "the cloud settles presence",
    new Canned({ synth: [DEFERRED], live: [PASS] }, ONE),
    [SYNTH, LIVE],
    PASS,
    Fulfilment.SATISFIED,
    Verdict.PASSED,
  ],
  [
    "the cloud does not settle what all must be",
    new Canned({ synth: [DEFERRED], live: [PASS] }),
    [SYNTH, LIVE],
    DEFERRED,
    Fulfilment.RELIED_ON,
    Verdict.INCOMPLETE,
  ],
  [
    "a broken cloud settles nothing",
    new Canned({ synth: [DEFERRED], live: [NOT_LOOKED_AT] }, ONE),
    [SYNTH, LIVE],
    NOT_LOOKED_AT,
    Fulfilment.NOT_LOOKED_AT,
    Verdict.INCOMPLETE,
  ],
  [
    "code promises and the cloud lacks",
    new Canned({ synth: [PASS], live: [FAIL] }, ONE),
    [SYNTH, LIVE],
    FAIL,
    undefined,
    Verdict.FAILED,
  ],
])("%s", (_, rule, given, outcome, fulfilment, verdict) => {
  const report = check(rule, given);
  expect(report.results[0]).toMatchObject({ outcome });
  expect(report.results[0]?.fulfilment).toBe(fulfilment);
  expect(report.verdict).toBe(verdict);
});

test("a rule that breaks was not looked at, and the others go on", () => {
  class Broken extends Canned {
    public override synth(): Observation[] {
      throw new Error("boom\nwith details");
    }
  }
  const report = check(new Broken({}, CODE));
  expect(report.results[0]).toMatchObject({ outcome: NOT_LOOKED_AT, summary: "the rule could not be evaluated: boom" });
  expect(report.verdict).toBe(Verdict.INCOMPLETE);
});

test("a profile without mandatory rules proves nothing", () => {
  const profile = Profile.custom("own", "Own").extend({
    rules: [new Canned({ synth: [PASS] }, CODE)],
    level: RuleLevel.HINT,
  });
  expect(Checker.check([profile], { date: DATE, synth: synthOf({}) })).toMatchObject({
    verdict: Verdict.INCOMPLETE,
    verdictReason: "no mandatory rule was checked",
  });
});

test("an app without stacks, or a plan that defers changes, proves nothing", () => {
  const rule = new Canned({}, CODE);
  const profiles = [Profile.custom("own", "Own").extend({ rules: [rule] })];
  const none = Checker.check(profiles, { date: DATE, synth: SynthEvidence.fromStacks([]) });
  expect(none).toMatchObject({ verdict: Verdict.INCOMPLETE, results: [{ outcome: NOT_LOOKED_AT }] });
  const deferring = JSON.stringify({ ...planJson({}), deferred_changes: [{}] });
  const partial = Checker.check(profiles, { date: DATE, plans: [PlanEvidence.fromText(deferring, "p")] });
  expect(partial).toMatchObject({ verdict: Verdict.INCOMPLETE, results: [{ outcome: DEFERRED }] });
});

test("fails without evidence, without profile, with a date that is none", () => {
  expect(errorOf(() => Checker.check([v51], { date: DATE })).code).toBe("SCSBP-4021");
  expect(errorOf(() => Checker.check([], { date: DATE, synth: synthOf({}) })).code).toBe("SCSBP-4021");
  expect(errorOf(() => Checker.check([v51], { date: "soon", synth: synthOf({}) })).code).toBe("SCSBP-5010");
});

describe("a tenant's stack", () => {
  const report = Checker.check([v51, good], {
    date: DATE,
    synth: synthOf({ [`data.${FLAVOR}.f`]: { name: "SCS-2V-4" } }),
  });

  test("relies on the cloud for everything but the names it uses", () => {
    expect(report.verdict).toBe(Verdict.INCOMPLETE);
    expect(result(report, "scs-0100-syntax-check")).toMatchObject({ outcome: PASS, fulfilment: Fulfilment.ENFORCED });
    expect(result(report, "scs-0103-flavor-2v-4")).toMatchObject({
      outcome: DEFERRED,
      fulfilment: Fulfilment.RELIED_ON,
      findings: [],
    });
    expect(report.openRules).toHaveLength(54);
  });

  test("the header says what was checked against what, and with what", () => {
    expect(report.header).toMatchObject({
      tool: "scs-blueprints",
      date: DATE,
      scopes: [{ id: "iaas-v5.1", validity: "effective" }],
      standardsCommit: Scope.sourceCommit,
    });
    expect(report.header.evidence.map(({ kind, state }) => [kind, state])).toEqual([
      ["synth", "complete"],
      ["plan", "not-given"],
      ["live", "not-given"],
    ]);
  });

  test("is plain data", () => {
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test("the same input gives the same report", () => {
    const again = Checker.check([v51, good], {
      date: DATE,
      synth: synthOf({ [`data.${FLAVOR}.f`]: { name: "SCS-2V-4" } }),
    });
    expect(JSON.stringify(again)).toBe(JSON.stringify(report));
  });
});

test("an operator's stack that declares all standard flavors satisfies scs-0103 by itself", () => {
  const flavors = StandardFlavors.mandatory().map((flavor, index) => [
    `${FLAVOR}.f${index}`,
    {
      name: flavor.name.canonical,
      vcpus: flavor.vcpus,
      ram: flavor.ramMiB,
      disk: flavor.diskGB,
      is_public: true,
      extra_specs: flavor.extraSpecs,
    },
  ]);
  const report = Checker.check([v51], { date: DATE, synth: synthOf(Object.fromEntries(flavors)) });
  const own = report.results.filter((each) => each.rule.id.startsWith("scs-0103-"));
  expect(own).toHaveLength(15);
  expect(new Set(own.map((each) => each.fulfilment))).toEqual(new Set([Fulfilment.SATISFIED]));
});

describe("a cloud that breaks half-way", () => {
  const report = Checker.check([v51], {
    date: DATE,
    live: liveOf({
      flavors: [],
      serviceTypes: ["compute"],
      unread: [{ fact: "images", reason: "503 (the service is not available) from http://glance/v2/images" }],
    }),
  });

  test("its rules could not be looked at, with the reason", () => {
    expect(result(report, "scs-0102-prop-os_distro")).toMatchObject({ outcome: NOT_LOOKED_AT, open: true });
    expect(result(report, "scs-0102-prop-os_distro").summary).toMatch(/503/);
  });

  test("the rest goes on", () => {
    expect(result(report, "scs-0123-service-compute").outcome).toBe(PASS);
  });

  test("the evidence is partial, and the whole is not green", () => {
    expect(report.header.evidence[2]).toMatchObject({ state: "partial" });
    expect(report.verdict).toBe(Verdict.FAILED);
  });
});

test("a cloud that cannot be reached: nothing was looked at", () => {
  const report = Checker.check([v51], { date: DATE, live: LiveEvidence.unavailable("regio", "connection refused") });
  expect(report.header.evidence[2]).toMatchObject({ state: "unavailable", problems: ["connection refused"] });
  expect(report.verdict).toBe(Verdict.INCOMPLETE);
  expect(report.summary.mandatory).toMatchObject({ pass: 0, notLookedAt: 52, deferred: 2 });
});

test("findings keep their fingerprint when lines and messages change, and differ for different things", () => {
  const of = (elements: Record<string, Record<string, unknown>>): string[] =>
    Checker.check([good], { date: DATE, synth: synthOf(elements) })
      .results.flatMap((each) => each.findings)
      .map((each) => each.fingerprint);
  const before = of({ [`data.${FLAVOR}.f`]: { name: "tiny" }, [`data.${FLAVOR}.g`]: { name: "tiny" } });
  expect(new Set(before).size).toBe(before.length);
  expect(of({ [`data.${FLAVOR}.g`]: { name: "tiny" }, [`data.${FLAVOR}.f`]: { name: "tiny" } }).sort()).toEqual(
    before.sort(),
  );
});

test("a plan names constructs by what the app synthesized", () => {
  const synth = synthOf({ [`${FLAVOR}.f`]: { name: "${var.x}" } });
  const plan = PlanEvidence.fromText(JSON.stringify(planJson({ [`${FLAVOR}.f`]: { name: "SCS-nope" } })), "p", {
    synth,
  });
  const report = Checker.check([v51], { date: DATE, synth, plans: [plan] });
  expect(result(report, "scs-0100-syntax-check").findings).toMatchObject([
    { outcome: FAIL, evidence: PLAN, subject: { constructPath: "s/f", stack: "s", address: `${FLAVOR}.f` } },
  ]);
});

test.each<[string | undefined, Record<string, string>, Outcome]>([
  ["[scs:encrypted]", {}, FAIL],
  ["fast", {}, NOT_APPLICABLE],
  ["fast", { "encryption-offered": "yes" }, FAIL],
  [undefined, {}, DEFERRED],
])("the live cloud says whether encryption is offered: %p with %j", (description, parameters, outcome) => {
  const report = Checker.check([good.withParameters(parameters)], {
    date: DATE,
    synth: synthOf({ "openstack_blockstorage_volume_v3.v": { size: 1 } }),
    live: description === undefined ? undefined : liveOf({ volumeTypes: [{ name: "t", description }] }),
  });
  expect(result(report, "good-practice-unencrypted-volume").outcome).toBe(outcome);
});
