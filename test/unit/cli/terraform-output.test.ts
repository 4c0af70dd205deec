import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Stack } from "../../../packages/checker/src/assembly/assembly";
import type { JsonObject } from "../../../packages/checker/src/reading/read-json";
import { ConstructPaths, kindOf } from "../../../packages/cli/src/terraform/construct-paths";
import { ApplyProgress, type ResourceEvent } from "../../../packages/cli/src/terraform/apply-progress";
import {
  adviseOn,
  groupDiagnostics,
  renderDiagnostics,
  tellDiagnostic,
  type ToldDiagnostic,
  parseMessage,
  type UiMessage,
  parseLockError,
} from "../../../packages/cli/src/terraform/diagnostics";
import { readInventory, renderInventory } from "../../../packages/cli/src/terraform/inventory";
import { planDifferences, renderDifferences, PlanSummary } from "../../../packages/cli/src/terraform/plan-changes";
import { planOf, stateOf } from "../../support/assembly";
import { fixture, fixtureLines, RecordingReporter } from "./helpers";

// The fixtures are what Terraform 1.11.4 printed for the quickstart on the sandbox, unchanged but for names of the machine.
const paths = new ConstructPaths(Stack.fromJson("cli-quick", JSON.parse(fixture("cdk.tf.json")) as JsonObject));
const messages = (name: string): UiMessage[] => fixtureLines(name).flatMap((line) => parseMessage(line) ?? []);
const told = (name: string): ToldDiagnostic[] =>
  messages(name).flatMap((message) => (message.diagnostic ? [tellDiagnostic(message.diagnostic, paths)] : []));

test("lines that are no messages are skipped", () => {
  expect(parseMessage("There are some problems with the CLI configuration:")).toBeUndefined();
  expect(parseMessage('{"not": "a message"}')).toBeUndefined();
  expect(parseMessage("{broken")).toBeUndefined();
});

describe("construct paths", () => {
  test("the stack's name and the main child's id go, the kind comes in words", () => {
    expect(paths.label("openstack_compute_instance_v2.bastion_34F27305")).toBe("bastion (compute instance)");
    expect(paths.find('openstack_compute_instance_v2.bastion_34F27305["a"]')).toBe('bastion["a"]');
    expect(paths.label("module.other.x.y")).toBe("module.other.x.y");
    expect(kindOf("data.openstack_images_image_v2.x")).toBe("look-up of images image");
  });

  test("every resource of the synthesized stack is known", () => {
    const synthesized = JSON.parse(fixture("cdk.tf.json")) as { resource: Record<string, Record<string, unknown>> };
    const addresses = Object.entries(synthesized.resource).flatMap(([type, all]) =>
      Object.keys(all).map((id) => `${type}.${id}`),
    );
    expect(addresses).toHaveLength(39);
    expect(addresses.filter((address) => paths.find(address) === undefined)).toEqual([]);
  });
});

describe("plan summary", () => {
  const summaryOf = (name: string) => {
    const summary = new PlanSummary();
    messages(name).forEach((message) => summary.add(message));
    return summary;
  };

  test("counts of a real plan agree with Terraform's own", () => {
    const summary = summaryOf("plan-update.jsonl");
    const own = messages("plan-update.jsonl").find((message) => message.type === "change_summary")?.changes;
    expect([summary.create, summary.update, summary.destroy]).toEqual([own?.add, own?.change, own?.remove]);
    expect(summary.toString()).toBe("4 to update");
  });

  test("every action has its count; look-ups and no-ops have none", () => {
    const summary = new PlanSummary();
    for (const action of ["create", "create", "replace", "delete", "read", "noop", "import", "move"]) {
      summary.add({ type: "planned_change", change: { action, resource: { addr: action } } } as UiMessage);
    }
    expect(summary.toString()).toBe("2 to create, 1 to replace, 1 to destroy, 1 to import, 1 to move");
    expect(new PlanSummary().toString()).toBe("no changes");
  });
});

