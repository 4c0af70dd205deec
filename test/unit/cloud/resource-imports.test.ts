import { writeFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { renderTakeover } from "../../../packages/checker/src/reading/takeover-file";
import {
  Flavor,
  Image,
  Peer,
  Port,
  ProjectNetwork,
  ScsStack,
  SecurityGroup,
  Server,
  ResourceImports,
} from "../../../lib/index";
import { errorOf } from "../../support/errors";
import { synth } from "../../support/synth";

const dir = mkdtempSync(join(tmpdir(), "scsbp-takeover-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

type Blocks = Record<string, Record<string, { lifecycle?: { ignore_changes?: string[] } }>>;
const build = (stack: ScsStack) => {
  new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["web"] });
  const group = new SecurityGroup(stack, "group");
  group.connections.allowFrom(Peer.cidr("192.0.2.0/24"), Port.tcp(443));
};
const addressOf = (type: string, begin: string) => {
  const blocks = synth(build).json["resource"] as Blocks;
  return `${type}.${Object.keys(blocks[type]!).find((name) => name.startsWith(begin))!}`;
};
const network = addressOf("openstack_networking_network_v2", "network_web");
const group = addressOf("openstack_networking_secgroup_v2", "group");

test("import blocks for what is taken over, before or after it is declared", () => {
  for (const first of [true, false]) {
    const { json } = synth((stack) => {
      const takeover = ResourceImports.fromIds({ [network]: "n-1" });
      if (first) {
        stack.importResources(takeover);
      }
      build(stack);
      if (!first) {
        stack.importResources(takeover);
      }
    });
    expect(json["import"]).toEqual([{ id: "n-1", to: network }]);
  }
});

test("what the provider can't read back is passed over, in what was taken over alone", () => {
  const lifecycle = (taken: Record<string, string>) => {
    const { json } = synth((stack) => {
      build(stack);
      stack.importResources(ResourceImports.fromIds(taken));
    });
    return (json["resource"] as Blocks)["openstack_networking_secgroup_v2"]![group.split(".")[1]!]!.lifecycle;
  };
  expect(lifecycle({ [group]: "g-1" })).toEqual({ ignore_changes: ["delete_default_rules"] });
  expect(lifecycle({ [network]: "n-1" })).toBeUndefined();
});

test("a memory of a revision that the server has already is no import, and keeps none; another revision is kept", () => {
  const server = (taken: Record<string, string>, imageRevision?: string) =>
    synth((stack) => {
      const tier = new ProjectNetwork(stack, "network", { cidr: "10.8.0.0/20", tiers: ["web"] }).tier("web");
      new Server(stack, "db", { tier, flavor: Flavor.SCS_2V_4, image: Image.ubuntu("24.04"), imageRevision });
      stack.importResources(ResourceImports.fromIds(taken));
    });
  const { address } = server({}).one("terraform_data");
  const kept = (held: string, revision?: string) => server({ [address]: held }, revision).one("terraform_data").config;
  expect(kept("2026-11", "2026-11")["input"]).toBeUndefined();
  expect(kept("2026-11")["input"]).toBeUndefined();
  expect(kept("2026-11", "2026-12")["input"]).toEqual({ revision: "2026-12" });
  expect(server({ [address]: "2026-11" }, "2026-11").json["import"]).toBeUndefined();
});

test("from a file", () => {
  const path = join(dir, "takeover.json");
  writeFileSync(path, renderTakeover(new Map([[network, "n-1"]])));
  const { json } = synth((stack) => {
    build(stack);
    stack.importResources(ResourceImports.fromFile(path));
  });
  expect(json["import"]).toEqual([{ id: "n-1", to: network }]);
});

test.each([
  ["not there", undefined],
  ["not JSON", "{"],
  ["another format", '{"format": "scs-blueprints/adoption", "version": 1, "resources": {}}'],
  ["a later version", '{"format": "scs-blueprints/takeover", "version": 2, "resources": {}}'],
  ["an id that is none", '{"format": "scs-blueprints/takeover", "version": 1, "resources": {"a.b": ""}}'],
  ["an id that is a number", '{"format": "scs-blueprints/takeover", "version": 1, "resources": {"a.b": 7}}'],
])("a file that is %s is refused", (name, text) => {
  const path = join(dir, `${name}.json`);
  if (text !== undefined) {
    writeFileSync(path, text);
  }
  expect(errorOf(() => ResourceImports.fromFile(path)).code).toBe("SCSBP-1012");
});

test("an address that the stack does not have is refused, with those that are near", () => {
  const error = errorOf(() =>
    synth((stack) => {
      build(stack);
      stack.importResources(ResourceImports.fromIds({ [network.replace("web", "wbe")]: "n-1" }));
    }),
  );
  expect(error.code).toBe("SCSBP-1032");
  expect(error.message).toContain(network);
});
