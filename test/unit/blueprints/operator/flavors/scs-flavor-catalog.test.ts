import {
  CatalogFlavor,
  FlavorRetirement,
  FlavorSet,
  HostAggregate,
  ScsFlavorCatalog,
  type ScsFlavorCatalogProps,
} from "../../../../../lib/blueprints/operator/index";
import { RemovalPolicy } from "../../../../../lib/core/index";
import { type ObservedFlavor, StandardFlavors } from "../../../../../packages/standards/src/index";
import { FindingResult } from "../../../../../packages/standards/src/finding";
import { errorOf } from "../../../../support/errors";
import { schemaProblems } from "../../../../support/provider-schema";
import { synth } from "../../../../support/synth";

const FLAVOR = "openstack_compute_flavor_v2";

function synthCatalog(props: ScsFlavorCatalogProps = {}) {
  const stack = synth((scope) => {
    new ScsFlavorCatalog(scope, "flavors", props);
  });
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}

const codeOf = (props: () => ScsFlavorCatalogProps) => errorOf(() => synthCatalog(props())).code;
const flavor = (stack: ReturnType<typeof synthCatalog>, name: string) => stack.one(FLAVOR, `/${name}`).config;
const own = (...flavors: CatalogFlavor[]) => synthCatalog({ set: FlavorSet.NONE, flavors });

/** The flavors of a stack as a cloud would list them. */
const observed = (stack: ReturnType<typeof synthCatalog>): ObservedFlavor[] =>
  stack.all(FLAVOR).map(({ config }) => ({
    name: config["name"] as string,
    vcpus: config["vcpus"] as number,
    ramMiB: config["ram"] as number,
    diskGB: config["disk"] as number,
    extraSpecs: config["extra_specs"] as Record<string, string>,
  }));

test("the mandatory flavors are what the official test wants, under their names", () => {
  const stack = synthCatalog();
  const findings = StandardFlavors.compare(observed(stack));
  expect(findings).toHaveLength(15);
  expect(findings.filter((finding) => finding.result !== FindingResult.PASS)).toEqual([]);
  expect(flavor(stack, "SCS-2V-4-20s")).toMatchObject({
    flavor_id: "SCS-2V-4-20s",
    is_public: true,
    extra_specs: {
      "scs:cpu-type": "shared-core",
      "scs:disk0-type": "ssd",
      "scs:name-v1": "SCS-2V:4:20s",
      "scs:name-v2": "SCS-2V-4-20s",
    },
    lifecycle: { ignore_changes: ["flavor_id"], prevent_destroy: true },
  });
  expect(flavor(stack, "SCS-2V-4")).not.toHaveProperty("ephemeral");
});

test("with the recommended ones there are 31", () => {
  const findings = StandardFlavors.compare(observed(synthCatalog({ set: FlavorSet.MANDATORY_AND_RECOMMENDED })), true);
  expect(findings).toHaveLength(31);
  expect(findings.filter((finding) => finding.result !== FindingResult.PASS)).toEqual([]);
});

test("a random number generator only where it is asked for", () => {
  const specs = (props: ScsFlavorCatalogProps) => flavor(synthCatalog(props), "SCS-1V-2")["extra_specs"];
  expect(specs({})).not.toHaveProperty(["hw_rng:allowed"]);
  expect(specs({ hwRng: true })).toHaveProperty(["hw_rng:allowed"], "True");
});

test("an own flavor has what its name says, further disks as ephemeral, all its names, CPUs of its own", () => {
  const stack = own(CatalogFlavor.scs("SCS-4C-16-2x200p_z4", { extraSpecs: { "hw:mem_page_size": "large" } }));
  expect(flavor(stack, "SCS-4C-16-2x200p_z4")).toMatchObject({ vcpus: 4, ram: 16384, disk: 200, ephemeral: 200 });
  expect(flavor(stack, "SCS-4C-16-2x200p_z4")["extra_specs"]).toEqual({
    "hw:cpu_policy": "dedicated",
    "hw:cpu_thread_policy": "isolate",
    "hw:mem_page_size": "large",
    "scs:cpu-type": "dedicated-core",
    "scs:disk0-type": "nvme",
    "scs:disk1-type": "nvme",
    "scs:name-v1": "SCS-4C:16:2x200p-z4",
    "scs:name-v2": "SCS-4C-16-2x200p_z4",
    "scs:name-v3": "SCS-4C:16:2x200p",
    "scs:name-v4": "SCS-4C-16-2x200p",
  });
});

