import {
  AddressGroup,
  Ipv6,
  NetworkTier,
  Peer,
  Port,
  ProjectNetwork,
  Reachability,
  SecurityGroup,
} from "../../../../lib/openstack/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const RULE = "openstack_networking_secgroup_rule_v2";
const rules = (stack: ReturnType<typeof synth>, direction: string) =>
  stack.all(RULE).filter((rule) => rule.config["direction"] === direction);

test("lets nothing in, everything out, and does not depend on the cloud's default rules", () => {
  const stack = synth((scope) => new SecurityGroup(scope, "web"));
  expect(stack.one("openstack_networking_secgroup_v2").config).toMatchObject({
    delete_default_rules: true,
    name: "test-web",
  });
  expect(rules(stack, "ingress")).toEqual([]);
  expect(rules(stack, "egress").map((rule) => rule.config["ethertype"])).toEqual(["IPv4", "IPv6"]);
});

test("outbound can be closed too", () => {
  expect(synth((scope) => new SecurityGroup(scope, "web", { allowAllOutbound: false })).all(RULE)).toEqual([]);
});

test("a rule has the peer's address family, protocol and ports", () => {
  const stack = synth((scope) => {
    const group = new SecurityGroup(scope, "web");
    group.connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(22));
    group.connections.allowFrom(Peer.cidr("2001:db8::/32"), Port.icmp());
    group.connections.allowFrom(Peer.cidr("198.51.100.0/24"), Port.all());
  });
  const byPort = new Map(rules(stack, "ingress").map((rule) => [rule.path.split("/").pop(), rule.config]));
  expect(byPort.get("ingress-tcp-22-from-192-0-2-0-24")).toMatchObject({
    ethertype: "IPv4",
    protocol: "tcp",
    port_range_min: 22,
    port_range_max: 22,
    remote_ip_prefix: "192.0.2.0/24",
  });
  const icmp = byPort.get("ingress-icmp-from-2001-db8-32");
  expect(icmp).toMatchObject({ ethertype: "IPv6", protocol: "ipv6-icmp", remote_ip_prefix: "2001:db8::/32" });
  expect(icmp).not.toHaveProperty("port_range_min");
  const any = byPort.get("ingress-any-from-198-51-100-0-24");
  expect(any).toMatchObject({ ethertype: "IPv4", remote_ip_prefix: "198.51.100.0/24" });
  expect(any).not.toHaveProperty("protocol");
});

test("the world is let in for a reason, which stands in the rule", () => {
  const stack = synth((scope) =>
    new SecurityGroup(scope, "web").connections.allowFrom(Peer.anywhere("public website"), Port.tcp(443)),
  );
  expect(rules(stack, "ingress").map((rule) => [rule.config["remote_ip_prefix"], rule.config["description"]])).toEqual([
    ["0.0.0.0/0", "public website"],
    ["::/0", "public website"],
  ]);
});

test("groups as peers, oneself included; the same said twice is said once", () => {
  const stack = synth((scope) => {
    const web = new SecurityGroup(scope, "web");
    const db = new SecurityGroup(scope, "db");
    web.connections.allowTo(db, Port.tcp(5432));
    db.connections.allowFrom(Peer.securityGroup(web), Port.tcp(5432));
    db.connections.allowInternally(Port.tcp(5433));
  });
  const made = rules(stack, "ingress");
  expect(made.map((rule) => rule.path)).toEqual([
    "test/db/ingress-tcp-5432-from-group-web-v4",
    "test/db/ingress-tcp-5432-from-group-web-v6",
    "test/db/ingress-tcp-5433-from-self-v4",
    "test/db/ingress-tcp-5433-from-self-v6",
  ]);
  const group = (name: string) =>
    `\${${stack.all("openstack_networking_secgroup_v2").find((one) => one.path.includes(`/${name}/`))?.address}.id}`;
  expect(made[0]!.config).toMatchObject({ remote_group_id: group("web"), security_group_id: group("db") });
  expect(made[2]!.config).toMatchObject({ remote_group_id: group("db"), security_group_id: group("db") });
});

