import {
  AddressGroup,
  ExternalNetwork,
  Flavor,
  FloatingIp,
  Image,
  LoadBalancer,
  NetworkTier,
  Peer,
  Port,
  ProjectNetwork,
  QosPolicy,
  Router,
  SecurityGroup,
  Server,
  ServerGroup,
  SubnetPool,
  Volume,
} from "../../../lib/openstack/index";
import { Construct } from "constructs";
import type { ScsStack } from "../../../lib/index";
import { errorOf } from "../../support/errors";
import { schemaProblems } from "../../support/provider-schema";
import { type SynthesizedStack, synth } from "../../support/synth";

const ID = "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50";
const SERVER = "openstack_compute_instance_v2";

/** What a program declares and looks up; its JSON fits the provider's schema. */
function made(define: (stack: ScsStack) => void): SynthesizedStack {
  const stack = synth(define);
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}
const lookups = (define: (stack: ScsStack) => void) => made(define).dataSources.map((one) => one.path);

const byId: [string, (scope: Construct, id: string) => unknown][] = [
  ["AddressGroup", (scope, id) => AddressGroup.fromAddressGroupId(scope, "x", id)],
  ["ExternalNetwork", (scope, id) => ExternalNetwork.fromNetworkId(scope, "x", id)],
  ["LoadBalancer", (scope, id) => LoadBalancer.fromLoadBalancerId(scope, "x", id)],
  ["NetworkTier of a network", (scope, id) => NetworkTier.fromNetworkId(scope, "x", id)],
  ["NetworkTier of a subnet", (scope, id) => NetworkTier.fromSubnetId(scope, "x", id)],
  ["QosPolicy", (scope, id) => QosPolicy.fromQosPolicyId(scope, "x", id)],
  ["Router", (scope, id) => Router.fromRouterId(scope, "x", id)],
  ["SecurityGroup", (scope, id) => SecurityGroup.fromSecurityGroupId(scope, "x", id)],
  ["Server", (scope, id) => Server.fromServerId(scope, "x", id)],
  ["ServerGroup", (scope, id) => ServerGroup.fromServerGroupId(scope, "x", id)],
  ["Volume", (scope, id) => Volume.fromVolumeId(scope, "x", id)],
];

describe.each(byId)("%s by its id", (_, make) => {
  test("is a construct with the id that the program gave", () => {
    synth((scope) => expect((make(scope, ID) as Construct).node.path).toBe("test/x"));
  });

  test.each(["", " ", undefined, null, 5, {}])("fails on %j as an id", (id) => {
    synth((scope) => expect(errorOf(() => make(scope, id as string)).code).toMatch(/^SCSBP-201[69]$/));
  });
});

const lookedUp: [string, (scope: Construct) => unknown][] = [
  ["ExternalNetwork", (scope) => ExternalNetwork.fromLookup(scope, "x")],
  ["Router", (scope) => Router.fromLookup(scope, "x", { name: "edge" })],
  ["QosPolicy", (scope) => QosPolicy.fromLookup(scope, "x", { name: "gold" })],
  ["SubnetPool", (scope) => SubnetPool.fromLookup(scope, "x")],
];

test.each(lookedUp)("%s that is looked up is a construct with the id that the program gave", (_, make) => {
  synth((scope) => expect((make(scope) as Construct).node.path).toBe("test/x"));
});

test("ids alone look nothing up", () => {
  expect(
    lookups((stack) => {
      Server.fromServerId(stack, "server", ID);
      ServerGroup.fromServerGroupId(stack, "group", ID);
      Volume.fromVolumeId(stack, "volume", ID);
      QosPolicy.fromQosPolicyId(stack, "policy", ID);
      SecurityGroup.fromSecurityGroupId(stack, "security-group", ID);
      AddressGroup.fromAddressGroupId(stack, "address-group", ID);
      const router = Router.fromRouterId(stack, "router", ID);
      new ProjectNetwork(stack, "network", { router, tiers: ["web"] });
    }),
  ).toEqual([]);
});

