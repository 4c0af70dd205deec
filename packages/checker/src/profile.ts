import { refuse } from "@scs-blueprints/standards/errors";
import { Scope, TestcaseLevel, type Testcase } from "@scs-blueprints/standards";
import { Quote, Suggestions } from "@scs-blueprints/standards/internal";
import { RuleLevel, RuleTarget } from "./report-model";
import { RuleParameter, type Rule } from "./rule";
import { RuleCatalogue } from "./rules/catalogue";
import { defineRule } from "./rules/rule-definition";

/** A rule within a profile. */
export interface ProfileEntry {
  readonly rule: Rule;
  readonly level: RuleLevel;
  /** Scope that asks for it. @default - none: an own rule */
  readonly scope?: Scope;
  /** The testcase as that scope has it. @default - none: an own rule */
  readonly testcase?: Testcase;
}

/** What `Profile.extend` adds. */
export interface ProfileExtension {
  /** Rules of the library, by id. @default - none */
  readonly ruleIds?: string[];
  /** Own rules. @default - none */
  readonly rules?: Rule[];
  /** Level of these. @default RuleLevel.MANDATORY */
  readonly level?: RuleLevel;
  /** All rules of other profiles, at their own level. @default - none */
  readonly profiles?: Profile[];
}

/** What `Profile.narrow` leaves. */
export interface ProfileNarrowing {
  /** Rule ids to leave out. @default - none */
  readonly without?: string[];
  /** Rule ids to keep; all others are left out. @default - all */
  readonly only?: string[];
  /** Why: shown in each report. At least ten characters. */
  readonly reason: string;
}

const GOOD_PRACTICE = "good-practice";
const LEAST_REASON = 10;

const LEVELS: Readonly<Record<TestcaseLevel, RuleLevel>> = {
  [TestcaseLevel.MANDATORY]: RuleLevel.MANDATORY,
  [TestcaseLevel.RECOMMENDED]: RuleLevel.RECOMMENDED,
  [TestcaseLevel.MANUAL]: RuleLevel.MANUAL,
};

/**
 * What is checked: rules with their level and parameters. Profiles never change; `extend`, `narrow`, `withLevel` and
 * `withParameters` make new ones, and each report says how they differ from what they were made of.
 *
 * @example
 * const house = Profile.scope(Scope.IAAS_V5_1)
 *   .extend({ profiles: [Profile.goodPractice()] })
 *   .narrow({ without: ["scs-0117-test-backup"], reason: "backups are made by the storage itself" });
 */
export class Profile {
  /**
   * The testcases of a scope.
   *
   * @param withFurther also the recommended and manual testcases of its standards; @default false
   */
  public static scope(scope: Scope, withFurther = false): Profile {
    const testcases = [...scope.testcases, ...(withFurther ? scope.furtherTestcases : [])];
    const entries = testcases.map((testcase) => ({
      rule: RuleCatalogue.find(testcase.id) ?? withdrawnTestcase(testcase, scope),
      level: testcase.automated ? LEVELS[testcase.level] : RuleLevel.MANUAL,
      scope,
      testcase,
    }));
    return new Profile(
      scope.id,
      scope.title,
      entries,
      {},
      withFurther ? ["with recommended and manual testcases"] : [],
    );
  }

  /** Rules beyond SCS that every user of a cloud needs. */
  public static goodPractice(): Profile {
    return new Profile(GOOD_PRACTICE, "Good practice", RuleCatalogue.goodPractice(), {}, []);
  }

  /** An empty profile to extend. */
  public static custom(name: string, title: string): Profile {
    return new Profile(name, title, [], {}, []);
  }

  /**
   * A profile by its id: that of a scope, or `good-practice`.
   *
   * @throws BlueprintError SCSBP-4002, naming the known ones
   */
  public static fromId(id: string): Profile {
    if (id.toLowerCase() === GOOD_PRACTICE) {
      return Profile.goodPractice();
    }
    const scope = Scope.all().find((each) => each.id === id.toLowerCase());
    if (scope === undefined) {
      const nearest = Suggestions.nearest(id, Profile.ids(), 1)[0];
      throw refuse("SCSBP-4002", {
        got: Quote.text(id),
        allowed: Profile.ids().join(", "),
        fix: nearest === undefined ? "use one of these" : `did you mean ${nearest}?`,
      });
    }
    return Profile.scope(scope);
  }

  /** Ids that `of` knows. */
  public static ids(): string[] {
    return [...Scope.all().map((scope) => scope.id), GOOD_PRACTICE];
  }

  private constructor(
    /** Such as `iaas-v5.1`. */
    public readonly name: string,
    /** Such as "SCS-compatible IaaS v5.1". */
    public readonly title: string,
    private readonly list: readonly ProfileEntry[],
    private readonly values: Readonly<Record<string, string>>,
    private readonly differences: readonly string[],
  ) {}

  /** Rules in order. */
  public get entries(): ProfileEntry[] {
    return [...this.list];
  }

  /** Parameters of the rules. */
  public get parameters(): Record<string, string> {
    return { ...this.values };
  }

  /** How it differs from what it was made of. */
  public get changes(): string[] {
    return [...this.differences];
  }

  /** Scopes that its rules belong to. */
  public get scopes(): Scope[] {
    return [...new Set(this.list.flatMap((entry) => (entry.scope === undefined ? [] : [entry.scope])))];
  }

  /** The rule of an id, if the profile has it. */
  public find(id: string): ProfileEntry | undefined {
    return this.list.find((entry) => entry.rule.id === id);
  }

