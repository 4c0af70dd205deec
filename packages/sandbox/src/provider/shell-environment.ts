import type { Engine } from "@scs-blueprints/toolkit";
import { ProviderMirror } from "./mirror";
import { providerSetup } from "./source";

/**
 * What a shell needs so that cdktf, terraform and tofu work there as they do for `start`: the mirror, when it is in
 * use, and the engine, when it is not the one that cdktf takes by itself.
 */
export function providerShellEnvironment(
  engine: Engine | undefined,
  env: NodeJS.ProcessEnv = process.env,
): Record<string, string | undefined> {
  const setup = providerSetup(env);
  const result: Record<string, string | undefined> = { CHECKPOINT_DISABLE: "1" };
  if (setup.source === "mirror") {
    result.TF_CLI_CONFIG_FILE = setup.env.TF_CLI_CONFIG_FILE;
    // cdktf locks the provider for its platform after the first init, and would ask the registry for it
    result.TF_CLI_ARGS_providers_lock = `-fs-mirror=${ProviderMirror.of(env).root}`;
  } else if (env.TF_CLI_CONFIG_FILE !== undefined && setup.env.TF_CLI_CONFIG_FILE === undefined) {
    result.TF_CLI_CONFIG_FILE = undefined; // names a file that does not exist
  }
  if (engine !== undefined && (engine.name === "tofu" || env.SCS_BLUEPRINTS_TERRAFORM)) {
    result.TERRAFORM_BINARY_NAME = engine.path;
  }
  return result;
}
