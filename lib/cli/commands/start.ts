import { resolve } from "node:path";
import { BlueprintError } from "../../core/errors";
import type { StackEntry } from "../example/manifest";
import { ExitCode } from "../exit-codes";
import { Stopwatch } from "../output/duration";
import type { Reporter } from "../output/reporter";
import { closingAdvice } from "./closing-advice";
import { eachStack } from "./each-stack";
import { type ProgramOptions, type ProgramRun, withProgram } from "./program-run";
import type { StackOutcome } from "./stack-work";
import { verdictOn } from "./start-verdict";

export interface StartOptions extends ProgramOptions {
  readonly planOnly: boolean;
  readonly destroy: boolean;
}

/**
 * The main job: from nothing to an applied example whose second plan is empty. Each part can be run again at any time
 * and goes on from where it stopped.
 */
export async function start(options: StartOptions, reporter: Reporter): Promise<ExitCode> {
  const watch = new Stopwatch();
  return withProgram(options, reporter, async (run) => {
    const { example, cloud, engine } = run;
    const outcomes = await work(options, run, reporter);
    const verdict = await verdictOn({ example, options, outcomes, cloud: run.wanted }, reporter);
    const drift = outcomes.some((outcome) => outcome.differences.length > 0);
    const exitCode = drift ? ExitCode.Drift : (verdict?.exitCode ?? ExitCode.Ok);
    reporter.block(closingAdvice({ options, example, cloud, engine, outcomes, exitCode, watch }));
    const result = {
      example: example.name,
      cloud: cloud.name,
      engine: engine.name,
      seconds: watch.seconds,
      stacks: outcomes,
      ...(verdict === undefined ? {} : { check: verdict.told }),
    };
    if (exitCode === ExitCode.Drift) {
      throw driftError(outcomes);
    }
    reporter.result(result);
    return exitCode;
  });
}

/** All stacks, each after what it depends on; the other way round to destroy. */
async function work(options: StartOptions, run: ProgramRun, reporter: Reporter): Promise<StackOutcome[]> {
  const { stacks, example } = run;
  const { planOnly, destroy, parallelism } = options;
  const outcomes: StackOutcome[] = [];
  if (!planOnly && !destroy) {
    run.kubernetes.remember();
  }
  const waitsFor = ({ dependencies }: StackEntry) =>
    planOnly ? outcomes.find(({ changed, stack }) => changed && dependencies.includes(stack))?.stack : undefined;
  const order = destroy ? [...stacks].reverse() : stacks;
  await eachStack(run, reporter, { stacks: order, parallelism, writeLogin: !planOnly, waitsFor }, async (one) => {
    outcomes.push(await (destroy ? one.destroy(planOnly) : one.deploy(planOnly)));
  });
  if (destroy && !planOnly) {
    run.kubernetes.forget();
  }
  reporter.event("folder", { path: resolve(example.dir) });
  return outcomes;
}

function driftError(outcomes: readonly StackOutcome[]): BlueprintError {
  return new BlueprintError({
    code: "SCSBP-8042",
    what: "the second plan is not empty",
    got: outcomes.flatMap((outcome) => outcome.differences.map((difference) => difference.text)).join("\n"),
    allowed: "no changes right after an apply",
    fix: "run again: if the same attributes differ, set them as the cloud returns them, or report it as a defect",
  });
}
