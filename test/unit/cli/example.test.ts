import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { hostname } from "node:os";
import { join } from "node:path";
import { briefFailure, parseAppError, sourceLine, synthesize } from "../../../packages/toolkit/src/example/synthesize";
import { findExample, listExamples } from "../../../packages/toolkit/src/example/catalogue";
import { RunLock } from "../../../packages/toolkit/src/example/run-lock";
import { run } from "../../../packages/toolkit/src/process/run";
import { errorOf, RecordingReporter, temporaryDir, write } from "./helpers";

const root = temporaryDir();

describe("the catalogue", () => {
  const examples = join(root, "examples");
  beforeAll(() => {
    write(join(examples, "quickstart/cdktf.json"), '{"app": "true"}');
    write(join(examples, "shop/cdktf.json"), '{"app": "node main.js", "output": "out", "context": {"a": "b"}}');
    mkdirSync(join(examples, "not-one"));
    write(join(examples, "broken/cdktf.json"), "{");
    write(join(examples, "no-app/cdktf.json"), '{"app": ""}');
  });

  test("by name, by path, quickstart by default", () => {
    expect(listExamples(examples)).toEqual(["broken", "no-app", "quickstart", "shop"]);
    expect(findExample(undefined, examples).name).toBe("quickstart");
    expect(findExample("shop", examples)).toMatchObject({ output: "out", context: { a: "b" }, app: "node main.js" });
    expect(findExample("./shop", examples, examples).dir).toBe(join(examples, "shop"));
  });

  test("installed without examples: the current folder", () => {
    expect(findExample(undefined, join(root, "none"), join(examples, "shop")).name).toBe("shop");
  });

  test.each([
    ["nope", "SCSBP-8020"],
    ["not-one", "SCSBP-8020"],
    ["./nope", "SCSBP-8020"],
    ["broken", "SCSBP-8021"],
    ["no-app", "SCSBP-8021"],
  ])("--example %s", async (name, code) => {
    const error = await errorOf(() => findExample(name, examples, examples));
    expect(error.code).toBe(code);
    if (name === "nope") {
      expect(error.allowed).toContain("quickstart, shop");
    }
  });
});

describe("what an example says that it needs", () => {
  const login = { after: "openstack", namespace: "yaook", secret: "keystone-admin" };
  const needs = (own: object) => {
    const dir = join(root, `needs-${JSON.stringify(own).length}`);
    write(join(dir, "cdktf.json"), '{"app": "true"}');
    write(join(dir, "package.json"), JSON.stringify({ "scs-blueprints": own }));
    return findExample(dir, root, root);
  };

  test("a cluster and a scope", () => {
    const { cluster, check } = needs({ cluster: { objects: "cat x", login }, check: "iaas-v5.1" });
    expect({ cluster, check }).toEqual({ cluster: { objects: "cat x", env: {}, login }, check: "iaas-v5.1" });
    expect(needs({})).not.toHaveProperty("cluster");
  });

  test.each<[string, unknown]>([
    ["no command", { login }],
    ["no login", { objects: "x" }],
    ["half a login", { objects: "x", login: { ...login, secret: "" } }],
    ["a variable that is no text", { objects: "x", login, env: { A: 1 } }],
    ["no map", "cluster"],
  ])("%s is refused", async (_, cluster) => {
    const error = await errorOf(() => needs({ cluster }));
    expect([error.code, error.got]).toEqual(["SCSBP-8021", expect.stringContaining(JSON.stringify(cluster))]);
  });
});

const TRACE = `/x/lib/cidr.ts:5
    throw new BlueprintError({
          ^

BlueprintError: SCSBP-1001: not a CIDR
  at:      shop/network
  got:     10.0.0.0
  allowed: address/prefix, such as 10.8.0.0/20
  do:      append the prefix length
    at new Cidr (/x/lib/cidr.ts:5:11)
    at Object.<anonymous> (/app/node_modules/y/z.js:1:1)
    at Object.<anonymous> (/app/main.ts:12:17)
    at Module._compile (node:internal/modules/cjs/loader:1521:14) {
  code: 'SCSBP-1001'
}`;

