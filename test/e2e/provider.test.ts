import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { minimalConfig } from "../support/minimal-config";
import { providerSchema } from "../support/provider-schema";
import { e2eEnvironment } from "./support/environment";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";

/** What only the real provider can say of the generated bindings. */
const folder = join(e2eEnvironment().dir, "provider");
let env: Record<string, string>;

beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await succeed("node", ["packages/cli/dist/main.js", "provider", "install"], { cwd: repository.dir });
  env = await repository.sandboxEnv();
});

test("the real provider's schema is the one the bindings are made from", async () => {
  const terraform = {
    required_providers: { openstack: { source: "terraform-provider-openstack/openstack", version: "3.4.0" } },
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform }));
  await succeed("terraform", ["init", "-input=false"], { cwd: folder, env });
  const { stdout } = await succeed("terraform", ["providers", "schema", "-json"], { cwd: folder, env });
  const [schema] = Object.values(JSON.parse(stdout).provider_schemas as Record<string, typeof providerSchema>);
  expect(Object.keys(schema!.resource_schemas).sort()).toEqual(Object.keys(providerSchema.resource_schemas).sort());
  expect(schema!.resource_schemas).toEqual(providerSchema.resource_schemas);
  expect(schema!.data_source_schemas).toEqual(providerSchema.data_source_schemas);
});

test("terraform validate knows every argument of every binding", async () => {
  const stack = new TerraformStack(new App({ outdir: join(folder, "out") }), "all");
  const lib = join(repository.dir, "packages/provider-openstack/lib");
  for (const [kind, schemas] of [
    ["", providerSchema.resource_schemas],
    ["data-openstack-", providerSchema.data_source_schemas],
  ] as const) {
    for (const [type, { block }] of Object.entries(schemas)) {
      const module = jest.requireActual<Record<string, unknown>>(
        join(lib, kind + type.slice("openstack_".length).replaceAll("_", "-")),
      );
      const Element = Object.values(module).find(
        (one) => typeof one === "function" && (one as { tfResourceType?: string }).tfResourceType === type,
      ) as new (scope: TerraformStack, id: string, config: object) => unknown;
      new Element(stack, `${kind === "" ? "resource" : "data"}-${type}`, minimalConfig(block));
    }
  }
  const json = stack.toTerraform() as Record<string, unknown>;
  delete json["//"];
  json["terraform"] = {
    required_providers: { openstack: { source: "terraform-provider-openstack/openstack", version: "3.4.0" } },
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(json));
  await succeed("terraform", ["init", "-input=false"], { cwd: folder, env });
  const { stdout } = await run("terraform", ["validate", "-json"], { cwd: folder, env });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { summary: string; detail: string; address?: string }[];
  };
  // The samples are not meaningful ("text" is no CIDR) and leave out what only one of several has to be given: values
  // and choices may be refused, names, types and numbers of blocks may not.
  const unknown = diagnostics
    .filter((one) =>
      /Unsupported|Missing required|Invalid (resource|data source) type|Incorrect|Extraneous|Insufficient/.test(
        one.summary,
      ),
    )
    .map(({ summary, detail, address }) => `${address}: ${summary}: ${detail}`)
    .filter((text) => !/(one|all) of .* must be specified/.test(text));
  expect(unknown).toEqual([]);
  expect(diagnostics.length).toBeGreaterThan(0); // the provider did look: some samples are refused
});
