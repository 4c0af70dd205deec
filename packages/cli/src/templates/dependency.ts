import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { isMapping } from "@scs-blueprints/toolkit";

/**
 * What a new project's package.json says of one of our packages, so that `npm install` there finds the same again: the exact
 * version where a registry has it, the tarball it was installed from, else its folder.
 *
 * @param root of the package
 * @param project the new project's folder, which need not exist
 */
export function dependencyOn(root: string, project: string): string {
  const { name, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    name: string;
    version: string;
  };
  const place = join("node_modules", name);
  const installation = root.endsWith(`${sep}${place}`) ? root.slice(0, -place.length - 1) : undefined;
  const resolved = installation === undefined ? undefined : resolvedFrom(installation, posix(place));
  if (resolved?.startsWith("http") === true) {
    return version;
  }
  const tarball =
    installation === undefined || resolved === undefined
      ? undefined
      : resolve(installation, resolved.replace(/^file:/, ""));
  return `file:${posix(relative(real(project), real(tarball !== undefined && existsSync(tarball) ? tarball : root)))}`;
}

/** What npm noted of where a package came from. */
function resolvedFrom(installation: string, place: string): string | undefined {
  try {
    const lock: unknown = JSON.parse(readFileSync(join(installation, "node_modules", ".package-lock.json"), "utf8"));
    const packages = isMapping(lock) && isMapping(lock.packages) ? lock.packages : {};
    const own = packages[place];
    return isMapping(own) && typeof own.resolved === "string" ? own.resolved : undefined;
  } catch {
    return undefined; // installed by another program than npm
  }
}

/** What has to be installed in the project before it can run; what a folder above has counts. */
export function missingPackages(project: string, names: readonly string[]): string[] {
  const load = createRequire(join(project, "package.json"));
  return names.filter((name) => {
    try {
      load.resolve(`${name}/package.json`);
      return false;
    } catch {
      return true;
    }
  });
}

/** Without symbolic links, as far as the path exists: npm counts `..` from there. */
function real(path: string): string {
  return existsSync(path) ? realpathSync(path) : join(real(dirname(path)), path.slice(dirname(path).length));
}

const posix = (path: string) => path.split(sep).join("/");
