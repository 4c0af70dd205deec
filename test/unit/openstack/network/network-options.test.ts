import {
  ExternalNetwork,
  Ipv6,
  type IRouter,
  type ISubnetPool,
  NetworkTier,
  ProjectNetwork,
  type ProjectNetworkProps,
  QosPolicy,
  Router,
  SubnetPool,
  type TierOptions,
} from "../../../../lib/openstack/index";
import type { ScsStack } from "../../../../lib/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const SUBNET = "openstack_networking_subnet_v2";
const INTERFACE = "openstack_networking_router_interface_v2";

const withTier = (options: (stack: ScsStack) => TierOptions, props: ProjectNetworkProps = {}) => {
  const stack = synth((scope) =>
    new ProjectNetwork(scope, "network", { tiers: [], ...props }).addTier("web", options(scope)),
  );
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
};

test("an isolated tier has no router interface, no gateway and no way for a floating IP", () => {
  const stack = withTier(() => ({ isolated: true }));
  expect(stack.all(INTERFACE)).toEqual([]);
  expect(stack.one(SUBNET).config["no_gateway"]).toBe(true);
  synth((scope) => {
    const tier = new ProjectNetwork(scope, "network").addTier("heartbeat", { isolated: true });
    expect([tier.externalNetwork, tier.uplinks]).toEqual([undefined, []]);
  });
});

test("MTU, port security and QoS of the network hold for its tiers, unless a tier has its own", () => {
  const stack = synth((scope) => {
    const qosPolicy = QosPolicy.fromLookup(scope, "found-1", { name: "limit-1g" });
    QosPolicy.fromLookup(scope, "found-2", { name: "limit-1g" });
    const network = new ProjectNetwork(scope, "network", { tiers: ["web"], mtu: 1400, portSecurity: true, qosPolicy });
    network.addTier("open", { mtu: 8942, portSecurity: false });
  });
  const [open, web] = stack.all("openstack_networking_network_v2").map((one) => one.config);
  expect(web).toMatchObject({ mtu: 1400, port_security_enabled: true });
  expect(open).toMatchObject({ mtu: 8942, port_security_enabled: false });
  expect(open?.["qos_policy_id"]).toBe("${data.openstack_networking_qos_policy_v2.lookup-qos-policy-limit-1g.id}");
  expect(stack.dataSources.filter((one) => one.type.includes("qos"))).toHaveLength(1);
});

test("DHCP off, addresses kept back, routes for servers", () => {
  expect(withTier(() => ({ dhcp: false })).one(SUBNET).config["enable_dhcp"]).toBe(false);
  const stack = withTier(() => ({
    reservedAddresses: 9,
    routes: [{ destination: "10.99.0.0/16", nextHop: "10.8.1.5" }],
  }));
  expect(stack.one(SUBNET).config["allocation_pool"]).toEqual([{ start: "10.8.1.11", end: "10.8.1.254" }]);
  expect(stack.one("openstack_networking_subnet_route_v2", "route-10-99-0-0-16").config).toMatchObject({
    destination_cidr: "10.99.0.0/16",
    next_hop: "10.8.1.5",
  });
});

test("a tier may have a router of its own, on another external network", () => {
  const stack = withTier((scope) => ({
    router: new Router(scope, "transit", {
      externalNetwork: ExternalNetwork.fromLookup(scope, "found-3", { name: "mpls" }),
      snat: false,
    }),
  }));
  const transit = stack.one("openstack_networking_router_v2", "transit/Resource");
  expect(transit.config).toMatchObject({ name: "test-transit", enable_snat: false });
  expect(stack.one(INTERFACE).config["router_id"]).toBe(`\${${transit.address}.id}`);
});

test("SNAT is left to the cloud unless it is set", () => {
  const router = (props: ProjectNetworkProps) =>
    synth((scope) => new ProjectNetwork(scope, "network", props)).one("openstack_networking_router_v2").config;
  expect(router({})).not.toHaveProperty("enable_snat");
  expect(router({ snat: false })["enable_snat"]).toBe(false);
});

