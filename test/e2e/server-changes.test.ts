import { Program, requestsDuring } from "./support/program";
import { repository } from "./support/repository";

/** What later days do to servers: each change makes, alters, replaces and removes exactly what it says. */
const SOURCE = `
import {
  AddressGroup, App, Bastion, Cloud, CloudInit, Flavor, Image, Ipv6, KeyPair, Peer, Port, ProjectNetwork, RemovalPolicy,
  ScsStack, Server, ServerPool, VirtualIp, Volume, VolumeType,
} from "scs-blueprints";
const day = JSON.parse(process.env["DAY"] ?? "{}");
const app = new App();
const stack = new ScsStack(app, "srv", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", {
  cidr: "10.70.0.0/16",
  tiers: ["web", "db"],
  zones: day.zones ?? ["zone1", "zone2"],
  ipv6: Ipv6.ula("fd5c:9a1e:77b3::/48"),
});
const repl = network.addTier("repl", { isolated: true });
const image = Image.ubuntu("24.04");
const keyPair = new KeyPair(stack, "key", {
  publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKGtYy0pyXHfNZtWyH7h1qMxZ0DN1xqyhXXH0MbqSYzU ops",
});
const cloudInit = new CloudInit({ packages: ["nginx"], commands: ["echo \${HOSTNAME}"] });
cloudInit.addScript("go.sh", "#!/bin/sh\\necho \${PATH}\\n");
const vip = new VirtualIp(stack, "vip", { tier: network.tier("web"), floatingIp: true });
const web = new ServerPool(stack, "web", {
  tier: network.tier("web"),
  zones: day.zones ?? ["zone1", "zone2"],
  flavor: Flavor.fromName(day.flavor ?? "SCS-1V-2"),
  image,
  members: day.members ?? ["1", "2", "3"],
  bootVolume: { sizeGiB: 10, volumeType: VolumeType.fromName("ssd") },
  virtualIps: [vip],
  cloudInit,
  keyPair,
  overrides: day.overrides ?? {},
});
const removalPolicy = day.keep ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
const db = new Server(stack, "db", {
  tier: network.tier("db"),
  zone: "zone1",
  fixedIp: "10.70.50.77",
  additionalTiers: [repl],
  flavor: Flavor.SCS_2V_4_20S,
  image,
  differentHostThan: [web.server("1")],
  dataVolumes: (day.volumes ?? ["a", "b"]).map((name: string) => ({ name, sizeGiB: day.sizeGiB ?? 1, removalPolicy })),
  ...(day.revision ? { imageRevision: day.revision } : {}),
});
const own = new Volume(stack, "own", { sizeGiB: 1, removalPolicy: RemovalPolicy.DESTROY });
if (!day.detached) {
  db.attachVolume("own", own);
}
const offices = new AddressGroup(stack, "offices", { addresses: ["192.0.2.0/25", "2001:db8::/64"] });
const bastion = new Bastion(stack, "bastion", {
  tier: network.tier("web"),
  image,
  keyPair,
  allowedSources: [Peer.cidr("198.51.100.0/24"), Peer.addressGroup(offices)],
});
bastion.allowSshTo(db);
web.connections.allowTo(db, Port.tcp(5432));
db.connections.allowFrom(Peer.tier(network.tier("web")), Port.icmp());
stack.addOutput("web", web.privateIps);
stack.addOutput("ids", [...web.keys.map((key) => web.server(key).serverId), db.serverId]);
stack.addOutput("db", db.privateIp);
app.synth();
`;

let program: Program;
beforeAll(async () => {
  await repository.sandbox(["up"]);
  program = new Program("srv", SOURCE);
});

const member = (key: string, action: string) => [
  `${action} openstack_compute_instance_v2.web_members_${key}`,
  `${action} openstack_networking_port_v2.web_members_${key}_port`,
  `${action} terraform_data.web_members_${key}_image-revision`,
];

test("a pool, a server with volumes and two ports, a virtual IP and a bastion are made", async () => {
  await program.apply();
  expect((await program.outputs())["db"]).toBe("10.70.50.77");
});

test("growing makes the new member, shrinking in the middle removes that one", async () => {
  expect(await program.plan({ members: ["1", "2", "3", "4"] })).toEqual(member("4", "create"));
  expect(await program.plan({ members: ["1", "3"] })).toEqual(member("2", "delete"));
});

