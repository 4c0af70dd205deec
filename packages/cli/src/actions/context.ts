import { createReporter } from "../output/create-reporter";
import { type Reporter, interrupts } from "@scs-blueprints/toolkit";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { missingPackage } from "@scs-blueprints/standards/internal";
import { ExitCode, exitCodeOf } from "../exit-codes";

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
