import { join } from "node:path";
import { Plan, type Resource } from "../../../packages/checker/src/assembly/plan";
import { errorOf } from "../../support/errors";

const CODES = { unreadable: "SCSBP-4022", version: "SCSBP-4023", errored: "SCSBP-4024" } as const;
const SITE = 'module.east["dev"].module.site[0]';
const RULE = `${SITE}.openstack_networking_secgroup_rule_v2`;

/** Of Terraform 1.11.4 and provider 3.4.0: test/e2e/fixtures/modules/site as a module's module, cut to what is read. */
const plan = Plan.fromFile(join(__dirname, "support/nested-plan.json"), CODES);
const resource = (address: string): Resource => plan.resources.find((each) => each.address === address)!;
const read = (json: object) => Plan.fromText(JSON.stringify({ format_version: "1.2", ...json }), "plan.json", CODES);

test("has the instances of all modules by their whole addresses", () => {
  expect(plan.resources).toHaveLength(24);
  expect(plan.calls).toEqual(["east"]);
  expect(
    plan.instancesOf("module.east.module.site.openstack_networking_secgroup_v2.admin").map((each) => each.address),
  ).toEqual([`${SITE}.openstack_networking_secgroup_v2.admin[0]`, `${SITE}.openstack_networking_secgroup_v2.admin[1]`]);
  expect(resource(`${RULE}.ssh[1]`).modules).toEqual([
    { name: "east", key: '"dev"' },
    { name: "site", key: "0" },
  ]);
});

test.each<[string, string, string[]]>([
  [
    "an output of one instance of a module",
    "db_from_web",
    ['module.groups["web"].openstack_networking_secgroup_v2.this'],
  ],
  [
    "an output of the instance with the same key",
    'among["db"]',
    ['module.groups["db"].openstack_networking_secgroup_v2.this'],
  ],
  ["an instance with the same number", "admins[1]", ["openstack_networking_secgroup_v2.admin[1]"]],
  ["a condition", "condition", ['module.groups["web"].openstack_networking_secgroup_v2.this']],
  ["a variable that nobody sets", "no_group", []],
  ["a local, which a plan does not show", "local", []],
])("follows references: %s", (_, name, targets) => {
  expect(
    resource(`${RULE}.${name}`)
      .references("remote_group_id")
      .map(({ address }) => address),
  ).toEqual(targets.map((target) => `${SITE}.${target}`));
});

test("follows variables of modules into the module that calls them, also within blocks", () => {
  const server = resource(`${SITE}.module.apart.openstack_compute_instance_v2.fixed[1]`);
  expect(server.references("scheduler_hints", "group").map(({ address }) => address)).toEqual([
    `${SITE}.openstack_compute_servergroup_v2.apart`,
  ]);
  expect(server.hasValue("scheduler_hints", "group")).toBe(true);
});

test.each<[string, string, boolean | undefined]>([
  ["not set", "ssh[0]", false],
  ["an output of a module", "db_from_web", true],
  ["an output of a module by a computed key", 'among["web"]', true],
  ["an indexed instance", "admins[0]", true],
  ["a variable that is null", "no_group", false],
  ["a field of each.value that is null", 'ssh_by_source["nobody"]', false],
  ["a condition", "condition", undefined],
  ["a local", "local", undefined],
])("tells whether an unknown group will be there: %s", (_, name, expected) => {
  expect(resource(`${RULE}.${name}`).hasValue("remote_group_id")).toBe(expected);
});

test("what a dynamic block gets is not settled, and its marks stay", () => {
  const server = resource(`${SITE}.module.optional.openstack_compute_instance_v2.dynamic["a"]`);
  expect(server.hasValue("scheduler_hints", "group")).toBeUndefined();
  expect(server.unknown["scheduler_hints"]).toEqual([expect.objectContaining({ group: true })]);
});

const inRoot = (expressions: object, more: object = {}) =>
  read({
    resource_changes: ["a", "b"].map((name) => ({
      address: `t_x.${name}`,
      type: "t_x",
      mode: "managed",
      change: { actions: ["create"], after: {}, after_unknown: { ref: true } },
    })),
    configuration: {
      root_module: { resources: [{ address: "t_x.a", expressions }, { address: "t_x.b" }], ...more },
    },
  }).resources[0]!;