test("a router that is there already is looked up, and none is made", () => {
  const stack = synth((scope) => {
    const router = Router.fromLookup(scope, "found-4", { name: "office" });
    const network = new ProjectNetwork(scope, "network", { router, tiers: ["web"] });
    expect(network.tier("web").externalNetwork).toBeDefined();
    expect(
      Router.fromLookup(scope, "found-5", { name: "inner", internetAccess: false }).externalNetwork,
    ).toBeUndefined();
  });
  expect(stack.all("openstack_networking_router_v2")).toEqual([]);
  expect(stack.dataSources.map((one) => one.address)).toContain(
    "data.openstack_networking_network_v2.lookup-router-office-gateway",
  );
  expect(stack.one(INTERFACE).config["router_id"]).toBe(
    "${data.openstack_networking_router_v2.lookup-router-office.id}",
  );
});

test("dual stack by ULA: one /64 a tier beside its IPv4 block", () => {
  const stack = synth((scope) => {
    const ipv6 = Ipv6.ula("fd5c:9a1e:77b2::/48");
    const network = new ProjectNetwork(scope, "network", { tiers: ["web"], zones: ["az1"], ipv6 });
    expect(network.tier("web").ipv6Cidr).toBe("fd5c:9a1e:77b2:1::/64");
    expect(network.addTier("x", { cidr: "10.8.15.0/24" }).ipv6Cidr).toMatch(/^fd5c:9a1e:77b2:[0-9a-f]+::\/64$/);
  });
  const subnets = stack.all(SUBNET).filter((one) => one.path.includes("/web/"));
  expect(subnets.map((one) => [one.path, one.config["ip_version"]])).toEqual([
    ["test/network/web/subnet-v6", 6],
    ["test/network/web/subnet", 4],
    ["test/network/web/zones/az1/subnet", 4],
  ]);
  expect(stack.one(INTERFACE, "web/router-interface-v6")).toBeDefined();
  expect(schemaProblems(stack.json)).toEqual([]);
});

test("dual stack from the cloud's default pool, looked up once", () => {
  const stack = synth(
    (scope) => new ProjectNetwork(scope, "network", { tiers: ["web", "db"], ipv6: Ipv6.defaultPool() }),
  );
  expect(stack.dataSources.filter((one) => one.type.includes("subnetpool")).map((one) => one.config)).toEqual([
    expect.objectContaining({ is_default: true, ip_version: 6 }),
  ]);
  expect(stack.one(SUBNET, "web/subnet-v6").config).toMatchObject({
    subnetpool_id: "${data.openstack_networking_subnetpool_v2.lookup-subnet-pool-default-v6.id}",
    ip_version: 6,
  });
});

test("IPv4 from a subnet pool: Neutron chooses the blocks", () => {
  const stack = synth((scope) => {
    const subnetPool = new SubnetPool(scope, "pool", { prefixes: ["10.16.0.0/16"], defaultPrefixLength: 24 });
    const network = new ProjectNetwork(scope, "network", { subnetPool, tierPrefixLength: 26, tiers: ["web"] });
    expect(network.cidr).toBeUndefined();
    expect(errorOf(() => network.addTier("db", { slot: 3 })).code).toBe("SCSBP-2028");
    expect(errorOf(() => network.addTier("db", { reservedAddresses: 3 })).code).toBe("SCSBP-2022");
  });
  expect(stack.one("openstack_networking_subnetpool_v2").config).toMatchObject({ default_prefixlen: 24 });
  expect(stack.one(SUBNET, "web/subnet").config).toMatchObject({ prefix_length: 26, ip_version: 4 });
  expect(stack.one(SUBNET, "web/subnet").config).not.toHaveProperty("cidr");
});

test("a tier is shared with another project", () => {
  const stack = synth((scope) => new ProjectNetwork(scope, "network").tier("default").shareWith("ci", "5f0e"));
  expect(stack.one("openstack_networking_rbac_policy_v2", "default/share-with-ci").config).toMatchObject({
    action: "access_as_shared",
    object_type: "network",
    target_tenant: "5f0e",
  });
});

