import { existsSync } from "node:fs";
import { join } from "node:path";
import { Api, docs, listDocs } from "../../../packages/cli/src/actions/docs";
import { explain } from "../../../packages/cli/src/actions/explain";
import { ExitCode } from "../../../packages/cli/src/exit-codes";
import { errorOf, RecordingReporter, temporaryDir, write } from "./helpers";

const dir = temporaryDir();
const api = Api.load();
const told = (act: (reporter: RecordingReporter) => ExitCode) => {
  const reporter = new RecordingReporter();
  expect(act(reporter)).toBe(ExitCode.Ok);
  return reporter.log.join("\n");
};

test("a construct has its import, props with types and defaults, errors and example", () => {
  const text = told((reporter) => docs("ServerPool", reporter));
  expect(text).toContain('import { ServerPool } from "scs-blueprints"');
  expect(text).toMatch(/NAME +TYPE +DEFAULT +WHAT/);
  expect(text).toMatch(/^ +tier +INetworkTier +required +Where the server is placed/m);
  expect(text).toMatch(/^ +antiAffinity\? +AntiAffinity +AntiAffinity\.SOFT +How members are kept apart/m);
  expect(text).toContain("SCSBP-2060");
  expect(text).toContain('new ServerPool(stack, "web", {');
  expect(text).toContain('result {"name":"ServerPool"');
});

test("those that have to be given stand first, and what is inherited is there", () => {
  const props = api.propsOf(api.require("ServerPool"));
  const firstOptional = props.findIndex(({ optional }) => optional === true);
  expect(props.slice(firstOptional).every(({ optional }) => optional === true)).toBe(true);
  expect(props.map(({ name }) => name)).toEqual(expect.arrayContaining(["flavor", "size", "members"]));
});

test("classes of values, enums and interfaces", () => {
  expect(told((reporter) => docs("Port", reporter))).toContain("Port.tcp(port: number): Port");
  expect(told((reporter) => docs("antiaffinity", reporter))).toMatch(/NAME +VALUE +WHAT[\s\S]*SOFT +"/);
  expect(told((reporter) => docs("ServerPoolProps", reporter))).toMatch(/^ +size\? +number +1 /m);
  expect(told((reporter) => docs("Template", reporter))).toContain(
    "hasResource(type: string, props?: Record<string, unknown>): void",
  );
});

test("what is no part of the public API is not shown", () => {
  const all = JSON.stringify(api.entries);
  expect(all).not.toContain("{@link");
  expect(api.find("Synthesis")).toBeUndefined();
  const members = api.require("ScsStack").members?.map(({ name }) => name);
  expect(members).toContain("addOutput");
  expect(members).not.toContain("toTerraform"); // the engine's, and internal
});

test("every family of blueprints can be looked up", () => {
  const modules = new Set(api.constructs.flatMap((each) => each.modules));
  for (const family of ["tenant", "operator", "kaas", "yaook", "osism", "tarook"]) {
    expect(modules).toContain(`scs-blueprints/${family}`);
  }
});

test("alone it lists the constructs", () => {
  const text = told((reporter) => listDocs(reporter));
  expect(text).toMatch(/^ +ProjectNetwork +scs-blueprints +\S/m);
  expect(text).toMatch(/^ +JumpHostProject +scs-blueprints\/tenant +\S/m);
});

test("explain knows them, too", () => {
  expect(told((reporter) => explain("JumpHostProject", reporter))).toContain('from "scs-blueprints/tenant"');
});

test("a misspelt name is refused with the nearest", async () => {
  expect(await errorOf(() => docs("ServrPool", new RecordingReporter()))).toMatchObject({
    code: "SCSBP-8411",
    fix: expect.stringContaining("ServerPool") as string,
  });
});

test("an installation that is not whole says so", async () => {
  expect(existsSync(join(dir, "none.json"))).toBe(false);
  expect(await errorOf(() => Api.load(join(dir, "none.json")))).toMatchObject({ code: "SCSBP-8410" });
  expect(await errorOf(() => Api.load(write(join(dir, "half.json"), "[{")))).toMatchObject({ code: "SCSBP-8410" });
});
