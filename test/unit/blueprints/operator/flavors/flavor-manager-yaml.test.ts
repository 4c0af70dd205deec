import Ajv from "ajv";
import { parse } from "yaml";
import {
  CatalogFlavor,
  FlavorManagerYaml,
  FlavorRetirement,
  FlavorSet,
  HostAggregate,
  ScsFlavorCatalog,
} from "../../../../../lib/blueprints/operator/index";
import { ScsData } from "../../../../../packages/standards/src/data";
import { errorOf } from "../../../../support/errors";
import { synth } from "../../../../support/synth";

interface Definitions {
  readonly reference: { field: string; default?: unknown; mandatory_prefix?: string }[];
  readonly mandatory: Record<string, unknown>[];
  readonly recommended?: Record<string, unknown>[];
}

/** What openstack_flavor_manager/main.py at beb7e8e reads: lists of definitions, whole numbers, text for extra specs. */
const isDefinitions = new Ajv().compile({
  type: "object",
  required: ["reference", "mandatory"],
  additionalProperties: false,
  properties: {
    reference: {
      type: "array",
      items: {
        type: "object",
        required: ["field"],
        additionalProperties: false,
        properties: { field: { type: "string" }, default: {}, mandatory_prefix: { type: "string" } },
      },
    },
    mandatory: { $ref: "#/definitions/flavors" },
    recommended: { $ref: "#/definitions/flavors" },
  },
  definitions: {
    flavors: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "cpus", "ram"],
        properties: {
          name: { type: "string" },
          cpus: { type: "integer", minimum: 1 },
          ram: { type: "integer", minimum: 1 },
          disk: { type: "integer", minimum: 0 },
          public: { type: "boolean" },
          flavorid: { type: "string" },
        },
        patternProperties: { ":": { type: "string" } },
        additionalProperties: false,
      },
    },
  },
});

function written(...args: Parameters<typeof FlavorManagerYaml.write>): Definitions {
  const definitions = parse(FlavorManagerYaml.write(...args)) as Definitions;
  expect({ valid: isDefinitions(definitions), errors: isDefinitions.errors }).toEqual({ valid: true, errors: null });
  return definitions;
}

const names = (rows: readonly Record<string, unknown>[] = []) => rows.map((row) => row["name"]);

test("the standard's flavors, as its own list has them: 15 mandatory, 16 recommended", () => {
  const { mandatory, recommended } = written({ set: FlavorSet.MANDATORY_AND_RECOMMENDED });
  expect([mandatory.length, recommended?.length]).toEqual([15, 16]);
  const standard = ScsData.flavors().flavors;
  expect(standard).toHaveLength(31);
  expect(names([...mandatory, ...(recommended ?? [])]).sort()).toEqual(standard.map((row) => row.name).sort());
  expect(mandatory.find((row) => row["name"] === "SCS-2V-4-20s")).toEqual({
    name: "SCS-2V-4-20s",
    cpus: 2,
    ram: 4096,
    disk: 20,
    "scs:cpu-type": "shared-core",
    "scs:disk0-type": "ssd",
    "scs:name-v1": "SCS-2V:4:20s",
    "scs:name-v2": "SCS-2V-4-20s",
  });
});

test("by the file and by the catalogue a cloud gets the same", () => {
  const props = (aggregate: HostAggregate) => ({
    set: FlavorSet.MANDATORY_AND_RECOMMENDED,
    hwRng: true,
    localDiskHosts: aggregate,
    flavors: [
      CatalogFlavor.scs("SCS-4C-16", { extraSpecs: { "hw:mem_page_size": "large" } }),
      CatalogFlavor.custom("m1.huge", { vcpus: 64, ramMiB: 524288 }),
    ],
    retired: { "SCS-1L-1-5": FlavorRetirement.DELETE, "SCS-16V-64": FlavorRetirement.HIDE },
  });
  let rows: Record<string, unknown>[] = [];
  const stack = synth((scope) => {
    const aggregate = new HostAggregate(scope, "ssd", { hosts: ["compute-1"] });
    new ScsFlavorCatalog(scope, "flavors", props(aggregate));
    const definitions = written(props(aggregate));
    rows = [...definitions.mandatory, ...(definitions.recommended ?? [])];
  });
  const made = stack.all("openstack_compute_flavor_v2").map(({ config }) => ({
    name: config["name"],
    cpus: config["vcpus"],
    ram: config["ram"],
    disk: config["disk"],
    ...(config["is_public"] === false ? { public: false } : {}),
    ...(config["extra_specs"] as object),
  }));
  const byName = (a: { name?: unknown }, b: { name?: unknown }) => String(a.name).localeCompare(String(b.name));
  expect([...rows].sort(byName)).toEqual(made.sort(byName));
  expect(rows).toHaveLength(32);
});

