import { Cidr } from "../../../../packages/checker/src/cidr";
import { AddressPlan, ProjectNetwork } from "../../../../lib/openstack/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const SUBNET = "openstack_networking_subnet_v2";

/** Layout V1 is a contract: a value that changes here moves subnets of users. */
test.each([
  ["10.8.0.0/20", "web", "az1", "10.8.1.32/27"],
  ["10.8.0.0/20", "web", "az2", "10.8.1.64/27"],
  ["10.8.0.0/20", "web", "zone7", "10.8.1.224/27"],
  ["10.8.0.0/20", "web", "az8", "10.8.1.32/27"],
  ["10.8.0.0/20", "web", "eu-b", "10.8.1.64/27"],
  ["10.8.0.0/20", "web", "nova", "10.8.1.160/27"],
  ["10.0.0.0/16", "db", "az2", "10.0.52.0/23"],
  ["192.168.0.0/22", "web", "az1", "192.168.0.80/28"],
  ["192.168.0.0/22", "web", "az4", "192.168.0.80/28"],
])("V1: in %s tier %s has in zone %s %s", (cidr, tier, zone, expected) => {
  expect(new AddressPlan(Cidr.parse(cidr)).zoneBlockOf({ tier }, { zone }).text).toBe(expected);
});

test("an explicit block is cut too", () => {
  const plan = new AddressPlan(Cidr.parse("10.8.0.0/16"));
  expect(plan.zoneBlockOf({ tier: "a", cidr: "10.8.64.0/22" }, { zone: "az1" }).text).toBe("10.8.64.128/25");
  expect(plan.commonBlockOf({ tier: "a", cidr: "10.8.64.0/22" }).text).toBe("10.8.64.0/25");
});

test.each([
  ["10.8.0.0/24", "SCSBP-2008"],
  ["fd12:3456:789a::/48", "SCSBP-2008"],
])("fails to cut the tiers of %s into zones", (cidr, code) => {
  expect(errorOf(() => new AddressPlan(Cidr.parse(cidr)).zoneBlockOf({ tier: "web" }, { zone: "a" })).code).toBe(code);
});

test("each zone has a subnet and a router interface beside the tier's own", () => {
  const stack = synth((scope) => {
    const network = new ProjectNetwork(scope, "network", { tiers: ["web"], zones: ["az1", "az2"] });
    expect(network.tier("web").cidr).toBe("10.8.1.0/24");
    expect(network.tier("web").zones?.map((zone) => [zone.zone, zone.cidr])).toEqual([
      ["az1", "10.8.1.32/27"],
      ["az2", "10.8.1.64/27"],
    ]);
  });
  expect(stack.all(SUBNET).map((one) => [one.path, one.config["cidr"], one.config["name"]])).toEqual([
    ["test/network/web/subnet", "10.8.1.0/27", "test-network-web"],
    ["test/network/web/zones/az1/subnet", "10.8.1.32/27", "test-network-web-az1"],
    ["test/network/web/zones/az2/subnet", "10.8.1.64/27", "test-network-web-az2"],
  ]);
  expect(stack.all("openstack_networking_router_interface_v2")).toHaveLength(3);
  expect(stack.all("openstack_networking_network_v2")).toHaveLength(1);
  expect(schemaProblems(stack.json)).toEqual([]);
});

test("zones may come later, one by one, and other tiers may have none", () => {
  const blocks = (zones: string[]) => {
    const stack = synth((scope) => {
      const network = new ProjectNetwork(scope, "network", { tiers: ["db"] });
      const web = network.addTier("web", { zones: [] });
      zones.forEach((zone) => web.addZone(zone));
    });
    return Object.fromEntries(stack.all(SUBNET).map((one) => [one.address, one.config]));
  };
  const three = blocks(["az3", "az1", "az2"]);
  expect(three).toMatchObject(blocks(["az1", "az2"]));
  expect(three).toMatchObject(blocks([]));
  expect(blocks(["az1", "az2", "az3"])).toEqual(three);
});

test("fails on zones that collide, are there twice, unfit, or too late", () => {
  synth((scope) => {
    const network = new ProjectNetwork(scope, "network", { tiers: ["plain"] });
    const web = network.addTier("web", { zones: ["az1"] });
    const error = errorOf(() => web.addZone("az8"));
    expect(error).toMatchObject({ code: "SCSBP-2009", fix: expect.stringContaining('addZone("az8", { slot: 2 })') });
    expect(web.addZone("az8", { slot: 2 }).cidr).toBe("10.8.1.64/27");
    expect(errorOf(() => web.addZone("az1")).code).toBe("SCSBP-2027");
    expect(errorOf(() => web.addZone("a/b")).code).toBe("SCSBP-2027");
    expect(errorOf(() => web.addZone("az9", { slot: 8 })).code).toBe("SCSBP-2002");
    expect(errorOf(() => network.tier("plain").addZone("az1"))).toMatchObject({
      code: "SCSBP-2027",
      path: "test/network/plain",
    });
  });
});
