import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "../../packages/checker/src/index";
import { builtKubeApiserver, KUBERNETES_VERSION as VERSION } from "./support/built";
import { KubeApiserver } from "./support/kube-apiserver";
import { repository } from "./support/repository";
import { run } from "./support/run";

/**
 * What `check --kubeconfig` says of a real kube-apiserver. Nodes, storage class and network plugin are objects that the
 * test writes: nothing runs on them.
 */
const DATE = "2026-11-23";

let api: KubeApiserver;
let kubeconfig: string;

beforeAll(async () => {
  api = await KubeApiserver.start(await builtKubeApiserver(), mkdtempSync(join(tmpdir(), "scsbp-kube-")));
  kubeconfig = api.kubeconfig();
}, 3_600_000);
afterAll(async () => api?.stop());

async function check(
  context: string,
  ...args: string[]
): Promise<{ status: number | null; output: string; report: Report }> {
  const command = ["check", "--kubeconfig", kubeconfig, "--context", context, "--scope", "kaas-v1", "--date", DATE];
  const { status, stdout, output } = await run(
    process.execPath,
    ["packages/cli/dist/main.js", ...command, "--json", ...args],
    {
      cwd: repository.dir,
    },
  );
  return { status, output, report: JSON.parse(stdout) as Report };
}

const outcome = (report: Report, id: string): string | undefined =>
  report.results.find((each) => each.rule.id === id)?.outcome;
const messages = (report: Report, id: string): string =>
  report.results
    .find((each) => each.rule.id === id)!
    .findings.map((each) => `${each.outcome} ${each.subject.name ?? ""}: ${each.message} ${each.got ?? ""}`)
    .join("\n");
const live = (report: Report) => report.header.evidence.filter((each) => each.kind === "live");

function node(name: string, labels: Record<string, string>): object {
  return { apiVersion: "v1", kind: "Node", metadata: { name, labels } };
}

const place = (zone: string) => ({ "topology.kubernetes.io/zone": zone, "topology.kubernetes.io/region": "r1" });
const CONTROL_PLANE = { "node-role.kubernetes.io/control-plane": "" };
const DAEMON_SETS = "/apis/apps/v1/namespaces/kube-system/daemonsets";

function cilium(ready: number): object {
  const labels = { "k8s-app": "cilium" };
  const pod = { hostNetwork: true, containers: [{ name: "cilium-agent", image: "quay.io/cilium/cilium:v1.19.0" }] };
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { name: "cilium", namespace: "kube-system" },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
    status: { currentNumberScheduled: 3, desiredNumberScheduled: 3, numberMisscheduled: 0, numberReady: ready },
  };
}

test("an empty cluster: its version is judged, and nothing is green for want of nodes and a network", async () => {
  const { status, report } = await check("certificate");
  expect(live(report)).toMatchObject([
    {
      state: "complete",
      source: "cluster certificate",
      extent: `Kubernetes v${VERSION}, 0 nodes, network plugin not known, no default StorageClass`,
    },
  ]);
  expect(messages(report, "version-policy-check")).toContain(`v${VERSION}`);
  expect(outcome(report, "node-distribution-check")).toBe("not-looked-at");
  expect(outcome(report, "kaas-networking-check")).toBe("not-looked-at");
  expect(outcome(report, "cncf-k8s-conformance")).toBe("not-looked-at");
  expect({ status, verdict: report.verdict }).toEqual({ status: 9, verdict: "incomplete" });
});

test("nodes, a default StorageClass and a network plugin: what is wrong, and what is not up", async () => {
  await api.write("POST", "/api/v1/nodes", node("cp-1", { ...CONTROL_PLANE, ...place("z1") }));
  await api.write("POST", "/api/v1/nodes", node("worker-1", {}));
  await api.write("POST", "/apis/storage.k8s.io/v1/storageclasses", {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: "cinder", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
    provisioner: "cinder.csi.openstack.org",
  });
  await api.write("POST", DAEMON_SETS, cilium(0));
  const { report } = await check("admin");
  const distribution = messages(report, "node-distribution-check");
  expect(outcome(report, "node-distribution-check")).toBe("fail");
  expect(distribution).toMatch(
    /fail .*topology.kubernetes.io\/zone on all nodes: 1 of 2 nodes lack the label worker-1/,
  );
  expect(distribution).toContain("one machine carries the whole control plane");
  expect(outcome(report, "kaas-networking-check")).toBe("not-looked-at");
  expect(live(report)[0]).toMatchObject({
    state: "partial",
    problems: ['networking: cilium is not up: 0 of 0 pods of "kube-system/cilium" are ready'],
  });
});

test("several zones and machines, and a plugin that is up on all nodes", async () => {
  const host = (name: string) => ({ "topology.scs.community/host-id": name });
  await api.write("PUT", "/api/v1/nodes/cp-1", node("cp-1", { ...CONTROL_PLANE, ...place("z1"), ...host("h1") }));
  await api.write("POST", "/api/v1/nodes", node("cp-2", { ...CONTROL_PLANE, ...place("z2"), ...host("h2") }));
  await api.write("PUT", "/api/v1/nodes/worker-1", node("worker-1", place("z1")));
  await api.write("PUT", `${DAEMON_SETS}/cilium/status`, cilium(3));
  const { status, report } = await check("certificate");
  expect(outcome(report, "node-distribution-check")).toBe("pass");
  expect(messages(report, "kaas-networking-check")).toContain("pass NetworkPolicy is enforced: cilium enforces");
  expect(report.failedRules).toEqual([]);
  expect(report.openRules).toContain("cncf-k8s-conformance");
  expect(live(report)[0]).toMatchObject({
    state: "complete",
    extent: `Kubernetes v${VERSION}, 3 nodes, network plugin cilium, default StorageClass cinder`,
  });
  expect(status).toBe(9);
});

test("a user who may not list: the parts are not looked at, with the reason, until the rights are there", async () => {
  const before = await check("viewer");
  expect(live(before.report)[0]).toMatchObject({
    state: "partial",
    problems: expect.arrayContaining([
      "nodes: 403 (not allowed for this user) from /api/v1/nodes",
      "networking: 403 (not allowed for this user) from /apis/apps/v1/daemonsets",
    ]),
  });
  expect(messages(before.report, "node-distribution-check")).toContain("403 (not allowed for this user)");
  expect(messages(before.report, "version-policy-check")).toContain(`v${VERSION}`);
  expect(before.status).toBe(9);
  await api.write("POST", "/apis/rbac.authorization.k8s.io/v1/clusterroles", {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "scs-check" },
    rules: [
      { apiGroups: [""], resources: ["nodes"], verbs: ["list"] },
      { apiGroups: ["apps"], resources: ["daemonsets"], verbs: ["list"] },
      { apiGroups: ["networking.k8s.io"], resources: ["ingressclasses"], verbs: ["list"] },
      { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: ["list"] },
    ],
  });
  await api.write("POST", "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "scs-check" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "scs-check" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "viewers" }],
  });
  expect(live((await check("viewer")).report)[0]).toMatchObject({ state: "complete", problems: [] });
});

test.each([
  ["stranger", 6, "SCSBP-4063"],
  ["no-trust", 6, "SCSBP-4064"],
  ["gone", 2, "SCSBP-4061"],
])("context %s ends with %i", async (context, code, error) => {
  const { status, report } = await check(context);
  expect({ status, report }).toMatchObject({ status: code, report: { event: "error", code: error } });
});
