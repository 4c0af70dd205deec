import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Checker, Outcome, PlanEvidence, Profile } from "../../packages/checker/src/index";
import { errorOf } from "../support/errors";
import { planJson, planOf, UNKNOWN } from "./support/evidence";

const read = (value: unknown) => () =>
  PlanEvidence.fromText(typeof value === "string" ? value : JSON.stringify(value), "plan.json");

test.each<[string, unknown, string, RegExp]>([
  ["an empty file", "", "SCSBP-4022", /an empty file/],
  ["a binary plan", "PK\u0003\u0004\u0000", "SCSBP-4022", /not JSON/],
  ["a cut file", '{"format_version": "1.2", "resource', "SCSBP-4022", /not JSON/],
  ["a list", [], "SCSBP-4022", /a list/],
  ["null", null, "SCSBP-4022", /null/],
  ["a text", '"plan"', "SCSBP-4022", /a string/],
  ["another object", { a: 1 }, "SCSBP-4022", /keys a/],
  ["a state", { format_version: "1.0", values: {} }, "SCSBP-4022", /a state/],
  ["nothing but a version", { format_version: "1.0" }, "SCSBP-4022", /neither/],
  ["another major version", { ...planJson({}), format_version: "2.0" }, "SCSBP-4023", /format 2\.0/],
  ["an old version", { ...planJson({}), format_version: "0.1" }, "SCSBP-4023", /format 0\.1/],
  ["a failed planning", { ...planJson({}), errored: true }, "SCSBP-4024", /errored/],
])("fails for %s", (_, content, code, message) => {
  const error = errorOf(read(content));
  expect(error.code).toBe(code);
  expect(error.message).toMatch(message);
  expect(error.fix).toBeDefined();
});

test("no error shows content of the plan, which holds secrets", () => {
  expect(errorOf(read('{"password": "hunter2", ')).message).not.toContain("hunter2");
});

test("reads a file, and fails when there is none", () => {
  const dir = mkdtempSync(join(tmpdir(), "plan-"));
  try {
    writeFileSync(join(dir, "plan.json"), `\uFEFF${JSON.stringify(planJson({ "a_b.c": {} }))}`);
    expect(PlanEvidence.fromFile(join(dir, "plan.json")).elements).toHaveLength(1);
    expect(errorOf(() => PlanEvidence.fromFile(join(dir, "none.json")))).toMatchObject({
      code: "SCSBP-4022",
      got: expect.stringContaining("ENOENT"),
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test("tells absent, known and unknown, also within blocks and maps", () => {
  const plan = planOf({
    "a_b.c": { known: 1, later: UNKNOWN, map: { x: "y", z: UNKNOWN }, block: [{ one: "1", two: UNKNOWN }] },
  });
  const [element] = plan.resources("a_b");
  expect(element!.attribute("known").number).toBe(1);
  expect(element!.attribute("later").isUnknown).toBe(true);
  expect(element!.attribute("none").isAbsent).toBe(true);
  expect(element!.map("map")).toEqual({ x: "y" });
  expect(element!.entry("map", "z").isUnknown).toBe(true);
  const [block] = element!.blocks("block");
  expect(block!.attribute("one").text).toBe("1");
  expect(block!.attribute("two").isUnknown).toBe(true);
});

test("a template in a plan is a value, not an expression", () => {
  expect(
    planOf({ "a_b.c": { text: "${x}" } })
      .resources("a_b")[0]!
      .attribute("text").text,
  ).toBe("${x}");
});

test("what goes away is not looked at; what was read and what stays is", () => {
  const json = planJson({ "a_b.made": {} });
  const row = (name: string, mode: string, actions: string[]) => ({
    address: `${mode === "data" ? "data." : ""}a_b.${name}`,
    mode,
    type: "a_b",
    name,
    change: { actions, after: actions[0] === "delete" && actions.length === 1 ? null : {}, after_unknown: {} },
  });
  const plan = PlanEvidence.fromText(
    JSON.stringify({
      ...json,
      resource_changes: [
        row("gone", "managed", ["delete"]),
        row("forgotten", "managed", ["forget"]),
        row("replaced", "managed", ["delete", "create"]),
        row("stays", "managed", ["no-op"]),
        { ...row("old", "managed", ["delete", "create"]), deposed: "1234" },
      ],
      prior_state: {
        values: {
          root_module: {
            resources: [{ address: "data.a_b.read", mode: "data", type: "a_b", name: "read", values: { x: 1 } }],
            child_modules: [
              { resources: [{ address: "module.m.data.a_b.r", mode: "data", type: "a_b", name: "r", values: {} }] },
            ],
          },
        },
      },
    }),
    "p",
  );
  expect(plan.elements.map((each) => each.address)).toEqual([
    "data.a_b.read",
    "module.m.data.a_b.r",
    "a_b.replaced",
    "a_b.stays",
  ]);
  expect(plan.record.extent).toBe("4 resources and look-ups, 1 of them to change, Terraform 1.11.4");
});

test("a plan that defers changes is partial", () => {
  const plan = PlanEvidence.fromText(JSON.stringify({ ...planJson({}), complete: false, deferred_changes: [{}] }), "p");
  expect(plan.record).toMatchObject({ state: "partial", problems: ["1 changes are deferred to a later plan"] });
});

test("a real plan (Terraform 1.11.4, provider 3.4.0, cut to six elements): what the provider computes hides nothing", () => {
  const plan = PlanEvidence.fromFile(join(__dirname, "support/real-plan.json"));
  const report = Checker.check([Profile.goodPractice()], { date: "2026-11-23", plans: [plan] });
  const outcome = (id: string) => report.results.find((each) => each.rule.id === `good-practice-${id}`)?.outcome;
  expect(outcome("guarded-port-open")).toBe(Outcome.FAIL);
  expect(report.results[0]?.findings.map((each) => each.subject.address)).toEqual([
    "openstack_networking_secgroup_rule_v2.allports",
    "openstack_networking_secgroup_rule_v2.world",
  ]);
  expect(outcome("world-open-undescribed")).toBe(Outcome.FAIL);
  expect(outcome("plan-conditions")).toBe(Outcome.PASS);
  expect(outcome("flavor-portability")).toBe(Outcome.PASS);
  expect(outcome("unencrypted-volume")).toBe(Outcome.DEFERRED);
  const [server] = plan.resources("openstack_compute_instance_v2");
  expect(server?.attribute("flavor_name").isAbsent).toBe(true);
});
