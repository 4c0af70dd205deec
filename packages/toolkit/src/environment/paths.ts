import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The folder of a package, found by its package.json: the same from dist/ and, in tests, from src/.
 *
 * @param from `__dirname` of the caller
 */
export function packageRoot(from: string): string {
  let dir = from;
  while (!existsSync(join(dir, "package.json"))) {
    const parent = dirname(dir);
    if (parent === dir) {
      throw new Error(`no package.json above ${from}`);
    }
    dir = parent;
  }
  return dir;
}

/** The repository, which has examples and development tools; where the packages are installed, a folder without them. */
export function repositoryRoot(): string {
  const own = packageRoot(__dirname);
  return basename(dirname(own)) === "packages" ? dirname(dirname(own)) : own;
}

/** Where everything lies that can be made again. The XDG rules say that a relative value is to be ignored. */
export function cacheDir(env: Env = process.env): string {
  const xdg = env.XDG_CACHE_HOME;
  const base = xdg !== undefined && isAbsolute(xdg) ? xdg : join(env.HOME ?? homedir(), ".cache");
  return join(base, "scs-blueprints");
}

/** Where the sandbox cloud keeps its data; `SCS_SANDBOX_HOME` is the variable that its own side reads. */
export function sandboxHome(env: Env = process.env): string {
  return env.SCS_SANDBOX_HOME || join(cacheDir(env), "sandbox");
}

/** A path as a person would type it. */
export function shortPath(path: string, cwd: string = process.cwd()): string {
  if (path === cwd) {
    return ".";
  }
  if (path.startsWith(`${cwd}/`)) {
    return path.slice(cwd.length + 1);
  }
  const home = homedir();
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
