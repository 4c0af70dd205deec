import type { IConstruct } from "constructs";
import { refuse } from "@scs-blueprints/standards/errors";
import { App } from "./engine";
import { KeptSynthesis } from "./kept-synthesis";
import type { Scope } from "@scs-blueprints/standards";
import { Checker } from "./checker";
import type { Declared } from "./evidence/declared";
import { SynthEvidence } from "./evidence/synth";
import { Profile } from "./profile";
import { EvidenceKind, Outcome, RuleLevel, type Report } from "./report-model";
import { RuleCatalogue } from "./rules/catalogue";
import { Sidecar } from "./sidecar";
import { SynthFailure } from "./synth-failure";
import { Waiver, type WaiverProps, WaiverFile } from "./waiver";

/** What makes `app.synth()` fail. */
export enum FailOn {
  /** A violated mandatory rule, an expired waiver. */
  MANDATORY = "mandatory",
  /** A violated recommended rule too. */
  RECOMMENDED = "recommended",
  /** Nothing: violations are kept for the report only. */
  NEVER = "never",
}

/** Options of a check at synth. */
export interface RequireOptions {
  /** Day of the check, YYYY-MM-DD. @default - today: it decides which waivers and images are out of date, never what is synthesized */
  readonly date?: string;
  /** @default FailOn.MANDATORY */
  readonly failOn?: FailOn;
  /** Waiver file, relative to the working directory. @default - only waivers on constructs */
  readonly waiverFile?: string;
  /** Parameters of the rules; see `RuleParameter`. @default - none */
  readonly parameters?: Record<string, string>;
}

interface Requirement {
  readonly target: IConstruct;
  readonly profile: Profile;
  readonly options: RequireOptions;
}

interface State {
  readonly requirements: Requirement[];
}

const STATE = Symbol.for("scs-blueprints.Compliance");
const WAIVER = "scs-blueprints:waiver";

/**
 * Compliance of an app, a stack or a construct.
 *
 * @example
 * Compliance.of(app).require(Scope.IAAS_V5_1);
 * Compliance.of(bastion).waive({ rule: "good-practice-guarded-port-open", reason: "jump host until the VPN is up", owner: "net@example.org", expires: "2027-03-31" });
 */
export class Compliance {
  /** @throws BlueprintError SCSBP-4021 when the construct is not within an app */
  public static of(construct: IConstruct): Compliance {
    const { root } = construct.node;
    if (!App.isApp(root)) {
      throw refuse("SCSBP-4021", {
        what: "there is nothing to check: the construct is not within an app",
        got: construct.node.path === "" ? construct.constructor.name : construct.node.path,
        allowed: "an App, or a construct below one",
        fix: "create the app first, and the stacks in it",
      });
    }
    return new Compliance(construct, root);
  }

  private constructor(
    private readonly target: IConstruct,
    private readonly app: App,
  ) {}

  /**
   * Makes `app.synth()` fail when a mandatory testcase of the scope is violated by the code. What only the live cloud
   * can tell does not fail here: `scs-blueprints check --cloud` decides it.
   */
  public require(scope: Scope, options: RequireOptions = {}): void {
    this.requireProfile(Profile.scope(scope), options);
  }

  /** The same for any profile, such as `Profile.goodPractice()`. */
  public requireProfile(profile: Profile, options: RequireOptions = {}): void {
    const parameters = options.parameters ?? {};
    this.state().requirements.push({ target: this.target, profile: profile.withParameters(parameters), options });
  }

  /**
   * Accepts violations of a rule by this construct and all below it, for some time. Each report lists it; after its
   * last day the rule fails again.
   *
   * @throws BlueprintError SCSBP-4010 when something is missing, SCSBP-4011 when no profile has the rule at synth
   */
  public waive(props: WaiverProps): void {
    const constructPath = this.target.node.path;
    Waiver.fromProps(props, Compliance.place(constructPath, props.rule));
    this.state();
    const { rule, reason, owner, expires } = props;
    this.target.node.addMetadata(WAIVER, { rule, reason, owner, expires });
  }

