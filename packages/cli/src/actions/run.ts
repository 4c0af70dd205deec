import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { missingPackage } from "@scs-blueprints/standards/internal";
import { interrupts, type Reporter } from "@scs-blueprints/toolkit";
import { ExitCode, exitCodeOf, ownExitCode } from "../exit-codes";
import { createReporter } from "../output/create-reporter";
import { JsonReporter } from "../output/json-reporter";
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

/**
 * Runs the body of a command: reporter, Ctrl-C, errors and exit code, the same for each.
 *
 * @param body returns the exit code
 */
export async function runCommand(
  json: boolean,
  body: (reporter: Reporter) => Promise<ExitCode | number>,
): Promise<void> {
  const reporter = await createReporter(json);
  interrupts.listen((times, patient) => {
    if (patient && times === 1) {
      reporter.warn("Ctrl-C: waiting for the apply to finish; press Ctrl-C again to interrupt it");
    } else if (patient && times === 2) {
      reporter.warn(
        "interrupting the apply: resources being created now may stay in the cloud unrecorded; press Ctrl-C again to stop at once",
      );
    } else if (times === 1) {
      reporter.warn("Ctrl-C: stopping");
    }
  });
  process.exitCode = await guarded(reporter, body);
}

async function guarded(reporter: Reporter, body: (reporter: Reporter) => Promise<ExitCode | number>): Promise<number> {
  try {
    const code = await body(reporter);
    reporter.stop();
    return code;
  } catch (error) {
    reporter.stop();
    const told = BlueprintError.isBlueprintError(error) ? error : missingPackage(error);
    if (told !== undefined) {
      reporter.error(told);
      return exitCodeOf(told.code);
    }
    if (process.env.SCS_BLUEPRINTS_DEBUG) {
      console.error(error);
    }
    reporter.error(unexpected(error));
    return ExitCode.Failed;
  }
}

function unexpected(error: unknown): BlueprintError {
  const code = (error as NodeJS.ErrnoException).code;
  const advice: Readonly<Record<string, string>> = {
    ENOSPC: "free some disk space and run again",
    EACCES: "check the permissions of that path",
    EROFS: "the file system is read-only: set XDG_CACHE_HOME to a folder that can be written",
  };
  return refuse("SCSBP-8099", {
    got: error instanceof Error ? error.message : String(error),
    fix: advice[code ?? ""] ?? "run again with SCS_BLUEPRINTS_DEBUG=1 and report what it prints",
  });
}
