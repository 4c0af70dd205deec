import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments, stringify } from "yaml";
import {
  YaookCeph,
  YaookComputePool,
  YaookControlPlane,
  YaookKind,
  YaookDefinitions,
  YaookRelease,
} from "../../../../lib/blueprints/yaook/index";
import { liveObject } from "../../../../packages/cli/src/actions/import-yaook/live-object";
import { programText, sayObjects } from "../../../../packages/cli/src/actions/import-yaook/program-text";
import { KNOWN_RELEASES, TYPED_KINDS } from "../../../../packages/cli/src/actions/import-yaook/spec-reading";
import { KubernetesApi } from "../../../../lib/kubernetes/index";
import { synth } from "../../../support/synth";
import { runProgram, type SentObject } from "./program";

type Json = Record<string, unknown>;

/**
 * What an import writes declares the very resources that it read: for a cloud by hand, for one of the library's own, and for each
 * of them with any field taken away, of another type, or one more. Run, not read: the text is compiled and synthesized.
 */
const DATA = join(__dirname, "../../../data/import-yaook");
const SECRET = "KEYSTONEDEPLOYMENT_KEYSTONE_KEYSTONECONFIG_LDAP_PASSWORD";
const byHand = parseAllDocuments(readFileSync(join(DATA, "cloud.yaml"), "utf8")).map((one) => one.toJS() as SentObject);

/** Definitions that take anything, as a later Yaook may. */
const OPEN = YaookDefinitions.standIns
  .map((one) => {
    const { spec } = one as { spec: { versions: Json[] } };
    const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
    return stringify({ ...one, spec: { ...spec, versions: spec.versions.map((each) => ({ ...each, schema })) } });
  })
  .join("---\n");

const say = (objects: readonly SentObject[]) =>
  sayObjects(objects.map((one) => liveObject(one.apiVersion, one.kind, one as unknown as Json)));
const byName = (objects: readonly SentObject[]) =>
  Object.fromEntries(objects.map((one) => [`${one.kind} ${one.metadata.name}`, one.spec]));

const environment = process.env;
beforeAll(() => {
  process.env = { ...environment, [SECRET]: "hunter2" };
});
afterAll(() => {
  process.env = environment;
});

test("the cloud by hand: the text is the same every time, and declares the same resources", () => {
  const text = programText(say(byHand), "yaook", false);
  expect(text).toBe(readFileSync(join(DATA, "main.ts"), "utf8"));
  expect(programText(say([...byHand].reverse()), "yaook", false)).toBe(text);
  const { sent } = runProgram(text, "");
  const expected = byName(byHand) as { "KeystoneDeployment keystone": { keystoneConfig: { ldap: Json } } };
  delete expected["KeystoneDeployment keystone"].keystoneConfig.ldap["user"]; // null
  expect(byName(sent)).toEqual(expected);
  expect(text).not.toContain("hunter2");
});

test("IMPORT=1 takes note only: import blocks, and changes are ignored; without it there are none", () => {
  const text = programText(say(byHand), "yaook", false);
  process.env["IMPORT"] = "1";
  const { stack } = runProgram(text, "");
  delete process.env["IMPORT"];
  const { import: imports } = stack as unknown as { import: { id: string; to: string }[] };
  expect(imports.map((one) => one.id)).toContain("yaook.cloud/v1//KeystoneDeployment//keystone//yaook");
  expect(imports).toHaveLength(byHand.length);
  expect(JSON.stringify(stack).match(/"ignore_changes":"all"/g)).toHaveLength(byHand.length);
  const later = JSON.stringify(runProgram(text, "").stack);
  expect(later).not.toMatch(/ignore_changes|"import"/);
  expect(later.match(/"prevent_destroy":true/g)).toHaveLength(byHand.length);
});

describe("each field taken away, of another type, emptied, or one more", () => {
  const plane = synth((scope) => {
    new YaookControlPlane(scope, "cloud", {
      api: new KubernetesApi(scope, "k"),
      ...{ domain: "cloud.example.org", region: "de-1", release: YaookRelease.fromName("2025.1") },
      controlNodes: ["a", "b", "c"],
      computePools: [
        new YaookComputePool({
          name: "general",
          nodes: ["d"],
          bridges: [{ name: "br-ex", uplink: "enp3s0", physicalNetwork: "public" }],
        }),
      ],
      ceph: new YaookCeph({ monitors: ["mon-a:6789"], secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50" }),
      nameServers: [{ hostname: "ns1.cloud.example.org.", priority: 1 }],
    });
  });
  const own = plane.all("kubernetes_manifest").map((one) => one.config["manifest"] as SentObject);
  const all = [...byHand, ...own];

  test.each([...new Set(all.map((one) => one.kind))])("%s", (kind) => {
    const objects = all
      .filter((one) => one.kind === kind)
      .flatMap((one) => [one.spec, ...thinned(variants(one.spec))].map((spec) => ({ ...one, spec: spec as Json })))
      .map((one, i) => ({ ...one, metadata: { name: `x-${i}`, namespace: "yaook" } }));
    const read = objects.map((one) => ({ ...one, spec: withoutSecrets(one.spec) as Json }));
    const { sent } = runProgram(programText(say(read), "yaook", true), OPEN);
    expect(byName(sent)).toEqual(byName(read));
  });
});

test("a resource that its class can say needs no override", () => {
  const own = say(byHand.filter((one) => ["GlanceDeployment", "HorizonDeployment", "MySQLService"].includes(one.kind)));
  expect(own.map(({ typed }) => typed?.overrides)).toEqual([undefined, undefined, undefined]);
});

test("kinds and releases are those of the library", () => {
  expect(KNOWN_RELEASES).toEqual(YaookRelease.known.map((one) => one.name));
  expect(TYPED_KINDS.filter((kind) => !Object.values(YaookKind).includes(kind as YaookKind))).toEqual([]);
});

/** Some hundred of them, evenly: the parts repeat themselves, databases above all. */
function thinned<T>(values: readonly T[]): T[] {
  const every = Math.ceil(values.length / 250);
  return values.filter((_, i) => i % every === 0);
}

/** A value with one change each, at every place in it. */
function variants(value: unknown): unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((inner, i) => variants(inner).map((one) => value.map((other, j) => (j === i ? one : other))));
  }
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const map = value as Json;
  return [
    {},
    { ...map, ownKey: { deep: [1, { x: "${y} $${z}" }] } },
    ...Object.entries(map).flatMap(([key, inner]) => {
      const { [key]: _, ...others } = map;
      const odd = [typeof inner === "number" ? "seven" : 7, typeof inner === "boolean" ? "on" : true, [inner], {}];
      return [others, ...[...odd, ...variants(inner)].map((one) => ({ ...map, [key]: one }))];
    }),
  ];
}

function withoutSecrets(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value)
      .replace(/"(password|user)":(null|"hunter2"),?/g, "")
      .replace(/,\}/g, "}"),
  );
}
