import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { cacheDir } from "@scs-blueprints/toolkit";
import { PROVIDER_ADDRESSES } from "./addresses";

/** A CLI configuration of the user: credentials, plugin cache, and maybe where providers come from. */
export interface UserCliConfig {
  readonly path: string;
  readonly text: string;
  /** Whether it says itself where providers come from: then ours would be a second such block, which is an error. */
  readonly hasProviderInstallation: boolean;
}

/** Our configuration, beside the mirror it points to. */
export function generatedConfigPath(env: NodeJS.ProcessEnv = process.env): string {
  return join(cacheDir(env), "terraform-mirror.tfrc");
}

/** Reads the configuration Terraform would read now. @returns undefined when there is none. */
export function readUserConfig(env: NodeJS.ProcessEnv = process.env): UserCliConfig | undefined {
  const home = env.HOME ?? homedir();
  const named = env.TF_CLI_CONFIG_FILE ?? env.TERRAFORM_CONFIG;
  const candidates =
    named !== undefined && named !== "" ? [named] : [join(home, ".terraformrc"), join(home, ".tofurc")];
  const path = candidates.find((candidate) => candidate !== generatedConfigPath(env) && existsSync(candidate));
  if (path === undefined) {
    return undefined;
  }
  const text = readFileSync(path, "utf8");
  return { path, text, hasProviderInstallation: /^\s*provider_installation\s*\{/m.test(stripComments(text)) };
}

/** A folder with providers, and which. */
export interface MirrorOf {
  readonly root: string;
  readonly addresses: readonly string[];
}

/** The configuration for mirrors: what the user has, and these providers from the mirrors, all others directly. */
export function renderCliConfig(mirrors: string | readonly MirrorOf[], user: UserCliConfig | undefined): string {
  const all = typeof mirrors === "string" ? [{ root: mirrors, addresses: PROVIDER_ADDRESSES }] : mirrors;
  const listed = (addresses: readonly string[]) =>
    `[${addresses.map((address) => JSON.stringify(address)).join(", ")}]`;
  const own = [
    "provider_installation {",
    ...all.flatMap(({ root, addresses }) => [
      "  filesystem_mirror {",
      `    path    = ${JSON.stringify(root)}`,
      `    include = ${listed(addresses)}`,
      "  }",
    ]),
    "  direct {",
    `    exclude = ${listed(all.flatMap(({ addresses }) => addresses))}`,
    "  }",
    "}",
    "",
  ].join("\n");
  const head = "# Written by scs-blueprints (provider install); changes are lost.\n";
  return user === undefined ? `${head}${own}` : `${head}# Copied from ${user.path}:\n${user.text.trimEnd()}\n\n${own}`;
}

/** Writes the configuration where it differs, atomically: another run may read it at this moment. @returns its path */
export function writeCliConfig(mirrorRoot: string, env: NodeJS.ProcessEnv = process.env): string {
  const path = generatedConfigPath(env);
  const text = renderCliConfig(mirrorRoot, readUserConfig(env));
  if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
    mkdirSync(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, text, { mode: 0o600 }); // the user's part may hold credentials
    renameSync(temporary, path);
  }
  return path;
}

function stripComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*(#|\/\/).*$/gm, "");
}
