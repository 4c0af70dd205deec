import { Scope, type Testcase } from "@scs-blueprints/standards";
import type { Declared } from "./evidence/declared";
import type { LiveEvidence } from "./evidence/live";
import type { FindingSubject } from "./assembly/declared";
import { EvidenceKind, Outcome, type RuleLevel, type RuleTarget } from "./report-model";

/** What a rule says of itself, independent of a profile. */
export interface RuleProps {
  /** Id of the official testcase; own rules begin with `good-practice-`. */
  readonly id: string;
  /** What is demanded, one sentence without full stop. */
  readonly title: string;
  /** Why it matters, in plain words. */
  readonly rationale: string;
  /** Document, such as `scs-0103-v1-standard-flavors`. */
  readonly standard: string;
  /** Where in the document. */
  readonly clause: string;
  /** Page that explains it. @default - the document's page at docs.scs.community */
  readonly url?: string;
  readonly target: RuleTarget;
  /** What to do about a violation. */
  readonly fix: string;
  /** Kinds of evidence it can decide on. */
  readonly evidence: EvidenceKind[];
  /**
   * Whether it speaks about all of a kind ("each image …"): then what the stacks declare cannot satisfy it for the
   * whole cloud, only keep from violating it. Otherwise it asks for something to be there. @default true
   */
  readonly universal?: boolean;
  /** Why this tool cannot decide it at all, or only by a probe. @default - it can */
  readonly limitation?: string;
}

/** One observation of an evaluator; the checker makes a finding of it. */
export interface Observation {
  readonly outcome: Outcome;
  readonly subject: FindingSubject;
  /** One sentence without full stop. */
  readonly message: string;
  /** @default - nothing to show */
  readonly got?: string;
  /** @default - nothing to show */
  readonly allowed?: string;
  /** @default - the rule's */
  readonly fix?: string;
}

/** With what a rule is evaluated. */
export interface RuleContext {
  /** Day of the check, YYYY-MM-DD, or a UTC time. */
  readonly date: string;
  readonly level: RuleLevel;
  /** Scope whose testcase it is. @default - own rule */
  readonly scope?: Scope;
  /** The testcase as that scope has it. @default - own rule */
  readonly testcase?: Testcase;
  /** Parameters of the profile. */
  readonly parameters: Record<string, string>;
}

/**
 * One requirement with its evaluators: one rule is one testcase id of the standards, or one rule of good practice.
 *
 * An evaluator looks at one kind of evidence and returns observations; none at all means that there is nothing it
 * applies to. Evaluators are pure: they read no clock, no file, no network.
 *
 * To write an own rule, derive from it and add it to a profile by `Profile.extend`.
 */
export abstract class Rule {
  public readonly id: string;
  public readonly title: string;
  public readonly rationale: string;
  public readonly standard: string;
  public readonly clause: string;
  public readonly url: string;
  public readonly target: RuleTarget;
  public readonly fix: string;
  public readonly evidence: EvidenceKind[];
  public readonly universal: boolean;
  public readonly limitation?: string;

  protected constructor(props: RuleProps) {
    this.id = props.id;
    this.title = props.title;
    this.rationale = props.rationale;
    this.standard = props.standard;
    this.clause = props.clause;
    this.url = props.url ?? Rule.page(props.standard);
    this.target = props.target;
    this.fix = props.fix;
    this.evidence = [...props.evidence];
    this.universal = props.universal ?? true;
    this.limitation = props.limitation;
  }

  /** Looks at the synthesized stacks. */
  public synth(_declared: Declared, _context: RuleContext): Observation[] {
    return [];
  }

  /** Looks at the plan: by default as at the synthesized stacks, with more values known. */
  public plan(declared: Declared, context: RuleContext): Observation[] {
    return this.synth(declared, context);
  }

  /** Looks at the live cloud. */
  public live(_live: LiveEvidence, _context: RuleContext): Observation[] {
    return [];
  }

  /** Whether it can decide on a kind of evidence. */
  public decidesOn(kind: EvidenceKind): boolean {
    return this.evidence.includes(kind);
  }

  /** An observation that a part of the cloud could not be read. */
  protected notLookedAt(live: LiveEvidence, fact: string): Observation {
    return {
      outcome: Outcome.NOT_LOOKED_AT,
      subject: live.subject("cloud"),
      message: `could not be looked at: ${live.reason(fact)}`,
      fix: "make that part of the cloud readable for the user, then check again",
    };
  }

  private static page(standard: string): string {
    return standard.startsWith("scs-")
      ? `https://docs.scs.community/standards/${standard}`
      : "https://docs.scs.community/standards";
  }
}