test("a custom flavor has nothing but what is said", () => {
  const stack = own(CatalogFlavor.custom("m1.small", { vcpus: 1, ramMiB: 2048, description: "from before" }));
  expect(stack.one(FLAVOR).config).toMatchObject({ name: "m1.small", disk: 0, description: "from before" });
  expect(stack.one(FLAVOR).config["extra_specs"]).toEqual({});
});

test("an id that Nova would refuse is left to Nova", () => {
  const stack = own(CatalogFlavor.custom("größe/1", { vcpus: 1, ramMiB: 512 }));
  expect(stack.one(FLAVOR).config).not.toHaveProperty("flavor_id");
});

test("flavors with local disks and with own CPUs are bound to their hosts, others to none", () => {
  const stack = synth((scope) => {
    const ssd = new HostAggregate(scope, "ssd", { hosts: ["c1", "c2"] });
    const pinned = new HostAggregate(scope, "pinned", { hosts: ["c3"], dedicated: true });
    const gpu = new HostAggregate(scope, "gpu", { metadata: { gpu: "a100" } });
    new ScsFlavorCatalog(scope, "flavors", {
      localDiskHosts: ssd,
      dedicatedCpuHosts: pinned,
      flavors: [
        CatalogFlavor.scs("SCS-4C-16"),
        CatalogFlavor.scs("SCS-8V-64_GNa-108h-80h", {
          hosts: gpu,
          extraSpecs: { "pci_passthrough:alias": "a100:1" },
        }),
      ],
    });
  });
  const bound = (name: string) =>
    Object.entries(flavor(stack, name)["extra_specs"] as Record<string, string>).filter(([key]) =>
      key.startsWith("aggregate_instance_extra_specs:"),
    );
  expect(bound("SCS-2V-4-20s")).toEqual([["aggregate_instance_extra_specs:ssd", "true"]]);
  expect(bound("SCS-4C-16")).toEqual([["aggregate_instance_extra_specs:pinned", "true"]]);
  expect(bound("SCS-8V-64_GNa-108h-80h")).toEqual([["aggregate_instance_extra_specs:gpu", "a100"]]);
  expect(bound("SCS-2V-4")).toEqual([]);
  expect(stack.one("openstack_compute_aggregate_v2", "/ssd/Resource").config).toMatchObject({
    hosts: ["c1", "c2"],
    metadata: { ssd: "true" },
    name: "test-ssd",
  });
});

test("a flavor for certain projects is private and shared with each", () => {
  const stack = own(CatalogFlavor.scs("SCS-32V-256", { projects: { billing: "p1", research: "p2" } }));
  expect(flavor(stack, "SCS-32V-256")).toMatchObject({ is_public: false });
  expect(stack.all("openstack_compute_flavor_access_v2").map(({ config }) => config["tenant_id"])).toEqual([
    "p1",
    "p2",
  ]);
});

test("a hidden flavor stays with its id, a deleted one goes, and neither moves another", () => {
  const set = FlavorSet.MANDATORY_AND_RECOMMENDED;
  const addresses = (props: ScsFlavorCatalogProps) => synthCatalog(props).resources.map((one) => one.address);
  const retired = { "SCS-1V-2-5": FlavorRetirement.HIDE, "SCS-1L-1-5": FlavorRetirement.DELETE };
  const stack = synthCatalog({ set, retired });
  expect(flavor(stack, "SCS-1V-2-5")).toMatchObject({ flavor_id: "SCS-1V-2-5", is_public: false });
  expect(flavor(stack, "SCS-1V-2-5")["lifecycle"]).toEqual({ ignore_changes: ["flavor_id"] });
  const all = addresses({ set });
  expect(addresses({ set, retired })).toEqual(all.filter((address) => !address.includes("SCS-1L-1-5")));
});

