import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanChange } from "../../packages/cli/src/terraform/plan-changes";
import { counted } from "./support/cloud";
import { e2eEnvironment } from "./support/environment";
import { repository } from "./support/repository";
import { run, type RunResult, succeed } from "./support/run";
import { packTarballs } from "./support/tarballs";

/**
 * A stranger with the tarballs and an empty folder, who types what README and docs/cli.md say: in less than ten minutes
 * there is a deployment that is applied, pictured and checked, and again nothing.
 */
const TEN_MINUTES = 600;
const folder = join(e2eEnvironment().dir, "stranger");
const project = join(folder, "tenant");
let seconds = 0;
let tarballs: string[];

/** A step of the stranger's, whose time counts. */
async function step(command: string, args: readonly string[], cwd = project): Promise<RunResult> {
  const result = await succeed(command, args, { cwd });
  seconds += result.seconds;
  return result;
}
const npm = (...args: string[]) => step("npm", args);
const contents = async () => counted(await (await repository.member()).contents());

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  tarballs = await packTarballs(folder);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("from the tarballs to a project whose own tests pass, without a look at the network after the installation", async () => {
  await step("npm", ["install", "--prefer-offline", ...tarballs], folder);
  const { output } = await step("npx", ["--offline", "scs-blueprints", "init", "tenant"], folder);
  expect(output).toContain("cd tenant\n");
  expect(output).not.toContain("npm install"); // what the folder above has is enough
  const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as Record<string, object>;
  expect(manifest["dependencies"]).toMatchObject({ "scs-blueprints": "file:../scs-blueprints-0.1.0.tgz" });
  expect(manifest["devDependencies"]).toMatchObject({ "@scs-blueprints/cli": "file:../scs-blueprints-cli-0.1.0.tgz" });
  expect((await npm("test")).output).toMatch(/# pass 3\n# fail 0\n/);
});

test("one command applies it on the sandbox; a second plan is empty", async () => {
  const { output } = await npm("start");
  expect(output).toMatch(/Planning tenant again: no changes: what runs is what is written/);
  expect(output).toMatch(/tenant-bastion +zone\d +SCS-1V-2 /);
});

test("it is pictured and checked", async () => {
  await npm("run", "graph");
  expect(readFileSync(join(project, "topology.svg"), "utf8")).toMatch(/^<svg[\s\S]*bastion[\s\S]*<\/svg>\s*$/);
  expect(existsSync(join(project, "topology.html"))).toBe(true);
  expect((await npm("run", "check")).output).toMatch(/no mandatory rule is violated/);
});

test("diff tells before anything happens what another address block would cost", async () => {
  const stack = readFileSync(join(project, "stack.ts"), "utf8");
  writeFileSync(join(project, "stack.ts"), stack.replace("10.8.0.0/20", "10.9.0.0/20"));
  const args = ["--offline", "scs-blueprints", "diff", "--json", "--fail-on", "stateful"];
  const { status, stdout } = await run("npx", args, { cwd: project });
  writeFileSync(join(project, "stack.ts"), stack);
  expect(status).toBe(7);
  const result = JSON.parse(stdout.trim().split("\n").at(-1)!) as { stacks: { changes: PlanChange[] }[] };
  const lost = result.stacks[0]!.changes.filter(({ loss }) => loss !== undefined);
  expect(lost.filter(({ type }) => type === "openstack_networking_subnet_v2")).toEqual(
    ["network/db/subnet", "network/web/subnet"].map(
      (path) => expect.objectContaining({ path, kind: "replace", forcedBy: ["cidr"] }) as PlanChange,
    ),
  );
  expect(result.stacks[0]!.changes.slice(0, lost.length)).toEqual(lost);
});

test("it is destroyed, and nothing is left; all in less than ten minutes", async () => {
  const before = await contents();
  expect(before["servers"]).toBeGreaterThanOrEqual(4);
  expect((await npm("run", "destroy")).output).toMatch(/36 resources destroyed, 0 left in the state/);
  const after = await contents();
  expect(after["servers"] ?? 0).toBe((before["servers"] ?? 0) - 4);
  console.log(`a stranger's way took ${seconds.toFixed(0)} s`);
  expect(seconds).toBeLessThan(TEN_MINUTES);
});

test("what is there is never overwritten", async () => {
  const main = readFileSync(join(project, "main.ts"), "utf8");
  for (const args of [["tenant"], ["library", "tenant"]]) {
    const { status, output } = await run("npx", ["--offline", "scs-blueprints", "init", ...args], { cwd: folder });
    expect({ status, output }).toMatchObject({ status: 2, output: expect.stringContaining("SCSBP-8401") as string });
  }
  expect(readFileSync(join(project, "main.ts"), "utf8")).toBe(main);
  const { status, output } = await run("npx", ["--offline", "scs-blueprints", "init", "tennant"], { cwd: folder });
  expect({ status, output }).toMatchObject({
    status: 2,
    output: expect.stringContaining("did you mean tenant?") as string,
  });
});
