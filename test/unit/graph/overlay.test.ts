import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Checker, Profile, SynthEvidence } from "../../../packages/checker/src";
import { JsonReport } from "../../../packages/checker/src/report/json";
import {
  ComplianceState,
  GraphFormat,
  GraphWriter,
  NodeKind,
  Overlay,
  PlanAction,
  Preset,
  Topology,
} from "../../../packages/toolkit/src/graph";
import { View } from "../../../packages/toolkit/src/graph/view";
import { errorOf } from "../../support/errors";

jest.setTimeout(60_000); // the layout is a large program, and tests share processors

const STACK = "three-tier-web";
const json = JSON.parse(readFileSync(join(__dirname, `../../golden/${STACK}.${STACK}.json`), "utf8")) as Record<
  string,
  unknown
>;
const folder = mkdtempSync(join(tmpdir(), "scsbp-overlay-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};
const change = (address: string, actions: string[], before: object | null = null) => ({
  address,
  mode: "managed",
  type: address.split(".")[0],
  change: { actions, before, after: null },
});
const view = (topology: Topology, overlay: Overlay, preset = Preset.OVERVIEW) =>
  new View(topology.graph, preset, overlay.states).nodes;
const named = (nodes: ReturnType<typeof view>, kind: NodeKind, label: string) =>
  nodes.find(({ node }) => node.kind === kind && node.label === label)!;

const WEB = ["1_E7B42EEC", "2_BD88F72D", "3_2EF9BCA8"].map(
  (id) => `openstack_compute_instance_v2.shop_web_members_${id}`,
);

test("actions of a plan are counted where they are seen", () => {
  const topology = Topology.fromStacks({ [STACK]: json });
  const overlay = new Overlay(topology);
  overlay.addPlan(
    file("plan.json", {
      format_version: "1.2",
      resource_changes: [
        change(WEB[0]!, ["create"]),
        change(WEB[1]!, ["delete", "create"]),
        change(WEB[2]!, ["update"]),
        change("openstack_lb_monitor_v2.shop_entry_tcp-80_pool_health-monitor_1E4832F0", ["update"]),
        change("openstack_networking_secgroup_v2.shop_data_security-group_031E6C83", ["no-op"]),
      ],
    }),
  );
  const overview = view(topology, overlay);
  expect(named(overview, NodeKind.POOL, "web").actions).toEqual({ create: 1, replace: 1, update: 1 });
  expect(named(overview, NodeKind.BALANCER, "entry").actions).toEqual({ update: 1 });
  expect(named(overview, NodeKind.POOL, "data").actions).toEqual({});
  expect(named(view(topology, overlay, Preset.FULL), NodeKind.SERVER, "2").actions).toEqual({
    [PlanAction.REPLACE]: 1,
  });
});

test("what a plan destroys and the code has no more is drawn where it was", async () => {
  const network = change("openstack_networking_network_v2.shop_network_data_05D57CBF", ["no-op"], { id: "net-1" });
  const old = change("openstack_compute_instance_v2.legacy", ["delete"], {
    id: "vm-9",
    name: "legacy",
    flavor_name: "SCS-1V-2",
    network: [{ uuid: "net-1", port: null }],
  });
  const plan = file("destroy.json", { format_version: "1.2", resource_changes: [network, old] });
  const topology = Topology.fromStacks({ [STACK]: json }, { plans: [plan] });
  const overlay = new Overlay(topology);
  overlay.addPlan(plan);
  const legacy = named(view(topology, overlay), NodeKind.SERVER, "legacy");
  expect(legacy.actions).toEqual({ delete: 1 });
  expect(topology.graph.nodes.find(({ id }) => id === legacy.node.parent)?.label).toBe("data");
  expect(await GraphWriter.render(topology, GraphFormat.SVG, { overlay })).toContain("1 to destroy");
});

test("states of a compliance report: the worst of what a node stands for, with words", () => {
  const open = structuredClone(json) as typeof json & {
    resource: { openstack_networking_secgroup_rule_v2: Record<string, Record<string, unknown>> };
  };
  const rules = open.resource.openstack_networking_secgroup_rule_v2;
  rules["shop_bastion_server_security-group_ingress-tcp-22-from-192-0-2-0-24_5465C6CD"]!["remote_ip_prefix"] =
    "0.0.0.0/0";
  const report = Checker.check([Profile.goodPractice()], {
    date: "2026-11-23",
    synth: SynthEvidence.fromStacks([{ name: STACK, json: open }]),
    plans: [],
    waivers: [],
  });
  const topology = Topology.fromStacks({ [STACK]: open });
  const overlay = new Overlay(topology);
  overlay.addReport(file("report.json", JsonReport.render(report)));
  const bastion = named(view(topology, overlay), NodeKind.SERVER, "bastion");
  expect(bastion.compliance).toBe(ComplianceState.VIOLATED);
  expect(bastion.findings.join("\n")).toContain("good-practice-guarded-port-open");
});

test("fails for what is neither plan nor report, and for the plan of something else", () => {
  const topology = Topology.fromStacks({ [STACK]: json });
  const overlay = new Overlay(topology);
  expect(errorOf(() => overlay.addPlan(join(folder, "none.json"))).code).toBe("SCSBP-7010");
  expect(errorOf(() => overlay.addPlan(file("text.json", "+ create"))).code).toBe("SCSBP-7010");
  expect(errorOf(() => overlay.addPlan(file("other.json", { a: 1 }))).code).toBe("SCSBP-7010");
  const foreign = file("foreign.json", {
    format_version: "1.2",
    resource_changes: [change("aws_instance.a", ["create"])],
  });
  expect(errorOf(() => overlay.addPlan(foreign))).toMatchObject({ code: "SCSBP-7011" });
  expect(errorOf(() => overlay.addReport(file("no-report.json", { format: "x" })))).toMatchObject({
    code: "SCSBP-7020",
  });
});
