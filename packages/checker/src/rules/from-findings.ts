import { FindingResult, type Finding as ScsFinding } from "@scs-blueprints/standards";
import type { FindingSubject } from "../assembly/declared";
import { Outcome } from "../report-model";
import type { Observation } from "../rule";

/** What a finding without decision means: on the live cloud the official test aborts, in code it is known later. */
const OUTCOMES: Readonly<Record<FindingResult, Outcome>> = {
  [FindingResult.PASS]: Outcome.PASS,
  [FindingResult.WARN]: Outcome.WARN,
  [FindingResult.NOT_APPLICABLE]: Outcome.NOT_APPLICABLE,
  [FindingResult.UNKNOWN]: Outcome.NOT_LOOKED_AT,
  [FindingResult.FAIL]: Outcome.FAIL,
};

/**
 * Turns findings of the standards into observations.
 *
 * @param subjectOf what a finding is about
 * @internal
 */
export function fromFindings(
  findings: readonly ScsFinding[],
  subjectOf: (finding: ScsFinding) => FindingSubject,
): Observation[] {
  return findings.map((finding) => ({
    outcome: OUTCOMES[finding.result],
    subject: subjectOf(finding),
    message: finding.message,
    ...(finding.got === undefined ? {} : { got: finding.got }),
    ...(finding.allowed === undefined ? {} : { allowed: finding.allowed }),
    ...(finding.fix === undefined ? {} : { fix: finding.fix }),
  }));
}
