import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { CloudApi, counted } from "./support/cloud";
import { e2eEnvironment } from "./support/environment";
import { repository } from "./support/repository";
import { run, type RunResult } from "./support/run";

/**
 * The tutorial's way from nothing to two clouds and back, on two sandboxes: what each cloud has is counted by its API. Where a
 * command is refused, the commands are taken from what the refusal says.
 */
const PROGRAM = `
import { App, Cloud, Flavor, Image, ProjectNetwork, ScsStack, Server } from "scs-blueprints";
const app = new App();
const stack = new ScsStack(app, "shop", { cloud: Cloud.fromEnvironment() });
const tier = new ProjectNetwork(stack, "network", { tiers: ["web"] }).tier("web");
new Server(stack, "web", { tier, flavor: Flavor.SCS_1V_2, image: Image.ubuntu("24.04"), bootVolume: { sizeGiB: 12 } });
app.synth();
`;
const folder = join(repository.example("two-clouds"));
const second = join(e2eEnvironment().dir, "second-sandbox");
const state = join(folder, "terraform.shop.tfstate");
const onSecond = { SCS_SANDBOX_HOME: second };

/** What the first cloud and the second have: servers, networks. */
async function contents(): Promise<{ first: number[]; second: number[] }> {
  const numbers = async (api: CloudApi) => {
    const { servers, networks } = counted(await api.contents());
    return [servers!, networks!];
  };
  return {
    first: await numbers(await repository.member()),
    second: await numbers(await CloudApi.login(join(second, "clouds.yaml"), "sandbox")),
  };
}

const clouds = { OS_CLIENT_CONFIG_FILE: join(folder, "clouds.yaml") };
const start = (...args: string[]) => repository.start(["--example", "two-clouds", ...args], { env: clouds });
const typed = (command: string) => run("sh", ["-c", command], { cwd: repository.dir, env: clouds });

async function done(result: Promise<RunResult>): Promise<string> {
  const { status, output } = await result;
  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
  return output;
}

/** @returns what the refusal says is to be done, a way a line */
async function refused(result: Promise<RunResult>, code = "SCSBP-8045"): Promise<string[]> {
  const { status, output } = await result;
  expect({ status, output }).toMatchObject({ status: 2, output: expect.stringContaining(code) as string });
  return output
    .slice(output.indexOf("do: "))
    .split("\n")
    .map((line) => line.trim());
}

const wayOf = (ways: readonly string[], words: string): string =>
  ways.find((line) => line.includes(words))!.split(`${words}: `)[1]!;

/** Takes the second sandbox as a cloud of the user's, and has the example's folder as `init` leaves it. */
beforeAll(async () => {
  for (const old of [folder, `${folder}-regio`]) {
    rmSync(old, { recursive: true, force: true });
  }
  mkdirSync(folder);
  cpSync(join(repository.example("quickstart"), "cdktf.json"), join(folder, "cdktf.json"));
  writeFileSync(join(folder, "main.ts"), PROGRAM);
  await done(repository.sandbox(["up"]));
  await done(repository.sandbox(["wipe"], { env: onSecond }));
  await done(repository.sandbox(["up"], { env: onSecond }));
  const { sandbox, "sandbox-admin": admin } = (
    parse(readFileSync(join(second, "clouds.yaml"), "utf8")) as { clouds: Record<string, object> }
  ).clouds;
  writeFileSync(clouds.OS_CLIENT_CONFIG_FILE, stringify({ clouds: { regio: sandbox, "regio-admin": admin } }));
});
afterAll(async () => {
  await repository.sandbox(["wipe"], { env: onSecond });
  rmSync(folder, { recursive: true, force: true });
  rmSync(`${folder}-regio`, { recursive: true, force: true });
});

let before: { first: number[]; second: number[] };
const plus = ([servers, networks]: number[], more: number) => [servers! + more, networks! + more];

