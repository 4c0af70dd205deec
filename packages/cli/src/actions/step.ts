import { readFileSync } from "node:fs";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { CloudStep } from "@scs-blueprints/standards";
import { ExitCode } from "../exit-codes";
import { cloudOfEnvironment, openSession, type Reporter } from "@scs-blueprints/toolkit";
import {
  carryOut,
  compare,
  describeStep,
  stepsOfState,
  type RecordedStep,
  StepApi,
} from "@scs-blueprints/toolkit/steps";

const STATE_FIX = "terraform show -json | npx scs-blueprints step --verify -";

/** Options of `step`. */
export interface StepOptions {
  /** The step as JSON. @default - the variable SCS_BLUEPRINTS_STEP */
  readonly step?: string;
  readonly dryRun: boolean;
  readonly undo: boolean;
  /** Verify all steps of a state: a file, or `-` for standard input. @default - carry out one step */
  readonly verify?: string;
}

/** Brings about what Terraform's provider cannot, or looks whether it still is so. */
export async function step(options: StepOptions, reporter: Reporter): Promise<ExitCode> {
  if (options.verify !== undefined) {
    return verify(
      stepsOfState(read(options.verify), options.verify === "-" ? "standard input" : options.verify),
      reporter,
    );
  }
  const text = options.step ?? process.env.SCS_BLUEPRINTS_STEP;
  if (text === undefined || text === "") {
    throw refuse("SCSBP-8120", {
      got: "neither an argument nor SCS_BLUEPRINTS_STEP",
      allowed: "a step as JSON, as constructs write it into the stack",
      fix: "terraform apply runs steps by itself; to look at those of an applied stack: terraform show -json | npx scs-blueprints step --verify -",
    });
  }
  const wanted = CloudStep.parse(text);
  const title = options.undo ? `Taking back: ${describeStep(wanted)}` : describeStep(wanted);
  const progress = reporter.step("step", title);
  try {
    const api = await open();
    const work = options.dryRun ? compare : carryOut;
    const outcome = await work(wanted, api, options.undo);
    outcome.changes.forEach((change) => progress.line(options.dryRun ? `would ${change}` : change));
    const { length } = outcome.changes;
    progress.done(length === 0 ? "it is so" : `${length} ${length === 1 ? "change" : "changes"}`);
    reporter.result({ ...outcome, undo: options.undo, dryRun: options.dryRun });
    return ExitCode.Ok;
  } catch (error) {
    progress.fail();
    throw error;
  }
}

/** Only reads. Each step that is no longer so is named with what brings it back. */
async function verify(steps: readonly RecordedStep[], reporter: Reporter): Promise<ExitCode> {
  const api = steps.length === 0 ? undefined : await open();
  const differing: string[] = [];
  for (const { address, step: recorded } of steps) {
    const progress = reporter.step("verify", describeStep(recorded));
    let changes: string[];
    try {
      changes = (await compare(recorded, api as StepApi)).changes;
    } catch (error) {
      if (!BlueprintError.isBlueprintError(error) || error.code !== "SCSBP-8125") {
        progress.fail();
        throw error;
      }
      changes = [error.got === undefined ? error.what : `${error.what}: ${error.got}`];
    }
    reporter.event("verified", { address, kind: recorded.kind, differences: changes });
    if (changes.length === 0) {
      progress.done("it is so");
    } else {
      changes.forEach((change) => progress.line(change));
      progress.fail(address);
      differing.push(address);
    }
  }
  if (differing.length > 0) {
    throw refuse("SCSBP-8127", {
      what: "steps of the state are no longer so in the cloud",
      got: differing.join(", "),
      fix: `terraform apply ${differing.map((address) => `-replace='${address}'`).join(" ")}`,
    });
  }
  reporter.result({ steps: steps.length });
  return ExitCode.Ok;
}

async function open(): Promise<StepApi> {
  return new StepApi(await openSession(cloudOfEnvironment(), "step"));
}

function read(path: string): string {
  try {
    return readFileSync(path === "-" ? 0 : path, "utf8");
  } catch (error) {
    throw refuse("SCSBP-8121", {
      got: error instanceof Error ? error.message : String(error),
      fix: STATE_FIX,
    });
  }
}
