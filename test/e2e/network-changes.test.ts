import { Program } from "./support/program";
import { repository } from "./support/repository";

/** What later days do to a network: each change makes, moves and removes exactly what it says. */
const SOURCE = `
import { App, Cloud, Ipv6, ProjectNetwork, Router, ScsStack, SubnetPool } from "scs-blueprints";
const day = JSON.parse(process.env["DAY"] ?? "{}");
const app = new App();
const stack = new ScsStack(app, "net", { cloud: Cloud.fromEnvironment() });
const network = new ProjectNetwork(stack, "network", {
  cidr: "10.50.0.0/16",
  tiers: day.tiers ?? ["web", "db"],
  zones: day.zones ?? ["zone1", "zone2"],
  ...(day.ipv6 ? { ipv6: Ipv6.ula("fd5c:9a1e:77b2::/48") } : {}),
});
network.addTier("repl", { isolated: true, mtu: 1400, reservedAddresses: 8 });
const pool = new SubnetPool(stack, "pool", { prefixes: ["10.60.0.0/16"] });
const transit = new Router(stack, "transit");
new ProjectNetwork(stack, "lab", { subnetPool: pool, tierPrefixLength: 26, router: transit, tiers: day.lab ?? ["a"] });
if (day.route) {
  network.addRoute("10.77.0.0/16", "10.50.16.9");
  network.tier("db").shareWith("partner", "0123456789abcdef0123456789abcdef");
}
app.synth();
`;
const LOOKUP = `
import { App, Cloud, ProjectNetwork, ScsStack } from "scs-blueprints";
const app = new App();
const stack = new ScsStack(app, "found", { cloud: Cloud.fromEnvironment() });
const network = ProjectNetwork.fromLookup(stack, "net", { name: "net-network", tiers: ["web"], zones: ["zone2"] });
const web = network.tier("web");
stack.addOutput("cidrs", [web.cidr, web.zones?.[0]?.cidr]);
stack.addOutput("outside", network.externalNetwork?.networkName);
app.synth();
`;

let program: Program;
let found: Program;
beforeAll(async () => {
  await repository.sandbox(["up"]);
  program = new Program("net", SOURCE);
  found = new Program("found", LOOKUP);
});

const subnetOf = (tier: string, zone?: string) => {
  const path = zone === undefined ? `network_${tier}` : `network_${tier}_zones_${zone}`;
  return [
    `create openstack_networking_router_interface_v2.${path}_router-interface`,
    `create openstack_networking_subnet_v2.${path}_subnet`,
  ];
};

test("zones, an isolated tier, a pool and a second router are made, and the second plan is empty", async () => {
  await program.apply();
});

test("a tier more, in another order, moves nothing", async () => {
  expect(await program.plan({ tiers: ["db", "cache", "web"] })).toEqual(
    [
      "create openstack_networking_network_v2.network_cache",
      ...subnetOf("cache"),
      ...subnetOf("cache", "zone1"),
      ...subnetOf("cache", "zone2"),
    ].sort(),
  );
});

test("a zone more, in another order, moves nothing", async () => {
  expect(await program.plan({ zones: ["zone3", "zone2", "zone1"] })).toEqual(
    [
      ...subnetOf("db", "zone3"),
      ...subnetOf("web", "zone3"),
      "create openstack_networking_subnet_v2.network_repl_zones_zone3_subnet",
    ].sort(),
  );
});

test("a zone less, a tier less: what was theirs goes, nothing else", async () => {
  const changes = await program.plan({ zones: ["zone2"], tiers: ["web"] });
  expect(changes.length).toBeGreaterThan(0);
  for (const change of changes) {
    expect(change).toMatch(/^delete .*(_zones_zone1_|network_db)/);
  }
});

test("IPv6 comes beside IPv4, one subnet a tier", async () => {
  expect(await program.plan({ ipv6: true })).toEqual([
    "create openstack_networking_router_interface_v2.network_db_router-interface-v6",
    "create openstack_networking_router_interface_v2.network_web_router-interface-v6",
    "create openstack_networking_subnet_v2.network_db_subnet-v6",
    "create openstack_networking_subnet_v2.network_repl_subnet-v6",
    "create openstack_networking_subnet_v2.network_web_subnet-v6",
  ]);
});

test("all of it at once is applied: tiers, zones, IPv6, a route, a project to share with", async () => {
  const day = {
    tiers: ["db", "cache", "web"],
    zones: ["zone3", "zone1", "zone2"],
    ipv6: true,
    route: true,
    lab: ["b", "a"],
  };
  await program.apply(day);
  expect(await program.plan({ ...day, lab: ["b"] })).toEqual([
    "delete openstack_networking_network_v2.lab_a",
    "delete openstack_networking_router_interface_v2.lab_a_router-interface",
    "delete openstack_networking_subnet_v2.lab_a_subnet",
  ]);
});

test("another stack finds the network by its name", async () => {
  await found.apply();
  expect(await found.outputs()).toEqual({ cidrs: ["10.50.16.0/23", "10.50.20.0/23"], outside: "public" });
});

test("and back again, zone by zone and tier by tier; then nothing is left", async () => {
  await program.apply({ zones: ["zone2"], tiers: ["web"], ipv6: true });
  const destroyed = await program.destroy();
  expect({ status: destroyed.status, output: destroyed.status === 0 ? "" : destroyed.output }).toEqual({
    status: 0,
    output: "",
  });
  expect(await program.left()).toEqual([]);
});