test("applied on the first, every command on the second is refused, and changes nothing", async () => {
  before = await contents();
  await done(start());
  const applied = { first: plus(before.first, 1), second: before.second };
  expect(await contents()).toEqual(applied);
  const bytes = readFileSync(state, "utf8");
  for (const args of [[], ["--plan-only"], ["--destroy"], ["--destroy", "--plan-only"]]) {
    await refused(start("--cloud", "regio", ...args));
  }
  const diff = [join(repository.dir, "packages/cli/dist/main.js"), "diff", folder, "--cloud", "regio"];
  await refused(run(process.execPath, diff, { cwd: repository.dir, env: clouds }));
  await refused(repository.start(["--example", "two-clouds"], { env: onSecond })); // `sandbox` is the other one there
  expect(readFileSync(state, "utf8")).toBe(bytes);
  expect(await contents()).toEqual(applied);
});

test("a state whose cloud nobody noted is refused where nothing of it is, and taken over where it is", async () => {
  rmSync(`${state}.cloud.json`);
  for (const args of [[], ["--destroy"]]) {
    await refused(start("--cloud", "regio", ...args), "SCSBP-8046");
  }
  await done(start());
  expect(existsSync(`${state}.cloud.json`)).toBe(true);
  expect(await contents()).toEqual({ first: plus(before.first, 1), second: before.second });
});

test("both clouds, as the refusal says it: a folder for each; back on the first there is nothing to do", async () => {
  const ways = await refused(start("--cloud", "regio"));
  await done(typed(wayOf(ways, "have both, in two folders")));
  const both = { first: plus(before.first, 1), second: plus(before.second, 1) };
  expect(await contents()).toEqual(both);
  expect(await done(typed(wayOf(ways, "go on there")))).toContain("was up to date on sandbox");
  expect(await contents()).toEqual(both);
  await refused(repository.start(["--example", "two-clouds-regio", "--cloud", "regio-admin"], { env: clouds })); // another project
  await done(repository.start(["--example", "two-clouds-regio", "--cloud", "regio", "--destroy"], { env: clouds }));
  expect(await contents()).toEqual({ ...both, second: before.second });
});

test("destroyed on the first, as the refusal says it, the state moves to the second", async () => {
  const ways = await refused(start("--cloud", "regio"));
  await done(typed(wayOf(ways, "run this again")));
  expect(await contents()).toEqual(before);
  expect(existsSync(`${state}.cloud.json`)).toBe(false);
  await done(start("--cloud", "regio"));
  expect(await contents()).toEqual({ first: before.first, second: plus(before.second, 1) });
});

test("a cloud that is gone for good is forgotten, with a copy of the state and a word", async () => {
  const ways = await refused(start());
  expect(await done(typed(wayOf(ways, "gone for good")))).toMatch(
    /forgotten: the state of shop \(\d+ resources\) of regio/,
  );
  const aside = readdirSync(folder).filter((name) => name.includes(".tfstate.regio."));
  expect(aside).toHaveLength(2);
  expect(await contents()).toEqual({ first: plus(before.first, 1), second: plus(before.second, 1) });
  await done(start("--destroy"));
  for (const name of aside) {
    cpSync(join(folder, name), name.endsWith(".cloud.json") ? `${state}.cloud.json` : state);
  }
  await done(start("--cloud", "regio", "--destroy")); // it was not gone: the copy serves
  expect(await contents()).toEqual(before);
});

test("a sandbox that is made anew takes the state along", async () => {
  const env = onSecond;
  await done(repository.start(["--example", "two-clouds"], { env }));
  await done(repository.sandbox(["wipe"], { env }));
  const output = await done(repository.start(["--example", "two-clouds"], { env }));
  expect(output).toContain("the sandbox was made anew");
  expect(await contents()).toEqual({ first: before.first, second: [1, 1] });
  await done(repository.sandbox(["reset"], { env })); // the same projects: only their contents are gone
  const again = await done(repository.start(["--example", "two-clouds", "--destroy"], { env }));
  expect(again).toContain("0 left in the state");
  expect(existsSync(`${state}.cloud.json`)).toBe(false);
});
