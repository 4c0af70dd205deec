import { existsSync } from "node:fs";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { run } from "../process/run";
import { findProgram } from "./find-program";
import { compareVersions } from "./version";

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
