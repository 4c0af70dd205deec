import { cpSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudApi } from "./support/cloud";
import { Program, requestsDuring } from "./support/program";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";
import { plannedChanges } from "./support/terraform";

/** From HCL written by hand to constructs, by docs/migrating.md: nothing that runs is touched. */
const program = new Program(
  "moved",
  `
import { existsSync } from "node:fs";
import { App, Cloud, Flavor, Image, Peer, Port, ProjectNetwork, ScsStack, ServerPool, ResourceImports } from "scs-blueprints";

const app = new App();
const stack = new ScsStack(app, "moved", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", { cidr: "10.53.0.0/20", tiers: [] });
network.addTier("web", { cidr: "10.53.1.0/24" });
network.addTier("db", { cidr: "10.53.3.0/24" });
const web = new ServerPool(stack, "web", {
  tier: network.tier("web"),
  flavor: Flavor.SCS_2V_4_20S,
  image: Image.ubuntu("24.04"),
  members: ["a", "b"],
  imageRevision: (JSON.parse(process.env["DAY"] ?? "{}") as { revision?: string }).revision ?? "2026-11",
});
web.connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(443));
if (existsSync("takeover.json")) {
  stack.importResources(ResourceImports.fromFile("takeover.json"));
}
app.synth();
`,
);
const old = mkdtempSync(join(tmpdir(), "scsbp-old-"));
const terraform = async (args: readonly string[]) =>
  succeed("terraform", args, { cwd: old, env: await repository.sandboxEnv() });
const takeoverFile = () => join(program.folder, "takeover.json");
let before: unknown;

/** What must not be made anew: ids of servers, ports, networks, groups. */
async function ids(): Promise<unknown> {
  const member = await CloudApi.login(repository.cloudsYaml, "sandbox");
  const read = async (service: Parameters<CloudApi["send"]>[1], path: string, key: string) =>
    ((await member.send("GET", service, path)) as Record<string, { id: string }[]>)[key]!.map((one) => one.id).sort();
  return [
    await read("compute", "/servers", "servers"),
    await read("network", "/v2.0/ports?device_owner=compute:zone1", "ports"),
    await read("network", "/v2.0/networks", "networks"),
    await read("network", "/v2.0/security-groups", "security_groups"),
  ];
}

beforeAll(async () => {
  await repository.sandbox(["up"]);
  cpSync(join(__dirname, "fixtures/migration/main.tf"), join(old, "main.tf"));
  await terraform(["init", "-input=false"]);
  await terraform(["apply", "-auto-approve", "-input=false"]);
  before = await ids();
}, 1_800_000);

afterAll(async () => {
  await terraform(["destroy", "-auto-approve", "-input=false"]);
  rmSync(old, { recursive: true, force: true });
});

test("what the old program made is found in its state", async () => {
  writeFileSync(join(old, "old.json"), (await terraform(["show", "-json"])).stdout);
  await program.synthesized();
  await program.terraform(["init", "-input=false", "-no-color"]);
  await program.terraform(["plan", "-input=false", "-out=plan"]);
  writeFileSync(join(program.folder, "plan.json"), (await program.terraform(["show", "-json", "plan"])).stdout);
  const { stdout } = await succeed(
    "node",
    [
      ...[join(repository.dir, "packages/cli/dist/main.js"), "import", "state", "--json"],
      ...["--old", join(old, "old.json"), "--plan", join(program.folder, "plan.json"), "--out", takeoverFile()],
    ],
    { cwd: program.folder },
  );
  const result = JSON.parse(stdout.trim().split("\n").at(-1)!) as {
    takesOver: { was: string }[];
    remembers: Record<string, string>;
    ambiguous: unknown[];
    left: string[];
  };
  expect(result.takesOver.map((one) => one.was).sort()).toEqual([
    'openstack_compute_instance_v2.web["a"]',
    'openstack_compute_instance_v2.web["b"]',
    'openstack_networking_network_v2.net["db"]',
    'openstack_networking_network_v2.net["web"]',
    'openstack_networking_port_v2.web["a"]',
    'openstack_networking_port_v2.web["b"]',
    'openstack_networking_router_interface_v2.interface["db"]',
    'openstack_networking_router_interface_v2.interface["web"]',
    "openstack_networking_router_v2.router",
    "openstack_networking_secgroup_rule_v2.https",
    "openstack_networking_secgroup_v2.web",
    'openstack_networking_subnet_v2.subnet["db"]',
    'openstack_networking_subnet_v2.subnet["web"]',
  ]);
  expect(Object.values(result.remembers)).toEqual(["2026-11", "2026-11"]);
  expect(result.ambiguous).toEqual([]);
  expect(result.left).toContain("openstack_blockstorage_volume_v3.data");
});

