import { EvidenceKind, Outcome, RuleCatalogue } from "../../packages/checker/src/index";
import { goodPracticeExamples } from "../compliance/support/good-practice-examples";
import {
  outcomeOf,
  standardExamples,
  NEVER_UNDECIDED,
  UNDECIDABLE,
  type Example,
} from "../compliance/support/rule-examples";

const examples: Example[] = [...standardExamples(), ...goodPracticeExamples()];
const rules = RuleCatalogue.all();
const table = examples.map((example): [string, string, Example] => [example.rule, example.name, example]);

test.each(table)("%s: %s", (id, _, example) => {
  expect(outcomeOf(RuleCatalogue.get(id), example)).toBe(example.expect);
});

describe.each(rules.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  const own = examples.filter((example) => example.rule === id);
  const outcomes = own.map((example) => example.expect);

  if (rule.evidence.length === 0) {
    test("cannot be decided here, and says why", () => {
      expect(rule.limitation).toMatch(UNDECIDABLE[id]!);
      expect(own).toEqual([]);
    });
    return;
  }

  test("has passing, failing and undecided examples", () => {
    expect(outcomes).toContain(Outcome.PASS);
    expect(outcomes).toContain(Outcome.FAIL);
    if (id in NEVER_UNDECIDED) {
      return;
    }
    expect(outcomes.some((each) => each === Outcome.DEFERRED || each === Outcome.NOT_LOOKED_AT)).toBe(true);
  });

  test("has examples of each kind of evidence it decides on", () => {
    const kinds = [
      ...(own.some((each) => each.synth !== undefined) ? [EvidenceKind.SYNTH] : []),
      ...(own.some((each) => each.plan !== undefined) ? [EvidenceKind.PLAN] : []),
      ...(own.some((each) => each.live !== undefined) ? [EvidenceKind.LIVE] : []),
    ];
    expect(kinds).toEqual(rule.evidence);
  });

  test("says what it wants in words", () => {
    for (const text of [rule.title, rule.rationale, rule.clause, rule.fix]) {
      expect(text.length).toBeGreaterThan(9);
      expect(text).not.toMatch(/\.$/);
      expect(text).not.toMatch(/undefined|\[object/);
    }
    expect(() => new URL(rule.url)).not.toThrow();
  });
});

test("ids are unique and no example is for an unknown rule", () => {
  expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
  expect(examples.filter((example) => RuleCatalogue.find(example.rule) === undefined)).toEqual([]);
});
