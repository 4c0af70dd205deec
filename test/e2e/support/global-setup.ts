import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { e2eEnvironment } from "./environment";
import { succeed } from "./run";

const ROOT = join(__dirname, "../../..");

/** Lays out what a clone of the last commit holds, and installs it as README says. */
export default async function setup(): Promise<void> {
  const { clone, dir } = e2eEnvironment();
  console.error(`\nend-to-end suite in ${dir}`);
  if (execFileSync("git", ["status", "--porcelain"], { cwd: ROOT, encoding: "utf8" }) !== "") {
    console.error("uncommitted changes are not tested: the suite works on the last commit");
  }
  mkdirSync(clone, { recursive: true });
  for (const name of readdirSync(clone).filter((entry) => entry !== "node_modules")) {
    rmSync(join(clone, name), { recursive: true });
  }
  execFileSync("sh", ["-c", 'git archive HEAD | tar -x -C "$0"', clone], { cwd: ROOT });
  const { seconds } = await succeed("npm", ["ci"], { cwd: clone });
  console.error(`npm ci: ${seconds.toFixed(0)} s`);
  // For test files that begin with Terraform itself; `npm start` finds the mirror by itself, and makes it when it has to.
  await succeed("node", ["dist/cli/main.js", "provider", "install"], { cwd: clone });
}