test("an error of the library is handed over whole, with the user's own line", () => {
  expect(parseAppError(TRACE, "/app")?.toJSON()).toEqual({
    code: "SCSBP-1001",
    what: "not a CIDR",
    path: "shop/network, main.ts:12",
    got: "10.0.0.0",
    allowed: "address/prefix, such as 10.8.0.0/20",
    fix: "append the prefix length",
  });
  expect(parseAppError("TypeError: x is not a function", "/app")).toBeUndefined();
  expect(sourceLine(TRACE, "/other")).toBeUndefined();
});

test("another failure is cut down to its message", () => {
  expect(briefFailure("node:internal/x:1\n\nTypeError: x is not a function\n    at a (/b:1:1)\n\nNode.js v20\n")).toBe(
    "TypeError: x is not a function\nNode.js v20",
  );
});

describe("synthesize", () => {
  /** A stand-in for an app: writes what cdktf would. */
  const app = (dir: string, body: string) => {
    write(join(root, dir, "app.js"), `const fs = require("fs"); const out = process.env.CDKTF_OUTDIR;\n${body}`);
    return {
      name: dir,
      dir: join(root, dir),
      app: `"${process.execPath}" app.js`,
      output: "cdktf.out",
      context: { k: "v" },
      sandbox: { mode: "tenant", cloud: "sandbox" },
    };
  };
  const manifest = (annotations: object[]) =>
    `fs.mkdirSync(out, { recursive: true }); fs.writeFileSync(out + "/env.json", JSON.stringify(process.env));
     fs.writeFileSync(out + "/manifest.json", JSON.stringify({ stacks: { s: { name: "s", constructPath: "s", workingDirectory:
     "stacks/s", synthesizedStackPath: "stacks/s/cdk.tf.json", annotations: ${JSON.stringify(annotations)}, dependencies: [] } } }));`;

  test("runs the app as cdktf does", async () => {
    const reporter = new RecordingReporter();
    const level = "@cdktf/warn";
    const example = app("good", manifest([{ level, constructPath: "s/x", message: "old image" }]));
    const stacks = await synthesize(example, { PATH: process.env.PATH, OS_CLOUD: "c" }, reporter);
    expect(stacks[0]?.workingDir).toBe(join(root, "good/cdktf.out/stacks/s"));
    expect(reporter.log).toEqual(["warn s/x: old image"]);
    const env = JSON.parse(readFileSync(join(root, "good/cdktf.out/env.json"), "utf8")) as Record<string, string>;
    expect(env).toMatchObject({ CDKTF_OUTDIR: "cdktf.out", OS_CLOUD: "c" });
    expect(JSON.parse(env.CDKTF_CONTEXT_JSON ?? "")).toMatchObject({ k: "v" });
  });

  test("errors that constructs attach", async () => {
    const level = "@cdktf/error";
    const example = app("annotated", manifest([{ level, constructPath: "s/x", message: "no room" }]));
    const error = await errorOf(() => synthesize(example, process.env, new RecordingReporter()));
    expect([error.code, error.got]).toEqual(["SCSBP-8022", "s/x: no room"]);
  });

  test("an app that throws, one that misses a module, one that synthesizes nothing over an old manifest", async () => {
    const thrown = await errorOf(() =>
      synthesize(app("throws", 'throw new Error("boom")'), process.env, new RecordingReporter()),
    );
    expect([thrown.code, thrown.got]).toEqual(["SCSBP-8022", expect.stringContaining("Error: boom")]);
    expect(thrown.path).toBe("app.js:2");
    const missing = app("missing", 'require("not-installed-at-all")');
    expect((await errorOf(() => synthesize(missing, process.env, new RecordingReporter()))).fix).toContain(
      "npm install",
    );
    write(join(root, "silent/cdktf.out/manifest.json"), '{"stacks": {}}');
    const silent = await errorOf(() => synthesize(app("silent", ""), process.env, new RecordingReporter()));
    expect(silent.what).toContain("synthesized nothing");
  });
});

