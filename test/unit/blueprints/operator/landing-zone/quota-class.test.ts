import { QuotaClass, type QuotaLimits } from "../../../../../lib/blueprints/operator/index";
import { QUOTA_KEYS, QUOTA_KINDS } from "../../../../../lib/blueprints/operator/landing-zone/quota-class";
import { errorOf } from "../../../../support/errors";
import { providerSchema } from "../../../../support/provider-schema";

const RESOURCES = {
  compute: "openstack_compute_quotaset_v2",
  volume: "openstack_blockstorage_quotaset_v3",
  network: "openstack_networking_quota_v2",
  "load-balancer": "openstack_lb_quota_v2",
};

test("OSISM's classes, with parents resolved", () => {
  expect(QuotaClass.OSISM.map((one) => one.name)).toEqual(["default", "basic", "okeanos", "testbed", "unlimited"]);
  expect(QuotaClass.OSISM_BASIC.limits).toEqual({
    ...{ cores: 4, ramMib: 8192, instances: -1, keyPairs: 4, serverGroups: 4, serverGroupMembers: 4 },
    ...{ metadataItems: 128, volumes: 4, volumeGib: 20, perVolumeGib: 200, snapshots: 4, backups: 8, backupGib: 40 },
    ...{ networks: 1, subnets: 2, subnetPools: 1, routers: 0, ports: 20, floatingIps: 4, securityGroups: 5 },
    ...{ securityGroupRules: 20, rbacPolicies: 10 },
  });
  expect(QuotaClass.OSISM_UNLIMITED.limits.metadataItems).toBe(128);
});

test.each(QUOTA_KEYS)("%s is an argument of its service's resource", (key) => {
  const { service, argument } = QUOTA_KINDS[key];
  const snake = argument.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  expect(providerSchema.resource_schemas[RESOURCES[service]]!.block.attributes).toHaveProperty(snake);
});

test("multiplied: not what limits one thing, not routers, not what is unlimited", () => {
  expect(QuotaClass.OSISM_BASIC.limitsFor({ all: 3 })).toMatchObject({
    ...{ cores: 12, ramMib: 24576, instances: -1, metadataItems: 128, volumeGib: 60, perVolumeGib: 200 },
    ...{ networks: 3, routers: 0, floatingIps: 12 },
  });
  expect(QuotaClass.OSISM_OKEANOS.limitsFor({ all: 3 }).routers).toBe(10);
});

test("a multiplier of a service goes before the one for all", () => {
  const own = QuotaClass.custom("own", { cores: 1, volumes: 1, networks: 1, loadBalancers: 1 });
  const limits = (one: object) => own.limitsFor(one);
  expect(limits({ all: 2, compute: 5 })).toEqual({ cores: 5, volumes: 2, networks: 2, loadBalancers: 2 });
  expect(limits({ storage: 3 })).toEqual({ cores: 1, volumes: 3, networks: 1, loadBalancers: 1 });
  expect(limits({ network: 4 })).toEqual({ cores: 1, volumes: 1, networks: 4, loadBalancers: 4 });
});

test("extended, the original stays", () => {
  const gold = QuotaClass.OSISM_BASIC.extend("gold", { cores: 40 });
  expect([gold.name, gold.limits.cores, gold.limits.volumes]).toEqual(["gold", 40, 4]);
  expect(QuotaClass.OSISM_BASIC.limits.cores).toBe(4);
});

test.each([
  ["core", "cores, …", "write cores"],
  ["ram", "ramMib, …", "write ramMib"],
  ["floating_ip", "floatingIps", "write floatingIps"],
  ["per_volume_gigabytes", "perVolumeGib, …", "write perVolumeGib"],
  ["gigabytes", "volumeGib, …", "write volumeGib"],
])("the unknown quota %s is refused with the nearest", (key, allowed, fix) => {
  const error = errorOf(() => QuotaClass.custom("own", { [key]: 1 } as QuotaLimits));
  expect(error).toMatchObject({ code: "SCSBP-6303", got: JSON.stringify(key), fix });
  expect(error.allowed).toContain(allowed);
});

test("one that resembles nothing is refused with all of them", () => {
  const error = errorOf(() => QuotaClass.custom("own", { toString: 1 } as unknown as QuotaLimits));
  expect(error.allowed).toBe(QUOTA_KEYS.join(", "));
});

test.each([-2, 1.5, Number.NaN, Infinity, 2 ** 31, "4", null])("%p is not a limit", (value) => {
  expect(errorOf(() => QuotaClass.custom("own", { cores: value as number })).code).toBe("SCSBP-6304");
});

test.each([0, -1, 0.5, "2"])("%p is not a multiplier", (all) => {
  expect(errorOf(() => QuotaClass.OSISM_BASIC.limitsFor({ all: all as number })).code).toBe("SCSBP-6305");
});

test("a product of more than 32 bits is refused", () => {
  const error = errorOf(() => QuotaClass.OSISM_TESTBED.limitsFor({ all: 8192 }));
  expect(error).toMatchObject({ code: "SCSBP-6304", got: "ramMib: 2147483648" });
});
