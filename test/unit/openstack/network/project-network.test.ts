import { ExternalNetwork, Ipv6, ProjectNetwork } from "../../../../lib/openstack/index";
import { Token } from "../../../../lib/core/engine";
import { errorOf } from "../../../support/errors";
import { synth } from "../../../support/synth";

test("a router to the outside and one network with one subnet a tier", () => {
  const stack = synth((scope) => new ProjectNetwork(scope, "network", { cidr: "10.8.0.0/20", tiers: ["web", "db"] }));
  const router = stack.one("openstack_networking_router_v2");
  expect(router.config).toMatchObject({
    name: "test-network",
    external_network_id: "${data.openstack_networking_network_v2.lookup-external-network.id}",
  });
  expect(stack.all("openstack_networking_network_v2").map((one) => one.config["name"])).toEqual([
    "test-network-db",
    "test-network-web",
  ]);
  const subnet = stack.one("openstack_networking_subnet_v2", "network/db/subnet");
  expect(subnet.config).toMatchObject({ cidr: "10.8.3.0/24", ip_version: 4 });
  expect(subnet.config).not.toHaveProperty("dns_nameservers");
  expect(stack.one("openstack_networking_router_interface_v2", "network/db/router-interface").config).toMatchObject({
    router_id: `\${${router.address}.id}`,
    subnet_id: `\${${subnet.address}.id}`,
  });
});

test("everything is optional", () => {
  const stack = synth((scope) => new ProjectNetwork(scope, "network"));
  expect(stack.one("openstack_networking_subnet_v2").config).toMatchObject({ cidr: "10.8.0.0/24" });
});

test("the external network is looked up once, however often it is asked for", () => {
  const stack = synth((scope) => {
    new ProjectNetwork(scope, "a");
    new ProjectNetwork(scope, "b");
    new ProjectNetwork(scope, "c", {
      externalNetwork: ExternalNetwork.fromLookup(scope, "found-1", { name: "ext01" }),
    });
    new ProjectNetwork(scope, "d", {
      externalNetwork: ExternalNetwork.fromLookup(scope, "found-2", { name: "ext01" }),
    });
  });
  expect(stack.dataSources.map((one) => [one.config["name"], one.config["external"]])).toEqual([
    [undefined, true],
    ["ext01", true],
  ]);
});

test("names that differ only in characters the engine drops are different lookups", () => {
  const stack = synth((scope) => {
    ExternalNetwork.fromLookup(scope, "found-3", { name: "ext 1" });
    ExternalNetwork.fromLookup(scope, "found-4", { name: "ext-1" });
    ExternalNetwork.fromLookup(scope, "found-5", { name: "ext.1" });
  });
  expect(stack.dataSources.map((one) => one.config["name"]).sort()).toEqual(["ext 1", "ext-1", "ext.1"]);
});

test("without internet access there is no router and nothing is looked up", () => {
  const stack = synth((scope) => new ProjectNetwork(scope, "network", { internetAccess: false }));
  expect([...stack.resources, ...stack.dataSources].map((one) => one.type)).toEqual([
    "openstack_networking_network_v2",
    "openstack_networking_subnet_v2",
  ]);
});

test("IPv6: addresses by router advertisement", () => {
  const stack = synth((scope) => new ProjectNetwork(scope, "network", { cidr: "fd12:3456:789a::/48", tiers: ["web"] }));
  expect(stack.one("openstack_networking_subnet_v2").config).toMatchObject({
    cidr: "fd12:3456:789a:1::/64",
    ip_version: 6,
    ipv6_address_mode: "slaac",
    ipv6_ra_mode: "slaac",
  });
});

test("resolvers and tags are passed on when they are set", () => {
  const stack = synth(
    (scope) => new ProjectNetwork(scope, "network", { dnsNameservers: ["9.9.9.9"], tags: ["shop"], name: "shop" }),
  );
  expect(stack.one("openstack_networking_subnet_v2").config).toMatchObject({
    dns_nameservers: ["9.9.9.9"],
    tags: ["shop"],
  });
  expect(stack.one("openstack_networking_router_v2").config).toMatchObject({ name: "shop", tags: ["shop"] });
});

test("a name of one's own begins the tiers' names too, and a lookup by it finds them", () => {
  const made = synth((scope) => new ProjectNetwork(scope, "network", { name: "shop", tiers: ["web"] }));
  const name = made.one("openstack_networking_network_v2").config["name"];
  expect([name, made.one("openstack_networking_subnet_v2").config["name"]]).toEqual(["shop-web", "shop-web"]);
  const found = synth((scope) => ProjectNetwork.fromLookup(scope, "found", { name: "shop", tiers: ["web"] }));
  expect(found.dataSources.map((one) => one.config["name"])).toEqual(expect.arrayContaining(["shop", name]));
});

test("another project owns router, networks and subnets", () => {
  const stack = synth((scope) => new ProjectNetwork(scope, "network", { projectId: "4711", ipv6: Ipv6.defaultPool() }));
  const owners = stack.resources
    .filter((one) => !one.type.endsWith("interface_v2"))
    .map((one) => one.config["tenant_id"]);
  expect(owners).toEqual(["4711", "4711", "4711", "4711"]);
});

test("the order of tiers changes nothing", () => {
  const json = (tiers: string[]) =>
    JSON.stringify(synth((scope) => new ProjectNetwork(scope, "network", { tiers })).json);
  expect(json(["db", "web", "app"])).toBe(json(["app", "web", "db"]));
});

test.each([
  ["8.8.8.0/24", "SCSBP-1002"],
  ["10.8.0.0", "SCSBP-1001"],
  ["10.8.0.0/30", "SCSBP-2001"],
])("fails on the block %s", (cidr, code) => {
  synth((scope) => expect(errorOf(() => new ProjectNetwork(scope, "network", { cidr })).code).toBe(code));
});

test("fails on a block that is known only when Terraform runs", () => {
  const cidr = Token.asString({ resolve: () => "10.0.0.0/8" });
  synth((scope) => expect(errorOf(() => new ProjectNetwork(scope, "network", { cidr })).code).toBe("SCSBP-2005"));
});

test("fails on tiers that are unfit, there twice, missing or larger than the network", () => {
  synth((scope) => {
    const network = new ProjectNetwork(scope, "network", { tiers: ["web"] });
    expect(errorOf(() => network.addTier("web")).code).toBe("SCSBP-2006");
    expect(errorOf(() => network.addTier("Resource")).code).toBe("SCSBP-2006");
    expect(errorOf(() => network.tier("db"))).toMatchObject({
      code: "SCSBP-2007",
      allowed: "web",
      path: "test/network",
    });
    expect(errorOf(() => network.addTier("db", { cidr: "10.8.0.0/19" })).code).toBe("SCSBP-2003");
    expect(errorOf(() => network.addTier("db", { slot: 1 })).code).toBe("SCSBP-2004");
    expect(network.addTier("db", { slot: 9 }).cidr).toBe("10.8.9.0/24");
  });
});
