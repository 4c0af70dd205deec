import {
  FindingResult,
  Findings,
  Scope,
  type Finding as StandardFinding,
  type Testcase,
} from "@scs-blueprints/standards";
import { refuse } from "@scs-blueprints/standards/errors";
import type { FindingSubject } from "../assembly/declared";
import type { CloudFacts } from "../evidence/cloud-facts";
import type { Declared } from "../evidence/declared";
import type { LiveEvidence } from "../evidence/live";
import { EvidenceKind, Outcome, RuleTarget, type Observation } from "../report-model";
import { Rule, type RuleContext, type RuleProps } from "../rule";

/** A rule as data: its texts, and one function for each kind of evidence. @internal */
export interface RuleDefinition extends Omit<RuleProps, "evidence"> {
  /** Evaluates the synthesized stacks. @default - code cannot decide it */
  readonly synth?: (declared: Declared, context: RuleContext) => Observation[];
  /** Evaluates a plan. @default - the function for the synthesized stacks */
  readonly plan?: (declared: Declared, context: RuleContext) => Observation[];
  /** Evaluates the live cloud. @default - the cloud cannot decide it */
  readonly live?: (live: LiveEvidence, context: RuleContext) => Observation[];
  /** @default - the kinds that the functions evaluate */
  readonly evidence?: EvidenceKind[];
}

class DefinedRule extends Rule {
  public constructor(private readonly definition: RuleDefinition) {
    super({ ...definition, evidence: definition.evidence ?? evidenceOf(definition) });
  }

  public override synth(declared: Declared, context: RuleContext): Observation[] {
    return this.definition.synth?.(declared, context) ?? [];
  }

  public override plan(declared: Declared, context: RuleContext): Observation[] {
    return this.definition.plan?.(declared, context) ?? super.plan(declared, context);
  }

  public override live(live: LiveEvidence, context: RuleContext): Observation[] {
    return this.definition.live?.(live, context) ?? [];
  }
}

function evidenceOf({ synth, plan = synth, live }: RuleDefinition): EvidenceKind[] {
  return [
    ...(synth === undefined ? [] : [EvidenceKind.SYNTH]),
    ...(plan === undefined ? [] : [EvidenceKind.PLAN]),
    ...(live === undefined ? [] : [EvidenceKind.LIVE]),
  ];
}

/** @internal */
export function defineRule(definition: RuleDefinition): Rule {
  return new DefinedRule(definition);
}

/** What the rule of an official testcase says; the rest comes from the standards repository. @internal */
export type TestcaseDefinition = Omit<RuleDefinition, "id" | "title" | "standard" | "target"> & {
  /** @default - the description of the testcase */
  readonly title?: string;
};

/** The rule of an official testcase. @internal */
export function testcaseRule(id: string, definition: TestcaseDefinition): Rule {
  const testcase = testcases().get(id);
  if (testcase === undefined) {
    throw refuse("SCSBP-4090", { got: id, fix: "report this: the rules of the library do not fit to its data" });
  }
  return defineRule({
    url: testcase.url,
    ...definition,
    id,
    title: definition.title ?? (testcase.description ?? id).replaceAll("`", "").replaceAll("\\", "").replace(/\.$/, ""),
    standard: testcase.standard,
    target: RuleTarget.CLOUD,
  });
}

/** What a rule of good practice says. @internal */
export type GoodPracticeDefinition = Omit<RuleDefinition, "standard" | "target" | "url"> & {
  /** A page of others that explains the requirement. */
  readonly url: string;
};

/** A rule beyond SCS, about code. @internal */
export function goodPracticeRule(definition: GoodPracticeDefinition): Rule {
  return defineRule({ ...definition, standard: "good-practice", target: RuleTarget.CODE });
}

/** Scopes in the order in which they describe a testcase: the effective one first. */
const SCOPES = [Scope.IAAS_V5_1, Scope.IAAS_NEXT, Scope.IAAS_V4, Scope.IAAS_V3, Scope.KAAS_V1];

let known: ReadonlyMap<string, Testcase> | undefined;

/** The testcases of all scopes that the standards repository still describes, each once. */
function testcases(): ReadonlyMap<string, Testcase> {
  if (known === undefined) {
    const found = new Map<string, Testcase>();
    for (const testcase of SCOPES.flatMap((scope) => [...scope.testcases, ...scope.furtherTestcases])) {
      if (!found.has(testcase.id)) {
        found.set(testcase.id, testcase);
      }
    }
    known = found;
  }
  return known;
}

/** The testcases whose id begins with a prefix. @internal */
export function testcasesWithPrefix(prefix: string): Testcase[] {
  return [...testcases().values()].filter((each) => each.id.startsWith(prefix));
}

/** Evaluates one fact of the live cloud; without the fact the rule could not be looked at. @internal */
export function withFact<Key extends keyof CloudFacts>(
  live: LiveEvidence,
  fact: Key,
  evaluate: (value: NonNullable<CloudFacts[Key]>) => Observation[],
): Observation[] {
  const value = live.facts[fact];
  return value === undefined || value === null ? [live.notLookedAt(fact)] : evaluate(value);
}

const OUTCOMES: Readonly<Record<FindingResult, Outcome>> = {
  [FindingResult.PASS]: Outcome.PASS,
  [FindingResult.WARN]: Outcome.WARN,
  [FindingResult.NOT_APPLICABLE]: Outcome.NOT_APPLICABLE,
  // the official test aborts
  [FindingResult.UNKNOWN]: Outcome.NOT_LOOKED_AT,
  [FindingResult.FAIL]: Outcome.FAIL,
};

/** How observations are made of the findings of a standard. @internal */
export interface FindingsOptions {
  /** Only findings of this testcase. @default - all */
  readonly testcase?: string;
  /** Outcome of a finding without a decision. @default Outcome.NOT_LOOKED_AT */
  readonly undecided?: Outcome;
}

/**
 * Turns the findings of a standard into observations.
 *
 * @param subject what each finding is about
 * @internal
 */
export function fromFindings(
  findings: StandardFinding[],
  subject: FindingSubject | ((finding: StandardFinding) => FindingSubject),
  { testcase, undecided = Outcome.NOT_LOOKED_AT }: FindingsOptions = {},
): Observation[] {
  const own = testcase === undefined ? findings : Findings.ofTestcase(findings, testcase);
  return own.map((finding) => ({
    outcome: finding.result === FindingResult.UNKNOWN ? undecided : OUTCOMES[finding.result],
    subject: typeof subject === "function" ? subject(finding) : subject,
    message: finding.message,
    got: finding.got,
    allowed: finding.allowed,
    fix: finding.fix,
  }));
}
