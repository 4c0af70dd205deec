import {
  type HeldResource,
  StateMatcher,
  type WantedResource,
} from "../../../../packages/cli/src/actions/state-matching";

const held = (type: string, address: string, values: object): HeldResource => ({
  address,
  type: `openstack_${type}`,
  values: { id: `id-${address}`, ...values },
});
const planned = (
  type: string,
  address: string,
  values: object,
  idSources: Record<string, string> = {},
): WantedResource => ({
  ...held(type, address, {}),
  values: { ...values },
  idSources: new Map(Object.entries(idSources).map(([attribute, address]) => [attribute, { address }])),
});
const pairs = (wanted: WantedResource[], there: HeldResource[]) =>
  StateMatcher.match(wanted, there).matches.map((one) => `${one.planned.address}=${one.held.address}`);

const NET = "networking_network_v2";
const SUBNET = "networking_subnet_v2";
const RULE = "networking_secgroup_rule_v2";
const GROUP = "networking_secgroup_v2";

test("a subnet by its CIDR, and its network by the subnet", () => {
  const wanted = [
    planned(NET, "web", { name: "new-web" }),
    planned(NET, "db", { name: "new-db" }),
    planned(SUBNET, "web-net", { cidr: "10.0.1.0/24", ip_version: 4 }, { network_id: "web" }),
    planned(SUBNET, "db-net", { cidr: "10.0.2.0/24", ip_version: 4 }, { network_id: "db" }),
  ];
  const there = [
    held(NET, "b", { name: "old-b" }),
    held(NET, "a", { name: "old-a" }),
    held(SUBNET, "a-net", { cidr: "10.0.1.0/24", ip_version: 4, network_id: "id-a" }),
    held(SUBNET, "b-net", { cidr: "10.0.2.0/24", ip_version: 4, network_id: "id-b" }),
  ];
  expect(pairs(wanted, there).sort()).toEqual(["db-net=b-net", "db=b", "web-net=a-net", "web=a"]);
});

test("rules that are alike follow their groups", () => {
  const rule = { direction: "ingress", ethertype: "IPv4", protocol: "tcp", port_range_min: 443, port_range_max: 443 };
  const wanted = [
    planned(RULE, "r1", rule, { security_group_id: "g1" }),
    planned(RULE, "r2", rule, { security_group_id: "g2" }),
    planned(GROUP, "g1", { name: "one" }),
    planned(GROUP, "g2", { name: "two" }),
  ];
  const there = [
    held(GROUP, "x", { name: "two" }),
    held(GROUP, "y", { name: "one" }),
    held(RULE, "rx", { ...rule, security_group_id: "id-x" }),
    held(RULE, "ry", { ...rule, security_group_id: "id-y" }),
  ];
  expect(pairs(wanted, there).sort()).toEqual(["g1=y", "g2=x", "r1=ry", "r2=rx"]);
});

test("what can't be changed has to be equal: another CIDR is another subnet", () => {
  const there = [held(SUBNET, "a", { cidr: "10.0.1.0/25", ip_version: 4 })];
  const result = StateMatcher.match([planned(SUBNET, "s", { cidr: "10.0.1.0/24", ip_version: 4 })], there);
  expect(result).toMatchObject({ matches: [], ambiguous: [], made: [{ address: "s" }], left: [{ address: "a" }] });
});

test("of a type that is not known, everything that the plan knows has to be equal", () => {
  const there = [held("some_thing_v9", "a", { name: "x", size: 1 })];
  expect(pairs([planned("some_thing_v9", "t", { name: "x", size: 1, tags: [] })], there)).toEqual(["t=a"]);
  expect(pairs([planned("some_thing_v9", "t", { name: "x", size: 2 })], there)).toEqual([]);
});

test("several that are as near: none is taken, and they are named", () => {
  const there = [held(NET, "a", { name: "one" }), held(NET, "b", { name: "two" })];
  const result = StateMatcher.match([planned(NET, "n", { name: "three" })], there);
  expect(result.matches).toEqual([]);
  expect(result.ambiguous.map((one) => one.candidates.map(({ address }) => address))).toEqual([["a", "b"]]);
});

test("two that want the same: neither gets it, unless one is nearer", () => {
  const there = [held(NET, "a", { name: "one" })];
  expect(pairs([planned(NET, "n", { name: "x" }), planned(NET, "m", { name: "y" })], there)).toEqual([]);
  expect(pairs([planned(NET, "n", { name: "x" }), planned(NET, "m", { name: "one" })], there)).toEqual(["m=a"]);
});

test("without equal names, by what their ends have in common", () => {
  const PORT = "networking_port_v2";
  const wanted = [planned(PORT, "n-a", { name: "moved-web-a" }), planned(PORT, "n-b", { name: "moved-web-b" })];
  const there = [held(PORT, "o-b", { name: "shop-web-b" }), held(PORT, "o-a", { name: "shop-web-a" })];
  expect(pairs(wanted, there)).toEqual(["n-a=o-a", "n-b=o-b"]);
  const nameless = [held(PORT, "o", { name: "" }), held(PORT, "p", { name: "" })];
  expect(pairs([planned(PORT, "n", { name: "" })], nameless)).toEqual([]);
});

test("differences are those that the next plan would show", () => {
  const there = [held(NET, "a", { name: "one", admin_state_up: true, tags: null })];
  const { matches } = StateMatcher.match([planned(NET, "n", { name: "two", admin_state_up: true, tags: [] })], there);
  expect(matches[0]!.differences).toEqual(["name"]);
});

test("references to what is not in the state tell nothing apart, and don't stop the search", () => {
  const wanted = [
    planned(NET, "n", { name: "web" }, {}),
    planned(SUBNET, "s", { cidr: "10.0.1.0/24", ip_version: 4 }, { network_id: "n" }),
  ];
  expect(pairs(wanted, [held(SUBNET, "a", { cidr: "10.0.1.0/24", ip_version: 4, network_id: "gone" })])).toEqual([
    "s=a",
  ]);
});
