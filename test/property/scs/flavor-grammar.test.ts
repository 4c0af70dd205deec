import fc from "fast-check";
import grammar from "../../../packages/standards/src/data/scs-flavor-grammar.json";
import vectors from "../../data/scs-flavor-name-vectors.json";
import { FlavorName, FlavorSyntax } from "../../../packages/standards/src/index";
import { RUNS } from "../../support/property-runs";

/**
 * A second reading of the grammar, as one regular expression and a few number checks, to hold the scanner against.
 * Slow and backtracking: good enough for short names in a test.
 */
function oracle(syntax: FlavorSyntax): (text: string) => boolean {
  const [p, e, chy] = syntax === FlavorSyntax.V1 ? [":", "-", ""] : ["-", "_", "chy|"];
  const gpu = grammar.gpuVendors
    .map((row) => `${row.letter}(?:${row.generations.map((each) => each.value.replace(".", "\\.")).join("|")})?`)
    .join("|");
  const name = new RegExp(
    `^SCS-(?<cpus>[0-9]+)[LVTC]i?${p}(?<ram>[0-9.]+)u?o?` +
      `(?:${p}(?:(?<count>[0-9]+)x)?(?<size>[0-9]+)?[nhsp]?)?` +
      `(?:${e}(?:kvm|${chy}xen|vmw|hyv|bms))?(?:${e}hwv)?` +
      `(?:${e}(?<vendor>[izar])(?<generation>[0-9]*)h{0,3}(?=$|${e}))?` +
      `(?:${e}[Gg](?:${gpu})(?:${p}(?<units>[0-9]+))?h{0,2}(?:${p}(?<vram>[0-9]+))?h{0,2})?` +
      `(?:${e}ib)?$`,
  );
  const highest = new Map(grammar.cpuVendors.map((row) => [row.letter, row.generations.length - 1]));
  return (text) => {
    const groups = name.exec(text)?.groups;
    if (groups === undefined) {
      return false;
    }
    const positive = [groups["cpus"], groups["count"], groups["size"], groups["units"], groups["vram"]];
    const ram = Number(groups["ram"]);
    return (
      positive.every((each) => each === undefined || (Number(each) > 0 && Number.isFinite(Number(each)))) &&
      ram > 0 &&
      ram < Number.POSITIVE_INFINITY &&
      (ram * 2) % 1 === 0 &&
      Number(groups["generation"] ?? 0) <= (highest.get(groups["vendor"] ?? "") ?? 0)
    );
  };
}

const pieces = {
  [FlavorSyntax.V3]: [
    "SCS-",
    "2V",
    "16Ci",
    "-4",
    "-0.5",
    "-",
    "-10",
    "-3x10",
    "u",
    "o",
    "s",
    "x",
    "_kvm",
    "_chy",
    "_hwv",
  ]
    .concat([
      "_i",
      "_z3",
      "_a",
      "_r",
      "_i6hh",
      "_GNa",
      "_gA3.1",
      "_GI0.95",
      "_G",
      "-64",
      "-0",
      "h",
      "hh",
      "_ib",
      "_",
      "0",
    ])
    .concat([".", "4", "n", "_z7", "_GNx", ":", "i", "L"]),
  [FlavorSyntax.V1]: [
    "SCS-",
    "2V",
    "16Ci",
    ":4",
    ":0.5",
    ":",
    ":10",
    ":3x10",
    "u",
    "o",
    "s",
    "x",
    "-kvm",
    "-chy",
    "-hwv",
  ]
    .concat([
      "-i",
      "-z3",
      "-a",
      "-r",
      "-i6hh",
      "-GNa",
      "-gA3.1",
      "-GI0.95",
      "-G",
      ":64",
      ":0",
      "h",
      "hh",
      "-ib",
      "-",
      "0",
    ])
    .concat([".", "4", "n", "-z7", "-GNx", "_", "i", "L"]),
};

describe.each([FlavorSyntax.V1, FlavorSyntax.V3] as const)("two readings of the grammar agree, %s", (syntax) => {
  const accepts = oracle(syntax);

  test("on the vectors", () => {
    for (const vector of vectors.vectors) {
      expect([vector.name, accepts(vector.name)]).toEqual([vector.name, vector[syntax as "v1" | "v3"] === "ok"]);
    }
  });

  test("on pieces in any order", () => {
    const start = syntax === FlavorSyntax.V1 ? "SCS-2V:4" : "SCS-2V-4";
    const text = fc
      .tuple(
        fc.constantFrom("SCS-", start, start, start),
        fc.array(fc.constantFrom(...pieces[syntax]), { maxLength: 7 }),
      )
      .map(([first, rest]) => first + rest.join(""));
    let valid = 0;
    fc.assert(
      fc.property(text, (each) => {
        const { ok } = FlavorName.tryParse(each, syntax);
        valid += ok ? 1 : 0;
        return ok === accepts(each);
      }),
      { numRuns: 6 * RUNS },
    );
    expect(valid).toBeGreaterThan(RUNS / 10);
  });
});
