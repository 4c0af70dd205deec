import { Scope, VolumeAspect, VolumeAspects } from "@scs-blueprints/standards";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { UtcTime } from "@scs-blueprints/standards/internal";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Aggregation, Verdicts } from "./aggregate";
import type { FindingSubject } from "./assembly/declared";
import type { Declared } from "./evidence/declared";
import type { LiveEvidence } from "./evidence/live";
import type { Profile, ProfileEntry } from "./profile";
import {
  EvidenceKind,
  type EvidenceRecord,
  EvidenceState,
  type Finding,
  Fulfilment,
  type Observation,
  Outcome,
  type Report,
  REPORT_FORMAT,
  REPORT_FORMAT_VERSION,
  type ReportSummary,
  type RuleInfo,
  RuleLevel,
  type RuleResult,
  RuleTarget,
  type WaiverRecord,
  type WaiverReference,
  WaiverState,
} from "./report-model";
import { type Rule, type RuleContext, RuleParameter } from "./rule";
import type { Waiver } from "./waiver";

let known: string | undefined;

/** Version of this package: the same file is above src and dist. @internal */
function toolVersion(): string {
  if (known === undefined) {
    try {
      const json = JSON.parse(readFileSync(join(__dirname, "..", "package.json"), "utf8")) as {
        version?: string;
      };
      known = json.version ?? "unknown";
    } catch {
      known = "unknown"; // bundled without it
    }
  }
  return known;
}

/** Makes findings of observations: identity and waivers. @internal */
class FindingFactory {
  private readonly used = new Map<string, number>();

  public constructor(
    private readonly ruleId: string,
    private readonly ledger: WaiverLedger,
  ) {}

  public findings(evidence: EvidenceKind, observations: readonly Observation[]): Finding[] {
    return observations.map((observation) => {
      const violated = observation.outcome === Outcome.FAIL;
      const waiver = violated ? this.ledger.use(this.ruleId, observation.subject) : undefined;
      const outcome = waiver !== undefined && !waiver.expired ? Outcome.WAIVED : observation.outcome;
      const { subject, message, got, allowed, fix } = observation;
      return {
        ruleId: this.ruleId,
        outcome,
        evidence,
        subject,
        message,
        ...(got === undefined ? {} : { got }),
        ...(allowed === undefined ? {} : { allowed }),
        ...(fix === undefined ? {} : { fix }),
        fingerprint: this.fingerprint(evidence, subject),
        ...(waiver === undefined ? {} : { waiver }),
      };
    });
  }

  /** Of what stays when code moves: no line, no message, and the construct rather than its address. */
  private fingerprint(evidence: EvidenceKind, subject: FindingSubject): string {
    const { kind, stack, constructPath, address, cloud, name, id } = subject;
    // what a module makes has the construct of its call in common
    const place = kind !== "module" && address?.startsWith("module.") === true ? address : (constructPath ?? address);
    const identity = JSON.stringify([this.ruleId, evidence, kind, stack, place, cloud, name, id]);
    const number = this.used.get(identity) ?? 0;
    this.used.set(identity, number + 1);
    return createHash("sha256").update(`${identity}#${number}`).digest("hex").slice(0, 32);
  }
}

/** Kind of subject of what modules make. */
const MODULE = "module";

/** What to check, and when. At least one kind of evidence. */
export interface CheckInput {
  /** Day of the check, YYYY-MM-DD; or a UTC time, which matters for the age of images on that day. */
  readonly date: string;
  /** The synthesized stacks. @default - not looked at */
  readonly synth?: Declared;
  /** Plans, one a stack. @default - not looked at */
  readonly plans?: Declared[];
  /** The live cloud. @default - not asked */
  readonly live?: LiveEvidence;
  /** Waivers of constructs and files. @default - none */
  readonly waivers?: Waiver[];
}

/**
 * Holds profiles against evidence. Pure: the same input gives the same report.
 *
 * @example
 * const report = Checker.check([Profile.scope(Scope.IAAS_V5_1)], { date: "2026-11-23", synth: SynthEvidence.fromDirectory("cdktf.out") });
 */
