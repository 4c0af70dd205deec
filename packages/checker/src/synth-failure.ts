import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import type { Profile } from "./profile";
import type { FindingSubject } from "./assembly/declared";
import { Outcome, RuleLevel, type Finding, type Report, type RuleResult } from "./report-model";

/** A profile that the code does not meet. @internal */
export interface FailedRequirement {
  readonly profile: Profile;
  readonly report: Report;
}

const MOST = 20;

/** The error that ends a synth: made for reading. @internal */
export class SynthFailure {
  public static of(failures: readonly FailedRequirement[]): BlueprintError {
    const blocks = failures.flatMap(({ report }) =>
      SynthFailure.results(report).map((each) => SynthFailure.block(each)),
    );
    const shown = blocks.slice(0, MOST);
    const more = blocks.length > MOST ? [`… and ${blocks.length - MOST} more`] : [];
    const first = failures.flatMap(({ report }) => SynthFailure.results(report))[0];
    return refuse("SCSBP-4030", {
      what: `the code does not meet ${failures.map(({ profile }) => profile.title).join(", ")}: ${failures.map(({ report }) => report.verdictReason).join("; ")}`,
      got: `\n${[...shown, ...more].join("\n")}`,
      fix: first === undefined ? undefined : `correct these, or accept one for some time:\n      ${first.rule.waive}`,
    });
  }

  private static results(report: Report): RuleResult[] {
    return report.results.filter(
      ({ rule, outcome, findings }) =>
        (outcome === Outcome.FAIL && rule.level !== RuleLevel.HINT) ||
        findings.some((each) => each.waiver?.expired === true || SynthFailure.isBroken(each)),
    );
  }

  private static block({ rule, findings }: RuleResult): string {
    const failed = findings.filter((each) => each.outcome === Outcome.FAIL || SynthFailure.isBroken(each));
    return [
      `    ${rule.id}: ${rule.title}`,
      ...failed.slice(0, MOST).flatMap((finding) => SynthFailure.lines(finding)),
      ...(failed.length > MOST ? [`      … and ${failed.length - MOST} more`] : []),
      `      do: ${failed[0]?.fix ?? rule.fix}`,
      `      clause: ${rule.clause}; see ${rule.url}`,
    ].join("\n");
  }

  private static lines({ subject, message, got, allowed, waiver }: Finding): string[] {
    const values = [
      ...(got === undefined ? [] : [`got ${got}`]),
      ...(allowed === undefined ? [] : [`allowed ${allowed}`]),
    ];
    return [
      `      ${SynthFailure.place(subject)}: ${message}`,
      ...(values.length === 0 ? [] : [`        ${values.join("; ")}`]),
      ...(waiver?.expired === true
        ? [`        its waiver expired on ${waiver.expires} (${waiver.owner}): ${waiver.reason}`]
        : []),
    ];
  }

  private static place({ constructPath, address, stack, kind, file, line }: FindingSubject): string {
    const where = constructPath ?? address ?? stack ?? kind;
    return file === undefined ? where : `${where} (${file}:${line ?? 1})`;
  }

  private static isBroken(finding: Finding): boolean {
    return finding.outcome === Outcome.NOT_LOOKED_AT;
  }
}
