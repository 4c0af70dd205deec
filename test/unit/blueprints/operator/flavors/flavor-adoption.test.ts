import {
  CatalogFlavor,
  FlavorRetirement,
  FlavorSet,
  ScsFlavorCatalog,
  type ScsFlavorCatalogProps,
} from "../../../../../lib/blueprints/operator/index";
import { type AdoptedFlavor, CatalogAdoption } from "../../../../../packages/standards/src/index";
import { errorOf } from "../../../../support/errors";
import { schemaProblems } from "../../../../support/provider-schema";
import { synth } from "../../../../support/synth";

const FLAVOR = "openstack_compute_flavor_v2";

const live = (name: string, more: Partial<AdoptedFlavor> = {}): AdoptedFlavor => ({
  id: `id-of-${name}`,
  name,
  vcpus: 2,
  ramMiB: 4096,
  diskGB: 0,
  ephemeralGB: 0,
  swapMiB: 0,
  rxTxFactor: 1,
  isPublic: true,
  description: "",
  extraSpecs: {},
  ...more,
});

function synthAdopted(flavors: AdoptedFlavor[], props: ScsFlavorCatalogProps = {}) {
  const adopt = CatalogAdoption.fromFacts({ cloud: "regio", flavors, images: [] });
  const stack = synth((scope) => {
    new ScsFlavorCatalog(scope, "flavors", { adopt, ...props });
  });
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}
const refused = (flavors: AdoptedFlavor[], props: ScsFlavorCatalogProps = {}) =>
  errorOf(() => synthAdopted(flavors, props));

/** OSISM's flavor data of 2026 (reference-implementations: osism/testbed): SCS-2V-4 says that it is SCS-2V:8 in v1. */
const SLIP = live("SCS-2V-4", {
  extraSpecs: { "scs:name-v1": "SCS-2V:8", "scs:name-v2": "SCS-2V-4", "quota:cpu_shares": "100" },
});

test("what is there is imported under its id and mended; the rest is made", () => {
  const stack = synthAdopted([SLIP, live("m1.tiny")]);
  const { address, config } = stack.one(FLAVOR, "/SCS-2V-4");
  expect(stack.json["import"]).toEqual([{ to: address, id: "id-of-SCS-2V-4" }]);
  expect(config).toMatchObject({ flavor_id: "id-of-SCS-2V-4", lifecycle: { prevent_destroy: true } });
  expect(config["extra_specs"]).toEqual({
    "quota:cpu_shares": "100",
    "scs:cpu-type": "shared-core",
    "scs:name-v1": "SCS-2V:4",
    "scs:name-v2": "SCS-2V-4",
  });
  expect(stack.all(FLAVOR)).toHaveLength(15);
  expect(stack.one(FLAVOR, "/SCS-2V-8").config).toMatchObject({ flavor_id: "SCS-2V-8" });
});

test("addresses are those of a catalogue that adopts nothing", () => {
  const addresses = (flavors: AdoptedFlavor[]) => synthAdopted(flavors).resources.map((one) => one.address);
  expect(addresses([SLIP])).toEqual(addresses([]));
});

test("what Nova cannot change and no standard speaks of is kept", () => {
  const stack = synthAdopted([live("SCS-2V-4", { swapMiB: 512, rxTxFactor: 2, description: "small" })]);
  const kept = { swap: 512, rx_tx_factor: 2, description: "small" };
  expect(stack.one(FLAVOR, "/SCS-2V-4").config).toMatchObject(kept);
});

test("a flavor that Terraform would replace is refused, all at once, with what differs", () => {
  const flavors = [
    live("SCS-2V-4", { ramMiB: 4000 }),
    live("SCS-1V-2", { vcpus: 1, ramMiB: 2048, isPublic: false }),
    SLIP,
  ];
  const error = refused(flavors.slice(0, 2));
  expect(error.code).toBe("SCSBP-6210");
  expect(error.got).toBe("SCS-1V-2 (visibility: private → public); SCS-2V-4 (MiB: 4000 → 4096)");
  expect(error.fix).toContain('replace: ["SCS-1V-2", "SCS-2V-4"]');
});

test("replaced with leave, it keeps its id", () => {
  const stack = synthAdopted([live("SCS-2V-4", { ramMiB: 4000 })], { replace: ["SCS-2V-4"] });
  const { config } = stack.one(FLAVOR, "/SCS-2V-4");
  expect(config).toMatchObject({ flavor_id: "id-of-SCS-2V-4", ram: 4096 });
  expect(config["lifecycle"]).toEqual({ ignore_changes: ["flavor_id"] });
});

test("an adopted flavor can be hidden", () => {
  const flavors = [CatalogFlavor.scs("SCS-2V-64")];
  const stack = synthAdopted([live("SCS-2V-64", { ramMiB: 65536 })], {
    flavors,
    retired: { "SCS-2V-64": FlavorRetirement.HIDE },
  });
  expect(stack.one(FLAVOR, "/SCS-2V-64").config).toMatchObject({ flavor_id: "id-of-SCS-2V-64", is_public: false });
});

test("a custom flavor is adopted under its name, whatever Nova called it, and loses its keys of SCS", () => {
  const stack = synthAdopted([live("m1.small", { extraSpecs: { "scs:name-v2": "SCS-2V-4", a: "b" } })], {
    set: FlavorSet.NONE,
    flavors: [CatalogFlavor.custom("m1.small", { vcpus: 2, ramMiB: 4096 })],
  });
  expect(stack.one(FLAVOR).config).toMatchObject({ flavor_id: "id-of-m1.small", extra_specs: { a: "b" } });
});

test("a stranger that answers to a name of the catalogue is refused", () => {
  const error = refused([live("m1.small", { extraSpecs: { "scs:name-v2": "SCS-2V-4" } })]);
  expect(error.code).toBe("SCSBP-6211");
  expect(error.got).toBe('"m1.small" with scs:name-v2=SCS-2V-4');
});
