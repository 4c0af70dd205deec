import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import schema from "../../../../../lib/blueprints/operator/landing-zone/landing-zone.schema.json";
import { LandingZoneFile, QuotaClass, ScsTenantLandingZone } from "../../../../../lib/blueprints/operator/index";
import { QUOTA_KEYS } from "../../../../../lib/blueprints/operator/landing-zone/quota-class";
import { errorOf } from "../../../../support/errors";
import { synth } from "../../../../support/synth";

const folder = mkdtempSync(join(tmpdir(), "landing-zone-"));
const home = process.cwd();
beforeAll(() => process.chdir(folder));
afterAll(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

function read(yaml: string) {
  writeFileSync("tenants.yaml", yaml);
  return LandingZoneFile.read("tenants.yaml");
}

const refusal = (yaml: string) => errorOf(() => read(yaml));

test("everything that a file can say", () => {
  const { domains, roles } = read(`
defaults: { quotaClass: basic, memberRoles: [member], externalNetworks: [ext01], removalPolicy: destroy }
quotaClasses:
  gold: { extends: silver, limits: { cores: 40 } }
  silver: { extends: basic, limits: { cores: 20, routers: 2 } }
  bare: { limits: { cores: 1 } }
roles:
  team: { source: bundle, implies: [member, creator] }
domains:
  acme:
    was: old
    description: Acme
    managers: [carol]
    projects:
      shop:
        quotaClass: gold
        multiplier: 2
        multipliers: { storage: 3 }
        quota: { floatingIps: 0 }
        tags: [prod]
        members: [dave]
        network: { tiers: [web, db], cidr: 10.9.0.0/20 }
        removalPolicy: retain
      lab:
      net: { network: , memberRoles: [team], externalNetworks: [] }
    groups:
      auditors: { users: [carol], domainRoles: [reader], projectRoles: { shop: [reader] } }
    users:
      carol: { email: carol@acme.example, defaultProject: lab }
      dave:
  Default: { existing: true }
`);
  expect(roles).toEqual([{ name: "team", source: "bundle", implies: ["member", "creator"] }]);
  const [acme, existing] = domains;
  expect(existing).toEqual({ name: "Default", existing: true, projects: [], groups: [], users: [] });
  expect(acme).toMatchObject({ name: "acme", was: "old", managers: ["carol"], removalPolicy: "destroy" });
  const [shop, lab, net] = acme!.projects!;
  expect(shop).toEqual({
    ...{ name: "shop", members: ["dave"], memberRoles: ["member"], externalNetworks: ["ext01"], tags: ["prod"] },
    ...{ quota: { floatingIps: 0 }, network: { tiers: ["web", "db"], cidr: "10.9.0.0/20" }, removalPolicy: "retain" },
    multipliers: { all: 2, storage: 3 },
    quotaClass: expect.objectContaining({ name: "gold" }),
  });
  expect(shop!.quotaClass!.limits).toEqual({ ...QuotaClass.OSISM_BASIC.limits, cores: 40, routers: 2 });
  expect(lab).toMatchObject({ name: "lab", quotaClass: { name: "basic" }, removalPolicy: "destroy" });
  expect(lab).not.toHaveProperty("network");
  expect(net).toMatchObject({ network: {}, memberRoles: ["team"], externalNetworks: [] });
  expect(acme!.groups).toEqual([
    {
      name: "auditors",
      users: ["carol"],
      domainRoles: ["reader"],
      projectRoles: [{ project: "shop", roles: ["reader"] }],
    },
  ]);
  expect(acme!.users).toEqual([
    { name: "carol", email: "carol@acme.example", defaultProject: "lab" },
    { name: "dave" },
  ]);
});

test("what looks like an expression of Terraform is text", () => {
  const { domains } = read(
    'domains: { acme: { description: "${path.cwd} 100%{", projects: { a: { tags: ["${x}"] } } } }',
  );
  expect(domains[0]).toMatchObject({ description: "$${path.cwd} 100%%{", projects: [{ tags: ["$${x}"] }] });
});

test("anchors and merge keys", () => {
  const { domains } = read(`
x-small: &small { quota: { cores: 2 } }
domains:
  acme:
    projects:
      a: *small
      b: { <<: *small, tags: [b] }
`);
  expect(domains[0]!.projects).toEqual([
    { name: "a", quota: { cores: 2 } },
    { name: "b", quota: { cores: 2 }, tags: ["b"] },
  ]);
});

test("classes of the program can be named", () => {
  writeFileSync("tenants.yaml", "domains: { acme: { projects: { a: { quotaClass: own } } } }");
  const own = QuotaClass.custom("own", { cores: 1 });
  const { domains } = LandingZoneFile.read("tenants.yaml", { quotaClasses: [own] });
  expect(domains[0]!.projects![0]!.quotaClass).toBe(own);
  expect(errorOf(() => LandingZoneFile.read("tenants.yaml"))).toMatchObject({
    ...{ code: "SCSBP-6302", got: '"own"', path: "tenants.yaml:1" },
  });
});

test.each<[string, string, string, RegExp | string]>([
  ["no YAML", "domains: {", "SCSBP-6318", /^tenants\.yaml:1: /],
  ["a key twice", "domains:\n  a:\n  b:\n  a:\n", "SCSBP-6318", "tenants.yaml:4: a key is there twice: a"],
  ["two documents", "domains:\n---\ndomains:\n", "SCSBP-6318", /tenants\.yaml:2: .*multiple documents/i],
  ["an unknown anchor", "domains: *x", "SCSBP-6318", /x/],
  ["an unknown tag", "domains: !secret a", "SCSBP-6318", /Unresolved tag/],
  ["an empty file", "", "SCSBP-6319", "tenants.yaml: the file must be object, not null"],
  ["a list", "- a", "SCSBP-6319", /^tenants\.yaml:1: the file must be object/],
  [
    "a number as key",
    "domains:\n  0815:\n",
    "SCSBP-6319",
    "tenants.yaml:2: the key 0815 is no text; write it in quotes",
  ],
  ["null as key", "domains:\n  null:\n", "SCSBP-6319", "tenants.yaml:2: the key null is no text; write it in quotes"],
  ["a map as key", "domains:\n  ? {a: 1}\n  :\n", "SCSBP-6319", /the key a list or map is no text/],
  [
    "an unknown key",
    "domains:\n  acme:\n    project: {}\n",
    "SCSBP-6319",
    'tenants.yaml:3: domains.acme has the unknown key "project"; did you mean projects?',
  ],
  [
    "an unknown quota",
    "domains:\n  acme:\n    projects:\n      shop:\n        quota:\n          cores: 1\n          ram: 2\n",
    "SCSBP-6319",
    'tenants.yaml:7: domains.acme.projects.shop.quota has the unknown key "ram"; did you mean ramMib?',
  ],
  [
    "a password",
    "domains: { acme: { users: { carol: { password: x } } } }",
    "SCSBP-6319",
    /carol has the unknown key "password"; did you mean passwordless/,
  ],
  [
    "a number as name of a user",
    "domains:\n  acme:\n    managers:\n      - carol\n      - 0815\n",
    "SCSBP-6319",
    "tenants.yaml:5: domains.acme.managers.1 must be string, not 815",
  ],
  [
    "half a core",
    "quotaClasses:\n  a: { limits: { cores: 0.5 } }",
    "SCSBP-6319",
    /:2: .*cores must be integer, not 0\.5$/,
  ],
  ["a text for a number", "quotaClasses: { a: { limits: { cores: '4' } } }", "SCSBP-6319", /must be integer, not "4"$/],
  ["-2", "quotaClasses: { a: { limits: { cores: -2 } } }", "SCSBP-6319", /must be >= -1, not -2$/],
  ["a wrong word", "defaults: { removalPolicy: keep }", "SCSBP-6319", /allowed values: retain, destroy, not "keep"$/],
  ["a user twice", "domains: { a: { managers: [c, c] } }", "SCSBP-6319", /must NOT have duplicate items/],
  ["no tiers", "domains: { a: { projects: { p: { network: { tiers: [] } } } } }", "SCSBP-6319", /fewer than 1 items/],
])("refused: %s", (_, yaml, code, got) => {
  const error = refusal(yaml);
  expect(error.code).toBe(code);
  expect(error.got).toEqual(typeof got === "string" ? got : expect.stringMatching(got));
});

test("all mistakes at once, ten at most", () => {
  const wrong = (count: number) => Array.from({ length: count }, (_, index) => `  d${index}: { x: 1 }`).join("\n");
  expect(refusal(`domains:\n${wrong(3)}`).got!.split("\n")).toHaveLength(3);
  const lines = refusal(`domains:\n${wrong(14)}`).got!.split("\n");
  expect([lines.length, lines.at(-1)!.trim()]).toEqual([11, "and 4 more"]);
});

test.each<[string, string, string, string]>([
  [
    "SCSBP-6302",
    "domains:\n  acme:\n    projects:\n      shop:\n        members: [dave]\n",
    '"dave"',
    "tenants.yaml:4",
  ],
  ["SCSBP-6301", "domains:\n  acme:\n  Acme:\n", "acme and Acme, which Keystone takes for the same", "tenants.yaml:3"],
  ["SCSBP-6312", "domains:\n  b: { was: a }\n  a:\n", "b was a; there is a domain a now", "tenants.yaml:2"],
  ["SCSBP-6307", "roles:\n  a: { implies: [b] }\n  b: { implies: [a] }\ndomains:\n", "a → b → a", "tenants.yaml:2"],
  [
    "SCSBP-6306",
    "domains:\n  a:\n    projects:\n      p: { quota: { networks: 0 }, network: {} }\n",
    "networks 0",
    "tenants.yaml:4",
  ],
])("what the landing zone refuses has its line too: %s", (code, yaml, got, path) => {
  const contents = read(yaml);
  synth((stack) => {
    expect(errorOf(() => new ScsTenantLandingZone(stack, "zone", contents))).toMatchObject({ code, got, path });
  });
});

test.each([
  ["SCSBP-6302", "quotaClasses:\n  a: { extends: b }\n  b: { extends: a }\n", '"b"', "tenants.yaml:2"],
  ["SCSBP-6302", "defaults:\n  quotaClass: basik\ndomains: { a: { projects: { p: } } }", '"basik"', "tenants.yaml:2"],
  ["SCSBP-6301", "quotaClasses:\n  basic: { limits: {} }\n", "basic", "tenants.yaml:2"],
  ["SCSBP-6300", "quotaClasses:\n  ' x': { limits: {} }\n", '" x"', "tenants.yaml:2"],
])("quota classes: %s", (code, yaml, got, path) => {
  expect(refusal(yaml)).toMatchObject({ code, got, path });
});

test("a folder of files is one landing zone, with the defaults of each its own", () => {
  mkdirSync("teams", { recursive: true });
  writeFileSync("teams/b.yaml", "defaults: { quotaClass: gold }\ndomains: { b: { projects: { p: } } }");
  writeFileSync(
    "teams/a.yml",
    "quotaClasses: { gold: { limits: { cores: 1 } } }\ndomains: { a: { projects: { p: } } }",
  );
  writeFileSync("teams/README.md", "not YAML: {");
  const { domains } = LandingZoneFile.readAll("teams");
  expect(domains.map((one) => [one.name, one.projects![0]!.quotaClass?.name])).toEqual([
    ["a", undefined],
    ["b", "gold"],
  ]);
  writeFileSync("teams/c.yaml", "domains:\n  a:\n");
  synth((stack) => {
    const twice = () => new ScsTenantLandingZone(stack, "zone", LandingZoneFile.readAll("teams"));
    expect(errorOf(twice)).toMatchObject({ code: "SCSBP-6301", got: "a", path: "teams/c.yaml:2" });
  });
});

test("files that are not there", () => {
  expect(errorOf(() => LandingZoneFile.read("none.yaml")).code).toBe("SCSBP-6318");
  expect(errorOf(() => LandingZoneFile.readAll("none")).code).toBe("SCSBP-6318");
  mkdirSync("empty", { recursive: true });
  expect(errorOf(() => LandingZoneFile.readAll("empty")).got).toBe("empty has no .yaml file");
});

test("the schema knows all quotas, and nothing else", () => {
  expect(Object.keys(schema.definitions.limits.properties)).toEqual(QUOTA_KEYS);
});

test("the same landing zone from YAML and from a program", () => {
  const program = synth((stack) => {
    new ScsTenantLandingZone(stack, "zone", {
      domains: [{ name: "acme", users: [{ name: "dave" }], projects: [{ name: "shop", members: ["dave"] }] }],
    });
  });
  const contents = read("domains: { acme: { users: { dave: }, projects: { shop: { members: [dave] } } } }");
  const file = synth((stack) => new ScsTenantLandingZone(stack, "zone", contents));
  expect(file.json).toEqual(program.json);
});
