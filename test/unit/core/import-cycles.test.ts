import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

const ROOT = join(__dirname, "../../..");

/** The rule once saw no imports of TypeScript files and found nothing. */
test("the lint rule against import cycles fires on two TypeScript files that import each other", () => {
  const folder = mkdtempSync(join(tmpdir(), "scs-blueprints-lint-"));
  const write = (name: string, text: string) => writeFileSync(join(folder, "lib/core", name), text);
  const lint = () =>
    spawnSync(
      process.execPath,
      [join(ROOT, "node_modules/eslint/bin/eslint.js"), "--config", join(ROOT, "eslint.config.mjs"), "lib"],
      { cwd: folder, encoding: "utf8" },
    );
  try {
    mkdirSync(join(folder, "lib/core"), { recursive: true });
    write("a.ts", 'import { b } from "./b";\nexport const a = (): number => b();\n');
    write("b.ts", 'import { a } from "./a";\nexport const b = (): number => a();\n');
    const { status, stdout } = lint();
    expect(stdout.match(/import-x\/no-cycle/g)).toHaveLength(2);
    expect(status).toBe(1);
    write("b.ts", "export const b = (): number => 1;\n");
    expect(lint()).toMatchObject({ status: 0, stdout: "" });
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

test("the lint rules for packages fire: one way, by name, and no dependencies of the standards", () => {
  const folder = mkdtempSync(join(tmpdir(), "scs-blueprints-lint-"));
  const files = {
    "package.json": '{ "name": "scs-blueprints" }',
    "lib/core/pictures.ts": 'export { Topology } from "@scs-blueprints/toolkit/graph";\n',
    "packages/standards/src/yaml.ts": 'export { parse } from "yaml";\n',
    "packages/toolkit/package.json": '{ "name": "@scs-blueprints/toolkit" }',
    "packages/toolkit/src/library.ts": 'export { App } from "scs-blueprints";\n',
    "packages/toolkit/src/names.ts": 'export { names } from "../../../lib/core/names";\n',
    "lib/core/names.ts": "export const names = 1;\n",
    "packages/cli/src/allowed.ts": 'export { Topology } from "@scs-blueprints/toolkit/graph";\n',
  };
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const eslint = join(ROOT, "node_modules/eslint/bin/eslint.js");
    const args = [eslint, "--config", join(ROOT, "eslint.config.mjs"), "--format", "json", "."];
    const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    const results = JSON.parse(stdout) as { filePath: string; messages: { ruleId: string }[] }[];
    const fired = results.flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId }) => `${basename(filePath)}: ${ruleId}`),
    );
    expect(fired.sort()).toEqual([
      "library.ts: no-restricted-imports",
      "names.ts: import-x/no-relative-packages",
      "pictures.ts: no-restricted-imports",
      "yaml.ts: no-restricted-imports",
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);
