import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStateFile, State } from "../../../packages/checker/src/assembly/state";
import { stateOf } from "../../support/assembly";
import { errorOf } from "../../support/errors";

const dir = mkdtempSync(join(tmpdir(), "scsbp-state-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const file = (content: unknown): string => {
  const path = join(dir, "state.json");
  writeFileSync(path, typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return path;
};
const ERRORS = { code: "SCSBP-8350", fix: "make it" } as const;
const resource = (address: string, more: object = {}) => ({
  ...{ address, mode: "managed", type: "a_b", provider_name: "registry.terraform.io/x/y", values: { id: address } },
  ...more,
});

test("instances of all modules, look-ups, deposed and tainted ones; sensitive outputs without their values", () => {
  const state = stateOf({
    values: {
      outputs: { a: { sensitive: false, value: [1], type: ["list", "number"] }, b: { sensitive: true, value: "x" } },
      root_module: {
        resources: [
          resource("a_b.c"),
          resource("a_b.c", { deposed_key: "9f4e2a01" }),
          resource('a_b.d["é/\\"x\\""]', { tainted: true }),
          resource("data.a_b.e", { mode: "data" }),
        ],
        child_modules: [
          { address: "module.m", child_modules: [{ resources: [resource("module.m.module.n[0].a_b.f")] }] },
        ],
      },
    },
  });
  expect(state.resources.map(({ address, isDeposed }) => [address, isDeposed])).toEqual([
    ["a_b.c", false],
    ["a_b.c", true],
    ['a_b.d["é/\\"x\\""]', false],
    ["data.a_b.e", false],
    ["module.m.module.n[0].a_b.f", false],
  ]);
  expect(state.managed).toHaveLength(4);
  expect(state.outputs).toEqual([
    { name: "a", isSensitive: false, value: [1] },
    { name: "b", isSensitive: true },
  ]);
  expect([state.isEmpty, stateOf({}).isEmpty, stateOf({ values: {} }).isEmpty]).toEqual([false, true, true]);
});

test("formats 0.1 and 0.2, of Terraform before 1.1, have the same parts", () => {
  const values = { root_module: { resources: [resource("a_b.c")] } };
  expect(
    ["0.1", "0.2", "1.0", "1.7"].map((format_version) => stateOf({ format_version, values }).managed.length),
  ).toEqual([1, 1, 1, 1]);
});

test.each<[string, unknown, RegExp]>([
  ["an empty file", "", /an empty file/],
  ["null", "null", /null/],
  ["a list", "[]", /a list/],
  ["HTML", "<html>", /6 characters/],
  ["no format", { values: {} }, /as `terraform show -json` writes it/],
  ["format 2", { format_version: "2.0", terraform_version: "3.1.0" }, /format 2\.0 of Terraform 3\.1\.0/],
  ["a stored state of version 3", { version: 3, serial: 1, lineage: "x", modules: [] }, /stores it.*version 3/s],
  ["a stored state of version 4", { version: 4, serial: 1, lineage: "x", resources: [] }, /stores it.*version 4/s],
  ["a stored state of version 5", { version: 5 }, /stores it.*version 5/s],
  ["a plan", { format_version: "1.2", planned_values: {} }, /a plan, not a state/],
  ["values that are a list", { format_version: "1.0", values: [] }, /values is no object/],
  [
    "resources by name",
    { format_version: "1.0", values: { root_module: { resources: { a: 1 } } } },
    /values\.root_module\.resources is no array/,
  ],
  [
    "a resource without type, in a module",
    {
      format_version: "1.0",
      values: {
        root_module: { child_modules: [{ resources: [{ address: "a_b.c", values: { password: "geheim" } }] }] },
      },
    },
    /child_modules\[0\]\.resources\[0\] lacks type/,
  ],
])("refuses %s, says what came, and no values", (_, content, message) => {
  const error = errorOf(() => State.fromFile(file(content), ERRORS));
  expect(error).toMatchObject({ code: "SCSBP-8350", fix: "make it" });
  expect(error.message).toMatch(message);
  expect(error.message).not.toContain("geheim");
});

test("UTF-16, as PowerShell writes it, and a byte order mark", () => {
  const text = JSON.stringify({ format_version: "1.0", values: { root_module: { resources: [resource("a_b.ü")] } } });
  for (const bytes of [Buffer.from(`\uFEFF${text}`, "utf16le"), Buffer.from(`\uFEFF${text}`)]) {
    expect(State.fromFile(file(bytes), ERRORS).managed[0]!.address).toBe("a_b.ü");
  }
});

const stored = (...resources: object[]) => ({
  version: 4,
  terraform_version: "1.11.4",
  serial: 3,
  lineage: "x",
  resources,
});
test.each<[string, unknown, { count?: number; words: string }]>([
  [
    "instances, deposed ones too, no look-ups",
    stored(
      { mode: "managed", type: "a_b", instances: [{ index_key: "a" }, { index_key: "b" }, { deposed: "9f4e2a01" }] },
      { mode: "data", type: "a_b", instances: [{}] },
    ),
    { count: 3, words: "3 resources" },
  ],
  ["one", stored({ mode: "managed", instances: [{ status: "tainted" }] }), { count: 1, words: "1 resource" }],
  ["none", stored(), { count: 0, words: "0 resources" }],
  ["an encrypted one", { encrypted_data: "…", encryption_version: "v0" }, { words: "encrypted" }],
  ["version 3", { version: 3, modules: [] }, { words: "of version 3, which is not read here" }],
  ["version 5", { version: 5, resources: [] }, { words: "of version 5, which is not read here" }],
  ["an empty file", "", { words: "cannot be read" }],
  ["null", "null", { words: "cannot be read" }],
])("a stored state: %s", (_, content, expected) => {
  expect(readStateFile(file(content))).toEqual(expected);
});

test("a stored state that is not there has no resources", () => {
  expect(readStateFile(join(dir, "none"))).toEqual({ count: 0, words: "0 resources" });
});