export class Checker {
  /**
   * Runs all rules of the profiles.
   *
   * A rule that breaks counts as not looked at. A rule that several profiles have is checked once for each.
   *
   * @throws BlueprintError SCSBP-4021 without any evidence, SCSBP-5010 when the date is unreadable
   */
  public static check(profiles: Profile[], input: CheckInput): Report {
    return new Checker(profiles, input).run();
  }

  private readonly ledger: WaiverLedger;
  private readonly given: readonly EvidenceKind[];

  private constructor(
    private readonly profiles: readonly Profile[],
    private readonly input: CheckInput,
  ) {
    UtcTime.require(input.date, "the day of the check");
    this.ledger = new WaiverLedger(input.waivers ?? [], input.date);
    this.given = [
      ...(input.synth === undefined ? [] : [EvidenceKind.SYNTH]),
      ...((input.plans ?? []).length === 0 ? [] : [EvidenceKind.PLAN]),
      ...(input.live === undefined ? [] : [EvidenceKind.LIVE]),
    ];
    if (this.given.length === 0 || profiles.length === 0) {
      throw refuse("SCSBP-4021", {
        what: "there is nothing to check",
        got: this.given.length === 0 ? "no evidence" : "no profile",
        allowed: "a profile, and synthesized stacks, a plan or a cloud",
        fix: "pass at least one of each",
      });
    }
  }

  private run(): Report {
    const seen = new Set<string>();
    const results = this.profiles.flatMap((profile) =>
      profile.entries.flatMap((entry) => {
        const key = `${entry.rule.id} ${entry.testcase?.standard ?? ""}`;
        if (seen.has(key)) {
          return [];
        }
        seen.add(key);
        return [this.result(profile, entry)];
      }),
    );
    const waivers = this.ledger.records();
    const verdict = Verdicts.of(results, waivers);
    return {
      format: REPORT_FORMAT,
      formatVersion: REPORT_FORMAT_VERSION,
      header: {
        tool: "scs-blueprints",
        toolVersion: toolVersion(),
        date: UtcTime.day(UtcTime.require(this.input.date, "the day of the check")),
        scopes: [...new Set(this.profiles.flatMap((profile) => profile.scopes))].map((scope) => ({
          id: scope.id,
          title: scope.title,
          version: scope.version,
          validity: scope.validityAt(this.input.date),
        })),
        profiles: this.profiles.map(({ name, title, changes }) => ({ name, title, changes })),
        standardsCommit: Scope.sourceCommit,
        standardsDate: Scope.sourceDate,
        evidence: this.evidence(),
      },
      results,
      waivers,
      summary: Checker.summary(results),
      ...verdict,
    };
  }

  private result(profile: Profile, entry: ProfileEntry): RuleResult {
    const { rule } = entry;
    const context: RuleContext = {
      date: this.input.date,
      level: entry.level,
      scope: entry.scope,
      testcase: entry.testcase,
      parameters: { ...this.observed(), ...profile.parameters },
    };
    const findings = Aggregation.sort(this.settle(rule, this.findings(rule, context)));
    const { outcome, fulfilment, summary, open } = Aggregation.of(rule, findings, this.given);
    return {
      rule: Checker.info(entry),
      outcome,
      ...(fulfilment === undefined ? {} : { fulfilment }),
      evidence: [EvidenceKind.SYNTH, EvidenceKind.PLAN, EvidenceKind.LIVE].filter((kind) =>
        findings.some((finding) => finding.evidence === kind),
      ),
      summary,
      open,
      findings,
    };
  }

