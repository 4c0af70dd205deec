import {
  YaookComputePool,
  type YaookComputePoolProps,
  YaookCeph,
  YaookCpuMode,
  YaookVirtType,
} from "../../../../lib/blueprints/yaook/index";
import { FlavorCpuType } from "../../../../packages/standards/src/index";
import { errorOf } from "../../../support/errors";

const pool = (change: Partial<YaookComputePoolProps> = {}) =>
  new YaookComputePool({ name: "general", nodes: ["compute-1"], ...change });

/** scs-0100-v3, CPU type: as much as each promises, with and without hardware threads. */
test.each([
  [FlavorCpuType.CROWDED_CORE, true, 16],
  [FlavorCpuType.SHARED_CORE, true, 3],
  [FlavorCpuType.SHARED_CORE, false, 5],
  [FlavorCpuType.DEDICATED_THREAD, true, 1],
  [FlavorCpuType.DEDICATED_CORE, false, 1],
  [FlavorCpuType.DEDICATED_CORE, true, 0.5],
])("%s, threads %s: ratio %d", (cpuType, hyperthreading, ratio) => {
  expect(pool({ cpuType, hyperthreading }).cpuAllocationRatio).toBe(ratio);
});

test.each<[string, Partial<YaookComputePoolProps>, string]>([
  ["4 vCPUs a thread for shared cores", { cpuAllocationRatio: 4 }, "SCSBP-6508"],
  ["2 vCPUs a core for dedicated ones", { cpuType: FlavorCpuType.DEDICATED_CORE, cpuAllocationRatio: 2 }, "SCSBP-6508"],
  ["no vCPUs", { cpuAllocationRatio: 0 }, "SCSBP-6508"],
  ["a ratio that is no number", { cpuAllocationRatio: Number.NaN }, "SCSBP-6508"],
  ["a ratio past the check", { config: { DEFAULT: { cpu_allocation_ratio: 16 } } }, "SCSBP-6508"],
  ["more memory than there is", { ramAllocationRatio: 1.5 }, "SCSBP-6508"],
  ["more memory past the check", { config: { DEFAULT: { ram_allocation_ratio: 2 } } }, "SCSBP-6508"],
  ["no nodes", { nodes: [] }, "SCSBP-6509"],
  ["a node twice", { nodes: ["a", "a"] }, "SCSBP-6509"],
  ["a name in capitals", { name: "General" }, "SCSBP-6509"],
  ["nothing to be emptied", { maxUnavailable: 0 }, "SCSBP-6509"],
])("%s is refused", (_, change, code) => {
  expect(errorOf(() => pool(change)).code).toBe(code);
});

test("what a shared core may be is said with its source", () => {
  const error = errorOf(() => pool({ cpuAllocationRatio: 4 }));
  expect(error.what).toContain("scs-0100-v3");
  expect(error.allowed).toBe("cpuAllocationRatio up to 3, with hardware threads");
  expect(pool({ cpuAllocationRatio: 4, hyperthreading: false }).cpuAllocationRatio).toBe(4);
});

test("a template has ratios, processor and region; with Ceph the cache and the key", () => {
  expect(pool().template("de-1", undefined)).toEqual({
    nodeSelectors: [{ "scs-blueprints/compute-pool": "general" }],
    config: {
      DEFAULT: { cpu_allocation_ratio: 3, ram_allocation_ratio: 1 },
      libvirt: { virt_type: "kvm", cpu_mode: "host-passthrough" },
      keystone_authtoken: { os_region_name: "de-1" },
    },
    ceph: undefined,
  });
  const ceph = new YaookCeph({ monitors: ["mon:6789"], secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50" });
  const template = pool({
    cpuMode: YaookCpuMode.HOST_MODEL,
    reservedHostMemoryMiB: 8192,
    nodeSelector: {},
    config: { DEFAULT: { max_concurrent_builds: 5 }, libvirt: { hw_disk_discard: "ignore" }, cinder: { timeout: 600 } },
  }).template("de-1", ceph);
  expect(template.nodeSelectors).toEqual([{}]);
  expect(template.config).toMatchObject({
    DEFAULT: { cpu_allocation_ratio: 3, reserved_host_memory_mb: 8192, max_concurrent_builds: 5 },
    libvirt: { cpu_mode: "host-model", disk_cachemodes: ["network=writeback"], hw_disk_discard: "ignore" },
    cinder: { timeout: 600 },
  });
  expect(template.ceph).toEqual({
    keyringSecret: "rook-ceph-client-cinder",
    user: "cinder",
    secretUuid: ceph.secretUuid,
  });
});

test("QEMU has no processor to pass through", () => {
  const { config } = pool({ virtType: YaookVirtType.QEMU }).template("de-1", undefined);
  expect(config["libvirt"]).toEqual({ virt_type: "qemu", cpu_mode: "host-model" });
});
