import { JsonReporter } from "../../../packages/cli/src/output/json-reporter";
import { formatSeconds } from "../../../packages/cli/src/output/duration";
import { renderTable } from "../../../packages/cli/src/output/table";
import { wantsColours } from "../../../packages/cli/src/output/style";
import { TextReporter } from "../../../packages/cli/src/output/text-reporter";
import { ExitCode, exitCodeOf } from "../../../packages/cli/src/exit-codes";
import { Interrupts } from "../../../packages/toolkit/src/process/interrupts";
import { LineSplitter, run } from "../../../packages/toolkit/src/process/run";
import { SandboxClient, SandboxEvents } from "../../../packages/sandbox/src/client";
import { exportLines } from "../../../packages/cli/src/output/shell";
import { BlueprintError } from "../../../packages/standards/src/errors";
import { errorOf, RecordingReporter, temporaryDir, write } from "./helpers";
import { join } from "node:path";

const root = temporaryDir();

test("an error has the exit code of its kind; those of other parts of the library count as failures", () => {
  expect(exitCodeOf("SCSBP-8042")).toBe(ExitCode.Drift);
  expect(exitCodeOf("SCSBP-2001")).toBe(ExitCode.Failed);
});

test("plain text: a line as a step starts and one as it ends, answers on standard output", () => {
  const err: string[] = [];
  const out: string[] = [];
  const reporter = new TextReporter({ err: (text) => err.push(text), out: (text) => out.push(text) });
  const step = reporter.step("x", "Working");
  step.progress("1/2");
  step.line("made a");
  step.done("2 things");
  step.done("twice");
  reporter.error(new BlueprintError({ code: "SCSBP-8001", what: "too old", got: "a\nb", fix: "update" }));
  reporter.block("table");
  expect(out).toEqual(["table"]);
  expect(err.slice(0, 2)).toEqual(["… Working", "  made a"]);
  expect(err[2]).toMatch(/^✔ Working: 2 things \(\d+\.\d s\)$/);
  expect(err[3]).toBe("✘ too old [SCSBP-8001]\n  got:     a\n           b\n  do:      update");
  expect(err).toHaveLength(4);
});

test.each([
  ["two terminals", {}, true, true, true],
  ["standard output in a file", {}, false, true, false],
  ["standard error in a file", {}, true, false, false],
  ["a pipeline", { CI: "true" }, false, false, false],
  ["a pipeline that shows colours", { CI: "true", FORCE_COLOR: "1" }, false, false, true],
  ["NO_COLOR above all", { FORCE_COLOR: "1", NO_COLOR: "1" }, true, true, false],
  ["a terminal that knows none", { TERM: "dumb" }, true, true, false],
])("colours: %s", (_, env, outIsTerminal, errIsTerminal, expected) => {
  expect(wantsColours({ env, outIsTerminal, errIsTerminal })).toBe(expected);
});

test("JSON lines: the sandbox's vocabulary", () => {
  const lines: string[] = [];
  const reporter = new JsonReporter((line) => lines.push(line));
  reporter.step("x", "Working").done("d");
  reporter.block();
  reporter.error(new BlueprintError({ code: "SCSBP-8001", what: "w", fix: "f" }));
  reporter.result({ n: 1 });
  const events = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events.map((event) => event.state ?? event.event)).toEqual(["start", "done", "error", "result"]);
  expect(events[2]).toEqual({ event: "error", code: "SCSBP-8001", what: "w", do: "f" });
  expect(events[3]).toEqual({ event: "result", ok: true, n: 1 });
});

test("durations and tables", () => {
  expect([0.04, 59.94, 125].map(formatSeconds)).toEqual(["0.0 s", "59.9 s", "2 min 05 s"]);
  const table = renderTable(["A", "B", "C"], [["1", "", "3"]]);
  expect(table.split("\n").map((line) => line.trim().split(/\s+/))).toEqual([
    ["A", "C"],
    ["1", "3"],
  ]); // no column B
});

test("lines survive chunks that cut them, and characters", () => {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  const bytes = Buffer.from("ä\r\nb\nc");
  splitter.write(bytes.subarray(0, 1));
  splitter.write(bytes.subarray(1));
  splitter.end();
  expect(lines).toEqual(["ä", "b", "c"]);
});

test("a program's output comes by a file as by a pipe; its exit code and a signal's are told", async () => {
  const lines: string[] = [];
  const options = { stdoutFile: join(root, "out"), onStdout: (line: string) => lines.push(line) };
  expect((await run("sh", ["-c", "echo a; sleep 0.2; echo b; exit 3"], options)).code).toBe(3);
  expect(lines).toEqual(["a", "b"]);
  expect((await run("sh", ["-c", "kill -9 $$"])).code).toBe(137);
  await expect(run("/no/such/program", [])).rejects.toThrow("ENOENT");
  expect((await run("sleep", ["30"], { timeoutSeconds: 0.2 })).code).toBe(137);
});

