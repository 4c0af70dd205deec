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