test("the order of rules does not change their addresses", () => {
  const peers = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"];
  const addresses = (list: string[]) =>
    synth((scope) => {
      const group = new SecurityGroup(scope, "web");
      list.forEach((peer) => group.connections.allowFrom(Peer.cidr(peer), Port.tcp(22)));
    })
      .resources.map((one) => one.address)
      .sort();
  expect(addresses([...peers].reverse())).toEqual(addresses(peers));
});

test("tiers are peers by their blocks, with all zones; those of IPv6 too", () => {
  const stack = synth((scope) => {
    const ipv6 = Ipv6.ula("fd5c:9a1e:77b2::/48");
    const network = new ProjectNetwork(scope, "network", { tiers: ["web"], zones: ["az1"], ipv6 });
    const group = new SecurityGroup(scope, "db");
    group.connections.allowFrom(Peer.tier(network.tier("web")), Port.tcp(5432));
    const office = NetworkTier.fromLookup(scope, "office", { networkName: "office" });
    group.connections.allowFrom(Peer.tier(office), Port.tcp(22));
  });
  const made = rules(stack, "ingress").map((rule) => [rule.path.split("/").pop(), rule.config["remote_ip_prefix"]]);
  expect(Object.fromEntries(made)).toEqual({
    "ingress-tcp-22-from-tier-office-v4": expect.stringMatching(/office_lookup-subnet_\w+\.cidr}$/),
    "ingress-tcp-5432-from-tier-network-web-v4": "10.8.1.0/24",
    "ingress-tcp-5432-from-tier-network-web-v6": "fd5c:9a1e:77b2:1::/64",
  });
});

test("address groups are peers of the families they have", () => {
  const stack = synth((scope) => {
    const offices = new AddressGroup(scope, "offices", { addresses: ["198.51.100.7/32", "192.0.2.0/25"] });
    const known = AddressGroup.fromAddressGroupId(scope, "known", "4711");
    const group = new SecurityGroup(scope, "web");
    group.connections.allowFrom(Peer.addressGroup(offices), Port.tcp(22));
    group.connections.allowFrom(Peer.addressGroup(known), Port.tcp(80));
  });
  expect(stack.one("openstack_networking_address_group_v2").config["addresses"]).toEqual([
    "192.0.2.0/25",
    "198.51.100.7/32",
  ]);
  expect(
    rules(stack, "ingress")
      .map((rule) => rule.path.split("/").pop())
      .sort(),
  ).toEqual([
    "ingress-tcp-22-from-address-group-offices-v4",
    "ingress-tcp-80-from-address-group-known-v4",
    "ingress-tcp-80-from-address-group-known-v6",
  ]);
  expect(schemaProblems(stack.json)).toEqual([]);
});

test.each([[[]], [["0.0.0.0/0"]], [["192.0.2.0/24", "::/0"]]])("fails on the address group %j", (addresses) => {
  synth((scope) => expect(errorOf(() => new AddressGroup(scope, "a", { addresses })).code).toBe("SCSBP-2013"));
});

test("where not everything is let out, what is said is let out; elsewhere nothing is added", () => {
  const stack = synth((scope) => {
    const closed = new SecurityGroup(scope, "closed", { allowAllOutbound: false });
    const open = new SecurityGroup(scope, "open");
    closed.connections.allowTo(open, Port.tcp(443));
    closed.connections.allowTo(Peer.cidr("192.0.2.0/24"), Port.udp(53));
    closed.connections.allowInternally(Port.tcp(7000));
    open.connections.allowTo(closed, Port.tcp(80));
    open.connections.allowTo(Peer.cidr("192.0.2.0/24"), Port.udp(53));
  });
  const made = rules(stack, "egress").map((rule) => rule.path.replace("test/", ""));
  expect(made.sort()).toEqual([
    "closed/egress-tcp-443-to-group-open-v4",
    "closed/egress-tcp-443-to-group-open-v6",
    "closed/egress-tcp-7000-to-self-v4",
    "closed/egress-tcp-7000-to-self-v6",
    "closed/egress-udp-53-to-192-0-2-0-24",
    "open/egress-any-v4",
    "open/egress-any-v6",
  ]);
  expect(stack.one(RULE, "closed/egress-tcp-443-to-group-open-v4").config).toMatchObject({
    direction: "egress",
    port_range_min: 443,
    remote_group_id: expect.stringContaining("open"),
  });
});

