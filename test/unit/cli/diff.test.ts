import { join } from "node:path";
import { diff, DiffFailOn, type DiffOptions } from "../../../packages/cli/src/actions/diff";
import { ExitCode } from "../../../packages/cli/src/exit-codes";
import { Stack } from "../../../packages/checker/src/assembly/assembly";
import type { JsonObject } from "../../../packages/checker/src/reading/read-json";
import { ConstructPaths } from "../../../packages/cli/src/terraform/construct-paths";
import { outputChanges, planChanges, lossOf } from "../../../packages/cli/src/terraform/plan-changes";
import { planOf } from "../../support/assembly";
import { fixture, RecordingReporter, temporaryDir, write } from "./helpers";

const dir = temporaryDir();
const NONE = new ConstructPaths();
const VOLUME = "openstack_blockstorage_volume_v3";
const SERVER = "openstack_compute_instance_v2";
const GROUP = "openstack_networking_secgroup_v2";

interface Entry {
  readonly type: string;
  readonly name?: string;
  readonly actions?: readonly string[];
  readonly change?: Record<string, unknown>;
  readonly more?: Record<string, unknown>;
}

/** As `terraform show -json` has it. */
const entry = ({ type, name = "x", actions = ["no-op"], change = {}, more = {} }: Entry) => ({
  address: `${type}.${name}`,
  mode: "managed",
  type,
  name,
  change: { actions, before: {}, after: {}, after_unknown: {}, ...change },
  ...more,
});
const plan = (...entries: Entry[]) => ({
  format_version: "1.2",
  terraform_version: "1.11.4",
  planned_values: {},
  resource_changes: entries.map(entry),
});

const REPLACE = ["delete", "create"];
const replacedVolume: Entry = {
  type: VOLUME,
  name: "data",
  actions: REPLACE,
  change: {
    before: { availability_zone: "zone1", metadata: { token: "geheim" } },
    after: { availability_zone: "zone2", metadata: { token: "geheim2" } },
    replace_paths: [["availability_zone"]],
  },
};

describe("what a plan would do", () => {
  test("worst first: what is lost, then by kind, then by name as people count", () => {
    const changes = planChanges(
      planOf(
        plan(
          { type: GROUP, name: "imported", change: { importing: { id: "4711" } } },
          { type: GROUP, name: "moved", more: { previous_address: `${GROUP}.old` } },
          { type: GROUP, name: "g10", actions: ["create"] },
          { type: GROUP, name: "g2", actions: ["create"] },
          {
            type: GROUP,
            name: "updated",
            actions: ["update"],
            change: { before: { name: "a" }, after: { name: "b" } },
          },
          { type: GROUP, name: "forgotten", actions: ["forget"] },
          { type: GROUP, name: "gone", actions: ["delete"] },
          {
            type: GROUP,
            name: "anew",
            actions: ["create", "delete"],
            change: { replace_paths: [["rule", 0, "port"]] },
          },
          { type: VOLUME, name: "lost", actions: ["delete"] },
          { type: GROUP, name: "same" },
          replacedVolume,
        ),
      ),
      NONE,
    );
    expect(changes.map(({ kind, address }) => `${kind} ${address.split(".")[1]}`)).toEqual([
      "replace data",
      "destroy lost",
      "replace anew",
      "destroy gone",
      "forget forgotten",
      "update updated",
      "create g2",
      "create g10",
      "move moved",
      "import imported",
    ]);
    expect(changes[0]).toMatchObject({ loss: "the volume's data is lost", forcedBy: ["availability_zone"] });
    expect(changes[2]).toMatchObject({ forcedBy: ["rule[0].port"], createBeforeDestroy: true });
    expect(changes[5]).toMatchObject({ attributes: ["name"] });
    expect(changes[8]).toMatchObject({ previousAddress: `${GROUP}.old` });
    expect(changes[9]).toMatchObject({ importId: "4711" });
  });

  test("a real plan, under construct paths; values are nowhere", () => {
    const paths = new ConstructPaths(Stack.fromJson("cli-quick", JSON.parse(fixture("cdk.tf.json")) as JsonObject));
    const changes = planChanges(planOf(JSON.parse(fixture("plan-update.json")) as object), paths);
    expect(changes.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      "update bastion",
      "update bastion/floating-ip",
      "update bastion/port",
      "update bastion/security-group",
    ]);
    expect(JSON.stringify(changes)).not.toContain("bastion2");
    expect(JSON.stringify(planChanges(planOf(plan(replacedVolume)), NONE))).not.toContain("geheim");
  });

  test("look-ups are no changes", () => {
    const lookup = { ...entry({ type: GROUP, actions: ["read"] }), mode: "data" };
    expect(planChanges(planOf({ resource_changes: [lookup] }), NONE)).toEqual([]);
  });

  test("outputs that change", () => {
    const change = (actions: string[]) => ({ actions, after: "secret" });
    const outputs = outputChanges(planOf({ output_changes: { a: change(["no-op"]), b: change(["update"]) } }));
    expect(outputs).toEqual([{ name: "b", action: "update" }]);
  });
});