  /**
   * With more rules. A rule of the library that it has already stays as it is.
   *
   * @throws BlueprintError SCSBP-4001 for an unknown id, SCSBP-4005 for an own rule with an id that is taken
   */
  public extend(extension: ProfileExtension): Profile {
    const level = extension.level ?? RuleLevel.MANDATORY;
    const known = (extension.ruleIds ?? []).map((id) => ({ rule: RuleCatalogue.get(id), level }));
    const own = (extension.rules ?? []).map((rule) => ({ rule, level }));
    const others = (extension.profiles ?? []).flatMap((profile) => profile.entries);
    const entries = new Map(this.list.map((entry) => [entry.rule.id, entry]));
    for (const entry of [...known, ...own, ...others]) {
      const there = entries.get(entry.rule.id) ?? RuleCatalogue.find(entry.rule.id);
      const theirs = there === undefined ? undefined : "rule" in there ? there.rule : there;
      if (theirs !== undefined && theirs !== entry.rule) {
        throw refuse("SCSBP-4005", {
          got: entry.rule.id,
          fix: "give your own rule an id of its own, such as my-company-…",
        });
      }
      if (!entries.has(entry.rule.id)) {
        entries.set(entry.rule.id, entry);
      }
    }
    const added = [
      ...[...known, ...own].map((entry) => `with ${entry.rule.id} (${level})`),
      ...(extension.profiles ?? []).map((profile) => `with ${profile.title}`),
    ];
    const parameters = Object.assign(
      {},
      ...(extension.profiles ?? []).map((each) => each.parameters),
      this.values,
    ) as Record<string, string>;
    const inherited = (extension.profiles ?? []).flatMap((each) =>
      each.changes.map((change) => `${each.title}: ${change}`),
    );
    return this.with([...entries.values()], parameters, [...added, ...inherited]);
  }

  /**
   * With fewer rules. The report says so, and why: what was left out is not claimed.
   *
   * @throws BlueprintError SCSBP-4001 when it has no such rule, SCSBP-4004 without a reason
   */
  public narrow(narrowing: ProfileNarrowing): Profile {
    const { without = [], only, reason } = narrowing;
    this.requireReason(reason, "a profile is narrowed without a reason");
    this.requireKnown([...without, ...(only ?? [])]);
    const kept = this.list.filter(({ rule }) => !without.includes(rule.id) && (only?.includes(rule.id) ?? true));
    const gone = this.list.filter((entry) => !kept.includes(entry)).map(({ rule }) => rule.id);
    const what = gone.length > 6 ? `${gone.length} rules` : gone.join(", ");
    return this.with(kept, this.values, gone.length === 0 ? [] : [`without ${what}: ${reason}`]);
  }

  /**
   * With another level for a rule.
   *
   * @throws BlueprintError SCSBP-4001 when it has no such rule, SCSBP-4004 without a reason
   */
  public withLevel(ruleId: string, level: RuleLevel, reason: string): Profile {
    this.requireReason(reason, "a rule's level is changed without a reason");
    this.requireKnown([ruleId]);
    const entries = this.list.map((entry) => (entry.rule.id === ruleId ? { ...entry, level } : entry));
    return this.with(entries, this.values, [`${ruleId} as ${level}: ${reason}`]);
  }

  /**
   * With parameters; see `RuleParameter`.
   *
   * @throws BlueprintError SCSBP-4003 for a name that no rule reads
   */
  public withParameters(parameters: Record<string, string>): Profile {
    const unknown = Object.keys(parameters).find(
      (name) => !RuleParameter.all().includes(name) && !name.startsWith("x-"),
    );
    if (unknown !== undefined) {
      throw refuse("SCSBP-4003", {
        got: Quote.text(unknown),
        allowed: `${RuleParameter.all().join(", ")}, or x-… for parameters of own rules`,
        fix: "correct the name",
      });
    }
    for (const [name, value] of Object.entries(parameters)) {
      RuleParameter.validate(name, value);
    }
    const added = Object.entries(parameters).map(([name, value]) => `parameter ${name} = ${value}`);
    return this.with(this.list, { ...this.values, ...parameters }, added);
  }

  private with(
    entries: readonly ProfileEntry[],
    parameters: Readonly<Record<string, string>>,
    changes: readonly string[],
  ): Profile {
    return new Profile(this.name, this.title, entries, parameters, [...this.differences, ...changes]);
  }

  private requireKnown(ids: readonly string[]): void {
    const missing = ids.find((id) => this.find(id) === undefined);
    if (missing !== undefined) {
      throw RuleCatalogue.unknown(
        missing,
        "SCSBP-4001",
        `the profile ${this.name} has no such rule`,
        this.list.map(({ rule }) => rule.id),
      );
    }
  }

  private requireReason(reason: string, what: string): void {
    if (reason.trim().length < LEAST_REASON) {
      throw refuse("SCSBP-4004", {
        what,
        got: Quote.text(reason),
        allowed: `at least ${LEAST_REASON} characters`,
        fix: "say why: each report shows it",
      });
    }
  }
}

/** The rule of a testcase that the standards repository no longer has: one a standard, in scopes that are long over. */
function withdrawnTestcase(testcase: Testcase, scope: Scope): Rule {
  return defineRule({
    id: testcase.id,
    title: `${testcase.id}, in its form of ${scope.title}`,
    rationale: "It was part of the certificate of its time",
    standard: testcase.standard,
    clause: `module ${testcase.module}`,
    url: testcase.url,
    target: RuleTarget.CLOUD,
    fix: "check a version that is in force, such as iaas-v5.1",
    limitation: `this testcase left the standards repository: ${scope.title} can no longer be certified`,
  });
}
