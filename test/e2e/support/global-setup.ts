import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { e2eEnvironment } from "./environment";
import { succeed } from "./run";

const ROOT = join(__dirname, "../../..");

/** Copies what a clone of the working tree would hold, and installs it as README says. */
export default async function setup(): Promise<void> {
  const { clone, dir } = e2eEnvironment();
  console.error(`\nend-to-end suite in ${dir}`);
  const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT });
  for (const file of files
    .toString("utf8")
    .split("\0")
    .filter((name) => name !== "")) {
    if (existsSync(join(ROOT, file))) {
      mkdirSync(dirname(join(clone, file)), { recursive: true });
      cpSync(join(ROOT, file), join(clone, file));
    }
  }
  const { seconds } = await succeed("npm", ["ci"], { cwd: clone });
  console.error(`npm ci: ${seconds.toFixed(0)} s`);
}