describe("Ctrl-C", () => {
  test("npm's copy of the same keystroke does not count twice; an apply hears of the second only", () => {
    let now = 0;
    const interrupts = new Interrupts(() => now);
    const heard: string[] = [];
    const told: [number, boolean][] = [];
    (interrupts as unknown as { tell: unknown }).tell = (times: number, patient: boolean) =>
      told.push([times, patient]);
    interrupts.add({ patient: true, interrupt: (signal) => heard.push(`apply ${signal}`) });
    const forget = interrupts.add({ patient: false, interrupt: (signal) => heard.push(`plan ${signal}`) });
    interrupts.check();
    interrupts.receive("SIGINT");
    now += 50;
    interrupts.receive("SIGINT");
    expect(heard).toEqual(["plan SIGINT"]);
    expect(() => interrupts.check()).toThrow("SCSBP-8091");
    forget();
    now += 1000;
    interrupts.receive("SIGHUP");
    expect(heard).toEqual(["plan SIGINT", "apply SIGTERM"]);
    expect(told).toEqual([
      [1, true],
      [2, true],
    ]);
  });
});

describe("the sandbox's events", () => {
  const feed = (...events: object[]) => {
    const reporter = new RecordingReporter();
    const sandbox = new SandboxEvents(reporter);
    events.forEach((event) => sandbox.line(JSON.stringify(event)));
    return { reporter, sandbox };
  };
  const step = (id: string, state: string, detail?: string) => ({
    event: "step",
    id,
    title: id.toUpperCase(),
    state,
    detail,
  });

  test("steps may overlap and may only be skipped", () => {
    const { reporter, sandbox } = feed(
      step("a", "start"),
      step("b", "start"),
      step("a", "progress", "50 %"),
      step("b", "done"),
      step("a", "done", "ok"),
      step("c", "skip", "there"),
      { event: "result", ok: true, home: "/h", cloudsYaml: "/h/c", clouds: [], services: [] },
    );
    expect(reporter.log).toEqual([
      "start A",
      "start B",
      "progress A: 50 %",
      "done B",
      "done A: ok",
      "start C",
      "skip C: there",
    ]);
    expect(sandbox.finish(0, "")).toMatchObject({ cloudsYaml: "/h/c" });
  });

  test("its error is ours, with all its parts, and what was begun is marked failed", async () => {
    const { reporter, sandbox } = feed(step("a", "start"), {
      event: "error",
      code: "SCSBP-9006",
      what: "port taken",
      got: "5000",
      allowed: "",
      do: "free it",
    });
    const error = await errorOf(() => sandbox.finish(1, ""));
    expect(error.toJSON()).toEqual({
      code: "SCSBP-9006",
      what: "port taken",
      got: "5000",
      allowed: undefined,
      fix: "free it",
    });
    expect(reporter.log).toContain("fail A");
  });

  test("an end without a word shows the last lines", async () => {
    const { sandbox } = feed();
    sandbox.line("Traceback");
    const error = await errorOf(() => sandbox.finish(1, "ImportError: x"));
    expect([error.code, error.got]).toEqual(["SCSBP-8050", "Traceback\nImportError: x"]);
  });

  test("a stand-in for the Python side is run with the contract's arguments", async () => {
    const script = write(
      join(root, "stand-in-sandbox.py"),
      `
import json, sys
print(json.dumps({"event": "step", "id": "x", "title": "X", "state": "done"}))
print(json.dumps({"event": "result", "ok": True, "cloudsYaml": " ".join(sys.argv[1:])}))
`,
    );
    const reporter = new RecordingReporter();
    const client = new SandboxClient({ script, home: "/h" });
    expect((await client.follow("up", ["--mode", "tenant"], reporter))?.cloudsYaml).toBe(
      "up --home /h --json --mode tenant",
    );
    expect(reporter.log).toEqual(["start X", "done X"]);
    const missing = new SandboxClient({ script: "/no/sandbox.py" });
    expect((await errorOf(() => missing.status())).code).toBe("SCSBP-8051");
  });
});

test("exports are safe for eval", () => {
  expect(exportLines({ A: "/plain/path", B: "it's $HOME", C: undefined })).toBe(
    "export A=/plain/path\nexport B='it'\\''s $HOME'\nunset C",
  );
});
