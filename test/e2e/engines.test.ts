import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { e2eEnvironment } from "./support/environment";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";

/**
 * The engine's maintained fork in place of the engine, under its name: every test that synthesizes runs on it, golden files
 * included. Not the same there: its version, and how empty containers are printed.
 */
const FORK = "cdktf@npm:cdktn@0.24.0";
const folder = join(e2eEnvironment().dir, "cdktn");
const SYNTHESIZING = [
  "test/golden",
  ...["blueprints", "cloud", "core", "fleet", "kubernetes", "openstack", "testing"].map((name) => `test/unit/${name}`),
];

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync("sh", ["-c", 'git archive HEAD | tar -x -C "$0"', folder], { cwd: join(__dirname, "../..") });
  for (const made of ["node_modules", "dist", "packages"]) {
    cpSync(join(repository.dir, made), join(folder, made), { recursive: true, verbatimSymlinks: true });
  }
  // the bindings' peer is `cdktf` at a version the fork does not have
  const install = ["install", "--no-save", "--legacy-peer-deps", "--ignore-scripts", FORK];
  await succeed("npm", install, { cwd: folder });
  // npm takes away what it did not install: the library under its own name, as examples and templates import it
  rmSync(join(folder, "node_modules/scs-blueprints"), { recursive: true, force: true });
  symlinkSync("..", join(folder, "node_modules/scs-blueprints"), "junction");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("all that synthesizes passes on cdktn", async () => {
  const { stdout } = await succeed("node", ["-p", 'require("cdktf/package.json").name'], { cwd: folder });
  expect(stdout.trim()).toBe("cdktn");
  const { status, output } = await run("npx", ["jest", ...SYNTHESIZING], { cwd: folder, env: { CI: "true" } });
  const failed = output.split("\n").filter((line) => /^\s*(●|FAIL)/.test(line));
  expect({ status, failed }).toEqual({ status: 0, failed: [] });
  expect(Number(/Tests: +(?:\d+ skipped, )?(\d+) passed/.exec(output)?.[1])).toBeGreaterThan(2400);
});
