import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Of the repository. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

/** Runs a program to its end. @returns what it prints; fails with its output unless it exits 0 */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  if (done.status !== 0) {
    throw new Error(`${command} ${args.join(" ")} exited ${done.status}:\n${done.stdout}\n${done.stderr}`);
  }
  return done.stdout;
}