  private findings(rule: Rule, context: RuleContext): Finding[] {
    const { synth, plans = [], live } = this.input;
    const factory = new FindingFactory(rule.id, this.ledger);
    const run = (kind: EvidenceKind, evaluate: () => Observation[], where: string): Finding[] =>
      rule.decidesOn(kind) ? factory.findings(kind, Checker.guarded(evaluate, where)) : [];
    const code = [
      ...(synth === undefined
        ? []
        : run(
            EvidenceKind.SYNTH,
            () => [...rule.synth(synth, context), ...Checker.gaps(synth), ...Checker.unseenModules(rule, synth)],
            "stacks",
          )),
      ...plans.flatMap((plan) =>
        run(EvidenceKind.PLAN, () => [...rule.plan(plan, context), ...Checker.gaps(plan)], "plan"),
      ),
    ];
    if (live === undefined) {
      return code;
    }
    const nothing = (): Observation[] => {
      const observations = rule.live(live, context);
      return observations.length > 0
        ? observations
        : [
            {
              outcome: Outcome.NOT_APPLICABLE,
              subject: live.subject("cloud"),
              message: "the cloud has nothing it applies to",
            },
          ];
    };
    return [...code, ...run(EvidenceKind.LIVE, nothing, "cloud")];
  }

  /** Parameters that the live cloud answers, where the profile does not set them. */
  private observed(): Record<string, string> {
    const types = this.input.live?.facts.volumeTypes;
    const encrypted = (types ?? []).some(({ description = "" }) =>
      VolumeAspects.parse(description).aspects.includes(VolumeAspect.ENCRYPTED),
    );
    return types === undefined ? {} : { [RuleParameter.ENCRYPTION_OFFERED]: encrypted ? "yes" : "no" };
  }

  /** Drops what was deferred or not seen at synth and was decided by a plan or by the cloud since. */
  private settle(rule: Rule, findings: readonly Finding[]): Finding[] {
    const plans = this.input.plans ?? [];
    const live = findings.filter((finding) => finding.evidence === EvidenceKind.LIVE);
    const undecided = [Outcome.DEFERRED, Outcome.NOT_LOOKED_AT];
    const liveDecides = !rule.universal && live.length > 0 && !live.some((each) => undecided.includes(each.outcome));
    return findings.filter((finding) => {
      const isOfModule = finding.subject.kind === MODULE && finding.evidence === EvidenceKind.SYNTH;
      if ((finding.outcome !== Outcome.DEFERRED && !isOfModule) || finding.evidence === EvidenceKind.LIVE) {
        return true;
      }
      const { address, stack } = finding.subject;
      const planned =
        finding.evidence === EvidenceKind.SYNTH &&
        address !== undefined &&
        rule.decidesOn(EvidenceKind.PLAN) &&
        plans.some((plan) => (plan.find(address, stack) ?? plan.find(address)) !== undefined);
      return !planned && !liveDecides;
    });
  }

  /** What a rule could not see, because it was not there to be read. */
  private static gaps({ record }: Declared): Observation[] {
    return record.state === EvidenceState.COMPLETE
      ? []
      : [
          {
            outcome: record.state === EvidenceState.PARTIAL ? Outcome.DEFERRED : Outcome.NOT_LOOKED_AT,
            subject: { kind: record.kind, name: record.source },
            message: record.problems.join("; "),
          },
        ];
  }

  /** Calls of modules, of which a synthesized stack has the name and the input only. */
  private static unseenModules(rule: Rule, { unseenModules }: Declared): Observation[] {
    // what is asked of the synthesized code alone has no more to see: a module's own source is not synthesized
    return rule.decidesOn(EvidenceKind.PLAN)
      ? unseenModules.map((module) => ({
          outcome: Outcome.NOT_LOOKED_AT,
          subject: module.subject(MODULE),
          message: "the module is called, and what it makes is in its own source: nobody looked into it",
          fix: "check the plan, which shows it: terraform plan -out=plan.bin, terraform show -json plan.bin > plan.json, check --plan plan.json",
        }))
      : [];
  }

  private static guarded(evaluate: () => Observation[], where: string): Observation[] {
    try {
      return evaluate();
    } catch (error) {
      const reason = BlueprintError.isBlueprintError(error)
        ? `${error.what}${error.got === undefined ? "" : `: ${error.got}`}`
        : error instanceof Error
          ? error.message
          : String(error);
      return [
        {
          outcome: Outcome.NOT_LOOKED_AT,
          subject: { kind: where },
          message: `the rule could not be evaluated: ${reason.split("\n")[0] ?? ""}`,
          fix: "correct the value it names; if there is none, report this as a defect of the rule",
        },
      ];
    }
  }

