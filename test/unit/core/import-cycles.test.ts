import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
