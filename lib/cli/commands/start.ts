import { resolve } from "node:path";
import { BlueprintError } from "../../core/errors";
import type { Engine, EngineName } from "../environment/engine";
import { ExitCode } from "../exit-codes";
import { findExample, type Example } from "../example/catalogue";
import { FileServer } from "../example/file-server";
import type { StackEntry } from "../example/manifest";
import { RunLock } from "../example/run-lock";
import { synthesize } from "../example/synthesize";
import { cloudEnvironment, type CloudTarget } from "../openstack/environment";
import { ExampleCluster } from "../cluster/example-cluster";
import { Stopwatch } from "../output/duration";
import type { Reporter } from "../output/reporter";
import { providerSetup } from "../provider/source";
import { chooseCloud, isSandbox } from "./choose-cloud";
import { checkRequirements } from "./requirements";
import { StackWork, type StackOutcome } from "./stack-work";
import { closingAdvice } from "./closing-advice";
import { verdictOn } from "./start-verdict";
import { waitForPreviousEngine } from "./wait-for-previous";

export interface StartOptions {
  readonly example?: string;
  readonly cloud: string;
  readonly engine?: EngineName;
  readonly planOnly: boolean;
  readonly destroy: boolean;
  readonly parallelism?: number;
  /** Whether the API server of an example with a cluster runs on. @default false */
  readonly keepCluster?: boolean;
}

/**
 * The main job: from nothing to an applied example whose second plan is empty. Each part can be run again at any time
 * and goes on from where it stopped.
 */
export async function start(options: StartOptions, reporter: Reporter): Promise<ExitCode> {
  const watch = new Stopwatch();
  const example = findExample(options.example);
  const wanted = options.cloud === "sandbox" ? example.sandbox.cloud : options.cloud;
  const engine = await checkRequirements(reporter, { engine: options.engine, sandbox: isSandbox(wanted) });
  const lock = RunLock.acquire(example.dir);
  const { files } = isSandbox(wanted) ? example.sandbox : {};
  const server = files === undefined ? undefined : await FileServer.start(files);
  let cluster: ExampleCluster | undefined;
  try {
    const cloud = await chooseCloud(wanted, reporter, undefined, example.sandbox.mode);
    if (isSandbox(wanted) && example.cluster !== undefined) {
      await waitForPreviousEngine(lock, reporter); // it may still be writing to the API server of a killed run
      cluster = await ExampleCluster.start({ example, needs: example.cluster, reporter });
    }
    const env = { ...cluster?.env, ...(server === undefined ? {} : { SANDBOX_FILES: server.url }) };
    const stacks = await synth(example, cloud, reporter, env);
    await waitForPreviousEngine(lock, reporter);
    const outcomes = await work(options, { example, engine, cloud, stacks, lock, cluster }, reporter);
    const verdict = await verdictOn({ example, options, outcomes, cloud: wanted }, reporter);
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
  } finally {
    if (options.keepCluster === true) {
      cluster?.leave();
    } else {
      await cluster?.stop();
    }
    server?.close();
    lock.release();
  }
}

async function synth(
  example: Example,
  cloud: CloudTarget,
  reporter: Reporter,
  more: Readonly<Record<string, string>>,
): Promise<StackEntry[]> {
  const step = reporter.step("synth", `Synthesizing ${example.name}`);
  const env = { ...cloudEnvironment(process.env, cloud), ...more };
  try {
    const stacks = await synthesize(example, env, reporter);
    step.done(
      `${stacks.length} ${stacks.length === 1 ? "stack" : "stacks"}: ${stacks.map((stack) => stack.name).join(", ")}`,
    );
    return stacks;
  } catch (error) {
    step.fail();
    throw error;
  }
}

interface Surroundings {
  readonly example: Example;
  readonly engine: Engine;
  readonly cloud: CloudTarget;
  readonly stacks: readonly StackEntry[];
  readonly lock: RunLock;
  /** @default - the example needs none */
  readonly cluster?: ExampleCluster;
}

/** All stacks, each after what it depends on; the other way round to destroy. */
async function work(options: StartOptions, around: Surroundings, reporter: Reporter): Promise<StackOutcome[]> {
  const { engine, cloud, stacks, lock, example, cluster } = around;
  const outcomes: StackOutcome[] = [];
  const setupAnew = () => cluster?.withKubectl(providerSetup()) ?? providerSetup();
  let setup = setupAnew();
  for (const stack of options.destroy ? [...stacks].reverse() : stacks) {
    const waiting = options.planOnly
      ? outcomes.find((outcome) => outcome.changed && stack.dependencies.includes(outcome.stack))
      : undefined;
    if (waiting !== undefined) {
      reporter.step("plan", `Planning ${stack.name}`).skip(`can be planned once ${waiting.stack} is applied`);
      continue;
    }
    const login = cluster?.isLoginFor(stack) === true ? await cluster.login(cloud, !options.planOnly) : {};
    if (login === undefined) {
      reporter.step("plan", `Planning ${stack.name}`).skip("can be planned once its login is there");
      continue;
    }
    const env = { ...cluster?.env, ...login };
    const { parallelism } = options;
    const stackWork = new StackWork({ engine, stack, lock, reporter, parallelism, setup, setupAnew, cloud, env });
    try {
      setup = await stackWork.initialise();
      outcomes.push(await (options.destroy ? stackWork.destroy(options.planOnly) : stackWork.deploy(options.planOnly)));
    } finally {
      stackWork.close();
    }
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