test("one zone more moves no member", async () => {
  const changes = await program.plan({ zones: ["zone3", "zone2", "zone1"] });
  expect(changes.length).toBeGreaterThan(0);
  for (const change of changes) {
    expect(change).toMatch(/^create openstack_networking_(subnet|router_interface)_v2\..*_zones_zone3_/);
  }
});

test("another flavor is a resize in place", async () => {
  const before = await program.outputs();
  expect(await program.plan({ flavor: "SCS-2V-4" })).toEqual(
    ["1", "2", "3"].map((key) => `update openstack_compute_instance_v2.web_members_${key}`),
  );
  await program.apply({ flavor: "SCS-2V-4" }, 1);
  expect(await program.outputs()).toEqual(before);
  await program.apply({}, 1);
});

test("an image revision of one member replaces that one, and it keeps its address", async () => {
  const before = await program.outputs();
  const day = { overrides: { "2": { imageRevision: "2026-12" } } };
  expect(await program.plan(day)).toEqual([
    "delete,create openstack_compute_instance_v2.web_members_2",
    "update terraform_data.web_members_2_image-revision",
  ]);
  await program.apply(day);
  const after = await program.outputs();
  expect({ ...after, ids: undefined }).toEqual({ ...before, ids: undefined });
  const [one, two, three] = (after["ids"] as string[]).map((id, index) => id === (before["ids"] as string[])[index]);
  expect([one, two, three]).toEqual([true, false, true]);
  await program.apply();
});

test("volumes are attached, detached in the middle and grown, and survive the server", async () => {
  expect(await program.plan({ volumes: ["a", "b", "c"] })).toEqual([
    "create openstack_blockstorage_volume_v3.db_volumes_c",
    "create openstack_compute_volume_attach_v2.db_attach-c",
  ]);
  expect(await program.plan({ volumes: ["b"] })).toEqual([
    "delete openstack_blockstorage_volume_v3.db_volumes_a",
    "delete openstack_compute_volume_attach_v2.db_attach-a",
  ]);
  expect(await program.plan({ detached: true })).toEqual(["delete openstack_compute_volume_attach_v2.db_attach-own"]);
  expect(await program.plan({ sizeGiB: 2 })).toEqual([
    "update openstack_blockstorage_volume_v3.db_volumes_a",
    "update openstack_blockstorage_volume_v3.db_volumes_b",
  ]);
  expect(await program.plan({ revision: "2026-12" })).toEqual([
    "delete,create openstack_compute_instance_v2.db",
    "delete,create openstack_compute_volume_attach_v2.db_attach-a",
    "delete,create openstack_compute_volume_attach_v2.db_attach-b",
    "delete,create openstack_compute_volume_attach_v2.db_attach-own",
    "update terraform_data.db_image-revision",
  ]);
  await program.apply({ sizeGiB: 2, revision: "2026-12", detached: true });
});

test("a volume that is to be kept is not destroyed", async () => {
  const day = { keep: true, sizeGiB: 2, revision: "2026-12", detached: true };
  const refused = await program.destroy(day);
  expect(refused.status).not.toBe(0);
  expect(refused.output).toMatch(/instance cannot be destroyed[\s\S]*db_volumes_a/i);
});

test("what is looked up is looked up once, however many members there are", async () => {
  const day = { sizeGiB: 2, revision: "2026-12", detached: true };
  const members = (count: number) => ({
    ...day,
    members: Array.from({ length: count }, (_, index) => String(index + 1)),
  });
  await program.apply(members(2));
  const small = await requestsDuring(() => program.plan(members(2)));
  await program.apply(members(6));
  const large = await requestsDuring(() => program.plan(members(6)));
  const lookups = Object.keys(small).filter((path) =>
    /GET \S+\/(flavors\/detail|images|images\/\{id\}|networks|subnets)$/.test(path),
  );
  expect(lookups.length).toBeGreaterThanOrEqual(3);
  for (const path of lookups) {
    expect([path, large[path]]).toEqual([path, small[path]]);
  }
  const total = (requests: Record<string, number>) => Object.values(requests).reduce((sum, one) => sum + one, 0);
  // A member is read as server, tags, flavor of the server and port: at most 8 requests with those for its addresses.
  expect(total(large) - total(small)).toBeLessThanOrEqual(4 * 8);
});

test("destroy leaves nothing", async () => {
  const destroyed = await program.destroy();
  expect({ status: destroyed.status, output: destroyed.status === 0 ? "" : destroyed.output }).toEqual({
    status: 0,
    output: "",
  });
  expect(await program.left()).toEqual([]);
});
