import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { CloudContext, type CloudContextFacts, VolumeAspect } from "../../../../packages/standards/src";
import { errorOf } from "../../../support/errors";

const FIXTURE = join(__dirname, "../../../data/scs-context-sandbox.json");
const dir = mkdtempSync(join(tmpdir(), "scs-context-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const FACTS: CloudContextFacts = {
  cloud: "regio",
  authUrl: "https://keystone.example/v3",
  services: [{ type: "network" }, { type: "compute", minVersion: "2.1", maxVersion: "2.96" }],
  computeZones: ["b", "a"],
  volumeZones: ["a"],
  networkZones: [],
  flavors: [
    { name: "SCS-2V-4", vcpus: 2, ramMiB: 4096, diskGB: 0, extraSpecs: { "scs:name-v2": "SCS-2V-4", a: "1" } },
    { name: "SCS-1V-2", vcpus: 1, ramMiB: 2048, diskGB: 0 },
  ],
  privateImages: false,
  images: [{ name: "Ü 1", visibility: "public", properties: {}, minDiskGiB: 8, minRamMiB: 0, sizeGiB: 3 }],
  volumeTypes: [{ name: "luks", aspects: [VolumeAspect.REPLICATED, VolumeAspect.ENCRYPTED], isDefault: true }],
  externalNetworks: [{ name: "public" }, { name: "mpls" }],
  networkExtensions: ["router", "qos"],
  loadBalancerProviders: ["ovn", "amphora"],
};

function file(text: string): string {
  const path = join(dir, "context.json");
  writeFileSync(path, text);
  return path;
}

test("a file of the sandbox is read and written again to the same bytes", () => {
  const context = CloudContext.fromFile(FIXTURE);
  expect(context.facts.flavors).toHaveLength(31);
  expect(context.facts.images.map((image) => image.name)).toEqual(["Debian 12", "Ubuntu 24.04"]);
  expect(context.facts.volumeTypes).toContainEqual({ name: "ssd", aspects: [VolumeAspect.REPLICATED] });
  expect(context.render()).toBe(readFileSync(FIXTURE, "utf8"));
});

test("the order in which a cloud answers does not show", () => {
  const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
  const expected = CloudContext.fromFacts(FACTS).render();
  const lists = fc.record({
    services: shuffled(FACTS.services),
    computeZones: shuffled(FACTS.computeZones),
    flavors: shuffled(FACTS.flavors),
    externalNetworks: shuffled(FACTS.externalNetworks),
    networkExtensions: shuffled(FACTS.networkExtensions),
    loadBalancerProviders: shuffled(FACTS.loadBalancerProviders!),
  });
  fc.assert(fc.property(lists, (some) => CloudContext.fromFacts({ ...FACTS, ...some }).render() === expected));
});

test("what is written is read back", () => {
  const text = CloudContext.fromFacts(FACTS).render();
  const context = CloudContext.fromFile(file(text));
  expect(context.render()).toBe(text);
  expect(context.differencesTo(CloudContext.fromFacts(FACTS))).toEqual([]);
  expect(context.hasService("dns", "network")).toBe(true);
  expect(context.hasService("dns")).toBe(false);
});

test("a formatter of another project does not make a difference", () => {
  const path = file(JSON.stringify(JSON.parse(CloudContext.fromFacts(FACTS).render()), null, 4));
  expect(CloudContext.fromFile(path).differencesTo(CloudContext.fromFacts(FACTS))).toEqual([]);
});

test("fields of later releases are passed over", () => {
  const json = { ...(JSON.parse(CloudContext.fromFacts(FACTS).render()) as object), quotas: { cores: 10 } };
  expect(CloudContext.fromFile(file(JSON.stringify(json))).facts.cloud).toBe("regio");
});

test("differences name what is gone, new and changed", () => {
  const later = CloudContext.fromFacts({
    ...FACTS,
    computeZones: ["a"],
    flavors: [{ ...FACTS.flavors[1]!, vcpus: 2 }],
    images: [...FACTS.images, ...FACTS.images],
    networkExtensions: [...FACTS.networkExtensions, "trunk"],
    loadBalancerProviders: undefined,
  });
  const told = CloudContext.fromFacts(FACTS)
    .differencesTo(later)
    .map(
      ({ kind, name, before, after }) =>
        `${before === undefined ? "+" : after === undefined ? "-" : "~"} ${kind} ${name}`,
    );
  expect(told).toEqual([
    "- compute zone b",
    "~ flavor SCS-1V-2",
    "- flavor SCS-2V-4",
    "- load balancer provider amphora",
    "- load balancer provider ovn",
    "+ image Ü 1 (2)",
    "+ network extension trunk",
  ]);
  const [, flavor] = CloudContext.fromFacts(FACTS).differencesTo(later);
  expect(flavor).toMatchObject({
    before: expect.stringContaining('"vcpus": 1') as string,
    after: expect.stringContaining('"vcpus": 2') as string,
  });
});

test("the command that looks again", () => {
  expect(CloudContext.fromFacts({ ...FACTS, cloud: "it's mine" }).refreshCommand).toBe(
    "npx scs-blueprints lookup --cloud 'it'\\''s mine'",
  );
  expect(CloudContext.fromFacts(FACTS).refreshCommand).toBe("npx scs-blueprints lookup --cloud regio");
  const path = file(CloudContext.fromFacts({ ...FACTS, privateImages: true }).render());
  expect(CloudContext.fromFile(path).refreshCommand).toBe(
    `npx scs-blueprints lookup --cloud regio --private-images --output ${path}`,
  );
});

const valid = JSON.parse(CloudContext.fromFacts(FACTS).render()) as Record<string, unknown>;
test.each<[string, string, string, RegExp]>([
  ["no JSON", "{", "SCSBP-5051", /^not JSON, in /],
  ["an empty file", " \n", "SCSBP-5051", /^an empty file, in /],
  ["a list", "[]", "SCSBP-5051", /^\[\], in /],
  ["another file", '{"format": "x"}', "SCSBP-5051", /^format "x", in /],
  ["a later version", JSON.stringify({ ...valid, version: 2 }), "SCSBP-5052", /^version 2 in /],
  ["no cloud", JSON.stringify({ ...valid, cloud: 7 }), "SCSBP-5053", /^7, in /],
  ["flavors as an object", JSON.stringify({ ...valid, flavors: {} }), "SCSBP-5053", /^\{\}, in /],
  ["a flavor without vCPUs", JSON.stringify({ ...valid, flavors: [{ name: "a" }] }), "SCSBP-5053", /^nothing, in /],
  ["an entry that is none", JSON.stringify({ ...valid, images: [null] }), "SCSBP-5053", /^null, in /],
  ["a zone that is a number", JSON.stringify({ ...valid, computeZones: [1] }), "SCSBP-5053", /^\[1\], in /],
  ["a flag that is a text", JSON.stringify({ ...valid, privateImages: "no" }), "SCSBP-5053", /^"no", in /],
  [
    "an unknown aspect",
    JSON.stringify({ ...valid, volumeTypes: [{ name: "a", aspects: ["fast"] }] }),
    "SCSBP-5053",
    /^"fast", in /,
  ],
  [
    "extra specs that are no texts",
    JSON.stringify({ ...valid, flavors: [{ name: "a", vcpus: 1, ramMiB: 1, diskGB: 0, extraSpecs: { x: 1 } }] }),
    "SCSBP-5053",
    /x/,
  ],
])("refused: %s", (_, text, code, got) => {
  const error = errorOf(() => CloudContext.fromFile(file(text)));
  expect(error.code).toBe(code);
  expect(error.got).toMatch(got);
  expect(error.fix).toContain("npx scs-blueprints lookup");
});

test("a place in the file is named", () => {
  const images = [{ name: "a", visibility: "public", properties: {}, minDiskGiB: 0, minRamMiB: -1 }];
  expect(errorOf(() => CloudContext.fromFile(file(JSON.stringify({ ...valid, images })))).what).toBe(
    "the context file is broken at images[0].minRamMiB",
  );
});

test("a file that is not there", () => {
  const error = errorOf(() => CloudContext.fromFile("scs-context/none.json"));
  expect(error).toMatchObject({ code: "SCSBP-5050", got: "scs-context/none.json: ENOENT" });
  expect(error.fix).toBe("make it: npx scs-blueprints lookup --cloud NAME --output scs-context/none.json");
});
