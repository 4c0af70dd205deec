import type { ErrorCode } from "@scs-blueprints/standards/error-codes";

/**
 * What the process says to the shell. Scripts depend on these: they are documented in docs/cli.md and never renumbered.
 */
export enum ExitCode {
  Ok = 0,
  /** Something was tried and failed: synth, plan, apply, destroy, the sandbox. */
  Failed = 1,
  /** The command line or a file it names is wrong; nothing was tried. */
  Usage = 2,
  /** A program that is needed is absent or too old; nothing was tried. */
  Missing = 5,
  /** The cloud refused or could not be reached; nothing was changed. */
  Cloud = 6,
  /** Applied, but the second plan is not empty; `lookup --check`: the cloud differs from the file. */
  Drift = 7,
  /** `check`: a mandatory rule is violated, or a waiver has expired. */
  Violated = 8,
  /** `check`: nothing is violated, and something mandatory is not shown to be met. */
  Incomplete = 9,
  /** Ctrl-C or a termination signal. */
  Interrupted = 130,
}

/** Exit codes of the errors that the command line itself raises. */
const EXIT_CODES: Readonly<Partial<Record<ErrorCode, ExitCode>>> = {
  "SCSBP-8001": ExitCode.Missing,
  "SCSBP-8002": ExitCode.Missing,
  "SCSBP-8003": ExitCode.Missing,
  "SCSBP-8004": ExitCode.Missing,
  "SCSBP-8005": ExitCode.Missing,
  "SCSBP-8006": ExitCode.Missing,
  "SCSBP-8010": ExitCode.Failed,
  "SCSBP-8011": ExitCode.Failed,
  "SCSBP-8012": ExitCode.Failed,
  "SCSBP-8013": ExitCode.Usage,
  "SCSBP-8020": ExitCode.Usage,
  "SCSBP-8021": ExitCode.Usage,
  "SCSBP-8022": ExitCode.Failed,
  "SCSBP-8023": ExitCode.Failed,
  "SCSBP-8030": ExitCode.Usage,
  "SCSBP-8031": ExitCode.Usage,
  "SCSBP-8032": ExitCode.Usage,
  "SCSBP-8033": ExitCode.Usage,
  "SCSBP-8034": ExitCode.Cloud,
  "SCSBP-8035": ExitCode.Cloud,
  "SCSBP-8036": ExitCode.Cloud,
  "SCSBP-8037": ExitCode.Cloud,
  "SCSBP-8038": ExitCode.Usage,
  "SCSBP-8040": ExitCode.Failed,
  "SCSBP-8041": ExitCode.Failed,
  "SCSBP-8042": ExitCode.Drift,
  "SCSBP-8043": ExitCode.Failed,
  "SCSBP-8044": ExitCode.Failed,
  "SCSBP-8045": ExitCode.Usage,
  "SCSBP-8046": ExitCode.Usage,
  "SCSBP-8050": ExitCode.Failed,
  "SCSBP-8051": ExitCode.Missing,
  "SCSBP-8060": ExitCode.Usage,
  "SCSBP-8061": ExitCode.Failed,
  "SCSBP-8062": ExitCode.Usage,
  "SCSBP-8063": ExitCode.Usage,
  "SCSBP-8064": ExitCode.Failed,
  "SCSBP-8090": ExitCode.Usage,
  "SCSBP-8091": ExitCode.Interrupted,
  "SCSBP-8099": ExitCode.Failed,
  "SCSBP-8100": ExitCode.Cloud,
  "SCSBP-8101": ExitCode.Drift,
  "SCSBP-8102": ExitCode.Failed,
  "SCSBP-8103": ExitCode.Usage,
  "SCSBP-8104": ExitCode.Usage,
  "SCSBP-8105": ExitCode.Usage,
  "SCSBP-8110": ExitCode.Cloud,
  "SCSBP-8111": ExitCode.Failed,
  "SCSBP-8120": ExitCode.Usage,
  "SCSBP-8121": ExitCode.Usage,
  "SCSBP-8122": ExitCode.Usage,
  "SCSBP-8123": ExitCode.Cloud,
  "SCSBP-8124": ExitCode.Failed,
  "SCSBP-8125": ExitCode.Failed,
  "SCSBP-8127": ExitCode.Drift,
  "SCSBP-8128": ExitCode.Failed,
  "SCSBP-8140": ExitCode.Failed,
  "SCSBP-8150": ExitCode.Drift,
  "SCSBP-8301": ExitCode.Failed,
  "SCSBP-8302": ExitCode.Failed,
  "SCSBP-8303": ExitCode.Cloud,
  "SCSBP-8304": ExitCode.Usage,
  "SCSBP-8305": ExitCode.Failed,
  "SCSBP-8310": ExitCode.Missing,
  "SCSBP-8311": ExitCode.Failed,
  "SCSBP-8312": ExitCode.Failed,
  "SCSBP-8350": ExitCode.Usage,
  "SCSBP-8351": ExitCode.Usage,
  "SCSBP-8352": ExitCode.Failed,
  "SCSBP-8353": ExitCode.Usage,
  "SCSBP-8354": ExitCode.Failed,
  "SCSBP-8400": ExitCode.Usage,
  "SCSBP-8401": ExitCode.Usage,
  "SCSBP-8402": ExitCode.Failed,
  "SCSBP-8410": ExitCode.Failed,
  "SCSBP-8411": ExitCode.Usage,
};

/** @returns the exit code of an error of the command line. @default - undefined for errors of other parts of the library */
export function ownExitCode(code: string): ExitCode | undefined {
  return EXIT_CODES[code as ErrorCode];
}

/** @returns the exit code that belongs to an error code; errors of other parts of the library count as failures. */
export function exitCodeOf(code: string): ExitCode {
  return ownExitCode(code) ?? ExitCode.Failed;
}