test("what may be replaced is said, for one flavor or for all", () => {
  const guard = (props: ScsFlavorCatalogProps, name: string) =>
    (flavor(synthCatalog(props), name)["lifecycle"] as Record<string, unknown>)["prevent_destroy"];
  expect(guard({ replace: ["SCS-2V-4"] }, "SCS-2V-4")).toBeUndefined();
  expect(guard({ replace: ["SCS-2V-4"] }, "SCS-1V-4")).toBe(true);
  expect(guard({ removalPolicy: RemovalPolicy.DESTROY }, "SCS-1V-4")).toBeUndefined();
});

test("ids and names of what there is", () => {
  synth((scope) => {
    const catalog = new ScsFlavorCatalog(scope, "flavors");
    expect(catalog.names).toHaveLength(15);
    expect(catalog.flavorId("SCS-2V-4")).toMatch(/TfToken|\$\{/);
    expect(errorOf(() => catalog.flavorId("SCS-2V-5")).code).toBe("SCSBP-6209");
  });
});

describe("refused", () => {
  test.each<[string, string, () => ScsFlavorCatalogProps]>([
    ["nothing at all", "SCSBP-6200", () => ({ set: FlavorSet.NONE })],
    ["another spelling", "SCSBP-6201", () => ({ flavors: [CatalogFlavor.scs("SCS-02V-64.0")] })],
    ["the spelling of v1", "SCSBP-6201", () => ({ flavors: [CatalogFlavor.scs("SCS-2V:64")] })],
    ["one of the set", "SCSBP-6202", () => ({ flavors: [CatalogFlavor.scs("SCS-2V-4")] })],
    ["one of the set in another spelling", "SCSBP-6202", () => ({ flavors: [CatalogFlavor.scs("SCS-2V:4")] })],
    [
      "a custom flavor that answers to a name of the set",
      "SCSBP-6202",
      () => ({
        flavors: [CatalogFlavor.custom("m1", { vcpus: 2, ramMiB: 4096, extraSpecs: { "scs:name-v2": "SCS-2V-4" } })],
      }),
    ],
    [
      "two custom ones of a name",
      "SCSBP-6202",
      () => ({ flavors: [1, 2].map((n) => CatalogFlavor.custom("m", { vcpus: n, ramMiB: 1 })) }),
    ],
    ["fewer vCPUs than named", "SCSBP-6203", () => ({ flavors: [CatalogFlavor.scs("SCS-32V-64", { vcpus: 16 })] })],
    [
      "less memory than named",
      "SCSBP-6203",
      () => ({ flavors: [CatalogFlavor.scs("SCS-32V-64", { ramMiB: 65536 - 52 })] }),
    ],
    ["less disk than named", "SCSBP-6203", () => ({ flavors: [CatalogFlavor.scs("SCS-32V-64-50", { diskGB: 40 })] })],
    [
      "a slower disk than named",
      "SCSBP-6203",
      () => ({ flavors: [CatalogFlavor.scs("SCS-32V-64-50p", { extraSpecs: { "scs:disk0-type": "ssd" } })] }),
    ],
    [
      "a standard flavor with more than it should have",
      "SCSBP-6203",
      () => ({ set: FlavorSet.NONE, flavors: [CatalogFlavor.scs("SCS-2V-4", { ramMiB: 5000 })] }),
    ],
    [
      "a custom flavor that promises by extra spec",
      "SCSBP-6203",
      () => ({
        flavors: [CatalogFlavor.custom("m1", { vcpus: 1, ramMiB: 1, extraSpecs: { "scs:name-v1": "SCS-2V:64" } })],
      }),
    ],
    [
      "an SCS name that is custom",
      "SCSBP-6204",
      () => ({ flavors: [CatalogFlavor.custom("scs-2v-4", { vcpus: 2, ramMiB: 4096 })] }),
    ],
    ["no vCPU", "SCSBP-6205", () => ({ flavors: [CatalogFlavor.custom("m1", { vcpus: 0, ramMiB: 1 })] })],
    ["half a MiB", "SCSBP-6205", () => ({ flavors: [CatalogFlavor.custom("m1", { vcpus: 1, ramMiB: 0.5 })] })],
    ["not a number", "SCSBP-6205", () => ({ flavors: [CatalogFlavor.custom("m1", { vcpus: NaN, ramMiB: 1 })] })],
    ["a disk without size", "SCSBP-6206", () => ({ flavors: [CatalogFlavor.scs("SCS-2V-64-n")] })],
    [
      "shared CPUs under a name with C",
      "SCSBP-6207",
      () => ({ flavors: [CatalogFlavor.scs("SCS-2C-4", { extraSpecs: { "hw:cpu_policy": "shared" } })] }),
    ],
    [
      "V on crowded hosts",
      "SCSBP-6207",
      () => ({ flavors: [CatalogFlavor.scs("SCS-2V-64", { hosts: { metadata: { a: "b" }, vcpusPerCore: 16 } })] }),
    ],
    ["retiring a mandatory one", "SCSBP-6208", () => ({ retired: { "SCS-2V-4": FlavorRetirement.HIDE } })],
    ["retiring what is not there", "SCSBP-6208", () => ({ retired: { "SCS-2V-5": FlavorRetirement.HIDE } })],
    ["replacing what is not there", "SCSBP-6208", () => ({ replace: ["SCS-2V-5"] })],
    [
      "a name beside its own",
      "SCSBP-6213",
      () => ({ flavors: [CatalogFlavor.scs("SCS-2V-64", { extraSpecs: { "scs:name-v1": "SCS-3V:8" } })] }),
    ],
    [
      "a key of SCS that there is not",
      "SCSBP-6213",
      () => ({ flavors: [CatalogFlavor.scs("SCS-2V-64", { extraSpecs: { "scs:cpu": "x" } })] }),
    ],
    [
      "a disk type of a standard flavor",
      "SCSBP-6213",
      () => ({
        set: FlavorSet.NONE,
        flavors: [CatalogFlavor.scs("SCS-2V-4-20s", { extraSpecs: { "scs:disk0-type": "nvme" } })],
      }),
    ],
    ["an empty name", "SCSBP-6214", () => ({ flavors: [CatalogFlavor.custom("", { vcpus: 1, ramMiB: 1 })] })],
    ["a GPU without device", "SCSBP-6215", () => ({ flavors: [CatalogFlavor.scs("SCS-8V-64_GNa-108h-80h")] })],
    ["no SCS name", "SCSBP-5001", () => ({ flavors: [CatalogFlavor.scs("m1.small")] })],
    ["a broken name", "SCSBP-5002", () => ({ flavors: [CatalogFlavor.scs("SCS-2X-4")] })],
  ])("%s: %s", (_, code, props) => {
    expect(codeOf(props)).toBe(code);
  });

  test("a duplicate names both", () => {
    const error = errorOf(() => synthCatalog({ flavors: [CatalogFlavor.scs("SCS-2V:4")] }));
    expect(error.got).toBe('"SCS-2V-4" and "SCS-2V:4", both SCS-2V-4');
  });
});

test("L may be crowded, V may be better than it says", () => {
  const crowded = { metadata: { a: "b" }, vcpusPerCore: 16 };
  const better = { extraSpecs: { "scs:cpu-type": "dedicated-thread", "scs:disk0-type": "nvme" } };
  const stack = own(
    CatalogFlavor.scs("SCS-2L-64", { hosts: crowded }),
    CatalogFlavor.scs("SCS-2V-64-50s", { ...better, ramMiB: 70_000 }),
  );
  expect(flavor(stack, "SCS-2V-64-50s")).toMatchObject({ ram: 70_000, extra_specs: better.extraSpecs });
});
