import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Assembly, Stack } from "../../../packages/checker/src/assembly/assembly";
import { errorOf } from "../../support/errors";

const root = mkdtempSync(join(tmpdir(), "scsbp-assembly-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ERRORS = { code: "SCSBP-4020", fix: "synthesize" } as const;
const NET = "openstack_networking_network_v2";

let count = 0;
/** An output directory with these files. */
function outdir(files: Record<string, unknown>): string {
  const dir = join(root, `out-${(count += 1)}`);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return dir;
}
const entry = (name: string, more: object = {}) => ({
  ...{ name, constructPath: name, annotations: [], dependencies: [] },
  ...{ workingDirectory: `stacks/${name}`, synthesizedStackPath: `stacks/${name}/cdk.tf.json` },
  ...more,
});
const manifest = (...stacks: { name: string }[]) => ({
  version: "0.21.0",
  stacks: Object.fromEntries(stacks.map((stack) => [stack.name, stack])),
});
const read = (files: Record<string, unknown>) => Assembly.fromDirectory(outdir(files), ERRORS);
const net = (path: string, values: object = {}) => ({ "//": { metadata: { path, uniqueId: "x" } }, ...values });

test("stacks come after what they depend on, and else as the app has them", () => {
  const assembly = read({
    "manifest.json": manifest(
      entry("content", { dependencies: ["openstack"] }),
      entry("a"),
      entry("openstack", { dependencies: ["platform"] }),
      entry("platform"),
    ),
  });
  expect(assembly.inOrder.map(({ name }) => name)).toEqual(["platform", "openstack", "content", "a"]);
});

test("a stack within another construct is found by its path: order, outputs, paths of its constructs", () => {
  const state = "cross-stack-reference-input-env--base";
  const assembly = read({
    "manifest.json": manifest(
      entry("shop", { dependencies: ["env/base"] }),
      entry("base", { constructPath: "env/base" }),
      entry("other-base"),
    ),
    "stacks/base/cdk.tf.json": {
      resource: { [NET]: { net_1: net("env/base/net/Resource") } },
      output: { "net-id": { value: `\${${NET}.net_1.id}`, sensitive: true } },
    },
    "stacks/other-base/cdk.tf.json": {},
    "stacks/shop/cdk.tf.json": {
      resource: {
        [NET]: { own: net("shop/own", { description: `\${data.terraform_remote_state.${state}.outputs.net-id}` }) },
      },
    },
  });
  expect(assembly.inOrder.map(({ name }) => name)).toEqual(["base", "shop", "other-base"]);
  const [base, shop] = ["base", "shop"].map((name) => assembly.stacks.find((stack) => stack.name === name)!);
  expect(shop!.dependencies).toEqual(["base"]);
  expect(base!.find(`${NET}.net_1`)).toMatchObject({ path: "net/Resource", constructPath: "env/base/net/Resource" });
  expect(assembly.references(shop!.find(`${NET}.own`)!, "description").map(({ id }) => id)).toEqual([
    `base:${NET}.net_1`,
  ]);
});

test("without a manifest, the folders are the stacks", () => {
  const { stacks } = read({ "stacks/b/cdk.tf.json": {}, "stacks/a/cdk.tf.json": {} });
  expect(stacks.map(({ name, dependencies }) => [name, dependencies])).toEqual([
    ["a", []],
    ["b", []],
  ]);
});

test("sections of a stack", () => {
  const stack = Stack.fromJson("s", {
    "//": { metadata: {}, note: { a: 1 } },
    resource: { [NET]: { a: net("s/a", { name: "a" }) } },
    data: { a_b: { c: { name: "c" } } },
    module: { m: net("s/m", { source: "./m" }) },
    output: { o: { value: 1 } },
    variable: { v: { type: "string" } },
    provider: { openstack: [{ cloud: "a" }, { cloud: "b", alias: "b" }], random: {} },
    terraform: { required_providers: { random: { source: "x/random" } }, backend: { s3: { bucket: "b" } } },
  });
  expect(stack.resources.map(({ address, isData }) => [address, isData])).toEqual([
    [`${NET}.a`, false],
    ["data.a_b.c", true],
  ]);
  expect(stack.modules[0]).toMatchObject({ address: "module.m", path: "m", values: { source: "./m" } });
  expect(stack.providers.map(({ name, alias }) => [name, alias])).toEqual([
    ["openstack", undefined],
    ["openstack", "b"],
    ["random", undefined],
  ]);
  expect([[...stack.outputs.keys()], [...stack.variables.keys()], [...stack.requiredProviders.keys()]]).toEqual([
    ["o"],
    ["v"],
    ["random"],
  ]);
  expect([stack.backend, stack.localBackend]).toEqual([{ type: "s3", config: { bucket: "b" } }, undefined]);
  expect([stack.comment("note"), stack.comment("none"), stack.includes("./m")]).toEqual([{ a: 1 }, undefined, true]);
  expect(JSON.stringify(stack.snapshot())).not.toContain("//");
});

test("the state is local without a backend, and elsewhere with Terraform's cloud", () => {
  const local = (terraform: object) => Stack.fromJson("s", { terraform }).localBackend;
  expect([
    local({}),
    local({ backend: { local: { path: "p" } } }),
    local({ cloud: {} }),
    local({ backend: { http: {} } }),
  ]).toEqual([{}, { path: "p" }, undefined, undefined]);
});

test("a stack that is written reads the same, with the other backend", () => {
  const dir = join(root, "written");
  const stack = Stack.fromJson("s", { resource: { [NET]: { a: net("s/a") } }, terraform: { backend: { s3: {} } } });
  stack.write(dir, { type: "local", config: { path: "x" } });
  const [copy] = Assembly.fromDirectory(dir, ERRORS).stacks;
  expect(copy!.resources).toEqual(stack.resources);
  expect(copy!.backend).toEqual({ type: "local", config: { path: "x" } });
});

test("the JSON itself is not to be had", () => {
  const stack = Stack.fromJson("s", { secret: "geheim" });
  expect(JSON.stringify(stack) + Object.keys(stack).join()).not.toMatch(/geheim/);
});

const stackOf = (content: unknown) => ({ "manifest.json": manifest(entry("s")), "stacks/s/cdk.tf.json": content });
const manifestOf = (content: unknown) => ({ "manifest.json": content, "stacks/s/cdk.tf.json": {} });
test.each<[string, Record<string, unknown>, RegExp]>([
  ["nothing", {}, /no synthesized stack/],
  ["an empty manifest", manifestOf(""), /an empty file/],
  ["a manifest that is null", manifestOf("null"), /null/],
  ["a manifest that is a list", manifestOf("[]"), /a list/],
  ["a manifest without stacks", manifestOf({ version: "0.21.0" }), /lacks stacks/],
  ["a manifest with a list of stacks", manifestOf({ stacks: [entry("s")] }), /stacks is no object/],
  ["a manifest with numbers for paths", manifestOf({ stacks: { s: { synthesizedStackPath: 1 } } }), /no string/],
  ["no stacks", manifestOf({ stacks: {} }), /no synthesized stack/],
  ["an absolute folder", manifestOf(manifest(entry("s", { workingDirectory: "/etc" }))), /leads out.*\/etc/s],
  ["a folder above", manifestOf(manifest(entry("s", { workingDirectory: "stacks/../../x" }))), /leads out/],
  ["a file above", manifestOf(manifest(entry("s", { synthesizedStackPath: "../x.json" }))), /leads out/],
  ["a stack that is not there", { "manifest.json": manifest(entry("s")) }, /ENOENT/],
  ["an empty stack", stackOf(""), /an empty file/],
  ["a stack that is null", stackOf("null"), /null/],
  ["a stack that is a list", stackOf("[]"), /a list/],
  ["a list of resources", stackOf({ resource: [{ [NET]: {} }] }), /resource is no object/],
  ["a resource that is a text", stackOf({ resource: { [NET]: { a: "x" } } }), /a is no object/],
  [
    "HCL",
    {
      "manifest.json": manifest(entry("s", { synthesizedStackPath: "stacks/s/cdk.tf" })),
      "stacks/s/cdk.tf": 'resource "x" "y" {}',
    },
    /as HCL.*without --hcl/s,
  ],
  ["HCL without a manifest", { "stacks/s/cdk.tf": "" }, /as HCL/],
])("refuses %s, with the reader's code", (_, files, message) => {
  const dir = outdir(files);
  const error = errorOf(() => Assembly.fromDirectory(dir, ERRORS).resources);
  expect(error.code).toBe("SCSBP-4020");
  expect(error.message).toMatch(message);
});

test("a stack is read when it is asked for", () => {
  const { stacks } = read(stackOf("{"));
  expect(stacks.map(({ name }) => name)).toEqual(["s"]);
  expect(errorOf(() => stacks[0]!.resources).code).toBe("SCSBP-4020");
});