test("groups that are there already are looked up or taken by their id, and are peers", () => {
  const stack = synth((scope) => {
    const group = new SecurityGroup(scope, "web");
    const found = SecurityGroup.fromLookup(scope, "monitoring", { name: "monitoring" });
    const known = SecurityGroup.fromSecurityGroupId(scope, "known", "4711");
    expect([found, known, group].map((one) => SecurityGroup.isSecurityGroup(one))).toEqual([false, false, true]);
    group.connections.allowFrom(Peer.securityGroup(found), Port.tcp(9100));
    group.connections.allowFrom(Peer.securityGroup(known), Port.tcp(9101));
  });
  expect(rules(stack, "ingress").map((rule) => rule.config["remote_group_id"])).toEqual([
    expect.stringMatching(/^\$\{data\.openstack_networking_secgroup_v2\.monitoring_lookup_\w+\.id\}$/),
    expect.stringMatching(/^\$\{data\.openstack_networking_secgroup_v2\.monitoring_lookup_\w+\.id\}$/),
    "4711",
    "4711",
  ]);
});

test("all ports of a protocol are a rule without ports: Neutron keeps 1 to 65535 so, and would differ in each plan", () => {
  const stack = synth((scope) => {
    const { connections } = new SecurityGroup(scope, "web");
    connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcpRange(1, 65535));
    connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.udpRange(2, 65535));
  });
  const rules = stack
    .all("openstack_networking_secgroup_rule_v2")
    .filter((one) => one.config["direction"] === "ingress");
  expect(rules.map(({ config }) => [config["protocol"], config["port_range_min"], config["port_range_max"]])).toEqual([
    ["tcp", undefined, undefined],
    ["udp", 2, 65535],
  ]);
});

test("who can reach whom: by group, block, tier and reason; what the source holds back does not count", () => {
  synth((scope) => {
    const network = new ProjectNetwork(scope, "network", { tiers: ["web"] });
    const web = new SecurityGroup(scope, "web");
    const db = new SecurityGroup(scope, "db");
    const job = new SecurityGroup(scope, "job", { allowAllOutbound: false });
    web.connections.allowFrom(Peer.anywhere("public website"), Port.tcp(443));
    web.connections.allowTo(db, Port.tcp(5432));
    web.connections.allowTo(db, Port.icmp());
    db.connections.allowFrom(Peer.securityGroup(job), Port.tcp(5432));
    db.connections.allowFrom(Peer.tier(network.tier("web")), Port.tcpRange(8000, 8010));
    db.connections.allowInternally(Port.all());
    expect(network.whoCanReach(db)).toEqual([
      { target: "db", source: "itself", kind: "security-group", ports: ["any"] },
      { target: "db", source: "network/web", kind: "tier", ports: ["tcp 8000-8010"] },
      { target: "db", source: "web", kind: "security-group", ports: ["icmp", "tcp 5432"] },
    ]);
    job.connections.allowTo(Peer.securityGroup(db), Port.tcpRange(5000, 6000));
    expect(network.whoCanReach(db).map((row) => row.source)).toContain("job");
    expect(Reachability.of(scope).rows.map((row) => [row.target, row.source, row.reason])).toContainEqual([
      "web",
      "anywhere",
      "public website",
    ]);
    const monitoring = SecurityGroup.fromLookup(scope, "monitoring", { name: "monitoring" });
    const target = { connections: web.connections, additionalSecurityGroups: [monitoring] };
    expect(network.whoCanReach(target).map((row) => [row.target, row.source])).toEqual([
      ["monitoring", "?"],
      ["web", "anywhere"],
    ]);
  });
});
