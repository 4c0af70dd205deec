import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { ErrorCode } from "../../../lib/core/error-codes";

/** Every code that a layer's sources mention is listed there with its explanation, and none is listed in vain. */
const LIB = join(__dirname, "../../../lib");
const layers = readdirSync(LIB).filter((layer) => existsSync(join(LIB, layer, "error-codes.ts")));
const RANGES: Record<string, RegExp> = {
  core: /^SCSBP-10[01]/,
  cloud: /^SCSBP-1(0[23]|1)/,
  blueprints: /^SCSBP-6/,
  kubernetes: /^SCSBP-3/,
  openstack: /^SCSBP-2/,
  compliance: /^SCSBP-4/,
  graph: /^SCSBP-7[0-4]/,
  fleet: /^SCSBP-75/,
  scs: /^SCSBP-5/,
  testing: /^SCSBP-85/,
  cli: /^SCSBP-8(?!5)/,
};

function listed(layer: string): ErrorCode[] {
  const lists = Object.values(jest.requireActual<Record<string, unknown>>(join(LIB, layer, "error-codes.ts")));
  return lists.find(Array.isArray) as ErrorCode[];
}

function mentioned(layer: string): Set<string> {
  const files = readdirSync(join(LIB, layer), { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith("error-codes.ts"),
  );
  const code = files.flatMap((file) => [
    ...withoutComments(readFileSync(join(LIB, layer, file), "utf8")).matchAll(/SCSBP-\d{4}/g),
  ]);
  return new Set(code.map(([match]) => match));
}

const withoutComments = (source: string) => source.replace(/\/\*[\s\S]*?\*\//g, "");

test("the layers that raise errors list them", () => {
  expect(layers).toEqual(expect.arrayContaining(["cli", "core", "openstack", "scs"]));
});

test.each(layers)("lib/%s", (layer) => {
  const codes = listed(layer).map((one) => one.code);
  expect(codes).toEqual([...new Set(codes)].sort());
  expect(codes.every((code) => RANGES[layer]!.test(code))).toBe(true);
  const own = [...mentioned(layer)].filter((code) => RANGES[layer]!.test(code));
  expect(own.filter((code) => !codes.includes(code))).toEqual([]);
  expect(codes.filter((code) => !own.includes(code))).toEqual([]);
});

test.each(layers)("lib/%s explains them", (layer) => {
  for (const { title, explanation } of listed(layer)) {
    expect(title).toMatch(/^\S.{5,90}[^.]$/);
    expect(explanation).toMatch(/^\S.{15,500}\.$/s);
  }
});
