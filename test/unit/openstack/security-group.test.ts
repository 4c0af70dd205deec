import { Peer, Port, SecurityGroup } from "../../../lib/openstack/index";
import { synth } from "../../support/synth";

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
