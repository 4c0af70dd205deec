import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AdoptedFlavor, type AdoptedImage, CatalogAdoption } from "../../../../packages/standards/src/index";
import { errorOf } from "../../../support/errors";

const flavor = (name: string, more: Partial<AdoptedFlavor> = {}): AdoptedFlavor => ({
  id: `id-${name}`,
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
const image: AdoptedImage = {
  id: "i1",
  name: "Ubuntu 24.04",
  visibility: "public",
  hidden: false,
  diskFormat: "raw",
  containerFormat: "bare",
  minDiskGiB: 8,
  minRamMiB: 512,
  hashAlgorithm: "sha512",
  hash: "ab",
  tags: ["b", "a"],
  properties: { os_version: "24.04", architecture: "x86_64" },
};

const folder = mkdtempSync(join(tmpdir(), "scs-blueprints-adopt-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const file = (text: string) => {
  const path = join(folder, "adopt.json");
  writeFileSync(path, text);
  return path;
};

test("what is written is read again, and the same facts in another order give the same bytes", () => {
  const flavors = [flavor("b", { extraSpecs: { z: "1", a: "2" } }), flavor("a")];
  const adoption = CatalogAdoption.fromFacts({ cloud: "regio", flavors, images: [image] });
  const text = adoption.render();
  const again = CatalogAdoption.fromFile(file(text));
  expect(again.render()).toBe(text);
  expect(again.flavor("b")).toEqual(flavors[0]);
  expect(again.flavor("c")).toBeUndefined();
  expect(again.facts.images).toEqual([{ ...image, tags: ["a", "b"] }]);
  const turned = { ...flavor("b"), extraSpecs: { a: "2", z: "1" } };
  expect(CatalogAdoption.fromFacts({ cloud: "regio", images: [image], flavors: [flavor("a"), turned] }).render()).toBe(
    text,
  );
});

test("nothing there", () => {
  const text = CatalogAdoption.fromFacts({ cloud: "regio", flavors: [], images: [] }).render();
  expect(CatalogAdoption.fromFile(file(text)).facts).toEqual({ cloud: "regio", flavors: [], images: [] });
});

test("no such file", () => {
  expect(errorOf(() => CatalogAdoption.fromFile(join(folder, "none.json"))).code).toBe("SCSBP-5070");
});

const good = JSON.parse(CatalogAdoption.fromFacts({ cloud: "c", flavors: [flavor("a")], images: [image] }).render());
test.each<[string, string, string]>([
  ["empty", "", "an empty file"],
  ["no JSON", "{", "not JSON"],
  ["a list", "[]", 'format "undefined"'],
  ["another format", JSON.stringify({ ...good, format: "x" }), 'format "x"'],
  ["a later version", JSON.stringify({ ...good, version: 2 }), 'version "2"'],
  ["no cloud", JSON.stringify({ ...good, cloud: "" }), "no cloud"],
  ["no flavors", JSON.stringify({ ...good, flavors: undefined }), "flavors is no list"],
  ["a flavor that is a text", JSON.stringify({ ...good, flavors: ["x"] }), "flavors[0].id"],
  ["a flavor without id", JSON.stringify({ ...good, flavors: [flavor("a", { id: "" })] }), "flavors[0].id"],
  ["memory as text", JSON.stringify({ ...good, flavors: [{ ...flavor("a"), ramMiB: "4096" }] }), "flavors[0].ramMiB"],
  [
    "extra specs with a number",
    JSON.stringify({ ...good, flavors: [{ ...flavor("a"), extraSpecs: { a: 1 } }] }),
    "extraSpecs",
  ],
  ["tags that are none", JSON.stringify({ ...good, images: [{ ...image, tags: [1] }] }), "images[0].tags"],
])("%s is refused, and the place is named", (_, text, got) => {
  const error = errorOf(() => CatalogAdoption.fromFile(file(text)));
  expect(error.code).toBe("SCSBP-5071");
  expect(error.got).toContain(got);
});
