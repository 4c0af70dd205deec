import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { missingPackage } from "@scs-blueprints/standards/internal";
import { ExitCode, ownExitCode } from "../exit-codes";
import { JsonReporter } from "../output/json-reporter";
import type { Reporter } from "@scs-blueprints/toolkit";
import { TextReporter } from "../output/text-reporter";

/** Codes of the standards' knowledge that are about what was asked, not about the command line. */
const ANSWERS: ReadonlySet<string> = new Set(["SCSBP-5001", "SCSBP-5002"]);

/**
 * Runs a command that only looks things up: nothing is running that a Ctrl-C would have to wait for, and what the
 * standards refuse (no such scope, no such date) is a wrong command line.
 */
export async function runKnowledge(
  json: boolean | undefined,
  body: (reporter: Reporter) => ExitCode | Promise<ExitCode>,
): Promise<void> {
  const reporter =
    json === true
      ? new JsonReporter((line) => process.stdout.write(`${line}\n`))
      : new TextReporter({
          err: (text) => process.stderr.write(`${text}\n`),
          out: (text) => process.stdout.write(`${text}\n`),
        });
  try {
    process.exitCode = await body(reporter);
  } catch (error) {
    if (process.env.SCS_BLUEPRINTS_DEBUG) {
      console.error(error);
    }
    const told = BlueprintError.isBlueprintError(error) ? error : (missingPackage(error) ?? unexpected(error));
    reporter.error(told);
    process.exitCode = knowledgeExitCode(told.code);
  }
}

/** Exit code of an error in a command that looks things up. */
export function knowledgeExitCode(code: string): ExitCode {
  if (ANSWERS.has(code)) {
    return ExitCode.Failed;
  }
  return ownExitCode(code) ?? ExitCode.Usage;
}

function unexpected(error: unknown): BlueprintError {
  return refuse("SCSBP-8099", {
    got: error instanceof Error ? error.message : String(error),
    fix: "run again with SCS_BLUEPRINTS_DEBUG=1 and report what it prints",
  });
}
