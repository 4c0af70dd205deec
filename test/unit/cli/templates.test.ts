import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { init } from "../../../packages/cli/src/actions/init";
import { listTemplates } from "../../../packages/cli/src/templates/catalogue";
import { RecordingReporter } from "./helpers";

/**
 * Projects as `init` writes them, beside the packages of this repository: type-checked against the compiled library, their
 * tests run, synthesized.
 */
jest.setTimeout(180_000);

const ROOT = join(__dirname, "../../..");
const home = mkdtempSync(join(tmpdir(), "scs-blueprints-templates-"));
const templates = listTemplates().map(({ name }) => name);
const env = { PATH: process.env["PATH"], HOME: home, NO_COLOR: "1" };
const node = (cwd: string, ...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: "utf8" });
  return { status, output: stdout + stderr };
};

const testsOf = (name: string) => readdirSync(join(home, name, "test")).map((file) => join("test", file));

beforeAll(() => {
  symlinkSync(join(ROOT, "node_modules"), join(home, "node_modules"), "junction");
  templates.forEach((name) => init(name, join(home, name), new RecordingReporter()));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

test("all type-check together, against the types that are shipped", () => {
  writeFileSync(
    join(home, "tsconfig.json"),
    JSON.stringify({
      extends: "./tenant/tsconfig.json",
      include: templates.map((name) => `${name}/**/*.ts`),
      exclude: ["node_modules"],
    }),
  );
  const result = node(home, join(ROOT, "node_modules/typescript/bin/tsc"), "--project", "tsconfig.json");
  expect(result).toEqual({ status: 0, output: "" });
});

test.each(templates)("%s: its own tests pass, and there are some", (name) => {
  const { status, output } = node(
    join(home, name),
    "--import",
    "tsx",
    "--test",
    "--test-reporter",
    "tap",
    ...testsOf(name),
  );
  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
  expect(Number(/^# pass (\d+)/m.exec(output)?.[1])).toBeGreaterThanOrEqual(3);
});

test.each(templates)("%s: the program synthesizes", (name) => {
  const result = node(join(home, name), "--import", "tsx", "main.ts");
  expect(result).toEqual({ status: 0, output: "" });
});
