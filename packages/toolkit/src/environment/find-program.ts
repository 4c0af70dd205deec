import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

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
