import {
  AddressGroup,
  Bastion,
  Flavor,
  type IConnectable,
  Image,
  LoadBalancer,
  NetworkTier,
  Peer,
  Port,
  ProjectNetwork,
  SecurityGroup,
  Server,
  ServerPool,
} from "../../../../lib/openstack/index";
import type { ScsStack } from "../../../../lib/index";
import { errorOf } from "../../../support/errors";
import { synth } from "../../../support/synth";

const RULE = "openstack_networking_secgroup_rule_v2";
const image = Image.ubuntu("24.04");
const flavor = Flavor.SCS_1V_2;

/** The rules of the group `db`, as `ingress-…` or `egress-…`. */
function rulesOfDb(connect: (db: SecurityGroup, network: ProjectNetwork, stack: ScsStack) => void): string[] {
  const stack = synth((scope) => {
    const network = new ProjectNetwork(scope, "net", { tiers: ["web"] });
    connect(new SecurityGroup(scope, "db", { allowAllOutbound: false }), network, scope);
  });
  return stack
    .all(RULE)
    .map((rule) => rule.path.replace("test/", ""))
    .filter((path) => path.startsWith("db/"))
    .map((path) => path.slice("db/".length))
    .sort();
}

const ends: [string, (stack: ScsStack, network: ProjectNetwork) => IConnectable, string, string][] = [
  [
    "a server",
    (stack, net) => new Server(stack, "web", { tier: net.tier("web"), flavor, image }),
    "group-web-security-group",
    "v4 v6",
  ],
  [
    "a pool",
    (stack, net) => new ServerPool(stack, "web", { tier: net.tier("web"), flavor, image, size: 1 }),
    "group-web-security-group",
    "v4 v6",
  ],
  [
    "a bastion",
    (stack, net) =>
      new Bastion(stack, "web", { tier: net.tier("web"), image, allowedSources: [Peer.cidr("192.0.2.0/24")] }),
    "group-web-server-security-group",
    "v4 v6",
  ],
  ["a group", (stack) => new SecurityGroup(stack, "web"), "group-web", "v4 v6"],
  [
    "a group that was looked up",
    (stack) => SecurityGroup.fromLookup(stack, "web", { name: "web" }),
    "group-web",
    "v4 v6",
  ],
  ["a group by its id", (stack) => SecurityGroup.fromSecurityGroupId(stack, "web", "6f5b"), "group-web", "v4 v6"],
  ["a tier", (_, net) => net.tier("web"), "tier-net-web", "v4"],
  [
    "a tier that was looked up",
    (stack) => NetworkTier.fromLookup(stack, "web", { networkName: "web" }),
    "tier-web",
    "v4",
  ],
  ["a balancer", (stack, net) => new LoadBalancer(stack, "lb", { tier: net.tier("web") }), "tier-net-web", "v4"],
  [
    "an address group",
    (stack) => new AddressGroup(stack, "offices", { addresses: ["192.0.2.0/24"] }),
    "address-group-offices",
    "v4",
  ],
  [
    "an address group by its id",
    (stack) => AddressGroup.fromAddressGroupId(stack, "offices", "6f5b"),
    "address-group-offices",
    "v4 v6",
  ],
  ["a block", () => Peer.cidr("192.0.2.0/24"), "192-0-2-0-24", ""],
  ["the internet", () => Peer.anywhere("public website"), "anywhere", "v4 v6"],
];

test.each(ends)("%s connects to a group, and is connected to from one", (_, make, peer, families) => {
  const ids = (prefix: string) =>
    families.split(" ").map((family) => `${prefix}-${peer}${family === "" ? "" : `-${family}`}`);
  expect(rulesOfDb((db, network, stack) => db.connections.allowFrom(make(stack, network), Port.tcp(5432)))).toEqual(
    ids("ingress-tcp-5432-from"),
  );
  expect(rulesOfDb((db, network, stack) => make(stack, network).connections.allowTo(db, Port.tcp(5432)))).toEqual(
    ids("ingress-tcp-5432-from"),
  );
  expect(rulesOfDb((db, network, stack) => db.connections.allowTo(make(stack, network), Port.tcp(443)))).toEqual(
    ids("egress-tcp-443-to"),
  );
  expect(rulesOfDb((db, network, stack) => make(stack, network).connections.allowFrom(db, Port.tcp(443)))).toEqual(
    ids("egress-tcp-443-to"),
  );
});

test("allowFrom opens the way out of the other end as well, where that end lets nothing out by itself", () => {
  const paths = (connect: (web: SecurityGroup, db: SecurityGroup) => void) =>
    synth((scope) =>
      connect(
        new SecurityGroup(scope, "web", { allowAllOutbound: false }),
        new SecurityGroup(scope, "db", { allowAllOutbound: false }),
      ),
    )
      .all(RULE)
      .map((rule) => rule.path);
  const from = paths((web, db) => db.connections.allowFrom(web, Port.tcp(5432)));
  expect(from).toEqual(paths((web, db) => web.connections.allowTo(db, Port.tcp(5432))));
  expect(from).toContain("test/web/egress-tcp-5432-to-group-db-v4");
});

test("a description stands in the rules, in place of the peer's, and other words replace no rule", () => {
  const stack = synth((scope) => {
    const group = new SecurityGroup(scope, "db", { allowAllOutbound: false });
    group.connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(9100), "monitoring");
    group.connections.allowFrom(Peer.anywhere("public website"), Port.tcp(443), "until the proxy is there");
    group.connections.allowTo(Peer.cidr("192.0.2.53/32"), Port.udp(53), "resolver");
    group.connections.allowInternally(Port.tcp(7000), "replication");
  });
  const descriptions = new Set(stack.all(RULE).map((rule) => rule.config["description"]));
  expect(descriptions).toEqual(new Set(["monitoring", "until the proxy is there", "resolver", "replication"]));
  for (const rule of stack.all(RULE)) {
    expect(rule.config["lifecycle"]).toEqual({ ignore_changes: ["description"] });
  }
});

test.each(["", "x", 5, null, "x".repeat(256)])("fails on %j as a description", (description) => {
  synth((scope) => {
    const { connections } = new SecurityGroup(scope, "db");
    const act = () => connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(80), description as string);
    expect(errorOf(act).code).toBe("SCSBP-2012");
  });
});

test("fails where neither end has a security group, and where a group is asked of addresses", () => {
  synth((scope) => {
    const network = new ProjectNetwork(scope, "net", { tiers: ["web"] });
    const lb = new LoadBalancer(scope, "lb", { tier: network.tier("web") });
    const act = () => lb.connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(443));
    expect(errorOf(act)).toMatchObject({ code: "SCSBP-2016", fix: expect.stringContaining("addListener") as string });
    expect(errorOf(() => network.whoCanReach(Peer.cidr("192.0.2.0/24"))).code).toBe("SCSBP-2016");
    expect(errorOf(() => network.tier("web").connections.allowInternally(Port.all())).code).toBe("SCSBP-2016");
  });
});
