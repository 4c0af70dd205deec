import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "../process/run";

/** Looks a program up on the PATH as the shell would. @returns its full path, undefined when absent. */
export function findProgram(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const candidates = name.includes("/")
    ? [name]
    : (env.PATH ?? "").split(delimiter).map((dir) => join(dir || ".", name));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return statSync(path).isFile();
    } catch {
      return false;
    }
  });
}

/** Compares dotted versions by their numbers; what follows a `-` or `+` does not count. */
export function compareVersions(a: string, b: string): number {
  const parts = (version: string) =>
    version
      .replace(/[-+].*$/, "")
      .split(".")
      .map(Number);
  const [left, right] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) {
      return Math.sign(difference);
    }
  }
  return 0;
}

/** @throws SCSBP-8001 when this Node.js is too old. */
export function checkNode(version: string = process.versions.node): string {
  if (compareVersions(version, "20") < 0) {
    throw refuse("SCSBP-8001", {
      what: "this Node.js is too old",
      got: version,
      allowed: "20 or newer",
      fix: "install a current Node.js (https://nodejs.org), then run npm ci again",
    });
  }
  return version;
}

export interface Python {
  readonly path: string;
  readonly version: string;
}

const PROBE =
  "import sys; print('.'.join(map(str, sys.version_info[:3])))\n" +
  "try:\n  import venv, ensurepip\n  print('venv')\nexcept ImportError as e:\n  print(e)";
const CANDIDATES = ["python3", "python3.14", "python3.13", "python3.12", "python3.11"];

/**
 * Finds a Python that the sandbox runs on: SCS_BLUEPRINTS_PYTHON, else the first that fits on the PATH.
 *
 * @throws SCSBP-8004 with what is wrong with each that was found.
 */
export async function findPython(env: NodeJS.ProcessEnv = process.env): Promise<Python> {
  const named = env.SCS_BLUEPRINTS_PYTHON;
  const found: string[] = [];
  for (const name of named ? [named] : CANDIDATES) {
    const path = findProgram(name, env);
    if (path === undefined) {
      continue;
    }
    const [version, venv] = await probe(path, env);
    if (version === undefined) {
      found.push(`${path}: does not run (${venv})`);
    } else if (compareVersions(version, "3.11") < 0) {
      found.push(`${path}: ${version}`);
    } else if (venv !== "venv") {
      found.push(`${path}: ${version} without venv (${venv})`);
    } else {
      return { path, version };
    }
  }
  throw refuse("SCSBP-8004", {
    what: "the sandbox needs Python 3.11 or newer with venv",
    got: found.length > 0 ? found.join("\n") : `no ${named ?? "python3"} on the PATH`,
    allowed: "Python 3.11 or newer with the venv and ensurepip modules",
    fix:
      "install it (Debian, Ubuntu: apt install python3 python3-venv; Fedora: dnf install python3), name one by\n" +
      "SCS_BLUEPRINTS_PYTHON=/path/to/python3, or use another cloud: --cloud NAME",
  });
}

async function probe(path: string, env: NodeJS.ProcessEnv): Promise<[version: string | undefined, venv: string]> {
  try {
    const { code, stdout, stderr } = await run(path, ["-c", PROBE], { env, timeoutSeconds: 30 });
    const [version, venv = ""] = stdout.trim().split("\n");
    return code === 0 ? [version, venv] : [undefined, stderr.trim().split("\n").pop() ?? `exit code ${code}`];
  } catch (error) {
    if (BlueprintError.isBlueprintError(error)) {
      throw error;
    }
    return [undefined, String(error)];
  }
}

export type EngineName = "terraform" | "tofu";

/** The program that plans and applies. */
export interface Engine {
  readonly name: EngineName;
  /** How people call it. */
  readonly title: string;
  readonly path: string;
  readonly version: string;
}

