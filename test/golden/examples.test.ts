import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemaProblems } from "../support/provider-schema";

/**
 * Every example is synthesized as its user would, from its own folder with the compiled library, compared with its
 * golden file and checked against the provider's schema. Resource addresses are part of the library's API: a change
 * here is a release note. `UPDATE_GOLDEN=1 npx jest test/golden` writes the files anew.
 */
const ROOT = join(__dirname, "../..");
const examples = readdirSync(join(ROOT, "examples")).filter((name) => existsSync(join(ROOT, "examples", name, "cdktf.json")));

test("there are examples", () => {
  expect(examples).toContain("quickstart");
});

test("cdktf.json of the repository is that of the quickstart, from where it lies", () => {
  const read = (file: string) => JSON.parse(readFileSync(join(ROOT, file), "utf8")) as { app: string };
  expect(read("cdktf.json").app).toBe(read("examples/quickstart/cdktf.json").app.replace("main.ts", "examples/quickstart/main.ts"));
});

describe.each(examples)("%s", (example) => {
  const folder = join(ROOT, "examples", example);
  // beside cdktf.out, which may be in use: relative paths come out as they do there
  const outdir = join(folder, "cdktf.golden.out");
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  function synthesize(env: Record<string, string> = {}): void {
    const { app } = JSON.parse(readFileSync(join(folder, "cdktf.json"), "utf8")) as { app: string };
    const run = spawnSync(app, {
      cwd: folder,
      shell: true,
      encoding: "utf8",
      env: { ...process.env, CDKTF_OUTDIR: outdir, CI: "1", ...env },
    });
    expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: "" }); // no warnings of the engine either
  }

  test("synthesizes", () => synthesize());

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

  test("is, byte for byte, what the engine's own synthesis makes", () => {
    const ours = texts(outdir);
    synthesize({ SCS_BLUEPRINTS_SYNTH: "engine" });
    expect(texts(outdir)).toEqual(ours);
  });
});

function stacks(outdir: string): [string, Record<string, unknown>][] {
  return texts(outdir).map(([name, text]) => {
    const json = JSON.parse(text) as { "//": { metadata: { version: string } } };
    // the engine's own: all that its fork writes otherwise (test/e2e/engines.test.ts)
    json["//"].metadata.version = "0.21.0";
    return [name, json];
  });
}

function texts(outdir: string): [string, string][] {
  const { stacks: made } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
    stacks: Record<string, { synthesizedStackPath: string }>;
  };
  return Object.entries(made).map(([name, stack]) => [
    name,
    readFileSync(join(outdir, stack.synthesizedStackPath), "utf8"),
  ]);
}