test("the plan imports, renames, and replaces nothing; applied, all is what it was, and the next plan is empty", async () => {
  // Neutron's own egress rules are in no state; without their ids Neutron would refuse them as duplicates.
  const takeover = JSON.parse(readFileSync(takeoverFile(), "utf8")) as { resources: Record<string, string> };
  const group = Object.entries(takeover.resources).find(([address]) => /secgroup_v2\.web/.test(address))![1];
  const member = await CloudApi.login(repository.cloudsYaml, "sandbox");
  const { security_group_rules: rules } = (await member.send(
    "GET",
    "network",
    `/v2.0/security-group-rules?direction=egress&security_group_id=${group}`,
  )) as { security_group_rules: { id: string; ethertype: string }[] };
  const plan = JSON.parse(readFileSync(join(program.folder, "plan.json"), "utf8")) as {
    resource_changes: { address: string }[];
  };
  for (const { id, ethertype } of rules) {
    const suffix = ethertype === "IPv4" ? "egress-any-v4" : "egress-any-v6";
    takeover.resources[plan.resource_changes.find(({ address }) => address.includes(suffix))!.address] = id;
  }
  writeFileSync(takeoverFile(), JSON.stringify(takeover));

  const steps = await program.plan();
  expect(steps.filter((step) => !step.startsWith("update "))).toEqual([
    "create openstack_compute_servergroup_v2.web_server-group",
    "create terraform_data.web_members_a_image-revision",
    "create terraform_data.web_members_b_image-revision",
  ]);
  await program.apply();
  expect(await ids()).toEqual(before);
});

test("another image revision replaces the servers that were taken over", async () => {
  expect((await program.plan({ revision: "2026-12" })).filter((step) => !step.startsWith("update "))).toEqual([
    "delete,create openstack_compute_instance_v2.web_members_a",
    "delete,create openstack_compute_instance_v2.web_members_b",
  ]);
});

test("the old program lets go of it, and keeps its volume", async () => {
  const { stdout } = await terraform(["state", "list"]);
  const taken = stdout.split("\n").filter((line) => /^openstack_(networking|compute_instance)/.test(line));
  await terraform(["state", "rm", ...taken]);
  const kept = await terraform(["state", "list"]);
  expect(kept.stdout.split("\n").filter((line) => line.startsWith("openstack_"))).toEqual([
    "openstack_blockstorage_volume_v3.data",
    "openstack_compute_servergroup_v2.web",
    "openstack_compute_volume_attach_v2.data",
  ]);
  expect(await ids()).toEqual(before);
});

test("a plan asks no more of the cloud than that of the HCL", async () => {
  const other = mkdtempSync(join(tmpdir(), "scsbp-hcl-"));
  cpSync(join(old, "main.tf"), join(other, "main.tf"));
  const hcl = async (args: readonly string[]) =>
    succeed("terraform", args, { cwd: other, env: await repository.sandboxEnv() });
  await hcl(["init", "-input=false"]);
  await hcl(["apply", "-auto-approve", "-input=false"]);
  const total = (requests: Record<string, number>) => Object.values(requests).reduce((sum, one) => sum + one, 0);
  const theirs = total(await requestsDuring(() => hcl(["plan", "-input=false"])));
  const ours = total(await requestsDuring(() => plannedChanges(program.stackDir)));
  await hcl(["destroy", "-auto-approve", "-input=false"]);
  rmSync(other, { recursive: true, force: true });
  console.log(`requests of a plan: ${ours}, of the HCL's: ${theirs}`);
  expect(ours / theirs).toBeLessThan(1.2);
});

test("what the stack no longer has can't be taken over", async () => {
  const takeover = JSON.parse(readFileSync(takeoverFile(), "utf8")) as { resources: Record<string, string> };
  takeover.resources["openstack_networking_network_v2.network_dbb"] = "x";
  const good = readFileSync(takeoverFile(), "utf8");
  writeFileSync(takeoverFile(), JSON.stringify(takeover));
  const tsx = join(repository.dir, "node_modules/.bin/tsx");
  const { status, output } = await run(tsx, ["main.ts"], { cwd: program.folder, env: await repository.sandboxEnv() });
  expect(status).not.toBe(0);
  expect(output).toMatch(/SCSBP-1032.*network_dbb.*network_db_/s);
  writeFileSync(takeoverFile(), good);
});

test("destroy leaves nothing of it", async () => {
  await terraform(["destroy", "-auto-approve", "-input=false"]);
  expect((await program.destroy()).status).toBe(0);
  expect(await program.left()).toEqual([]);
});