test("reading what was written gives the same file again", () => {
  const own = [CatalogFlavor.scs("SCS-4C-16", { extraSpecs: { "hw:mem_page_size": "large" } })];
  const text = FlavorManagerYaml.write({ set: FlavorSet.MANDATORY_AND_RECOMMENDED, flavors: own });
  const flavors = FlavorManagerYaml.read(text);
  expect(flavors).toHaveLength(32);
  expect(FlavorManagerYaml.write({ set: FlavorSet.NONE, flavors })).toBe(text);
});

test("files of other hands: defaults of `reference`, what is disabled or hidden passed over", () => {
  const flavors = FlavorManagerYaml.read(`
reference: [{ field: disk, default: 10 }, { field: disabled, default: false }]
mandatory:
  - { name: m1.small, cpus: 1, ram: 2048, hw_rng:allowed: true }
  - { name: SCS-1V-2, cpus: 1, ram: 2048, disk: 0, scs:name-v1: "SCS-1V:2" }
  - { name: m1.gone, cpus: 1, ram: 2048, disabled: true }
  - { name: m1.hidden, cpus: 1, ram: 2048, public: false }
`);
  expect(flavors.map(({ name, facts, options }) => [name, facts.diskGB, options.extraSpecs])).toEqual([
    ["m1.small", 10, { "hw_rng:allowed": "true" }],
    ["SCS-1V-2", 0, undefined],
  ]);
});

test("the slip of the testbed's data, SCS-2V-4 with the name of 8 GiB, is refused by the catalogue", () => {
  const flavors = FlavorManagerYaml.read(
    'mandatory: [{ name: SCS-2V-4, cpus: 2, ram: 4096, disk: 0, "scs:name-v1": "SCS-2V:8" }]',
  );
  expect(errorOf(() => FlavorManagerYaml.write({ set: FlavorSet.NONE, flavors }))).toMatchObject({
    code: "SCSBP-6213",
  });
});

test.each([
  ["no YAML", "mandatory: [", "SCSBP-6217"],
  ["no list", "recommended: []", "SCSBP-6217"],
  ["a text in place of a flavor", "mandatory: [SCS-1V-2]", "SCSBP-6217"],
  ["no name", "mandatory: [{ cpus: 1, ram: 1024 }]", "SCSBP-6217"],
  ["no number", "mandatory: [{ name: a, cpus: two, ram: 1024 }]", "SCSBP-6217"],
  ["a field that there is not", "mandatory: [{ name: a, cpus: 1, ram: 1024, vcpu: 1 }]", "SCSBP-6217"],
  ["a name that promises more", "mandatory: [{ name: SCS-2V-4, cpus: 1, ram: 4096 }]", "SCSBP-6203"],
])("refused: %s", (_, text, code) => {
  expect(
    errorOf(() => FlavorManagerYaml.write({ set: FlavorSet.NONE, flavors: FlavorManagerYaml.read(text) })).code,
  ).toBe(code);
});

test.each([
  ["ephemeral disk", CatalogFlavor.custom("a", { vcpus: 1, ramMiB: 1024, ephemeralGB: 5 })],
  ["projects", CatalogFlavor.custom("a", { vcpus: 1, ramMiB: 1024, projects: { demo: "id" } })],
  ["a description", CatalogFlavor.custom("a", { vcpus: 1, ramMiB: 1024, description: "for tests" })],
  ["extra spec quota", CatalogFlavor.custom("a", { vcpus: 1, ramMiB: 1024, extraSpecs: { quota: "1" } })],
])("what would be lost is refused: %s", (text, flavor) => {
  const error = errorOf(() => FlavorManagerYaml.write({ set: FlavorSet.NONE, flavors: [flavor] }));
  expect([error.code, error.got]).toEqual(["SCSBP-6216", expect.stringContaining(text)]);
});
