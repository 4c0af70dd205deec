import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { type SchemaBlock, providerSchema, schemaProblems } from "../../support/provider-schema";
import { minimalConfig } from "../../support/minimal-config";

const LIB = join(__dirname, "../../../packages/provider-openstack/lib");
const modules = readdirSync(LIB).filter((name) => statSync(join(LIB, name)).isDirectory());
const kebab = (type: string) => type.replace(/^openstack_/, "").replaceAll("_", "-");

const resources = Object.keys(providerSchema.resource_schemas);
const dataSources = Object.keys(providerSchema.data_source_schemas);

test("all 108 resources, 61 data sources and the provider have a module, and nothing else has", () => {
  expect([resources.length, dataSources.length]).toEqual([108, 61]);
  const expected = [...resources.map(kebab), ...dataSources.map((type) => `data-openstack-${kebab(type)}`), "provider"];
  expect(modules.sort()).toEqual(expected.sort());
});

/** The exported class that is a Terraform element of this type. */
function classOf(module: string, type: string) {
  const exported = Object.values(jest.requireActual<Record<string, unknown>>(join(LIB, module, "index.js")));
  return exported.find(
    (one) => typeof one === "function" && (one as { tfResourceType?: string }).tfResourceType === type,
  ) as
    (new (scope: TerraformStack, id: string, config: object) => { toTerraform(): Record<string, unknown> }) | undefined;
}

const cases: [string, string, string, SchemaBlock][] = [
  ...resources.map((type): [string, string, string, SchemaBlock] => [
    "resource",
    type,
    kebab(type),
    providerSchema.resource_schemas[type]!.block,
  ]),
  ...dataSources.map((type): [string, string, string, SchemaBlock] => [
    "data",
    type,
    `data-openstack-${kebab(type)}`,
    providerSchema.data_source_schemas[type]!.block,
  ]),
];

// The engine makes its folder as soon as there is an app.
const outdir = mkdtempSync(join(tmpdir(), "scs-blueprints-bindings-"));
afterAll(() => rmSync(outdir, { recursive: true }));

test.each(cases)("%s %s constructs, and what it synthesizes is valid", (kind, type, module, block) => {
  const Element = classOf(module, type);
  expect(Element).toBeDefined();
  const stack = new TerraformStack(new App({ outdir, skipValidation: true } as never), "test");
  new Element!(stack, "it", minimalConfig(block));
  const json = stack.toTerraform() as Record<string, Record<string, Record<string, object>>>;
  expect(Object.keys(json[kind]![type]!)).toEqual(["it"]);
  expect(schemaProblems(json)).toEqual([]);
});
