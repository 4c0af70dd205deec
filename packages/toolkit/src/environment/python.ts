import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { run } from "../process/run";
import { findProgram } from "./find-program";
import { compareVersions } from "./version";

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
