import { join } from "node:path";
import { repository } from "./repository";
import { run, succeed } from "./run";

/**
 * What a plan would do, by address: `create`, `update`, `delete`, `delete,create` …
 *
 * @param more variables beside the sandbox's
 */
export async function plannedChanges(
  stackDir: string,
  more: Record<string, string> = {},
): Promise<Record<string, string>> {
  const env = { ...(await repository.sandboxEnv()), ...more };
  const planFile = join(stackDir, "e2e.plan");
  await succeed("terraform", ["plan", "-input=false", "-no-color", `-out=${planFile}`], { cwd: stackDir, env });
  const { stdout } = await succeed("terraform", ["show", "-json", planFile], { cwd: stackDir, env });
  // A plan of a stack with nothing but data sources has no list of changes at all.
  const { resource_changes = [] } = JSON.parse(stdout) as {
    resource_changes?: { address: string; mode: string; change: { actions: string[] } }[];
  };
  return Object.fromEntries(
    resource_changes
      .filter((one) => one.mode === "managed" && one.change.actions.join() !== "no-op")
      .map((one) => [one.address, one.change.actions.join()]),
  );
}

/** The same for reading: actions and addresses without the engine's digests, sorted. */
export async function plannedSteps(stackDir: string, more: Record<string, string> = {}): Promise<string[]> {
  return Object.entries(await plannedChanges(stackDir, more))
    .map(([address, actions]) => `${actions} ${address.replace(/_[0-9A-F]{8}$/, "")}`)
    .sort();
}

/** `terraform plan -detailed-exitcode`: 0 when nothing is to be done, 2 when something is. */
export async function planExitCode(stackDir: string): Promise<number | null> {
  const env = await repository.sandboxEnv();
  const { status } = await run("terraform", ["plan", "-input=false", "-detailed-exitcode"], { cwd: stackDir, env });
  return status;
}
