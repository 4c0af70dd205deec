import { join } from "node:path";
import { check, CheckFailOn, type CheckOptions } from "../../../packages/cli/src/actions/check";
import { diff, DiffFailOn } from "../../../packages/cli/src/actions/diff";
import { fleetList } from "../../../packages/cli/src/actions/fleet";
import { graph } from "../../../packages/cli/src/actions/graph";
import { importState } from "../../../packages/cli/src/actions/import-state";
import { step } from "../../../packages/cli/src/actions/step";
import { BlueprintError } from "../../../packages/standards/src/errors";
import { Preset } from "../../../packages/toolkit/src/graph";
import { Template } from "../../../lib/testing";
import { RecordingReporter, temporaryDir, write } from "./helpers";

/** Each command that reads a manifest, a stack, a plan or a state ends with a code for one that it cannot use. */
const dir = temporaryDir();
const COMMON = {
  "an empty file": "",
  null: "null",
  "a list": "[]",
  "a text": '"x"',
  "not JSON": "{",
  "a page": "<!doctype html>",
};
const PLANS = {
  ...COMMON,
  "format 2": { format_version: "2.0", planned_values: {}, resource_changes: [] },
  "a state": { format_version: "1.0", values: { root_module: {} } },
  "a stored state": { version: 4, serial: 1, lineage: "x", resources: [] },
  "changes without actions": {
    format_version: "1.2",
    resource_changes: [{ address: "a_b.c", type: "a_b", change: {} }],
  },
};
const STATES = {
  ...COMMON,
  "format 2": { format_version: "2.0", values: { root_module: {} } },
  "a plan": { format_version: "1.2", planned_values: {}, resource_changes: [] },
  "a stored state of version 3": { version: 3, modules: [] },
  "a stored state of version 5": { version: 5, resources: [] },
  "resources by name": { format_version: "1.0", values: { root_module: { resources: {} } } },
};
const STACKS = { ...COMMON, "a list of resources": { resource: [] } };

let count = 0;
function file(content: unknown, name = `file-${(count += 1)}.json`): string {
  return write(join(dir, name), typeof content === "string" ? content : JSON.stringify(content));
}
function outdir(content: unknown): string {
  const name = `out-${(count += 1)}`;
  file(content, `${name}/stacks/s/cdk.tf.json`);
  file(
    { version: 1, fleet: "f", state: {}, waves: [], targets: [{ stacks: [{ id: "s" }] }] },
    `${name}/scs-fleet.json`,
  );
  return join(dir, name);
}

const CHECK: CheckOptions = {
  ...{ scope: [], profile: ["good-practice"], plan: [], probe: false, waivers: [], date: "2026-11-23" },
  ...{ failOn: CheckFailOn.OPEN, output: [], verbose: false, json: false },
};
const GRAPH = { stack: [], plan: [], report: [], output: [], json: false, preset: Preset.OVERVIEW };
const STATE = { format_version: "1.0", values: { root_module: {} } };

/** The code that a command ends with, thrown or told; for any other end its message. */
async function codeOf(body: (reporter: RecordingReporter) => unknown): Promise<string> {
  const reporter = new RecordingReporter();
  try {
    await body(reporter);
    return reporter.log.find((line) => line.startsWith("error "))?.slice("error ".length) ?? "no error";
  } catch (error) {
    return BlueprintError.isBlueprintError(error) ? error.code : String(error);
  }
}

const cases = (
  files: Record<string, unknown>,
  code: string,
  body: (content: unknown) => (r: RecordingReporter) => unknown,
) => Object.entries(files).map(([name, content]) => [name, code, body(content)] as const);

describe.each([
  ["check --plan", cases(PLANS, "", (plan) => (r) => check({ ...CHECK, plan: [file(plan)] }, r))],
  [
    "diff --plan",
    cases(
      PLANS,
      "",
      (plan) => (r) => diff({ plan: [file(plan)], outDir: "none", failOn: DiffFailOn.NEVER, cloud: "" }, r),
    ),
  ],
  [
    "graph --plan",
    cases(PLANS, "SCSBP-7010", (plan) => (r) => graph({ ...GRAPH, outDir: outdir({}), plan: [file(plan)] }, r)),
  ],
  [
    "import state, the plan",
    cases(
      PLANS,
      "SCSBP-8351",
      (plan) => (r) => importState({ old: file(STATE), plan: file(plan), out: join(dir, "out.json") }, r),
    ),
  ],
  [
    "import state, the state",
    cases(
      STATES,
      "SCSBP-8350",
      (old) => (r) => importState({ old: file(old), plan: file({}), out: join(dir, "out.json") }, r),
    ),
  ],
  [
    "step --verify",
    cases(STATES, "SCSBP-8121", (state) => (r) => step({ dryRun: false, undo: false, verify: file(state) }, r)),
  ],
  ["check", cases(STACKS, "SCSBP-4020", (stack) => (r) => check({ ...CHECK, outDir: outdir(stack) }, r))],
  ["graph", cases(STACKS, "SCSBP-7001", (stack) => (r) => graph({ ...GRAPH, outDir: outdir(stack) }, r))],
  ["fleet list", cases(STACKS, "SCSBP-7520", (stack) => (r) => fleetList(outdir(stack), r))],
  ["Template", cases(STACKS, "SCSBP-8506", (stack) => () => Template.fromDirectory(outdir(stack)))],
])("%s", (_, rows) => {
  test.each(rows)("%s", async (name, code, body) => {
    // the checker has codes for a format and for a file
    const expected = code !== "" ? code : name === "format 2" ? "SCSBP-4023" : "SCSBP-4022";
    expect(await codeOf(body)).toBe(expected);
  });
});
