import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLES, synthesize, synthesizedTexts } from "../support/examples";
import { schemaProblems } from "../support/provider-schema";

/**
 * Every example is synthesized as its user would, from its own folder with the compiled library, compared with its
 * golden file and checked against the provider's schema. Resource addresses are part of the library's API: a change
 * here is a release note. `UPDATE_GOLDEN=1 npx jest test/golden` writes the files anew.
 */
const ROOT = join(__dirname, "../..");

test("there are examples", () => {
  expect(EXAMPLES).toContain("quickstart");
});

test("cdktf.json of the repository is that of the quickstart, from where it lies", () => {
  const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), "utf8")) as { app: string };
  expect(read("cdktf.json").app).toBe(read("examples/quickstart/cdktf.json").app.replace("main.ts", "examples/quickstart/main.ts"));
});

describe.each(EXAMPLES)("%s", (example) => {
  const folder = join(ROOT, "examples", example);
  // beside cdktf.out, which may be in use: relative paths come out as they do there
  const outdir = join(folder, "cdktf.golden.out");
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  test("synthesizes", () => synthesize(folder, outdir));

  test("is what it was", () => {
    for (const [stack, json] of stacks(outdir)) {
      const golden = join(__dirname, `${example}.${stack}.json`);
      const text = `${JSON.stringify(json, undefined, 2)}\n`;
      if (process.env["UPDATE_GOLDEN"] === "1") {
        writeFileSync(golden, text);
      }
      expect(text).toBe(readFileSync(golden, "utf8"));
    }
  });

  test("is valid under the provider's schema", () => {
    const all = stacks(outdir);
    expect(all.length).toBeGreaterThan(0);
    expect(all.flatMap(([, json]) => schemaProblems(json))).toEqual([]);
  });

  test("holds no absolute path and no null", () => {
    for (const [, json] of stacks(outdir)) {
      expect(JSON.stringify(json)).not.toMatch(/"\/(work|home|root|tmp|Users)\/|:null/);
    }
  });
});

function stacks(outdir: string): [string, Record<string, unknown>][] {
  return synthesizedTexts(outdir).map(([name, text]) => {
    const json = JSON.parse(text) as { "//": { metadata: { version: string } } };
    // the engine's own: all that its fork writes otherwise (test/e2e/engines.test.ts)
    json["//"].metadata.version = "0.21.0";
    return [name, json];
  });
}
