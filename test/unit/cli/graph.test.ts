import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { graph, type GraphCommandOptions } from "../../../packages/cli/src/actions/graph";
import { ExitCode } from "../../../packages/cli/src/exit-codes";
import { GraphFormat, Preset } from "../../../packages/toolkit/src/graph";
import { RecordingReporter, temporaryDir, write } from "./helpers";

jest.setTimeout(60_000);

const dir = temporaryDir();
const golden = readFileSync(join(__dirname, "../../golden/quickstart.quickstart.json"), "utf8");
write(join(dir, "out/stacks/quickstart/cdk.tf.json"), golden);

const BASE: GraphCommandOptions = {
  outDir: join(dir, "out"),
  stack: [],
  preset: Preset.OVERVIEW,
  output: [],
  plan: [],
  report: [],
  json: false,
};

/** Runs the command; what it says, and what it writes to standard output. */
async function run(options: Partial<GraphCommandOptions>): Promise<{ code: ExitCode; log: string; out: string }> {
  const reporter = new RecordingReporter();
  const written: string[] = [];
  const spy = jest.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const code = await graph({ ...BASE, ...options }, reporter);
    return { code, log: reporter.log.join("\n"), out: written.join("") };
  } finally {
    spy.mockRestore();
  }
}

test("without anything: a flowchart on standard output", async () => {
  const { code, out } = await run({});
  expect(code).toBe(ExitCode.Ok);
  expect(out).toMatch(/^flowchart TB\n/);
});

test("files in the formats of their endings", async () => {
  const files = ["p.svg", "p.html", "p.mmd", "p.drawio", "p.json"].map((name) => join(dir, name));
  const { code, out } = await run({ output: files });
  expect([code, out]).toEqual([ExitCode.Ok, ""]);
  expect(files.map((file) => readFileSync(file, "utf8").slice(0, 9))).toEqual([
    "<svg xmln",
    "<!doctype",
    "flowchart",
    "<?xml ver",
    '{\n  "form',
  ]);
});

test("who can talk to whom, in words and as data", async () => {
  expect(await run({ from: "web", to: "db" })).toMatchObject({ code: ExitCode.Ok, log: "block web → db: tcp 5432" });
  expect(await run({ from: "db", to: "web" })).toMatchObject({
    code: ExitCode.Failed,
    log: "block no way from db to web",
  });
  const { out } = await run({ from: "web", to: "db", json: true });
  expect(JSON.parse(out)).toEqual({
    from: "web",
    to: "db",
    reachable: true,
    ways: [{ from: "web", to: "db", ports: "tcp 5432" }],
  });
});

test.each<[string, Partial<GraphCommandOptions>, string, ExitCode]>([
  ["nothing synthesized", { outDir: join(dir, "none") }, "SCSBP-7001", ExitCode.Usage],
  ["a broken stack", { outDir: join(dir, "broken") }, "SCSBP-7001", ExitCode.Usage],
  ["an unknown stack", { stack: ["shop"] }, "SCSBP-7003", ExitCode.Usage],
  ["an unknown ending", { output: [join(dir, "p.png")] }, "SCSBP-7002", ExitCode.Usage],
  ["a plan that is none", { plan: [join(dir, "out/stacks/quickstart/cdk.tf.json")] }, "SCSBP-7010", ExitCode.Usage],
  ["a report that is none", { report: [join(dir, "out/stacks/quickstart/cdk.tf.json")] }, "SCSBP-7020", ExitCode.Usage],
  ["a name that is not there", { from: "wbe", to: "db" }, "SCSBP-7030", ExitCode.Usage],
  ["a folder that is not there", { output: [join(dir, "none/p.svg")] }, "SCSBP-8140", ExitCode.Failed],
])("fails for %s, and writes nothing", async (_, options, code, exit) => {
  write(join(dir, "broken/stacks/a/cdk.tf.json"), "{");
  const result = await run(options);
  expect(result.log).toContain(code);
  expect([result.code, result.out]).toEqual([exit, ""]);
  expect(existsSync(join(dir, "p.png"))).toBe(false);
});

test("fails for an app with errors, with the app's own words, and leaves the old picture", async () => {
  const project = join(dir, "project");
  write(join(project, "cdktf.json"), JSON.stringify({ app: "node main.js" }));
  write(
    join(project, "main.js"),
    'console.error("BlueprintError: SCSBP-5001: no such flavor\\n  got:     SCS-2X-4");process.exit(1)',
  );
  const old = write(join(dir, "old.svg"), "old");
  const result = await run({ example: project, outDir: undefined, output: [old] });
  expect(result.log).toContain("SCSBP-5001");
  expect(result.code).not.toBe(ExitCode.Ok);
  expect(readFileSync(old, "utf8")).toBe("old");
});

test("the format of --format goes for standard output", async () => {
  expect((await run({ format: GraphFormat.SVG })).out).toMatch(/^<svg /);
});
