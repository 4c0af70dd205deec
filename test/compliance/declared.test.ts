import {
  DeclaredResource,
  DeclaredValue,
  ValueState,
  type DeclaredResourceProps,
} from "../../packages/checker/src/index";

const element = (values: Record<string, unknown>, over: Partial<DeclaredResourceProps> = {}): DeclaredResource =>
  new DeclaredResource({ isData: false, type: "a_b", address: "a_b.c", values, ...over });

test.each<[unknown, ValueState]>([
  [undefined, ValueState.ABSENT],
  [null, ValueState.ABSENT],
  ["", ValueState.KNOWN],
  [0, ValueState.KNOWN],
  [false, ValueState.KNOWN],
  ["plain", ValueState.KNOWN],
  ["$${escaped}", ValueState.KNOWN],
  ["%%{escaped}", ValueState.KNOWN],
  ["100%", ValueState.KNOWN],
  ["${a}", ValueState.UNKNOWN],
  ["x-${a}", ValueState.UNKNOWN],
  ["$$${a}", ValueState.UNKNOWN],
  ["%{ if a }b%{ endif }", ValueState.UNKNOWN],
  [["x", "${a}"], ValueState.UNKNOWN],
  [{ x: { y: "${a}" } }, ValueState.UNKNOWN],
  [{ x: [null, 1] }, ValueState.KNOWN],
])("%j in cdk.tf.json is %s", (value, state) => {
  expect(DeclaredValue.ofTemplate(value).state).toBe(state);
});

test.each<[unknown, unknown, ValueState]>([
  ["${a}", false, ValueState.KNOWN],
  [undefined, true, ValueState.UNKNOWN],
  [null, undefined, ValueState.ABSENT],
  [{}, { x: true }, ValueState.UNKNOWN],
  [[{}], [{ x: false }], ValueState.KNOWN],
  [[{}], null, ValueState.KNOWN],
])("%j with the mark %j in a plan is %s", (value, mark, state) => {
  expect(DeclaredValue.ofPlan(value, mark).state).toBe(state);
});

test("texts and numbers only of what is known", () => {
  const value = (raw: unknown) => DeclaredValue.ofTemplate(raw);
  expect([value(5).text, value(true).text, value("${a}").text, value([1]).text, value(undefined).text]).toEqual([
    "5",
    "true",
    undefined,
    undefined,
    undefined,
  ]);
  expect([
    value("8").number,
    value(8).number,
    value("").number,
    value(" ").number,
    value("x").number,
    value("Infinity").number,
  ]).toEqual([8, 8, undefined, undefined, undefined, undefined]);
  expect([value("true").isTrue, value(true).isTrue, value("yes").isTrue]).toEqual([true, true, false]);
});

test("references, wherever they stand, each once", () => {
  expect(
    DeclaredResource.referencesIn({
      a: "${openstack_x_v2.one.id}",
      b: ["${data.openstack_y_v2.two-2.id}", "${openstack_x_v2.one.name}", null, 5],
      c: 'plain openstack_z_v2.three and "${join(",", [openstack_x_v2.four_4.id, var.x])}"',
    }),
  ).toEqual(["openstack_x_v2.one", "data.openstack_y_v2.two-2", "openstack_x_v2.four_4"]);
  expect(DeclaredResource.referencesIn("openstack_x_v2.one.id")).toEqual([]);
});

test("maps: known entries; all are unknown when the map is", () => {
  const some = element({ map: { a: "1", b: "${x}", c: null } });
  expect(some.map("map")).toEqual({ a: "1" });
  expect(some.entry("map", "b").isUnknown).toBe(true);
  expect(some.entry("map", "none").isAbsent).toBe(true);
  const all = element({ map: "${x}" });
  expect(all.map("map")).toEqual({});
  expect(all.entry("map", "a").isUnknown).toBe(true);
  expect(element({}).map("map")).toEqual({});
  expect(element({ map: null }).map("map")).toEqual({});
  const planned = element({}, { unknown: { map: true } });
  expect(planned.entry("map", "a").isUnknown).toBe(true);
});

test("blocks as list, as object, not at all; with the marks of a plan", () => {
  const texts = (values: Record<string, unknown>, unknown?: Record<string, unknown>) =>
    element(values, { unknown })
      .blocks("b")
      .map((each) => [each.attribute("x").text, each.attribute("y").isUnknown]);
  expect(texts({ b: [{ x: 1 }, { x: 2, y: "${z}" }, null] })).toEqual([
    ["1", false],
    ["2", true],
    [undefined, false],
  ]);
  expect(texts({ b: { x: 1 } })).toEqual([["1", false]]);
  expect(texts({ b: "text" })).toEqual([]);
  expect(texts({ b: null })).toEqual([]);
  expect(texts({ b: [{ x: 1 }, { x: 2 }] }, { b: [{}, { y: true }] })).toEqual([
    ["1", false],
    ["2", true],
  ]);
  expect(texts({ b: [{ x: 1 }] }, { b: { y: true } })).toEqual([["1", true]]);
  expect(texts({ b: [{ x: "${1}" }] }, {})).toEqual([["${1}", false]]);
  expect(texts({ b: [{ x: 1 }] }, { b: [null] })).toEqual([["1", false]]);
  expect(texts({ b: [{ x: 1 }] }, { b: true })).toEqual([["1", false]]);
});

test("a subject has what is known, and nothing else", () => {
  expect(element({ name: "${later}" }).subject("thing")).toEqual({ kind: "thing", address: "a_b.c" });
  expect(
    element({ name: "n" }, { stack: "s", constructPath: "s/c", file: "main.ts", line: 3 }).subject("thing"),
  ).toEqual({ kind: "thing", address: "a_b.c", stack: "s", constructPath: "s/c", file: "main.ts", line: 3, name: "n" });
});

test("names what is unknown", () => {
  expect(element({ a: 1, b: "${x}" }).unknownAttributes).toEqual(["b"]);
  expect(element({ a: 1 }, { unknown: { c: true, d: false } }).unknownAttributes).toEqual(["c"]);
});