test("a route of the router waits for the interface that its next hop is behind", () => {
  const stack = synth((scope) => {
    const network = new ProjectNetwork(scope, "network", { tiers: ["web", "db"] });
    network.addRoute("10.200.0.0/16", "10.8.1.7");
  });
  expect(stack.one("openstack_networking_router_route_v2").config).toMatchObject({
    destination_cidr: "10.200.0.0/16",
    next_hop: "10.8.1.7",
    depends_on: [stack.one(INTERFACE, "web/router-interface").address],
  });
});

test("networks of other stacks are found by name", () => {
  const stack = synth((scope) => {
    const shared = ProjectNetwork.fromLookup(scope, "shared", {
      name: "platform-network",
      tiers: ["web"],
      zones: ["az1"],
      dualStack: true,
    });
    expect(shared.tier("web").zones).toHaveLength(1);
    expect(errorOf(() => shared.tier("db")).code).toBe("SCSBP-2007");
    expect(NetworkTier.fromLookup(scope, "office", { networkName: "office" }).tierName).toBe("office");
  });
  expect(stack.resources).toEqual([]);
  const names = stack.dataSources.map((one) => one.config["name"]).filter((name) => name !== undefined);
  expect([...names].sort()).toEqual([
    "office",
    "platform-network",
    "platform-network-web",
    "platform-network-web",
    "platform-network-web",
    "platform-network-web-az1",
  ]);
  expect(schemaProblems(stack.json)).toEqual([]);
});

test.each([
  [{ mtu: 1279 }, "SCSBP-2023"],
  [{ mtu: 1400.5 }, "SCSBP-2023"],
  [{ internetAccess: false, snat: false }, "SCSBP-2028"],
  [{ tierPrefixLength: 26 }, "SCSBP-2028"],
  [{ cidr: "fd5c:9a1e:77b2::/48", ipv6: Ipv6.ula("fd5c:9a1e:77b3::/48") }, "SCSBP-2028"],
  [{ router: { routerId: "r" } as IRouter, snat: true }, "SCSBP-2028"],
  [{ cidr: "10.8.0.0/20", subnetPool: { subnetPoolId: "p", ipVersion: 4 } as ISubnetPool }, "SCSBP-2028"],
  [{ zones: ["az1"], cidr: "10.8.0.0/24" }, "SCSBP-2008"],
])("fails on the network %j", (props: ProjectNetworkProps, code) => {
  synth((scope) => expect(errorOf(() => new ProjectNetwork(scope, "network", props)).code).toBe(code));
});

test.each([
  [{ reservedAddresses: 252 }, "SCSBP-2022"],
  [{ reservedAddresses: -1 }, "SCSBP-2022"],
  [{ mtu: 0 }, "SCSBP-2023"],
  [{ isolated: true, router: { routerId: "r" } as IRouter }, "SCSBP-2028"],
  [{ routes: [{ destination: "10.0.0.1/8", nextHop: "10.8.1.1" }] }, "SCSBP-1001"],
])("fails on the tier %j", (options: TierOptions, code) => {
  synth((scope) => expect(errorOf(() => new ProjectNetwork(scope, "n").addTier("web", options)).code).toBe(code));
});

test("fails on routes that lead nowhere, pools and addresses of the wrong family", () => {
  synth((scope) => {
    const network = new ProjectNetwork(scope, "network", { tiers: ["web"] });
    expect(errorOf(() => network.addRoute("10.200.0.0/16", "192.0.2.1")).code).toBe("SCSBP-2024");
    expect(errorOf(() => new Router(scope, "r").addRoute("10.200.0.0/16", "fd00::1")).code).toBe("SCSBP-2024");
    expect(errorOf(() => new SubnetPool(scope, "p", { prefixes: ["10.0.0.0/8", "fd00::/48"] })).code).toBe(
      "SCSBP-2025",
    );
    expect(errorOf(() => Ipv6.ula("10.0.0.0/8")).code).toBe("SCSBP-2026");
    expect(errorOf(() => Ipv6.subnetPool(SubnetPool.fromLookup(scope, "pool", { name: "p" }))).code).toBe("SCSBP-2026");
  });
});
