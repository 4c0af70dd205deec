import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { cacheDir } from "../environment/paths";
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

/** The configuration for a mirror: what the user has, and this one provider from the mirror, all others directly. */
export function renderCliConfig(mirrorRoot: string, user: UserCliConfig | undefined): string {
  const addresses = `[${PROVIDER_ADDRESSES.map((address) => JSON.stringify(address)).join(", ")}]`;
  const own = [
    "provider_installation {",
    "  filesystem_mirror {",
    `    path    = ${JSON.stringify(mirrorRoot)}`,
    `    include = ${addresses}`,
    "  }",
    "  direct {",
    `    exclude = ${addresses}`,
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
