import { join } from "node:path";
import { changedAttributes, Plan, type PlannedResource } from "../../../packages/checker/src/assembly/plan";
import { errorOf } from "../../support/errors";

const CODES = { unreadable: "SCSBP-4022", version: "SCSBP-4023", errored: "SCSBP-4024" } as const;
const SITE = 'module.east["dev"].module.site[0]';
const RULE = `${SITE}.openstack_networking_secgroup_rule_v2`;

/** Of Terraform 1.11.4 and provider 3.4.0: test/e2e/fixtures/modules/site as a module's module, cut to what is read. */
const plan = Plan.fromFile(join(__dirname, "support/nested-plan.json"), CODES);
const resource = (address: string): PlannedResource => plan.resources.find((each) => each.address === address)!;
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
  expect(resource(`${RULE}.${name}`).references("remote_group_id")).toEqual(
    targets.map((target) => `${SITE}.${target}`),
  );
});

test("follows variables of modules into the module that calls them, also within blocks", () => {
  const server = resource(`${SITE}.module.apart.openstack_compute_instance_v2.fixed[1]`);
  const [hints] = server.blocks("scheduler_hints");
  expect(hints!.references("group")).toEqual([`${SITE}.openstack_compute_servergroup_v2.apart`]);
  expect(hints!.hasValue("group")).toBe(true);
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
  expect(server.blocks("scheduler_hints")[0]!.hasValue("group")).toBeUndefined();
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

const EXPRESSIONS: [string, string[], boolean | undefined][] = [
  ["one id", ["t_x.b.id", "t_x.b"], true],
  ["another attribute, which may be null", ["t_x.b.note", "t_x.b"], undefined],
  ["the only instance by a splat", ["t_x.b"], true],
  ["a resource that is not there", ["t_y.b.id", "t_y.b"], undefined],
  ["a condition on the number of an instance", ["count.index", "t_x.b", "count.index"], undefined],
  ["one of two", ["t_x.a.id", "t_x.a", "t_x.b.id", "t_x.b"], undefined],
  ["a module that is not in the plan", ["module.m.id", "module.m"], undefined],
  ["the value of a loop", ["each.value"], undefined],
  ["the key of a loop", ["each.key"], true],
];

test.each(EXPRESSIONS)("expressions: %s", (_, references, expected) => {
  expect(inRoot({ ref: { references } }).hasValue("ref")).toBe(expected);
});

test.each(EXPRESSIONS)(
  "expressions of JSON configuration, whose text is the constant value: %s",
  (_, references, expected) => {
    const planned = inRoot({ ref: { constant_value: `\${${references[0]}}`, references } });
    expect(planned.hasValue("ref")).toBe(expected);
    expect([...planned.idSources.keys()]).toEqual(expected === true && references[0] === "t_x.b.id" ? ["ref"] : []);
  },
);

test("a function without arguments is unknown, a constant null is none", () => {
  expect(inRoot({ ref: {} }).hasValue("ref")).toBeUndefined();
  expect(inRoot({ ref: { constant_value: "${timestamp()}" } }).hasValue("ref")).toBeUndefined();
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
  expect(moved!.change).toMatchObject({ previousAddress: "t_x.old", importId: "7" });
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

test("changes: all that the plan says, deposed instances, look-ups and what is destroyed too", () => {
  const change = (actions: string[], more: object = {}) => ({ actions, before: null, after: null, ...more });
  const plan = read({
    resource_changes: [
      {
        ...{ address: 't_x.a["k"]', type: "t_x", mode: "managed", action_reason: "replace_by_triggers" },
        change: change(["delete", "create"], {
          ...{ before: { id: "1", n: 1, same: 1 }, after: { n: 2, same: 1 }, after_unknown: { id: true } },
          replace_paths: [["n"], ["disk", 0, "size"]],
        }),
      },
      { address: "t_x.b", type: "t_x", deposed: "9f4e2a01", change: change(["delete"], { before: { id: "2" } }) },
      { address: "data.t_x.c", type: "t_x", mode: "data", change: change(["read"], { after_unknown: true }) },
    ],
  });
  expect(plan.changes.map(({ address, isData, deposed }) => [address, isData, deposed])).toEqual([
    ['t_x.a["k"]', false, undefined],
    ["t_x.b", false, "9f4e2a01"],
    ["data.t_x.c", true, undefined],
  ]);
  expect(plan.changes[0]).toMatchObject({ reason: "replace_by_triggers", forcedBy: ["n", "disk[0].size"] });
  expect(changedAttributes(plan.changes[0]!)).toEqual(["id", "n"]);
  expect(plan.resources.map(({ address }) => address)).toEqual(['t_x.a["k"]', "data.t_x.c"]);
});

test("whose id an attribute is, in the same instance of a module; a condition, a block and another attribute are none's", () => {
  const planned = (address: string) => ({
    ...{ address, type: "t_x", mode: "managed" },
    change: { actions: ["create"], after: {}, after_unknown: { ref: true } },
  });
  const expressions = {
    ref: { references: ["t_x.b.id", "t_x.b"] },
    name: { references: ["t_x.b.name", "t_x.b"] },
    either: { references: ["t_x.b.id", "t_x.b", "t_x.a.id", "t_x.a"] },
    block: [{ ref: { references: ["t_x.b.id", "t_x.b"] } }],
  };
  const child = { resources: [{ address: "t_x.a", expressions }, { address: "t_x.b" }] };
  const { idSources } = read({
    resource_changes: ['module.m["1/2"].t_x.a', 'module.m["1/2"].t_x.b', 'module.m["3"].t_x.b'].map(planned),
    configuration: { root_module: { module_calls: { m: { module: child } } } },
  }).resources[0]!;
  expect([...idSources].map(([name, { address }]) => [name, address])).toEqual([["ref", 'module.m["1/2"].t_x.b']]);
});

test("a plan that failed is read as far as it goes where a reader has no code for it", () => {
  const text = JSON.stringify({ format_version: "1.2", planned_values: {}, errored: true });
  expect(Plan.fromText(text, "plan.json", { unreadable: "SCSBP-7010" }).resources).toEqual([]);
  expect(errorOf(() => Plan.fromText(text, "plan.json", CODES)).code).toBe("SCSBP-4024");
});

test.each<[string, string, string, RegExp]>([
  ["an empty file", "", "SCSBP-4022", /an empty file/],
  ["null", "null", "SCSBP-4022", /null/],
  ["a list", "[]", "SCSBP-4022", /a list/],
  [
    "format 2",
    '{"format_version":"2.0","terraform_version":"3.1.0"}',
    "SCSBP-4023",
    /format 2\.0 of Terraform 3\.1\.0/,
  ],
  ["format 0.2", '{"format_version":"0.2"}', "SCSBP-4023", /format 0\.2/],
  ["a state", '{"format_version":"1.0","values":{}}', "SCSBP-4022", /a state, not a plan/],
  ["a stored state", '{"version":4,"serial":1,"lineage":"x"}', "SCSBP-4022", /keys version, serial, lineage/],
])("refuses %s and says what came", (_, text, code, message) => {
  const error = errorOf(() => Plan.fromText(text, "plan.json", CODES));
  expect(error.code).toBe(code);
  expect(error.message).toMatch(message);
});

test.each<[string, object]>([
  ["changes that are no list", { resource_changes: {} }],
  ["a change without address", { resource_changes: [{ type: "t_x", change: { actions: [] } }] }],
  ["a change without actions", { resource_changes: [{ address: "t_x.a", type: "t_x", change: {} }] }],
  ["a text for values", { resource_changes: [{ address: "a.b", type: "a", change: { actions: [], after: "x" } }] }],
  ["a list for the configuration", { planned_values: {}, configuration: [] }],
  ["a module that is a list", { planned_values: { root_module: [] } }],
  ["outputs that are texts", { planned_values: {}, output_changes: { a: "x" } }],
])("refuses %s: it would be left out in silence", (_, json) => {
  expect(errorOf(() => read(json))).toMatchObject({ code: "SCSBP-4022", fix: expect.any(String) });
});
