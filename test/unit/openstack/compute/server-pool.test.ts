import {
  AntiAffinity,
  Flavor,
  Image,
  ProjectNetwork,
  ServerPool,
  type ServerPoolProps,
} from "../../../../lib/openstack/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const INSTANCE = "openstack_compute_instance_v2";

function synthPool(props: Partial<ServerPoolProps> = {}, use: (pool: ServerPool) => void = () => undefined) {
  return synth((stack) => {
    const tier = new ProjectNetwork(stack, "network", { tiers: ["web"] }).tier("web");
    use(new ServerPool(stack, "web", { tier, flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04"), ...props }));
  });
}

const servers = (props: Partial<ServerPoolProps>) =>
  Object.fromEntries(
    synthPool(props)
      .all(INSTANCE)
      .map((one) => [one.config["name"], one]),
  );

test("counted members share a group with soft anti-affinity and a closed security group", () => {
  const stack = synthPool({ size: 3 });
  const group = stack.one("openstack_compute_servergroup_v2");
  expect(group.config).toMatchObject({ name: "test-web", policies: ["soft-anti-affinity"] });
  expect(stack.all(INSTANCE).map((one) => [one.config["name"], one.config["scheduler_hints"]])).toEqual(
    ["test-web-1", "test-web-2", "test-web-3"].map((name) => [name, [{ group: `\${${group.address}.id}` }]]),
  );
  expect(stack.all("openstack_networking_secgroup_v2")).toHaveLength(1);
  expect(schemaProblems(stack.json)).toEqual([]);
});

test("removing a member in the middle leaves the addresses and settings of the others as they were", () => {
  const zones = ["az1", "az2", "az3"];
  const before = servers({ members: ["blue", "green", "red"], zones });
  const after = servers({ members: ["red", "blue"], zones });
  expect(Object.keys(after).sort()).toEqual(["test-web-blue", "test-web-red"]);
  for (const [name, server] of Object.entries(after)) {
    expect(server).toEqual(before[name]);
  }
});

test("growing leaves those that are there as they were", () => {
  const before = servers({ size: 2, zones: ["az1", "az2"] });
  const after = servers({ size: 5, zones: ["az1", "az2"] });
  expect(after).toMatchObject(before);
  expect(Object.keys(after)).toHaveLength(5);
});

test("members go round the zones", () => {
  const zones = synthPool({ size: 5, zones: ["az1", "az2", "az3"] })
    .all(INSTANCE)
    .map((one) => one.config["availability_zone"]);
  expect(zones).toEqual(["az1", "az2", "az3", "az1", "az2"]);
});

test("hard anti-affinity, or none", () => {
  const hard = synthPool({ antiAffinity: AntiAffinity.HARD });
  expect(hard.one("openstack_compute_servergroup_v2").config["policies"]).toEqual(["anti-affinity"]);
  const none = synthPool({ antiAffinity: AntiAffinity.NONE });
  expect(none.all("openstack_compute_servergroup_v2")).toEqual([]);
  expect(none.one(INSTANCE).config).not.toHaveProperty("scheduler_hints");
});

test("a pool may be empty, and has one member by default", () => {
  expect(synthPool({ size: 0 }).all(INSTANCE)).toEqual([]);
  expect(synthPool().all(INSTANCE)).toHaveLength(1);
});

test("members are found by their key", () => {
  synthPool({ members: ["blue"] }, (pool) => {
    expect(pool.keys).toEqual(["blue"]);
    expect(pool.privateIps).toHaveLength(1);
    expect(pool.server("blue").node.path).toBe("test/web/members/blue");
    expect(errorOf(() => pool.server("red"))).toMatchObject({ code: "SCSBP-2063", allowed: "blue" });
  });
});

test.each([
  [{ size: -1 }, "SCSBP-2060"],
  [{ size: 1.5 }, "SCSBP-2060"],
  [{ members: ["Blue"] }, "SCSBP-2061"],
  [{ members: ["a", "a"] }, "SCSBP-2061"],
  [{ members: ["-a"] }, "SCSBP-2061"],
  [{ members: ["a"], size: 1 }, "SCSBP-2062"],
])("fails on %j", (props, code) => {
  expect(errorOf(() => synthPool(props))).toMatchObject({ code, path: "test/web" });
});
