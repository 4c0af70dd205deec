import type { Stack } from "@scs-blueprints/checker/assembly";
import { KubernetesProviders, type ProviderSetup, providerSetup, WITHOUT_REGISTRY_ENV } from "@scs-blueprints/sandbox";
import { shellQuote } from "@scs-blueprints/standards/internal";
import {
  checkNode,
  cloudEnvironment,
  type CloudTarget,
  DEFAULT_EXAMPLE,
  type Engine,
  type EngineName,
  type Example,
  FileServer,
  findEngine,
  findExample,
  findPython,
  interrupts,
  type Reporter,
  RunLock,
  synthesize,
} from "@scs-blueprints/toolkit";
import { setTimeout as sleep } from "node:timers/promises";
import { ExampleCluster } from "../cluster/example-cluster";
import { chooseCloud, isSandbox } from "./choose-cloud";

/** Checks what a run needs before anything is begun. @throws with the fix for what is missing */
async function checkRequirements(
  reporter: Reporter,
  options: { readonly engine?: EngineName; readonly sandbox: boolean },
): Promise<Engine> {
  const step = reporter.step("requirements", "Checking what is needed");
  try {
    const node = checkNode();
    const [engine, python] = await Promise.all([
      findEngine(options.engine),
      options.sandbox ? findPython() : Promise.resolve(undefined),
    ]);
    step.done(
      [`Node.js ${node}`, `${engine.title} ${engine.version}`, python && `Python ${python.version}`]
        .filter(Boolean)
        .join(", "),
    );
    return engine;
  } catch (error) {
    step.fail();
    throw error;
  }
}

/** A run that was killed leaves its terraform at work: it ends in order by itself, and until then holds the state. */
async function waitForPreviousEngine(lock: RunLock, reporter: Reporter): Promise<void> {
  if (!lock.previousEngineAlive) {
    return;
  }
  const step = reporter.step("wait", "A run was killed here, its terraform still works: waiting for its end");
  while (lock.previousEngineAlive) {
    interrupts.check();
    await sleep(500);
  }
  step.done();
}

/** What every command that runs a program's stacks is told. */
export interface ProgramOptions {
  readonly example?: string;
  readonly cloud: string;
  readonly engine?: EngineName;
  readonly parallelism?: number;
  /** Whether the API server of an example with a cluster runs on. @default false */
  readonly keepCluster?: boolean;
  /** Whether a local state of another cloud is set aside, in place of a refusal. @default false */
  readonly forgetState?: boolean;
}

/** A synthesized program, its cloud, and the right to work in its folder. */
export interface ProgramRun {
  /** What was asked for. */
  readonly options: ProgramOptions;
  readonly example: Example;
  readonly engine: Engine;
  readonly cloud: CloudTarget;
  /** Name of the cloud that was asked for. */
  readonly wanted: string;
  /** @default - the example needs none */
  readonly cluster?: ExampleCluster;
  readonly kubernetes: KubernetesProviders;
  /** Each after all it depends on. */
  readonly stacks: readonly Stack[];
  readonly lock: RunLock;
}

/** Checks what is needed, starts or logs in to the cloud and synthesizes, then does `body`; nobody else runs there meanwhile. */
export async function withProgram<T>(
  options: ProgramOptions,
  reporter: Reporter,
  body: (run: ProgramRun) => Promise<T>,
): Promise<T> {
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
    const kubernetes = new KubernetesProviders(example, reporter);
    const stacks = await synthForProviders(kubernetes, engine, env, (more) =>
      synth(example, cloud, reporter, { ...env, ...more }),
    );
    await waitForPreviousEngine(lock, reporter);
    return await body({ options, example, engine, cloud, wanted, stacks, lock, cluster, kubernetes });
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

/** Where the engine finds the providers of a program. */
export function setupOf({ kubernetes }: ProgramRun): ProviderSetup {
  return kubernetes.with(providerSetup());
}

/** Synthesizes; once more for the kubectl provider alone where the engine cannot have the others. */
async function synthForProviders(
  kubernetes: KubernetesProviders,
  engine: Engine,
  env: NodeJS.ProcessEnv,
  synthesized: (more: Readonly<Record<string, string>>) => Promise<Stack[]>,
): Promise<Stack[]> {
  const begunWithout = kubernetes.begunWithout;
  const stacks = await synthesized(begunWithout ? WITHOUT_REGISTRY_ENV : {});
  if (await kubernetes.inReach(stacks, engine, env)) {
    return stacks;
  }
  await kubernetes.goWithout();
  return begunWithout ? stacks : synthesized(WITHOUT_REGISTRY_ENV);
}

async function synth(
  example: Example,
  cloud: CloudTarget,
  reporter: Reporter,
  more: Readonly<Record<string, string>>,
): Promise<Stack[]> {
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

/** How `start` is called with these options, as npm users type it. */
export function startCommand(options: ProgramOptions, ...more: string[]): string {
  const args = [
    ...(options.example !== undefined && options.example !== DEFAULT_EXAMPLE
      ? ["--example", shellQuote(options.example)]
      : []),
    ...(options.cloud !== "sandbox" ? ["--cloud", shellQuote(options.cloud)] : []),
    ...(options.engine !== undefined ? ["--engine", options.engine] : []),
    ...more,
  ];
  if (process.env.npm_lifecycle_event === "start") {
    return ["npm start", ...(args.length > 0 ? ["--", ...args] : [])].join(" ");
  }
  return ["npx scs-blueprints start", ...args].join(" ");
}
