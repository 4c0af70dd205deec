import { EvidenceKind, Outcome, RuleCatalogue, type Observation, type Rule } from "../../packages/checker/src/index";
import { goodPracticeExamples } from "../compliance/support/good-practice-examples";
import { outcomeOf, standardExamples, type Example } from "../compliance/support/rule-examples";

/**
 * Spoils each evaluator of each rule and demands that the table of examples notices. The bench folder has the finer
 * one, which spoils the source: `node test/bench/mutation.mjs`.
 */
const examples: Example[] = [...standardExamples(), ...goodPracticeExamples()];
const { PASS, FAIL, DEFERRED, WARN, NOT_LOOKED_AT } = Outcome;

const MUTANTS: Readonly<Record<string, Partial<Record<Outcome, Outcome>> | undefined>> = {
  "says the opposite": { [PASS]: FAIL, [FAIL]: PASS, [WARN]: FAIL },
  "never fails": { [FAIL]: PASS },
  "always fails": { [PASS]: FAIL, [DEFERRED]: FAIL },
  "is green where it does not know": { [DEFERRED]: PASS, [NOT_LOOKED_AT]: PASS },
  "says nothing": undefined,
};

const KINDS: readonly [EvidenceKind, "synth" | "plan" | "live"][] = [
  [EvidenceKind.SYNTH, "synth"],
  [EvidenceKind.PLAN, "plan"],
  [EvidenceKind.LIVE, "live"],
];

function spoil(rule: Rule, kind: "synth" | "plan" | "live", map: Partial<Record<Outcome, Outcome>> | undefined): Rule {
  const original = rule[kind].bind(rule) as (...args: unknown[]) => Observation[];
  return Object.assign(Object.create(rule) as Rule, {
    [kind]: (...args: unknown[]) =>
      map === undefined
        ? []
        : original(...args).map((each) => ({ ...each, outcome: map[each.outcome] ?? each.outcome })),
  });
}

/** What cannot be noticed, with the reason. */
const EQUIVALENT: readonly RegExp[] = [
  // without S3 the official test passes, so that nothing fails in code
  /^scs-0123-swift-s3 (synth|plan) never fails$/,
  // a literal stands there or does not
  /^good-practice-clear-text-secret synth is green where it does not know$/,
  // Glance computes the checksum of the file: code never knows it
  /^scs-0102-prop-hash_algo (synth|plan) (never fails|says the opposite)$/,
];

const mutants = RuleCatalogue.all().flatMap((rule) =>
  KINDS.filter(([kind]) => rule.decidesOn(kind)).flatMap(([, kind]) =>
    Object.entries(MUTANTS).map(([name, map]) => [`${rule.id} ${kind} ${name}`, rule, kind, map] as const),
  ),
);

test.each(mutants.filter(([name]) => !EQUIVALENT.some((pattern) => pattern.test(name))))("%s", (_, rule, kind, map) => {
  const mutant = spoil(rule, kind, map);
  const noticed = examples.some((each) => each.rule === rule.id && outcomeOf(mutant, each) !== each.expect);
  expect(noticed).toBe(true);
});