test("a router by its id tells its external network where a floating IP asks for it", () => {
  const stack = made((scope) => {
    const router = Router.fromRouterId(scope, "router", ID);
    const tier = new ProjectNetwork(scope, "network", { router, tiers: ["web"] }).tier("web");
    new Server(scope, "a", { tier, flavor: Flavor.SCS_1V_2, image: Image.fromId(ID), floatingIp: true });
    new Server(scope, "b", { tier, flavor: Flavor.SCS_1V_2, image: Image.fromId(ID), floatingIp: true });
  });
  const found = stack.dataSources.filter((one) => one.type.includes("networking"));
  expect(found.map((one) => one.config)).toEqual([
    expect.objectContaining({
      network_id: expect.stringMatching(
        /^\$\{data\.openstack_networking_router_v2\..*external_network_id\}$/,
      ) as string,
    }),
    expect.objectContaining({ router_id: ID }),
  ]);
});

test("an external network by its id is looked up once for its name", () => {
  const paths = lookups((scope) => {
    const externalNetwork = ExternalNetwork.fromNetworkId(scope, "outside", ID);
    new ProjectNetwork(scope, "a", { externalNetwork, cidr: "10.8.0.0/20" });
    new ProjectNetwork(scope, "b", { externalNetwork, cidr: "10.9.0.0/20" });
  });
  expect(paths).toEqual(["test/outside/lookup"]);
});

test("servers stand in a tier that is known by the id of its network or subnet", () => {
  const stack = made((scope) => {
    const tiers = [NetworkTier.fromNetworkId(scope, "one", ID), NetworkTier.fromSubnetId(scope, "two", ID)];
    for (const tier of tiers) {
      const server = new Server(scope, `in-${tier.tierName}`, {
        tier,
        flavor: Flavor.SCS_1V_2,
        image: Image.fromId(ID),
      });
      server.connections.allowFrom(tier, Port.icmp());
      const act = () => new FloatingIp(scope, `ip-${tier.tierName}`, { tier, portId: server.portId });
      expect(errorOf(act)).toMatchObject({
        code: "SCSBP-2050",
        fix: expect.stringContaining("NetworkTier.fromLookup") as string,
      });
    }
  });
  expect(stack.dataSources.filter((one) => one.type.includes("subnet")).map((one) => one.config)).toEqual([
    expect.objectContaining({ network_id: ID, ip_version: 4 }),
    expect.objectContaining({ subnet_id: ID }),
  ]);
});

test("listeners are added to a balancer that is known by its id; its tier is looked up with the first", () => {
  const paths = lookups((scope) => {
    const lb = LoadBalancer.fromLoadBalancerId(scope, "lb", ID);
    expect(lb.address).toBe(lb.vipAddress);
  });
  expect(paths).toEqual(["test/lb/Resource"]);
  const stack = made((scope) => {
    const tier = new ProjectNetwork(scope, "network", { tiers: ["web"] }).tier("web");
    const server = new Server(scope, "web", { tier, flavor: Flavor.SCS_1V_2, image: Image.fromId(ID) });
    const lb = LoadBalancer.fromLoadBalancerId(scope, "lb", ID);
    const clients = [Peer.cidr("192.0.2.0/24")];
    lb.addListener(Port.tcp(80), { clients }).forwardTo(server, Port.tcp(8080));
    lb.addListener(Port.tcp(81), { clients }).forwardTo(server, Port.tcp(8081));
  });
  expect(stack.dataSources.map((one) => one.path)).toContain("test/lb/tier/lookup-subnet");
  expect(
    stack
      .all("openstack_networking_secgroup_rule_v2")
      .filter((one) => String(one.config["remote_ip_prefix"]).includes("lookup-subnet")),
  ).toHaveLength(2);
});

test("a server that is known by its id keeps others away, and its address is looked up where it is asked for", () => {
  const stack = made((scope) => {
    const old = Server.fromServerId(scope, "old", ID);
    const tier = new ProjectNetwork(scope, "network", { tiers: ["web"] }).tier("web");
    new Server(scope, "new", { tier, flavor: Flavor.SCS_1V_2, image: Image.fromId(ID), differentHostThan: [old] });
    expect(old.privateIp).not.toBe("");
    expect(old.privateIp).not.toBe("");
  });
  expect(stack.one(SERVER, "new/Resource").config["scheduler_hints"]).toEqual([{ different_host: [ID] }]);
  expect(stack.dataSources.filter((one) => one.type === SERVER).map((one) => one.path)).toEqual(["test/old/lookup"]);
});
