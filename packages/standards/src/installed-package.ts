import { createRequire } from "node:module";
import { join } from "node:path";
import { type BlueprintError, refuse } from "./errors";

/** Packages of ours that a project is worked on with, and what each is for. */
const PURPOSES: Readonly<Record<string, string>> = {
  "@scs-blueprints/cli": "the command line",
  "@scs-blueprints/toolkit": "pictures",
  "@scs-blueprints/sandbox": "the sandbox",
};

/**
 * The file of another package of ours: where the caller is installed, where the program runs, or with the command line, which
 * brings the others along.
 *
 * @param name of an entry, such as `@scs-blueprints/cli/main`
 * @param caller `__filename`
 * @throws BlueprintError SCSBP-8006 when it is not installed
 * @internal
 */
export function resolvePackage(name: string, caller: string): string {
  const here = [caller, join(process.cwd(), "package.json")];
  const found =
    here.map((from) => resolved(name, from)).find((file) => file !== undefined) ??
    here
      .map((from) => resolved("@scs-blueprints/cli/package.json", from))
      .map((from) => (from === undefined ? undefined : resolved(name, from)))
      .find((file) => file !== undefined);
  if (found === undefined) {
    throw notInstalled(name);
  }
  return found;
}

/** Loads an entry of another package of ours; see {@link resolvePackage}. @internal */
export function requirePackage(name: string, caller: string): unknown {
  return createRequire(caller)(resolvePackage(name, caller));
}

/**
 * What Node.js says when it does not find a package of ours, in words that name what to install.
 *
 * @returns undefined for every other error
 * @internal
 */
export function missingPackage(error: unknown): BlueprintError | undefined {
  const { code, message } = (error ?? {}) as NodeJS.ErrnoException;
  const name = /Cannot find (?:module|package) '(@scs-blueprints\/[^']+)'/.exec(message ?? "")?.[1];
  return name === undefined || (code !== "MODULE_NOT_FOUND" && code !== "ERR_MODULE_NOT_FOUND")
    ? undefined
    : notInstalled(name);
}

function notInstalled(entry: string): BlueprintError {
  const name = entry.split("/").slice(0, 2).join("/");
  const purpose = PURPOSES[name];
  return refuse("SCSBP-8006", {
    ...(purpose === undefined ? {} : { what: `a package for ${purpose} is not installed` }),
    got: `no ${name}`,
    allowed: `${name} in the version of the other packages of scs-blueprints`,
    fix: `npm i ${purpose === undefined ? "" : "-D "}${name}`,
  });
}

function resolved(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    return undefined;
  }
}
