import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Config } from "jest";
import { layOutOpenTofu } from "./built";
import { e2eEnvironment } from "./environment";
import { succeed } from "./run";

const ROOT = join(__dirname, "../../..");

/** Lays out what a clone of the last commit holds, and installs it as README says; each further worker has a copy. */
export default async function setup({ maxWorkers }: Required<Config>): Promise<void> {
  const { clone, dir } = e2eEnvironment(1);
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
  await layOutOpenTofu();
  // For test files that begin with Terraform itself; `npm start` finds the mirror by itself, and makes it when it has to.
  await succeed("node", ["packages/cli/dist/main.js", "provider", "install"], { cwd: clone });
  for (let worker = 2; worker <= Number(maxWorkers); worker += 1) {
    const copy = e2eEnvironment(worker).clone;
    rmSync(copy, { recursive: true, force: true });
    const modules = join(clone, "node_modules");
    cpSync(clone, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => path !== modules });
    execFileSync("cp", ["-al", modules, join(copy, "node_modules")]); // hard links: nobody writes into a module's files
  }
}