test("a plan that is not empty: which resource, which attributes, no values", () => {
  const differences = planDifferences(planOf(JSON.parse(fixture("plan-update.json")) as object), paths);
  expect(differences.map((one) => one.path)).toEqual([
    "bastion",
    "bastion/floating-ip",
    "bastion/port",
    "bastion/security-group",
  ]);
  expect(differences[0]).toMatchObject({ actions: ["update"], attributes: ["name"] });
  const text = renderDifferences(differences);
  expect(text).toContain("update bastion (openstack_compute_instance_v2.bastion_34F27305): name");
  expect(text).not.toContain("bastion2");
});

test("an apply is followed resource by resource, under construct paths", () => {
  const reporter = new RecordingReporter();
  const events: ResourceEvent[] = [];
  const progress = new ApplyProgress(reporter.step("apply", "Applying"), paths, 39, (event) => events.push(event));
  messages("apply.jsonl").forEach((message) => progress.add(message));
  expect(progress.count).toBe(39);
  expect(events).toHaveLength(39);
  expect(events.filter((event) => event.path === undefined || event.state !== "done")).toEqual([]);
  expect(reporter.log.some((line) => /^progress Applying: 1\/39 · creating /.test(line))).toBe(true);
  expect(
    reporter.log.some((line) => line.startsWith("line") && line.includes("network/web (networking network)")),
  ).toBe(true);
  expect(progress.unrecorded).toEqual([]);
});

test("a creation that was broken off is remembered", () => {
  const progress = new ApplyProgress(new RecordingReporter().step("a", "A"), paths, 1, () => undefined);
  const hook = { resource: { addr: "openstack_networking_port_v2.bastion_port_BE21E7D6" }, action: "create" };
  progress.add({ type: "apply_start", hook } as UiMessage);
  progress.add({ type: "apply_errored", hook } as UiMessage);
  expect(progress.unrecorded).toEqual(["bastion/port (networking port)"]);
  expect(progress.count).toBe(0);
});

describe("diagnostics", () => {
  test("an unknown flavor: the look-up by its path, and the command that lists flavors", () => {
    const [diagnostic] = told("plan-no-flavor.jsonl");
    expect(diagnostic).toMatchObject({ severity: "error", path: expect.stringContaining("flavor") as string });
    expect(diagnostic?.advice).toContain("openstack flavor list");
  });

  test("a refused login in every client is one message", () => {
    const all = told("plan-401.jsonl").filter((one) => one.severity === "error");
    expect(all.length).toBeGreaterThan(1);
    expect(new Set(all.map((one) => one.advice)).size).toBe(1);
    expect(all[0]?.advice).toContain("refused the login");
    expect(groupDiagnostics(all).length).toBeLessThan(all.length);
  });

  test("an unreachable cloud", () => {
    expect(told("plan-refused.jsonl")[0]?.advice).toContain("cannot be reached");
    expect(renderDiagnostics(told("plan-refused.jsonl"))).toContain("connection refused");
  });

  test.each([
    ["Quota exceeded for cores: Requested 8, but already used 20 of 20 cores", "quota"],
    ["Expected HTTP response code [200] but got 403 instead", "roles"],
    ["No valid host was found. There are not enough hosts available.", "smaller flavor"],
    ["Instance cannot be destroyed", "removalPolicy"],
    ["SecurityGroupRuleExists: Security group rule already exists", "delete it in the cloud"],
    ["got 503 instead", "run the same command again"],
    ["Image ubuntu could not be found", "openstack image list"],
  ])("%s", (text, advice) => {
    expect(adviseOn(text)).toContain(advice);
  });

  test("what nobody knows gets no advice", () => {
    expect(adviseOn("Unsupported argument")).toBeUndefined();
  });
});

