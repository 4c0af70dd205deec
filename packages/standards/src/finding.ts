/**
 * How one check ended.
 *
 * The official suite knows pass, fail and abort; WARN is ours, for what the suite lets pass although the text of the
 * standard asks for more, or for a recommendation that is not followed.
 */
export enum FindingResult {
  /** The requirement is met. */
  PASS = "pass",
  /** The official test passes, but the text (or a recommendation) asks for more. */
  WARN = "warn",
  /** The requirement does not apply to what was observed. */
  NOT_APPLICABLE = "not-applicable",
  /** It cannot be decided from the given facts, or the official test itself would abort. Never counts as passed. */
  UNKNOWN = "unknown",
  /** The requirement is violated. */
  FAIL = "fail",
}

/** One observation held against one requirement of a standard. */
export interface Finding {
  /** Id of the official testcase, such as `scs-0103-flavor-1v-4`; rules of a text without testcase use `<standard>:<name>`. */
  readonly testcase: string;
  /** Document the requirement comes from, such as `scs-0103-v1`. */
  readonly standard: string;
  /** Where in that document, or which property, in words. */
  readonly clause: string;
  readonly result: FindingResult;
  /** What was found, one sentence without full stop. */
  readonly message: string;
  /** What was looked at: a flavor, an image, a rule. @default - the cloud as a whole */
  readonly subject?: string;
  /** The value observed. @default - nothing to show */
  readonly got?: string;
  /** What would be accepted. @default - nothing to show */
  readonly allowed?: string;
  /** What to do about it. @default - nothing to do */
  readonly fix?: string;
}

/** Helpers over lists of findings. */
export class Findings {
  /**
   * The result of a list as a whole, worst first: fail, unknown, warn, pass; not-applicable when nothing else is there.
   * Follows the order FAIL > MISS > DNF > PASS of scs-0003-v2 (MISS and DNF are `UNKNOWN` here). An empty list is
   * `UNKNOWN`: what was not looked at is never green.
   *
   * @example
   * Findings.worst([]); // FindingResult.UNKNOWN
   */
  public static worst(findings: Finding[]): FindingResult {
    const order = [
      FindingResult.FAIL,
      FindingResult.UNKNOWN,
      FindingResult.WARN,
      FindingResult.PASS,
      FindingResult.NOT_APPLICABLE,
    ];
    return order.find((result) => findings.some((finding) => finding.result === result)) ?? FindingResult.UNKNOWN;
  }

  /** The findings with result FAIL. */
  public static failed(findings: Finding[]): Finding[] {
    return findings.filter((finding) => finding.result === FindingResult.FAIL);
  }

  /** The findings of one testcase. */
  public static ofTestcase(findings: Finding[], testcase: string): Finding[] {
    return findings.filter((finding) => finding.testcase === testcase);
  }
}
