import { BlueprintError } from "@scs-blueprints/standards/errors";
import { HttpCloudSession, LiveEvidence, OpenStackFacts } from "@scs-blueprints/checker";
import { ExitCode, exitCodeOf } from "../../exit-codes";
import { type CloudEntry, preflight, type Reporter, interrupted, interrupts } from "@scs-blueprints/toolkit";
import { readableCloud, sessionLogin } from "../reading-session";

/** How to ask a cloud. */
export interface CloudQuestion {
  readonly cloud: string;
  readonly probe: boolean;
  /** Whether there is other evidence: then a cloud that cannot be reached is a gap of the report, not its end. */
  readonly optional: boolean;
}

/** Logs in to a cloud of clouds.yaml, or to the running sandbox, and asks it what the rules look at. */
export async function readCloud(question: CloudQuestion, reporter: Reporter): Promise<LiveEvidence> {
  const { cloud: name, probe, optional } = question;
  const entry = await readableCloud(name);
  const step = reporter.step("cloud", `Asking ${name}${probe ? ", with probes" : ""}`);
  try {
    await preflight(entry);
    const evidence = await untilInterrupted(ask(entry, probe), probe);
    step.done(evidence.record.extent);
    for (const problem of evidence.record.problems) {
      reporter.warn(problem);
    }
    return evidence;
  } catch (error) {
    step.fail();
    if (optional && BlueprintError.isBlueprintError(error) && isUnreachable(error)) {
      reporter.error(error);
      return LiveEvidence.unavailable(name, `${error.what}${error.got === undefined ? "" : `: ${error.got}`}`);
    }
    throw error;
  }
}

async function ask(entry: CloudEntry, probe: boolean): Promise<LiveEvidence> {
  const session = await HttpCloudSession.open(sessionLogin(entry, "check"));
  return LiveEvidence.fromFacts(await OpenStackFacts.collect(session, { probe }));
}

function isUnreachable(error: BlueprintError): boolean {
  return exitCodeOf(error.code) === ExitCode.Cloud || error.code === "SCSBP-4040";
}

/**
 * Ctrl-C ends the questions at once; a probe may finish first, because it deletes what it made. Requests on their way
 * would keep the process alive until their time limit.
 */
export function untilInterrupted<T>(work: Promise<T>, probing: boolean): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = interrupts.add({
      patient: probing,
      interrupt: () => {
        reject(interrupted());
        setTimeout(() => process.exit(ExitCode.Interrupted), 200);
      },
    });
    work.finally(forget).then(resolve, reject);
  });
}