  /** Checks now, without failing: what is synthesized of the target. */
  public check(profiles: Profile[], options: RequireOptions = {}): Report {
    const parametrised = profiles.map((profile) => profile.withParameters(options.parameters ?? {}));
    return this.report(parametrised, SynthEvidence.fromConstruct(this.target), options);
  }

  private report(profiles: Profile[], synth: Declared, options: RequireOptions): Report {
    const own = profiles.flatMap((profile) => profile.entries.map(({ rule }) => rule.id));
    const fromFile = options.waiverFile === undefined ? [] : WaiverFile.read(options.waiverFile, own);
    return Checker.check(profiles, {
      date: options.date ?? new Date().toISOString().slice(0, 10),
      synth,
      waivers: [...this.waivers(own), ...fromFile],
    });
  }

  /** Of the whole app: a waiver on the app holds for each of its stacks. */
  private waivers(furtherRules: readonly string[]): Waiver[] {
    return Compliance.statements(this.app).map((each) => {
      if (RuleCatalogue.find(each.rule) === undefined && !furtherRules.includes(each.rule)) {
        throw RuleCatalogue.unknown(
          each.rule,
          "SCSBP-4011",
          `the waiver on ${each.constructPath === "" ? "the app" : each.constructPath} names an unknown rule`,
          furtherRules,
        );
      }
      return Waiver.fromProps(each, each);
    });
  }

  /** Set up once an app: its validation runs when all stacks are synthesized (aspects on an app would be ignored). */
  private state(): State {
    const holder = this.app as unknown as Record<symbol, State | undefined>;
    const existing = holder[STATE];
    if (existing !== undefined) {
      return existing;
    }
    const state: State = { requirements: [] };
    Object.defineProperty(this.app, STATE, { value: state });
    KeptSynthesis.keep(this.app);
    this.app.node.addValidation({
      validate: () => {
        try {
          return this.atSynth(state);
        } finally {
          KeptSynthesis.forget(this.app);
        }
      },
    });
    return state;
  }

  private atSynth(state: State): string[] {
    Sidecar.write(
      this.app.outdir,
      state.requirements.map(({ profile }) => profile.name),
      Compliance.statements(this.app),
    );
    const read = new Map<IConstruct, Declared>();
    const failures = state.requirements.flatMap(({ target, profile, options }) => {
      const synth = read.get(target) ?? SynthEvidence.ofSynthesis(target);
      read.set(target, synth);
      const report = Compliance.of(target).report([profile], synth, options);
      return Compliance.fails(report, options.failOn ?? FailOn.MANDATORY) ? [{ profile, report }] : [];
    });
    if (failures.length > 0) {
      throw SynthFailure.of(failures);
    }
    return [];
  }

  /** Whether a report ends a synth. @internal @jsii ignore */
  public static fails(report: Report, failOn: FailOn): boolean {
    if (failOn === FailOn.NEVER) {
      return false;
    }
    const levels = failOn === FailOn.RECOMMENDED ? [RuleLevel.MANDATORY, RuleLevel.RECOMMENDED] : [RuleLevel.MANDATORY];
    return report.results.some(
      ({ rule, outcome, findings }) =>
        (levels.includes(rule.level) &&
          (outcome === Outcome.FAIL ||
            // a rule that broke at synth proves nothing, and says so now and not only in a later report
            (outcome === Outcome.NOT_LOOKED_AT && findings.some((each) => each.evidence === EvidenceKind.SYNTH)))) ||
        findings.some((finding) => finding.waiver?.expired === true),
    );
  }

  private static statements(app: App): (WaiverProps & { id: string; source: string; constructPath: string })[] {
    return app.node.findAll().flatMap((construct) =>
      construct.node.metadata
        .filter((entry) => entry.type === WAIVER)
        .map((entry) => {
          const props = entry.data as WaiverProps;
          const { id, source } = Compliance.place(construct.node.path, props.rule);
          return { ...props, id, source, constructPath: construct.node.path };
        }),
    );
  }

  private static place(path: string, rule: string): { id: string; source: string; constructPath: string } {
    return { id: `construct:${path}:${rule}`, source: path === "" ? "(app)" : path, constructPath: path };
  }
}
