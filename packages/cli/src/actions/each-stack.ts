import type { Stack } from "@scs-blueprints/checker/assembly";
import { type CloudIdentity, cloudEnvironment, type Reporter } from "@scs-blueprints/toolkit";
import { BlueprintError } from "@scs-blueprints/standards/errors";
import { type ProgramRun, setupOf } from "./program-run";
import { PlanAndApply } from "./plan-and-apply";
import { StateCloud } from "./state-cloud";

/** What a command does with the stacks of a program. */
export interface EachStackOptions {
  /** In the order of the work. */
  readonly stacks: readonly Stack[];
  readonly parallelism?: number;
  /** Whether a login that the cluster does not have yet may be written there. */
  readonly writeLogin: boolean;
  /** The stack that has to be applied before this one can be planned; asked when it is its turn. */
  readonly waitsFor: (stack: Stack) => string | undefined;
}

/** Works on one stack after the other; one that cannot be planned yet is said to be left out. */
export async function eachStack(
  run: ProgramRun,
  reporter: Reporter,
  options: EachStackOptions,
  body: (work: PlanAndApply, stack: Stack) => Promise<void>,
): Promise<void> {
  const { engine, cloud, lock, cluster } = run;
  const { stacks, parallelism, writeLogin, waitsFor } = options;
  const setupAnew = () => setupOf(run);
  let setup = setupAnew();
  const logins = new Map<string, CloudIdentity>();
  const stateOf = async (stack: Stack, login: NodeJS.ProcessEnv = {}) => {
    const env = { ...cloudEnvironment(process.env, cloud), ...cluster?.env, ...login };
    const state = await StateCloud.open(run, stack, env, logins);
    state?.claim(reporter);
    return state;
  };
  const states = await statesOf(
    stacks.filter((stack) => cluster?.isLoginFor(stack) !== true),
    stateOf,
  );
  for (const stack of stacks) {
    const skip = (until: string) =>
      reporter.step("plan", `Planning ${stack.name}`).skip(`can be planned once ${until}`);
    const waiting = waitsFor(stack);
    if (waiting !== undefined) {
      skip(`${waiting} is applied`);
      continue;
    }
    const login = cluster?.isLoginFor(stack) === true ? await cluster.login(cloud, writeLogin) : {};
    if (login === undefined) {
      skip("its login is there");
      continue;
    }
    const env = { ...cluster?.env, ...login };
    const state = states.has(stack) ? states.get(stack) : await stateOf(stack, login);
    const work = new PlanAndApply({ engine, stack, lock, reporter, parallelism, setup, setupAnew, cloud, env, state });
    try {
      setup = await work.initialise();
      await body(work, stack);
    } finally {
      work.close();
    }
  }
}

/** States of all stacks: one of another cloud is refused before anything is done to the first stack. */
async function statesOf(
  stacks: readonly Stack[],
  stateOf: (stack: Stack) => Promise<StateCloud | undefined>,
): Promise<Map<Stack, StateCloud | undefined>> {
  const states = new Map<Stack, StateCloud | undefined>();
  for (const stack of stacks) {
    try {
      states.set(stack, await stateOf(stack));
    } catch (error) {
      if (!BlueprintError.isBlueprintError(error) || error.code === "SCSBP-8045") {
        throw error;
      }
      // a login that only a former stack makes: tried again when it is its turn
    }
  }
  return states;
}