  private static info({ rule, level }: ProfileEntry): RuleInfo {
    const waiver = '"reason": "…", "owner": "…", "expires": "YYYY-MM-DD"';
    return {
      id: rule.id,
      title: rule.title,
      rationale: rule.rationale,
      standard: rule.standard,
      clause: rule.clause,
      url: rule.url,
      target: rule.target,
      level,
      fix: rule.fix,
      waive:
        rule.target === RuleTarget.CODE
          ? `Compliance.of(construct).waive({ rule: "${rule.id}", reason: "…", owner: "…", expires: "YYYY-MM-DD" });`
          : `in scs-waivers.json: { "waivers": [{ "rule": "${rule.id}", ${waiver} }] }`,
      evidence: [...rule.evidence],
      ...(rule.limitation === undefined ? {} : { limitation: rule.limitation }),
    };
  }

  private evidence(): EvidenceRecord[] {
    const { synth, plans = [], live } = this.input;
    const absent = (kind: EvidenceKind): EvidenceRecord => ({ kind, state: EvidenceState.NOT_GIVEN, problems: [] });
    const records = plans.map((plan) => plan.record);
    return [
      synth?.record ?? absent(EvidenceKind.SYNTH),
      ...(records.length === 0 ? [absent(EvidenceKind.PLAN)] : records),
      live?.record ?? absent(EvidenceKind.LIVE),
    ];
  }

  private static summary(results: readonly RuleResult[]): ReportSummary {
    const counts = (level?: RuleLevel) =>
      Aggregation.count(
        results.filter((each) => level === undefined || each.rule.level === level).map((each) => each.outcome),
      );
    const fulfilled = (fulfilment: Fulfilment): number =>
      results.filter((each) => each.rule.level === RuleLevel.MANDATORY && each.fulfilment === fulfilment).length;
    return {
      all: counts(),
      mandatory: counts(RuleLevel.MANDATORY),
      recommended: counts(RuleLevel.RECOMMENDED),
      fulfilment: {
        satisfied: fulfilled(Fulfilment.SATISFIED),
        enforced: fulfilled(Fulfilment.ENFORCED),
        reliedOn: fulfilled(Fulfilment.RELIED_ON),
        notLookedAt: fulfilled(Fulfilment.NOT_LOOKED_AT),
      },
      findings: Aggregation.count(results.flatMap((each) => each.findings.map((finding) => finding.outcome))),
    };
  }
}

/** Which waiver covers what, and how often. @internal */
class WaiverLedger {
  private readonly covered = new Map<Waiver, number>();

  public constructor(
    private readonly waivers: readonly Waiver[],
    private readonly date: string,
  ) {}

  /** The waiver that covers a violation: one that holds before one that expired. Each that would cover it counts it. */
  public use(ruleId: string, subject: FindingSubject): WaiverReference | undefined {
    const matching = this.waivers.filter((waiver) => waiver.covers(ruleId, subject));
    for (const waiver of matching) {
      this.covered.set(waiver, (this.covered.get(waiver) ?? 0) + 1);
    }
    const chosen = matching.find((waiver) => !waiver.isExpiredAt(this.date)) ?? matching[0];
    if (chosen === undefined) {
      return undefined;
    }
    const { id, reason, owner, expires } = chosen;
    return { id, reason, owner, expires, expired: chosen.isExpiredAt(this.date) };
  }

  /** All waivers, used or not. */
  public records(): WaiverRecord[] {
    return this.waivers.map((waiver) => {
      const covered = this.covered.get(waiver) ?? 0;
      const { id, rule, where, source, reason, owner, expires } = waiver;
      const expired = waiver.isExpiredAt(this.date);
      const state = expired ? WaiverState.EXPIRED : covered === 0 ? WaiverState.UNUSED : WaiverState.ACTIVE;
      return { id, rule, where, source, reason, owner, expires, state, covered };
    });
  }
}
