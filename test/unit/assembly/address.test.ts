import fc from "fast-check";
import {
  declaredAddress,
  hasTemplate,
  instanceKey,
  isPlainReference,
  mentionsIn,
  modulesOf,
  programName,
  stepsOf,
} from "../../../packages/checker/src/assembly/address";

test.each([
  ["a_b.c", "a_b.c", ""],
  ["a_b.c[0]", "a_b.c", "[0]"],
  ['a_b.c["web"]', "a_b.c", '["web"]'],
  ['a_b.c["10.0.0.0/8"]', "a_b.c", '["10.0.0.0/8"]'],
  ['a_b.c["x[0].y"]', "a_b.c", '["x[0].y"]'],
  ['a_b.c["say \\"]\\" twice"]', "a_b.c", '["say \\"]\\" twice"]'],
  ['a_b.c["back\\\\"]', "a_b.c", '["back\\\\"]'],
  ['a_b.c["größe ☂ 𝒳"]', "a_b.c", '["größe ☂ 𝒳"]'],
  ['a_b.c["$${literal}"]', "a_b.c", '["$${literal}"]'],
  ['module.m["a.b"].module.n[1].data.a_b.c["d"]', "module.m.module.n.data.a_b.c", '["d"]'],
  ['module.m["x"].a_b.c', "module.m.a_b.c", ""],
])("%s is declared as %s, with the key %s", (address, declared, key) => {
  expect([declaredAddress(address), instanceKey(address)]).toEqual([declared, key]);
});

test("any key leaves the declared address as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const key = `[${JSON.stringify(text)}]`; // Terraform escapes quotes, backslashes and controls alike
      expect(declaredAddress(`module.m${key}.a_b.c${key}`)).toBe("module.m.a_b.c");
      expect(modulesOf(stepsOf(`module.m${key}.a_b.c${key}`))).toEqual([{ name: "m", key: key.slice(1, -1) }]);
    }),
  );
});

test.each<[unknown, string[]]>([
  ["${a_b.c.id}", ["a_b.c"]],
  ["x-${a_b.c.id}-${data.a_b.d.name}", ["a_b.c", "data.a_b.d"]],
  ["%{ if a_b.c.on }x%{ endif }", ["a_b.c"]],
  ["$${a_b.c.id}", []],
  ["a_b.c", []],
  ["${module.m.a_b.c}", []],
  ["${var.a_b.c}", []],
  [{ x: ["${a_b.c[0].id}", 1, null] }, ["a_b.c"]],
  [
    "${data.terraform_remote_state.cross-stack-reference-input-s.outputs.o-1}",
    ["data.terraform_remote_state.cross-stack-reference-input-s o-1"],
  ],
])("%j mentions %j", (value, expected) => {
  expect(mentionsIn(value).map(({ address, output }) => [address, output].filter(Boolean).join(" "))).toEqual(expected);
});

test("templates, escapes, and what is one reference alone", () => {
  expect(["${a}", "%{ a }", "$$${a}", "$${a}", "%%{a}", "plain"].map(hasTemplate)).toEqual([
    ...[true, true, true],
    ...[false, false, false],
  ]);
  expect(
    ["${a_b.c.id}", "${var.group}", '${a_b.c["k"].id}', "${each.value}", "x${a_b.c.id}", "${a ? b : c}"].map(
      isPlainReference,
    ),
  ).toEqual([true, true, true, false, false, false]);
});

test("the engine's name of a resource is the construct path without the digest", () => {
  expect(programName("openstack_compute_instance_v2.web_members_a_0000000A")).toBe("web_members_a");
  expect(programName("openstack_compute_instance_v2.own")).toBe("own");
});