test("a state lock is understood", () => {
  const diagnostic = messages("plan-locked.jsonl").find((message) => message.diagnostic)?.diagnostic;
  const info = parseLockError(`${diagnostic?.summary}\n${diagnostic?.detail}`);
  expect(info).toEqual({
    id: "49b6d5a6-fad0-c434-1edf-cf2ba372e07e",
    holderKnown: true,
    path: "terraform.tfstate",
    operation: "OperationTypeApply",
    who: "me@laptop",
    created: new Date("2026-11-23T13:59:02.374Z"),
  });
  // over HTTP, as GitLab has it: the block is of the lock that was refused
  const refused =
    "│ Error message: HTTP remote state already locked:\n│ ID=12b4dc0f-5ad6\n│ Lock Info:\n│   ID:  65ca63f1-e48b";
  expect(parseLockError(`Error acquiring the state lock\n${refused}`)).toMatchObject({
    id: "12b4dc0f-5ad6",
    holderKnown: false,
  });
  expect(parseLockError("Error: something else\n  ID: 5")).toBeUndefined();
});

describe("inventory", () => {
  const inventory = readInventory(stateOf(JSON.parse(fixture("state.json")) as object));

  test("servers with zone, flavor and addresses; the floating IP at the one that has it", () => {
    expect(inventory.servers.map((server) => server.name)).toEqual([
      "cli-quick-bastion",
      "cli-quick-db",
      "cli-quick-web-1",
      "cli-quick-web-2",
      "cli-quick-web-3",
    ]);
    const [bastion, db] = inventory.servers;
    expect(bastion).toMatchObject({
      flavor: "SCS-1V-2",
      state: "active",
      zone: expect.stringMatching(/^zone\d$/) as string,
    });
    expect(bastion?.floatingIps).toEqual([expect.stringMatching(/^203\.0\.113\.\d+$/)]);
    expect(db?.floatingIps).toEqual([]);
    expect(db?.addresses).toEqual([expect.stringMatching(/^10\.8\.3\.\d+$/)]);
    expect(inventory.total).toBe(39);
    expect(inventory.subnets).toHaveLength(2);
  });

  test("an empty state is no error", () => {
    expect(readInventory(stateOf({})).total).toBe(0);
    expect(renderInventory(readInventory(stateOf({ values: {} })))).toBe("0 resources: none");
  });

  test("load balancers, and outputs that are secret stay so", () => {
    const state = stateOf({
      values: {
        outputs: { password: { sensitive: true, value: "x1" }, list: { sensitive: false, value: ["a", "b"] } },
        root_module: {
          resources: [
            {
              mode: "managed",
              type: "openstack_lb_loadbalancer_v2",
              values: { name: "lb", vip_address: "10.0.0.9", vip_port_id: "p" },
            },
            {
              mode: "managed",
              type: "openstack_networking_floatingip_v2",
              values: { address: "203.0.113.7", port_id: "p" },
            },
            { mode: "data", type: "openstack_images_image_v2", values: { name: "i" } },
          ].map((each, index) => ({ address: `a.b${index}`, ...each })),
        },
      },
    });
    const text = renderInventory(readInventory(state));
    expect(text).toMatch(/lb\s+10\.0\.0\.9\s+203\.0\.113\.7/);
    expect(text).toContain("(sensitive)");
    expect(text).not.toContain("x1");
    expect(text).toContain("2 resources");
  });

  test("the printed table", () => {
    expect(renderInventory(inventory)).toMatch(
      /cli-quick-bastion\s+zone\d\s+SCS-1V-2\s+10\.8\.1\.\d+\s+203\.0\.113\.\d+\s+active/,
    );
  });
});

test("the fixtures hold nothing of the machine they were made on", () => {
  for (const name of ["apply.jsonl", "state.json", "cdk.tf.json", "plan-update.json", "plan-locked.jsonl"]) {
    expect(readFileSync(join(__dirname, "fixtures", name), "utf8")).not.toMatch(/\/root|\/work|\/home\//);
  }
});
