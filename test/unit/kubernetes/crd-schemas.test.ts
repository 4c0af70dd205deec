import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { CrdSchemas, KubernetesApi, KubernetesObject } from "../../../lib/kubernetes/index";
import { Secret } from "../../../lib/index";
import { errorOf } from "../../support/errors";
import { synth } from "../../support/synth";

const folder = mkdtempSync(join(tmpdir(), "scs-blueprints-crds-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A kind of our own with each feature of structural schemas. */
const KITCHEN = {
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "ovens.kitchen.example.org" },
  spec: {
    group: "kitchen.example.org",
    names: { kind: "Oven", plural: "ovens" },
    scope: "Namespaced",
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: "object",
            required: ["spec"],
            properties: {
              metadata: { type: "object" },
              status: { type: "object" },
              spec: {
                type: "object",
                required: ["fuel"],
                properties: {
                  fuel: { type: "string", enum: ["gas", "wood"] },
                  code: { type: "string", pattern: "^[A-Z]{3}$", format: "made-up" },
                  plates: { type: "integer", minimum: 1, maximum: 6 },
                  width: { "x-kubernetes-int-or-string": true, anyOf: [{ type: "integer" }, { type: "string" }] },
                  lamp: { type: "object", nullable: true, properties: { watt: { type: "number" } } },
                  labels: { type: "object", additionalProperties: { type: "string" } },
                  free: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
                  trays: { type: "array", items: { type: "object", properties: { depth: { type: "integer" } } } },
                  either: {
                    type: "object",
                    properties: { a: { type: "string" }, b: { type: "string" } },
                    oneOf: [{ required: ["a"] }, { required: ["b"] }],
                  },
                },
              },
            },
          },
        },
      },
      { name: "v0", served: false, storage: false, schema: { openAPIV3Schema: { type: "object" } } },
    ],
  },
};

const file = join(folder, "kitchen.yaml");
writeFileSync(file, `${stringify({ kind: "ConfigMap", apiVersion: "v1" })}---\n${stringify(KITCHEN)}---\n`);
const schemas = CrdSchemas.fromFiles(file);

const oven = (spec: unknown, apiVersion = "kitchen.example.org/v1", kind = "Oven") =>
  synth((stack) => {
    const api = new KubernetesApi(stack, "api", { schemas });
    const body = spec === undefined ? {} : { spec: spec instanceof Function ? spec(stack) : spec };
    new KubernetesObject(stack, "oven", { api, apiVersion, kind, name: "oven", namespace: "kitchen", body });
  });

test("the kinds that are served", () => {
  expect(schemas.kinds).toEqual(["kitchen.example.org/v1 Oven"]);
});

test.each<[string, object]>([
  ["the least", { fuel: "gas" }],
  ["everything", { fuel: "wood", code: "ABC", plates: 6, width: "60%", labels: { a: "b" }, trays: [{ depth: 3 }] }],
  ["a number for int-or-string", { fuel: "gas", width: 60 }],
  ["what may hold anything", { fuel: "gas", free: { x: { y: 1 } } }],
  ["one of two", { fuel: "gas", either: { b: "x" } }],
])("%s passes", (_, spec) => {
  expect(() => oven(spec)).not.toThrow();
});

test.each<[string, unknown, string]>([
  ["no spec", undefined, "the object: must have required property 'spec'"],
  ["a field that has to be there", {}, "spec: must have required property 'fuel'"],
  ["a value that is none of the enum's", { fuel: "coal" }, 'spec.fuel: one of "gas", "wood"'],
  ["an unknown field", { fuel: "gas", oil: 1 }, "spec: unknown field oil"],
  [
    "an unknown field in a list",
    { fuel: "gas", trays: [{ depth: 1 }, { width: 1 }] },
    "spec.trays.1: unknown field width",
  ],
  ["a wrong pattern", { fuel: "gas", code: "abc" }, 'spec.code: must match pattern "^[A-Z]{3}$"'],
  ["a wrong type", { fuel: "gas", plates: "4" }, "spec.plates: must be integer"],
  ["too much", { fuel: "gas", plates: 7 }, "spec.plates: must be <= 6"],
  ["a boolean for int-or-string", { fuel: "gas", width: true }, "spec.width: must be integer,string"],
  ["a wrong value of a map", { fuel: "gas", labels: { a: 1 } }, "spec.labels.a: must be string"],
  ["both of two", { fuel: "gas", either: { a: "x", b: "x" } }, "spec.either: must match exactly one schema in oneOf"],
  ["a field unknown beside oneOf", { fuel: "gas", either: { a: "x", c: "x" } }, "spec.either: unknown field c"],
])("%s is refused", (_, spec, problem) => {
  const error = errorOf(() => oven(spec));
  expect(error.code).toBe("SCSBP-3011");
  expect(error.got).toContain(problem);
  expect(error.path).toBe("test/oven");
});

test("what only Terraform knows is left to the API, what stands beside it is not", () => {
  const token = (stack: Parameters<Parameters<typeof synth>[0]>[0]) => Secret.fromVariable("fuel").resolveIn(stack);
  expect(() => oven((stack: never) => ({ fuel: token(stack) }))).not.toThrow();
  expect(errorOf(() => oven((stack: never) => ({ fuel: token(stack), oil: 1 }))).got).toBe("spec: unknown field oil");
});

test("a version that is not served, a kind that is not there; another group is not our business", () => {
  const error = errorOf(() => oven({}, "kitchen.example.org/v0"));
  expect([error.code, error.allowed]).toEqual(["SCSBP-3012", "kitchen.example.org/v1 Oven"]);
  expect(errorOf(() => oven({}, "kitchen.example.org/v1", "Stove")).code).toBe("SCSBP-3012");
  expect(() => oven({}, "bath.example.org/v1", "Tub")).not.toThrow();
});

test.each([
  ["a file that is not there", join(folder, "none.yaml"), undefined],
  ["broken YAML", join(folder, "broken.yaml"), "a: [b"],
  ["YAML without a definition", join(folder, "other.yaml"), "kind: ConfigMap"],
])("%s is refused", (_, path, text) => {
  if (text !== undefined) {
    writeFileSync(path, text);
  }
  const error = errorOf(() => CrdSchemas.fromFiles(path));
  expect(error.code).toBe("SCSBP-3010");
  expect(error.got).toContain(path);
});
