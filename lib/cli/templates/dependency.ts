import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve, sep } from "node:path";
import { isMapping } from "../openstack/clouds-yaml";

/**
 * What a new project's package.json says of this package, so that `npm install` there finds the same again: the exact
 * version where a registry has it, the tarball it was installed from, else this folder.
 *
 * @param root of this package
 * @param project the new project's folder, which need not exist
 */
export function dependencyOn(root: string, project: string): string {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  const installation = dirname(dirname(root));
  const resolved = dirname(root).endsWith(`${sep}node_modules`) ? resolvedFrom(installation) : undefined;
  if (resolved?.startsWith("http") === true) {
    return version;
  }
  const tarball = resolved === undefined ? undefined : resolve(installation, resolved.replace(/^file:/, ""));
  return `file:${posix(relative(real(project), real(tarball !== undefined && existsSync(tarball) ? tarball : root)))}`;
}

/** What npm noted of where the package came from. */
function resolvedFrom(installation: string): string | undefined {
  try {
    const lock: unknown = JSON.parse(readFileSync(join(installation, "node_modules", ".package-lock.json"), "utf8"));
    const packages = isMapping(lock) && isMapping(lock.packages) ? lock.packages : {};
    const own = packages["node_modules/scs-blueprints"];
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