test.each<[string, string, object, string | undefined]>([
  ["a server with a local disk", SERVER, {}, "its local disk is lost"],
  [
    "a server whose boot volume goes with it",
    SERVER,
    { block_device: [{ boot_index: 0, destination_type: "volume", delete_on_termination: true }] },
    "volumes that were made with it are lost",
  ],
  [
    "a server whose volumes stay",
    SERVER,
    { block_device: [{ boot_index: 0, destination_type: "volume", delete_on_termination: false }] },
    undefined,
  ],
  ["a cluster of Cluster API", "kubectl_manifest", { kind: "Cluster" }, "the cluster with all that runs in it is lost"],
  ["a claim", "kubernetes_manifest", { manifest: { kind: "PersistentVolumeClaim" } }, "the claim's volume may be lost"],
  ["a ConfigMap", "kubectl_manifest", { kind: "ConfigMap" }, undefined],
  [
    "a public address",
    "openstack_networking_floatingip_v2",
    {},
    "the public address goes back to the cloud, which may give it to others",
  ],
  ["a rule", "openstack_networking_secgroup_rule_v2", {}, undefined],
])("what is lost with %s", (_, type, before, loss) => {
  expect(lossOf(type, before)).toBe(loss);
});

describe("the command with --plan", () => {
  const run = async (content: unknown, options: Partial<DiffOptions> = {}) => {
    const file = write(join(dir, "plan.json"), typeof content === "string" ? content : JSON.stringify(content));
    const reporter = new RecordingReporter();
    const code = await diff(
      { plan: [file], outDir: join(dir, "none"), failOn: DiffFailOn.NEVER, cloud: "sandbox", ...options },
      reporter,
    );
    return { code, log: reporter.log.join("\n") };
  };

  test("tells what is lost first, and groups by construct", async () => {
    const { code, log } = await run(plan({ type: GROUP, actions: ["create"] }, replacedVolume));
    expect(code).toBe(ExitCode.Ok);
    expect(log).toContain(
      [
        "Lost for good (1)",
        "  (not of a construct)",
        `    ± ${VOLUME}.data: forced by availability_zone; the volume's data is lost`,
        "",
        "Created (1)",
        "  (not of a construct)",
        `    + ${GROUP}.x`,
      ].join("\n"),
    );
    expect(log).toContain('result {"stateful":1,"stacks":[');
    expect(log).not.toContain("geheim");
  });

  test("paths come from the synthesized stacks", async () => {
    write(
      join(dir, "out/stacks/shop/cdk.tf.json"),
      JSON.stringify({ resource: { [VOLUME]: { data: { "//": { metadata: { path: "shop/db/data/Resource" } } } } } }),
    );
    const { log } = await run(plan(replacedVolume), { outDir: join(dir, "out") });
    expect(log).toContain("  db\n    ± db/data (blockstorage volume): forced by availability_zone");
    expect(log).toContain('"stack":"shop"');
  });

  test.each([REPLACE, ["create", "delete"], ["delete"]])(
    "what is taken over only to be destroyed comes first, with a code and why: %s",
    async (...actions) => {
      const more = { action_reason: "replace_by_triggers" };
      const lost = { type: GROUP, actions, change: { importing: { id: "4711" } }, more };
      const { code, log } = await run(plan(lost), { failOn: DiffFailOn.STATEFUL });
      expect(code).toBe(ExitCode.Drift);
      expect(log).toContain("Lost for good (1)");
      expect(log).toContain("taken over and destroyed by the same apply");
      expect(log).toMatch(/warn.*SCSBP-8354.*x \(replace by triggers\)/s);
      expect((await run(plan({ ...lost, actions: ["update"] }))).log).not.toContain("SCSBP-8354");
    },
  );

  test("nothing to do", async () => {
    expect((await run(plan({ type: GROUP }), { failOn: DiffFailOn.ANY })).log).toContain("no changes");
  });

  test.each([
    [DiffFailOn.NEVER, replacedVolume, ExitCode.Ok],
    [DiffFailOn.STATEFUL, replacedVolume, ExitCode.Drift],
    [DiffFailOn.STATEFUL, { type: GROUP, actions: REPLACE }, ExitCode.Ok],
    [DiffFailOn.DESTROY, { type: GROUP, actions: REPLACE }, ExitCode.Drift],
    [DiffFailOn.DESTROY, { type: GROUP, actions: ["forget"] }, ExitCode.Ok],
    [DiffFailOn.ANY, { type: GROUP, actions: ["create"] }, ExitCode.Drift],
    [DiffFailOn.ANY, { type: GROUP }, ExitCode.Ok],
  ])("--fail-on %s", async (failOn, change, code) => {
    expect((await run(plan(change), { failOn })).code).toBe(code);
  });

  test.each([
    ["not JSON", "{", "SCSBP-4022"],
    ["a state", { format_version: "1.0", values: {} }, "SCSBP-4022"],
    ["a plan that failed", { ...plan(), errored: true }, "SCSBP-4024"],
  ])("%s is a wrong file", async (_, content, error) => {
    expect(await run(content)).toEqual({ code: ExitCode.Usage, log: `error ${error}` });
  });
});