describe("two runs in one folder", () => {
  const record = (dir: string) => join(root, dir, ".scs-blueprints/run.json");

  test("the second is refused while the first is alive, and leaves it untouched", async () => {
    mkdirSync(join(root, "busy"));
    const first = RunLock.acquire(join(root, "busy"));
    const error = await errorOf(() => RunLock.acquire(join(root, "busy")));
    expect(error.code).toBe("SCSBP-8023");
    expect(error.got).toContain(String(process.pid));
    expect(existsSync(record("busy"))).toBe(true);
    first.release();
    expect(existsSync(join(root, "busy/.scs-blueprints"))).toBe(false);
    RunLock.acquire(join(root, "busy")).release();
  });

  test("a killed one is taken over; its terraform is waited for as long as it lives", async () => {
    const child = spawn("sleep", ["60"]);
    const run = { pid: 2 ** 22 + 1 };
    const engine = { pid: child.pid };
    write(record("killed"), JSON.stringify({ host: hostname(), since: "2026-01-01T00:00:00Z", run, engine }));
    const lock = RunLock.acquire(join(root, "killed"));
    expect(lock.previous?.run.pid).toBe(run.pid);
    expect(lock.previousEngineAlive).toBe(true);
    const gone = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    expect(lock.previousEngineAlive).toBe(false);
    lock.release();
  });

  test("killed while its terraform started: the process noted itself", async () => {
    const child = spawn("sleep", ["60"]);
    const interrupted = (dir: string, starting: string, pid?: number) => {
      write(
        record(dir),
        JSON.stringify({ host: hostname(), since: "2026-01-01T00:00:00Z", run: { pid: 2 ** 22 + 1 }, starting }),
      );
      if (pid !== undefined) {
        write(join(root, dir, ".scs-blueprints/engine.pid"), `${pid}\n`);
      }
      return RunLock.acquire(join(root, dir));
    };
    const living = interrupted("starting", "sleep", child.pid);
    expect(living.previousEngineAlive).toBe(true);
    const reused = interrupted("starting-reused", "terraform", child.pid);
    expect([reused.previousEngineAlive, reused.previous?.engine !== undefined]).toEqual([false, true]);
    const never = interrupted("starting-never", "terraform");
    expect([never.previousEngineAlive, never.previous?.engine]).toEqual([false, undefined]);
    const gone = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGKILL");
    await gone;
    expect(living.previousEngineAlive).toBe(false);
    [living, reused, never].forEach((lock) => lock.release());
  });

  test("what started before is forgotten when the next one is about to start", async () => {
    mkdirSync(join(root, "next"));
    const lock = RunLock.acquire(join(root, "next"));
    lock.started(process.pid);
    const pidFile = lock.aboutToStart("/usr/bin/terraform");
    expect(JSON.parse(readFileSync(record("next"), "utf8"))).not.toHaveProperty("engine");
    const { stdout } = await run("sh", ["-c", "echo $$"], { pidFile });
    expect(readFileSync(pidFile, "utf8")).toBe(stdout);
    lock.release();
    expect(existsSync(join(root, "next/.scs-blueprints"))).toBe(false);
  });

  test("a process id that was used again is not the old run; another host's run is believed; half a file is none", async () => {
    const since = "2026-01-01T00:00:00Z";
    write(record("reused"), JSON.stringify({ host: hostname(), since, run: { pid: process.pid, started: "1" } }));
    RunLock.acquire(join(root, "reused")).release();
    write(record("host"), JSON.stringify({ host: "elsewhere", since, run: { pid: 1 } }));
    expect((await errorOf(() => RunLock.acquire(join(root, "host")))).fix).toContain("run.json");
    write(record("half"), '{"host": "');
    RunLock.acquire(join(root, "half")).release();
  });
});
