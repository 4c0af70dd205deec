import { Outcome, RuleLevel, Verdict, type Report } from "@scs-blueprints/checker";
import { ExitCode } from "../../exit-codes";
import { CheckFailOn } from "./options";

/** The exit code of a report: 0 only when nothing that was asked for is violated or left open. */
export function checkExitCode(report: Report, failOn: CheckFailOn): ExitCode {
  if (failOn === CheckFailOn.NEVER) {
    return ExitCode.Ok;
  }
  const recommended =
    failOn === CheckFailOn.RECOMMENDED &&
    report.results.some(({ rule, outcome }) => rule.level === RuleLevel.RECOMMENDED && outcome === Outcome.FAIL);
  if (report.verdict === Verdict.FAILED || recommended) {
    return ExitCode.Violated;
  }
  if (report.verdict === Verdict.INCOMPLETE) {
    return failOn === CheckFailOn.MANDATORY ? ExitCode.Ok : ExitCode.Incomplete;
  }
  return ExitCode.Ok;
}
