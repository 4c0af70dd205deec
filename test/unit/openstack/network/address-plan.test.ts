import { Cidr } from "../../../../packages/checker/src/cidr";
import { AddressPlan } from "../../../../lib/openstack/network/address-plan";
import { errorOf } from "../../../support/errors";

const plan = (cidr: string) => new AddressPlan(Cidr.parse(cidr));
const block = (cidr: string, tier: string) => plan(cidr).blockOf({ tier }).text;

/** Layout V1 is a contract: a value that changes here moves subnets of users. */
test.each([
  ["10.8.0.0/20", "default", "10.8.0.0/24"],
  ["10.8.0.0/20", "web", "10.8.1.0/24"],
  ["10.8.0.0/20", "app", "10.8.2.0/24"],
  ["10.8.0.0/20", "db", "10.8.3.0/24"],
  ["10.8.0.0/20", "data", "10.8.4.0/24"],
  ["10.8.0.0/20", "cache", "10.8.5.0/24"],
  ["10.8.0.0/20", "mgmt", "10.8.6.0/24"],
  ["10.8.0.0/20", "lb", "10.8.7.0/24"],
  ["10.8.0.0/20", "queue", "10.8.8.0/24"],
  ["10.8.0.0/20", "batch", "10.8.11.0/24"],
  ["10.0.0.0/16", "web", "10.0.16.0/20"],
  ["192.168.1.0/24", "web", "192.168.1.16/28"],
  ["192.168.1.0/26", "web", "192.168.1.16/28"],
  ["192.168.1.0/28", "web", "192.168.1.0/28"],
  ["fd12:3456:789a::/48", "web", "fd12:3456:789a:1::/64"],
  ["fd12:3456:789a::/62", "db", "fd12:3456:789a:3::/64"],
  ["fd12:3456:789a::/64", "db", "fd12:3456:789a::/64"],
])("V1: in %s the tier %s has %s", (cidr, tier, expected) => {
  expect(block(cidr, tier)).toBe(expected);
});

test("a slot or a block of one's own wins", () => {
  expect(plan("10.8.0.0/20").blockOf({ tier: "web", slot: 15 }).text).toBe("10.8.15.0/24");
  expect(plan("10.8.0.0/20").blockOf({ tier: "web", cidr: "10.8.8.0/22" }).text).toBe("10.8.8.0/22");
});

test.each(["10.8.0.0/29", "10.8.0.0/32", "fd00::/65"])("fails on %s: too small", (cidr) => {
  expect(errorOf(() => plan(cidr)).code).toBe("SCSBP-2001");
});

test.each([16, -1, 1.5, Number.NaN])("fails on slot %d of 16", (slot) => {
  expect(errorOf(() => plan("10.8.0.0/20").blockOf({ tier: "web", slot })).code).toBe("SCSBP-2002");
});

test.each(["10.9.0.0/24", "10.8.0.0/19", "fd00::/64"])("fails on block %s, which is not within the network", (cidr) => {
  expect(errorOf(() => plan("10.8.0.0/20").blockOf({ tier: "web", cidr })).code).toBe("SCSBP-2003");
});

test("fails when two tiers have the same addresses, and names a free slot that works", () => {
  const network = plan("10.8.0.0/20");
  const tiers = [{ tier: "web" }, { tier: "other", slot: 1 }];
  const error = errorOf(() => network.check(tiers));
  expect(error.code).toBe("SCSBP-2004");
  expect(error.got).toBe("10.8.1.0/24 and 10.8.1.0/24");
  const slot = Number(/slot: (\d+)/.exec(error.fix ?? "")?.[1]);
  expect(() => network.check([{ tier: "web" }, { tier: "other", slot }])).not.toThrow();
});

test("says so when the network is full", () => {
  const network = plan("10.8.0.0/28");
  expect(errorOf(() => network.check([{ tier: "web" }, { tier: "db" }])).fix).toContain("larger");
});
