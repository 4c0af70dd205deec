import type { Stack } from "@scs-blueprints/checker/assembly";
import { resolve } from "node:path";
import { Verdict } from "@scs-blueprints/checker";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { shellQuote } from "@scs-blueprints/standards/internal";
import { type Engine, shortPath, type Example, type CloudTarget, type Reporter } from "@scs-blueprints/toolkit";
import { ExitCode } from "../exit-codes";
import { Stopwatch } from "../output/duration";
import { colours } from "../output/style";
import { makeReport, CheckFailOn } from "./check";
import { isSandbox } from "./choose-cloud";
import { eachStack } from "./each-stack";
import { type ProgramOptions, type ProgramRun, startCommand, withProgram } from "./program-run";
import type { StackOutcome } from "./plan-and-apply";

interface StartOptions extends ProgramOptions {
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
  const waitsFor = ({ dependencies }: Stack) =>
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
  return refuse("SCSBP-8042", {
    got: outcomes.flatMap((outcome) => outcome.differences.map((difference) => difference.text)).join("\n"),
    allowed: "no changes right after an apply",
    fix: "run again: if the same attributes differ, set them as the cloud returns them, or report it as a defect",
  });
}

interface ClosingAdviceProps {
  readonly options: StartOptions;
  readonly example: Example;
  readonly cloud: CloudTarget;
  readonly engine: Engine;
  readonly outcomes: readonly StackOutcome[];
  readonly exitCode: ExitCode;
  readonly watch: Stopwatch;
}

/** The last lines of `start`: what now. */
function closingAdvice(props: ClosingAdviceProps): string {
  const { options, outcomes, exitCode, watch, example, cloud } = props;
  const total = colours.dim(`(${watch} in all)`);
  if (options.planOnly) {
    return `Planned only, nothing was changed ${total}. To apply: ${startCommand(options)}`;
  }
  if (options.destroy) {
    const count = outcomes.reduce((sum, outcome) => sum + (outcome.applied ? (outcome.counts.destroy ?? 0) : 0), 0);
    const left = outcomes.reduce((sum, outcome) => sum + (outcome.inventory?.total ?? 0), 0);
    const sandbox = isSandbox(cloud.name)
      ? "\nThe sandbox still runs; to stop it: npx scs-blueprints sandbox down"
      : "";
    return `${count} resources destroyed, ${left} left in the state ${total}.${sandbox}`;
  }
  const first = outcomes.some((outcome) => outcome.applied)
    ? `${example.name} is applied on ${cloud.name}`
    : `${example.name} was up to date on ${cloud.name}`;
  const proof = exitCode === ExitCode.Ok ? ", and another plan finds nothing to change" : "";
  const look = isSandbox(cloud.name)
    ? `eval "$(npx scs-blueprints sandbox env)"; openstack server list`
    : `OS_CLOUD=${shellQuote(cloud.name)} openstack server list`;
  return [
    `${colours.green("✔")} ${colours.bold(first)}${proof} ${total}.`,
    "",
    `  Look around  ${look}`,
    `  Change       edit ${shortPath(example.dir)}/main.ts, then ${startCommand(options)}`,
    `  Destroy      ${startCommand(options, "--destroy")}`,
    ...(isSandbox(cloud.name) ? ["  Stop         npx scs-blueprints sandbox down"] : []),
  ].join("\n");
}

/** What was applied. */
interface VerdictProps {
  readonly example: Example;
  readonly options: StartOptions;
  readonly outcomes: readonly StackOutcome[];
  readonly cloud: string;
}

/** Compliance result of the applied example. */
interface StartVerdict {
  readonly exitCode: ExitCode;
  /** For `--json`. */
  readonly told: object;
}

/**
 * Holds the sandbox against the scope that the example names, as a member of it with probes: what `check` finds.
 *
 * @returns undefined where the example names none, or nothing was applied
 */
async function verdictOn(props: VerdictProps, reporter: Reporter): Promise<StartVerdict | undefined> {
  const { example, options, cloud } = props;
  if (example.check === undefined || options.planOnly || options.destroy || !isSandbox(cloud)) {
    return undefined;
  }
  const report = await makeReport(
    {
      ...{ scope: [example.check], profile: [], plan: [], waivers: [], output: [], cloud: "sandbox", probe: true },
      ...{ date: new Date().toISOString().slice(0, 10), failOn: CheckFailOn.MANDATORY, verbose: false, json: false },
    },
    reporter,
  );
  const { verdict, verdictReason, failedRules, openRules } = report;
  const mark = { passed: colours.green("✔"), failed: colours.red("✖"), incomplete: colours.green("✔") }[verdict];
  reporter.block(
    [
      `${mark} ${colours.bold(example.check)}: ${verdictReason}.`,
      ...failedRules.map((rule) => `  violated  ${rule}`),
      ...openRules.map((rule) => `  open      ${rule}`),
      "",
    ].join("\n"),
  );
  return {
    exitCode: verdict === Verdict.FAILED ? ExitCode.Violated : ExitCode.Ok,
    told: { scope: example.check, verdict, failedRules, openRules },
  };
}
