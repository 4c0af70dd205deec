import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";

type Env = Readonly<Record<string, string | undefined>>;
export type Mapping = Readonly<Record<string, unknown>>;

/** One cloud of clouds.yaml, with its profile and secure.yaml merged in, and where it was found. */
export interface CloudEntry {
  readonly name: string;
  readonly config: Mapping;
  readonly cloudsYaml: string;
  /** @default - there is none */
  readonly secureYaml?: string;
}

/** Folders in the order of the OpenStack SDK; all OpenStack tools keep to it. */
export function searchDirs(env: Env, cwd: string): string[] {
  const home = env.HOME ?? homedir();
  const config =
    env.XDG_CONFIG_HOME !== undefined && env.XDG_CONFIG_HOME !== "" ? env.XDG_CONFIG_HOME : join(home, ".config");
  return [...new Set([cwd, join(config, "openstack"), join(home, ".config", "openstack"), "/etc/openstack"])];
}

/**
 * Finds a cloud as the OpenStack SDK does: OS_CLIENT_CONFIG_FILE, ./clouds.yaml, ~/.config/openstack, /etc/openstack;
 * the first file that exists counts. secure.yaml, looked up the same way, is merged over it.
 *
 * Stricter than the SDK in one point: an OS_CLIENT_CONFIG_FILE that does not exist is an error, because the next file
 * in the order may name another cloud by the same name.
 */
export function findCloud(name: string, env: Env = process.env, cwd: string = process.cwd()): CloudEntry {
  const cloudsYaml = findFile("clouds", "OS_CLIENT_CONFIG_FILE", env, cwd);
  if (cloudsYaml === undefined) {
    throw refuse("SCSBP-8030", {
      got: `looked for in ${searchDirs(env, cwd).join(", ")}`,
      allowed: "clouds.yaml in one of these folders, or OS_CLIENT_CONFIG_FILE=/path/to/clouds.yaml",
      fix: "download it from the cloud's dashboard (API access), or use the sandbox: leave --cloud out",
    });
  }
  const clouds = readClouds(cloudsYaml);
  const entry = clouds[name];
  if (!isMapping(entry)) {
    const known = Object.keys(clouds);
    throw refuse("SCSBP-8032", {
      got: `${name}, in ${cloudsYaml}`,
      allowed: known.length > 0 ? known.join(", ") : "the file lists none",
      fix: "name one of these with --cloud, or add the cloud to the file",
    });
  }
  const profile = typeof entry.profile === "string" ? publicProfile(entry.profile, env, cwd) : {};
  const secureYaml = findFile("secure", "OS_CLIENT_SECURE_FILE", env, cwd);
  const secrets = secureYaml === undefined ? {} : (readClouds(secureYaml)[name] ?? {});
  return {
    name,
    config: merge(merge(profile, entry), isMapping(secrets) ? secrets : {}),
    cloudsYaml,
    secureYaml,
  };
}

/** @returns names of all clouds of the clouds.yaml in force, none when there is no file. */
export function listClouds(env: Env = process.env, cwd: string = process.cwd()): string[] {
  const path = findFile("clouds", "OS_CLIENT_CONFIG_FILE", env, cwd);
  return path === undefined ? [] : Object.keys(readClouds(path));
}

function findFile(stem: string, variable: string, env: Env, cwd: string): string | undefined {
  const named = env[variable];
  if (named !== undefined && named !== "") {
    const path = resolve(cwd, named);
    if (!existsSync(path)) {
      throw refuse("SCSBP-8030", {
        what: `${variable} names a file that does not exist`,
        got: path,
        fix: `correct or unset ${variable}`,
      });
    }
    return path;
  }
  for (const dir of searchDirs(env, cwd)) {
    for (const extension of ["yaml", "yml", "json"]) {
      const path = join(dir, `${stem}.${extension}`);
      if (existsSync(path)) {
        return path;
      }
    }
  }
  return undefined;
}

function publicProfile(name: string, env: Env, cwd: string): Mapping {
  for (const dir of searchDirs(env, cwd)) {
    const path = join(dir, "clouds-public.yaml");
    if (existsSync(path)) {
      const profile = readClouds(path, "public-clouds")[name];
      return isMapping(profile) ? profile : {};
    }
  }
  return {};
}

function readClouds(path: string, key = "clouds"): Readonly<Record<string, unknown>> {
  let content: unknown;
  try {
    content = parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new BlueprintError({
      code: "SCSBP-8031",
      what: `${path} cannot be read`,
      // yaml's own message shows the offending lines: in secure.yaml that is a password
      got: error instanceof Error ? error.message.split("\n")[0]?.replace(/:$/, "") : String(error),
      allowed: "a readable YAML file",
      fix: "correct the file at that line, or its permissions",
    });
  }
  const clouds = isMapping(content) ? content[key] : undefined;
  if (!isMapping(clouds)) {
    throw refuse("SCSBP-8031", {
      what: `${path} has no \`${key}\` mapping`,
      got: isMapping(content) ? `top-level keys: ${Object.keys(content).join(", ") || "none"}` : typeof content,
      allowed: `${key}:\n  NAME:\n    auth: …`,
      fix: "indent the clouds below that key",
    });
  }
  return clouds;
}

export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function merge(base: Mapping, over: Mapping): Mapping {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = result[key];
    result[key] = isMapping(below) && isMapping(value) ? merge(below, value) : value;
  }
  return result;
}
