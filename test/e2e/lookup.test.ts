import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CloudApi } from "./support/cloud";
import { Program } from "./support/program";
import { repository } from "./support/repository";
import { run } from "./support/run";

/** What a cloud offers is written down, compared with the cloud later, and used at synth. */
const SOURCE = `
import { App, Cloud, CloudContext, Flavor, Image, ProjectNetwork, ScsStack, Server } from "scs-blueprints";
const day = JSON.parse(process.env["DAY"] ?? "{}");
const app = new App();
const stack = new ScsStack(app, "ctx", {
  cloud: Cloud.fromEnvironment(),
  ...(day.blind ? {} : { context: CloudContext.fromFile("scs-context/sandbox.json") }),
});
const network = new ProjectNetwork(stack, "network", { tiers: ["web"] });
new Server(stack, "web", {
  tier: network.tier("web"),
  flavor: Flavor.fromName(day.flavor ?? "SCS-1V-2"),
  image: Image.ubuntu(day.ubuntu ?? "24.04"),
  bootVolume: { sizeGiB: day.sizeGiB ?? 10 },
});
app.synth();
`;
const EXTRA = "SCS-1V-2-7";

let program: Program;
let admin: CloudApi;
const cli = (args: readonly string[], cwd = program.folder) =>
  run("node", [join(repository.dir, "packages/cli/dist/main.js"), "lookup", ...args], { cwd });
const file = () => join(program.folder, "scs-context/sandbox.json");

beforeAll(async () => {
  await repository.sandbox(["up"]);
  program = new Program("ctx", SOURCE);
  rmSync(join(program.folder, "scs-context"), { recursive: true, force: true });
  admin = await CloudApi.login(repository.cloudsYaml, "sandbox-admin");
});

test("a member writes down what the cloud offers, twice the same bytes", async () => {
  const { status, stderr } = await cli(["--cloud", "sandbox"]);
  expect([status, stderr]).toEqual([0, expect.stringMatching(/Looking at sandbox: 31 flavors, 2 images, 12 services/)]);
  const first = readFileSync(file(), "utf8");
  expect((await cli(["--cloud", "sandbox"])).status).toBe(0);
  expect(readFileSync(file(), "utf8")).toBe(first);
  expect(first).not.toMatch(/[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}|gAAAA/); // ids, tokens
  expect((await cli(["--cloud", "sandbox", "--check"])).status).toBe(0);
});

test("an administrator sees the same offer", async () => {
  const { status } = await cli(["--cloud", "sandbox-admin", "--output", "as-admin.json"]);
  expect(status).toBe(0);
  const offer = (name: string) => {
    const { cloud, ...rest } = JSON.parse(readFileSync(join(program.folder, name), "utf8")) as Record<string, unknown>;
    return { ...rest, known: cloud !== undefined };
  };
  expect(offer("as-admin.json")).toEqual(offer("scs-context/sandbox.json"));
});

test("the file of another cloud is neither overwritten nor compared", async () => {
  for (const more of [[], ["--check"]]) {
    const { status, stderr } = await cli(["--cloud", "sandbox", "--output", "as-admin.json", ...more]);
    expect([status, stderr]).toEqual([2, expect.stringContaining("SCSBP-8104")]);
  }
  expect(readFileSync(join(program.folder, "as-admin.json"), "utf8")).toContain('"cloud": "sandbox-admin"');
});

test("a file that cannot be written", async () => {
  const { status, stderr } = await cli(["--cloud", "sandbox", "--output", "as-admin.json/context.json"]);
  expect([status, stderr]).toEqual([1, expect.stringContaining("SCSBP-8102")]);
});

test("--check names what changed, writes nothing and ends with 7", async () => {
  const before = readFileSync(file(), "utf8");
  const body = { flavor: { name: EXTRA, vcpus: 1, ram: 2048, disk: 7 } };
  const { flavor } = (await admin.send("POST", "compute", "/flavors", body)) as { flavor: { id: string } };
  try {
    const added = await cli(["--cloud", "sandbox", "--check"]);
    expect([added.status, added.stdout.trim()]).toEqual([7, `+ flavor ${EXTRA}`]);
    expect(added.stderr).toContain("SCSBP-8101");
    expect(readFileSync(file(), "utf8")).toBe(before);
    const written = await cli(["--cloud", "sandbox"]);
    expect([written.status, written.stdout.split("\n")[0]]).toEqual([0, `+ flavor ${EXTRA}`]);
  } finally {
    await admin.send("DELETE", "compute", `/flavors/${flavor.id}`);
  }
  const removed = await cli(["--cloud", "sandbox", "--check", "--json"]);
  expect(removed.status).toBe(7);
  const events = removed.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events.find(({ event }) => event === "differences")).toMatchObject({
    cloud: "sandbox",
    differences: [{ kind: "flavor", name: EXTRA }],
  });
  expect(events.at(-1)).toMatchObject({ event: "error", code: "SCSBP-8101" });
  expect((await cli(["--cloud", "sandbox"])).status).toBe(0);
  expect(readFileSync(file(), "utf8")).toBe(before);
});

test.each([
  ["nova", "/flavors/detail", "500", /does not tell its flavors/],
  ["glance", "/v2/images", "503", /does not tell its images/],
  ["cinder", "/types", "502", /does not tell its volume types/],
  ["neutron", "/extensions", "500", /does not tell its network extensions/],
  ["keystone", "/v3/auth/tokens", "503", /SCSBP-8037/],
])("a failing %s is named, and the file stays as it was", async (service, path, statusCode, says) => {
  const before = readFileSync(file(), "utf8");
  await repository.sandbox(["fault", service, "--status", statusCode, "--path", path, "--times", "5"]);
  try {
    const { status, output } = await cli(["--cloud", "sandbox"]);
    expect([status, output]).toEqual([6, expect.stringMatching(says)]);
  } finally {
    await repository.sandbox(["fault", "--clear"]);
  }
  expect(readFileSync(file(), "utf8")).toBe(before);
  expect(existsSync(join(program.folder, "scs-context"))).toBe(true);
});

test("several clouds: one that fails does not keep the others", async () => {
  const { status, output } = await cli(["-c", "nowhere", "-c", "sandbox", "--check"]);
  expect(status).toBe(2);
  expect(output).toMatch(/SCSBP-8103|SCSBP-8032/);
  expect(output).toContain("is what sandbox offers");
});

test.each([
  [{ flavor: "SCS-1V-3" }, "SCSBP-1100", "nearest are SCS-1V-4"],
  [{ ubuntu: "26.04" }, "SCSBP-1102", "nearest are Ubuntu 24.04"],
  [{ sizeGiB: 5 }, "SCSBP-1103", "8 GB or more"],
])("refused at synth: %j", async (day, code, says) => {
  const error = await program.plan(day).then(
    () => "planned",
    (reason: unknown) => String(reason),
  );
  expect(error).toContain(code);
  expect(error).toContain(says);
  expect(error).toContain("npx scs-blueprints lookup --cloud sandbox --output scs-context/sandbox.json");
});

test("what the cloud has is applied, with an empty second plan, and is the same without the context", async () => {
  await program.apply();
  expect(await program.plan({ blind: true })).toEqual([]);
});

test("destroy leaves nothing", async () => {
  const destroyed = await program.destroy();
  expect([destroyed.status, destroyed.status === 0 ? "" : destroyed.output]).toEqual([0, ""]);
  expect(await program.left()).toEqual([]);
  rmSync(program.folder, { recursive: true, force: true });
});
