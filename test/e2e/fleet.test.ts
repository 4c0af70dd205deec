import { counted } from "./support/cloud";
import { repository } from "./support/repository";

/** The example of a fleet on the sandbox: four targets applied, a fifth beside them, and nothing left. */
const MAIN = "examples/fleet/main.ts";
let program: string;
let before: Record<string, number>;

beforeAll(async () => {
  program = repository.read(MAIN);
  expect((await repository.sandbox(["up"])).status).toBe(0);
  before = counted(await contents());
});
afterAll(() => repository.write(MAIN, program));

const contents = async () => (await repository.member()).contents();

/** What `start` says of each stack; its last line is the result. */
async function start(...args: readonly string[]): Promise<Record<string, { changed: boolean; counts: object }>> {
  const { status, stdout, output } = await repository.start(["--example", "fleet", "--json", ...args]);
  expect({ status, output: status === 0 ? "" : output }).toEqual({ status: 0, output: "" });
  const { stacks } = JSON.parse(stdout.trim().split("\n").at(-1)!) as {
    stacks: { stack: string; changed: boolean; counts: object }[];
  };
  return Object.fromEntries(stacks.map((each) => [each.stack, each]));
}

test("four targets are applied, and their second plans are empty", async () => {
  const stacks = await start();
  expect(Object.keys(stacks).sort()).toEqual([
    "cloud-a-dev-shop",
    "cloud-a-prod-shop",
    "cloud-b-dev-shop",
    "cloud-b-prod-shop",
  ]);
  expect(counted(await contents())["servers"]).toBe((before["servers"] ?? 0) + 6);
});

test("a cloud more is work for its own targets only", async () => {
  repository.edit(MAIN, `"cloud-b": {`, `"cloud-c": { cloud: Cloud.fromEnvironment() }, "cloud-b": {`);
  repository.edit(MAIN, `waves: { "cloud-a-dev"`, `except: ["cloud-c-prod"], waves: { "cloud-a-dev"`);
  const stacks = await start("--plan-only");
  expect(Object.keys(stacks)).toHaveLength(5);
  const changed = Object.entries(stacks).filter(([, stack]) => stack.changed);
  expect(changed.map(([name]) => name)).toEqual(["cloud-c-dev-shop"]);
  repository.write(MAIN, program);
});

test("destroyed, and nothing is left", async () => {
  await start("--destroy");
  expect(counted(await contents())).toEqual(before);
});