test.each<[string, string[], boolean | undefined]>([
  ["one id", ["t_x.b.id", "t_x.b"], true],
  ["another attribute, which may be null", ["t_x.b.note", "t_x.b"], undefined],
  ["the only instance by a splat", ["t_x.b"], true],
  ["a resource that is not there", ["t_y.b.id", "t_y.b"], undefined],
  ["a condition on the number of an instance", ["count.index", "t_x.b", "count.index"], undefined],
  ["one of two", ["t_x.a.id", "t_x.a", "t_x.b.id", "t_x.b"], undefined],
  ["a module that is not in the plan", ["module.m.id", "module.m"], undefined],
  ["the value of a loop", ["each.value"], undefined],
  ["the key of a loop", ["each.key"], true],
])("expressions: %s", (_, references, expected) => {
  expect(inRoot({ ref: { references } }).hasValue("ref")).toBe(expected);
});

test("a function without arguments is unknown, a constant null is none", () => {
  expect(inRoot({ ref: {} }).hasValue("ref")).toBeUndefined();
  expect(inRoot({ ref: { constant_value: null } }).hasValue("ref")).toBe(false);
});

test("modules that hand a value to each other and back end", () => {
  const circle = { expression: { references: ["module.m.out", "module.m"] } };
  const child = {
    outputs: { out: { expression: { references: ["var.in"] } } },
    variables: { in: {} },
  };
  const calls = { m: { expressions: { in: circle.expression }, module: child } };
  expect(inRoot({ ref: circle.expression }, { module_calls: calls }).hasValue("ref")).toBeUndefined();
});

test("without the configuration nothing that is unknown is settled", () => {
  const [one] = read({
    resource_changes: [
      { address: "t_x.a", type: "t_x", change: { actions: ["create"], after: {}, after_unknown: { ref: true } } },
    ],
  }).resources;
  expect(one!.unknown).toEqual({ ref: true });
  expect(one!.hasValue("ref")).toBeUndefined();
});

test("keys with quotes, dots and brackets are keys", () => {
  const address = 't_x.a["b.c[\\"0\\"]"]';
  const one = read({
    resource_changes: [{ address, type: "t_x", change: { actions: ["create"], after: {}, after_unknown: {} } }],
  });
  expect(one.resources[0]!.declaredAddress).toBe("t_x.a");
});

test("what moves and what is imported says so; what is replaced and its old one forgotten stays", () => {
  const change = { actions: ["no-op"], after: {}, after_unknown: {}, importing: { id: "7" } };
  const [moved, kept] = read({
    resource_changes: [
      { address: "t_x.a", type: "t_x", previous_address: "t_x.old", change },
      { address: "t_x.b", type: "t_x", change: { actions: ["create", "forget"], after: {}, after_unknown: {} } },
      { address: "t_x.c", type: "t_x", change: { actions: ["forget"], after: null, after_unknown: {} } },
    ],
  }).resources;
  expect(moved!.facts).toMatchObject({ previousAddress: "t_x.old", importId: "7" });
  expect(kept!.address).toBe("t_x.b");
});

test("providers of modules and by alias, with the values of variables", () => {
  const providers = read({
    planned_values: {},
    variables: { url: { value: "https://a.example.org" } },
    configuration: {
      provider_config: {
        p: { name: "p", expressions: { auth_url: { references: ["var.url"] } } },
        "p.west": { name: "p", alias: "west", expressions: { auth_url: { references: ["local.url"] } } },
        "module.m:p": { name: "p", module_address: "module.m", expressions: { auth_url: { references: ["var.at"] } } },
      },
      root_module: {
        module_calls: { m: { expressions: { at: { references: ["var.url"] } }, module: { variables: { at: {} } } } },
      },
    },
  }).providers;
  expect(providers.map(({ alias, modules, values }) => [alias, modules, values["auth_url"]])).toEqual([
    [undefined, [], "https://a.example.org"],
    ["west", [], "${local.url}"],
    [undefined, ["m"], "https://a.example.org"],
  ]);
});

test.each<[string, object]>([
  ["changes that are no list", { resource_changes: {} }],
  ["a change without address", { resource_changes: [{ type: "t_x", change: { actions: [] } }] }],
  ["a change without actions", { resource_changes: [{ address: "t_x.a", type: "t_x", change: {} }] }],
  ["a text for values", { resource_changes: [{ address: "a.b", type: "a", change: { actions: [], after: "x" } }] }],
  ["a list for the configuration", { planned_values: {}, configuration: [] }],
])("refuses %s: it would be left out in silence", (_, json) => {
  expect(errorOf(() => read(json))).toMatchObject({ code: "SCSBP-4022", fix: expect.any(String) });
});
