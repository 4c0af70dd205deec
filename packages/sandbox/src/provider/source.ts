import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { cacheDir, type Engine, engineEnvironment } from "@scs-blueprints/toolkit";
import { PROVIDER_ADDRESSES } from "./addresses";
import { type MirrorOf, readUserConfig, renderCliConfig, writeCliConfig } from "./cli-config";
import { ProviderMirror } from "./mirror";

/** Where the OpenStack provider comes from. */
export type ProviderSource = "registry" | "mirror" | "user";

/** The answer, with the environment for the engine. */
export interface ProviderSetup {
  readonly source: ProviderSource;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * What is known before anything is tried: the user's own provider_installation is never touched; a mirror that is
 * complete is used without asking the registry again; else the registry, given up on within seconds.
 */
export function providerSetup(env: NodeJS.ProcessEnv = process.env, mirror = ProviderMirror.of(env)): ProviderSetup {
  const base = engineEnvironment(env);
  const patience = {
    TF_REGISTRY_CLIENT_TIMEOUT: env.TF_REGISTRY_CLIENT_TIMEOUT ?? "8",
    TF_REGISTRY_DISCOVERY_RETRY: env.TF_REGISTRY_DISCOVERY_RETRY ?? "1",
  };
  if (readUserConfig(env)?.hasProviderInstallation === true) {
    return { source: "user", env: { ...base, ...patience } };
  }
  if (mirror.complete) {
    return { source: "mirror", env: { ...base, TF_CLI_CONFIG_FILE: writeCliConfig(mirror.root, env) } };
  }
  // 26 MB for each stack otherwise; the mirror needs none, it is linked to.
  const cache = env.TF_PLUGIN_CACHE_DIR ?? join(cacheDir(env), "terraform-plugins");
  mkdirSync(cache, { recursive: true });
  return { source: "registry", env: { ...base, ...patience, TF_PLUGIN_CACHE_DIR: cache } };
}

/** Whether `init` failed for want of the registry: the one failure that building the provider cures. */
export function isRegistryUnreachable(output: string): boolean {
  const text = output.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ");
  return (
    /could not connect to|failed to request discovery document|host .* does not offer|could not query provider registry|failed to retrieve|error while installing|dial tcp|no such host|i\/o timeout|connection refused|Client\.Timeout|context deadline exceeded|proxyconnect/i.test(
      text,
    ) && /terraform-provider-openstack\/openstack/.test(text)
  );
}

/** @returns the error for a user whose own provider_installation does not offer the provider. */
export function userInstallationError(env: NodeJS.ProcessEnv = process.env): BlueprintError {
  const user = readUserConfig(env);
  return refuse("SCSBP-8011", {
    what: "your Terraform CLI configuration has its own provider_installation, without the OpenStack provider",
    got: user?.path,
    allowed: "one provider_installation block that offers terraform-provider-openstack/openstack 3.4 or newer",
    fix:
      "run `npx scs-blueprints provider install`, then add this to that block:\n" +
      renderCliConfig(ProviderMirror.of(env).root, undefined).split("\n").slice(2, 6).join("\n"),
  });
}

/**
 * The same with the kubectl provider from a mirror of its own, where it was built. A provider_installation of the user's stays as it is, and has to offer the provider itself.
 *
 * @param file where the configuration is to lie
 */
export function withMirror(setup: ProviderSetup, mirror: MirrorOf, file: string): ProviderSetup {
  if (setup.source === "user") {
    return setup;
  }
  const own =
    setup.source === "mirror" ? [{ root: ProviderMirror.of(setup.env).root, addresses: PROVIDER_ADDRESSES }] : [];
  writeFileSync(file, renderCliConfig([...own, mirror], readUserConfig()), { mode: 0o600 });
  return { ...setup, env: { ...setup.env, TF_CLI_CONFIG_FILE: file } };
}

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