const TITLES: Readonly<Record<EngineName, string>> = { terraform: "Terraform", tofu: "OpenTofu" };
const MINIMUM = "1.6.0";
const INSTALL =
  "install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install),\n" +
  "or name the program: SCS_BLUEPRINTS_TERRAFORM=/path/to/terraform";

/** The variables both engines need: no version check over the network, and no complaint of a configuration that is not there. */
export function engineEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // Arguments that the user's shell adds to every command would get between the ones given here.
  const kept = Object.entries(env).filter(([name]) => !name.startsWith("TF_CLI_ARGS"));
  const result: NodeJS.ProcessEnv = { ...Object.fromEntries(kept), CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
  if (env.TF_CLI_CONFIG_FILE !== undefined && !existsSync(env.TF_CLI_CONFIG_FILE)) {
    delete result.TF_CLI_CONFIG_FILE;
  }
  return result;
}

/**
 * Finds the engine: the one named by SCS_BLUEPRINTS_TERRAFORM, the one asked for, else terraform before tofu.
 *
 * @throws SCSBP-8002 when there is none, SCSBP-8003 when it does not fit.
 */
export async function findEngine(wanted?: EngineName, env: NodeJS.ProcessEnv = process.env): Promise<Engine> {
  const named = env.SCS_BLUEPRINTS_TERRAFORM;
  if (named !== undefined && named !== "") {
    const path = findProgram(named, env);
    if (path === undefined) {
      throw refuse("SCSBP-8003", {
        what: "SCS_BLUEPRINTS_TERRAFORM names no program",
        got: named,
        fix: "correct the variable, or unset it to have terraform or tofu found on the PATH",
      });
    }
    const engine = await inspect(path, env);
    if (wanted !== undefined && engine.name !== wanted) {
      throw refuse("SCSBP-8003", {
        what: `--engine ${wanted} and SCS_BLUEPRINTS_TERRAFORM disagree`,
        got: `${path} is ${engine.title}`,
        fix: "give only one of them",
      });
    }
    return engine;
  }
  const names: EngineName[] = wanted === undefined ? ["terraform", "tofu"] : [wanted];
  let refusal: unknown;
  for (const name of names) {
    const path = findProgram(name, env);
    if (path !== undefined) {
      try {
        return await inspect(path, env);
      } catch (error) {
        refusal ??= error; // a terraform that is too old does not matter where tofu fits
      }
    }
  }
  if (refusal !== undefined) {
    throw refusal;
  }
  throw refuse("SCSBP-8002", {
    what: wanted === undefined ? "neither terraform nor tofu was found" : `${wanted} was not found`,
    got: `PATH=${env.PATH ?? ""}`,
    allowed: "terraform or tofu, 1.6 or newer",
    fix: INSTALL,
  });
}

async function inspect(path: string, env: NodeJS.ProcessEnv): Promise<Engine> {
  let output: string;
  try {
    const result = await run(path, ["version"], { env: engineEnvironment(env), timeoutSeconds: 30 });
    output =
      result.code === 0 ? result.stdout : `${result.stdout}${result.stderr}`.trim() || `exit code ${result.code}`;
  } catch (error) {
    if (BlueprintError.isBlueprintError(error)) {
      throw error;
    }
    output = String(error);
  }
  const match = /^(Terraform|OpenTofu) v(\d+\.\d+\.\d+\S*)/m.exec(output);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw refuse("SCSBP-8003", {
      what: `${path} is neither Terraform nor OpenTofu`,
      got: output.split("\n")[0]?.slice(0, 200),
      allowed: "terraform or tofu, 1.6 or newer",
      fix: INSTALL,
    });
  }
  const name: EngineName = match[1] === "OpenTofu" ? "tofu" : "terraform";
  if (compareVersions(match[2], MINIMUM) < 0) {
    throw refuse("SCSBP-8003", {
      what: `${TITLES[name]} is too old`,
      got: `${match[2]} at ${path}`,
      allowed: "1.6 or newer",
      fix: INSTALL,
    });
  }
  return { name, title: TITLES[name], path, version: match[2] };
}
