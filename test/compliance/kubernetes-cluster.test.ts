import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { stringify } from "yaml";
import { check, CheckFailOn, type CheckOptions } from "../../packages/cli/src/actions/check";
import { ExitCode } from "../../packages/cli/src/exit-codes";
import {
  Checker,
  EvidenceState,
  KubernetesConfig,
  KubernetesEvidence,
  KubernetesFacts,
  KubernetesHttpSession,
  LiveEvidence,
  Outcome,
  Profile,
  type KubernetesReading,
  type Report,
} from "../../packages/checker/src/index";
import { Scope } from "../../packages/standards/src/index";
import { ClusterPki, type Certificate } from "../../packages/sandbox/src/cluster/pki";
import { RecordingReporter } from "../unit/cli/helpers";

const DATE = "2026-11-23";
const dir = mkdtempSync(join(tmpdir(), "scsbp-cluster-"));
let pki: ClusterPki;
let client: Certificate;
let server: Server;
let base: string;

/** A stand-in for a cluster's API: answers from a table over real TLS; the real one is in test/e2e. */
let answers: Record<string, { status?: number; json?: unknown; text?: string } | "silence">;
let requests: string[];

function standIn(): typeof answers {
  const labels = (zone: string) => ({
    "topology.kubernetes.io/zone": zone,
    "topology.kubernetes.io/region": "r1",
  });
  const node = (name: string, extra: object) => ({
    metadata: { name, labels: extra },
    status: { nodeInfo: { kubeletVersion: "v1.36.4" } },
  });
  const control = (host: string) => ({
    "node-role.kubernetes.io/control-plane": "",
    "topology.scs.community/host-id": host,
  });
  return {
    "/version": { json: { gitVersion: "v1.36.4" } },
    "/api/v1/nodes?limit=500": {
      json: { items: [node("cp-1", { ...labels("z1"), ...control("h1") })], metadata: { continue: "a+b" } },
    },
    "/api/v1/nodes?limit=500&continue=a%2Bb": {
      json: {
        items: [
          node("cp-2", { ...labels("z2"), ...control("h2") }),
          node("w-1", labels("z1")),
          node("w-2", labels("z2")),
        ],
      },
    },
    "/apis/networking.k8s.io/v1": { json: { resources: [{ name: "networkpolicies" }, { name: "ingresses" }] } },
    "/apis/apps/v1/daemonsets?limit=500": { json: { items: [agent("cilium"), agent("node-exporter")] } },
    "/apis/networking.k8s.io/v1/ingressclasses?limit=500": {
      json: {
        items: [
          { metadata: { name: "nginx", annotations: { "ingressclass.kubernetes.io/is-default-class": "true" } } },
        ],
      },
    },
    "/apis/storage.k8s.io/v1/storageclasses?limit=500": {
      json: {
        items: [
          { metadata: { name: "slow" }, provisioner: "x" },
          {
            metadata: { name: "cinder", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
            provisioner: "cinder.csi.openstack.org",
          },
        ],
      },
    },
  };
}

function agent(name: string, ready = 4, hostNetwork = true): object {
  return {
    metadata: { name, namespace: "kube-system" },
    spec: { template: { spec: { hostNetwork } } },
    status: { desiredNumberScheduled: 4, numberReady: ready },
  };
}

/** The stand-in knows the token "good" and every client certificate of its authority. */
function accepted(request: IncomingMessage): boolean {
  const socket = request.socket as TLSSocket;
  const { subject } = socket.getPeerCertificate() as { subject?: object }; // a resumed session counts as authorized
  return request.headers.authorization === "Bearer good" || (socket.authorized && subject !== undefined);
}

beforeAll(async () => {
  pki = new ClusterPki(join(dir, "pki"));
  client = pki.issue("client", { subject: "/CN=client", usage: "clientAuth" });
  const { cert, key } = pki.issue("server", { subject: "/CN=api", usage: "serverAuth", names: "IP:127.0.0.1" });
  server = createServer({ cert, key, ca: pki.ca.cert, requestCert: true, rejectUnauthorized: false });
  server.on("request", (request: IncomingMessage, response) => {
    const path = request.url ?? "";
    requests.push(`${request.method} ${path}`);
    const answer = accepted(request) ? (answers[path] ?? { status: 404, json: {} }) : { status: 401, json: {} };
    if (answer !== "silence") {
      response.writeHead(answer.status ?? 200, { "content-type": "application/json" });
      response.end(answer.text ?? JSON.stringify(answer.json ?? {}));
    }
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  base = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  answers = standIn();
  requests = [];
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(dir, { recursive: true, force: true });
});

function kubeconfig(user: object = { token: "good" }, cluster: object = {}): string {
  const file = join(dir, "kubeconfig");
  const ca = { "certificate-authority-data": Buffer.from(pki.ca.cert).toString("base64") };
  writeFileSync(
    file,
    stringify({
      clusters: [{ name: "c", cluster: { server: base, ...ca, ...cluster } }],
      users: [{ name: "u", user }],
      contexts: [{ name: "lab", context: { cluster: "c", user: "u" } }],
      "current-context": "lab",
    }),
  );
  return file;
}

async function read(user?: object, cluster?: object, timeoutSeconds = 5): Promise<KubernetesReading> {
  const login = KubernetesConfig.login(kubeconfig(user, cluster));
  return KubernetesFacts.collect(await KubernetesHttpSession.open({ ...login, timeoutSeconds }));
}

const outcomes = (report: Report): Record<string, string> =>
  Object.fromEntries(report.results.map((each) => [each.rule.id, each.outcome]));

function kaas(evidence: KubernetesEvidence): Report {
  return Checker.check([Profile.scope(Scope.KAAS_V1, true)], { date: DATE, live: evidence.live() });
}

test("reads what the rules look at, over all pages, and sends nothing but GET", async () => {
  const reading = await read();
  expect(reading).toMatchObject({
    context: "lab",
    server: base,
    cluster: {
      versions: { running: "v1.36.4" },
      networking: { cni: "cilium", adminNetworkPolicy: false, defaultIngressClass: true },
      defaultStorageClasses: [{ name: "cinder", provisioner: "cinder.csi.openstack.org" }],
    },
    kubeletVersions: ["v1.36.4"],
    networkPolicyApi: true,
    unread: [],
  });
  expect(reading.cluster.nodes?.map(({ name, controlPlane, host }) => [name, controlPlane, host])).toEqual([
    ["cp-1", true, "h1"],
    ["cp-2", true, "h2"],
    ["w-1", false, undefined],
    ["w-2", false, undefined],
  ]);
  expect(requests.filter((each) => !each.startsWith("GET "))).toEqual([]);
  const evidence = KubernetesEvidence.fromReading(reading);
  expect(evidence.record).toEqual({
    kind: "live",
    state: EvidenceState.COMPLETE,
    source: "cluster lab",
    extent: "Kubernetes v1.36.4, 4 nodes, kubelet v1.36.4, network plugin cilium, default StorageClass cinder",
    problems: [],
  });
  const report = kaas(evidence);
  expect(outcomes(report)).toMatchObject({
    "kaas-networking-check": Outcome.WARN, // AdminNetworkPolicy is missing
    "node-distribution-check": Outcome.PASS,
    "cncf-k8s-conformance": Outcome.NOT_LOOKED_AT,
  });
  expect(report.openRules).toContain("cncf-k8s-conformance");
  expect(evidence.live().record).toMatchObject({ extent: "Kubernetes v1.36.4, 4 nodes" });
});

test("each rule says why it did not look, and only that", async () => {
  answers["/version"] = { status: 503, text: "busy" };
  answers["/apis/storage.k8s.io/v1/storageclasses?limit=500"] = { status: 403, json: {} };
  const evidence = KubernetesEvidence.fromReading(await read());
  const live = evidence.live();
  expect(live.record.state).toBe(EvidenceState.PARTIAL);
  const message = (id: string) => kaas(evidence).results.find((each) => each.rule.id === id)!.findings[0]!.message;
  expect(message("version-policy-check")).toMatch(/^could not be looked at: .*503/);
  expect(message("cncf-k8s-conformance")).toBe("could not be looked at: conformance tests are not run by this check");
  expect(live.reason("cluster.defaultStorageClasses")).toContain("403");
  const gone = KubernetesEvidence.unavailable("lab", "connection refused");
  const reasons = kaas(gone).results.flatMap((each) => each.findings.map((finding) => finding.message));
  expect(new Set(reasons)).toEqual(new Set(["could not be looked at: connection refused"]));
  const cloud = LiveEvidence.fromFacts({ cloud: "regio", flavors: [], unread: [] });
  expect(cloud.reason(cloud.clusterFact("nodes"))).toBe("the cloud was not asked for a cluster");
});

test("a client certificate, in place of a token; another certificate name by tls-server-name", async () => {
  const user = { "client-certificate": client.certFile, "client-key": client.keyFile };
  expect((await read(user)).unread).toEqual([]);
  await expect(read(user, { "tls-server-name": "kubernetes.default" })).rejects.toMatchObject({ code: "SCSBP-4064" });
});

test("forbidden half-way: the part is unread with the reason, the others are judged, and nothing is green", async () => {
  answers["/api/v1/nodes?limit=500&continue=a%2Bb"] = { status: 403 };
  answers["/apis/apps/v1/daemonsets?limit=500"] = { status: 403 };
  const evidence = KubernetesEvidence.fromReading(await read());
  expect(evidence.record).toMatchObject({
    state: EvidenceState.PARTIAL,
    extent: "Kubernetes v1.36.4, default StorageClass cinder",
    problems: [
      "nodes: 403 (not allowed for this user) from /api/v1/nodes",
      "networking: 403 (not allowed for this user) from /apis/apps/v1/daemonsets",
    ],
  });
  const report = kaas(evidence);
  expect(outcomes(report)).toMatchObject({
    "kaas-networking-check": Outcome.NOT_LOOKED_AT,
    "node-distribution-check": Outcome.NOT_LOOKED_AT,
  });
  expect(outcomes(report)["version-policy-check"]).not.toBe(Outcome.NOT_APPLICABLE);
  const [finding] = report.results.find((each) => each.rule.id === "node-distribution-check")!.findings;
  expect(finding!.message).toContain("could not be looked at: 403 (not allowed for this user) from /api/v1/nodes");
});

test.each<[string, string, (typeof answers)[string], RegExp]>([
  ["breaks", "/version", { status: 500 }, /versions: 500 \(the API broke\) from \/version/],
  ["answers no JSON", "/api/v1/nodes?limit=500", { text: "<html>" }, /nodes: .*not JSON/],
  ["answers no list", "/api/v1/nodes?limit=500", { json: {} }, /nodes: .*without a list of items/],
  ["has no version", "/version", { json: {} }, /versions: .*without gitVersion/],
  [
    "repeats its pages",
    "/api/v1/nodes?limit=500&continue=a%2Bb",
    { json: { items: [], metadata: { continue: "a+b" } } },
    /nodes: the pages .* never end/,
  ],
  ["has no NetworkPolicy", "/apis/networking.k8s.io/v1", { json: { resources: [] } }, /networking: .*no NetworkPolicy/],
  ["falls silent", "/apis/networking.k8s.io/v1", "silence", /networking: no answer/],
])("an API that %s: its part is unread", async (_name, path, answer, problem) => {
  answers[path] = answer;
  const { record } = KubernetesEvidence.fromReading(await read(undefined, undefined, 0.5));
  expect(record.state).toBe(EvidenceState.PARTIAL);
  expect(record.problems.join("\n")).toMatch(problem);
});

test.each<[string, object[], string | undefined, RegExp | undefined]>([
  ["flannel, which ignores policies", [agent("kube-flannel-ds")], "flannel", undefined],
  ["RKE2's canal", [agent("rke2-canal")], "canal", undefined],
  ["one that the library cannot judge", [agent("weave-net")], "weave-net", undefined],
  ["none that is known", [agent("other")], undefined, undefined],
  ["a namesake without the host's network", [agent("cilium", 4, false)], undefined, undefined],
  ["one that is not up everywhere", [agent("cilium", 3)], undefined, /cilium is not up: 3 of 4 pods/],
  ["one without any pod", [{ ...agent("cilium"), status: {} }], undefined, /0 of 0 pods/],
  ["two", [agent("cilium"), agent("kube-flannel-ds")], undefined, /several network plugins \(cilium, flannel\)/],
])("network plugin: %s", async (_name, items, cni, problem) => {
  answers["/apis/apps/v1/daemonsets?limit=500"] = { json: { items } };
  const reading = await read();
  expect(reading.cluster.networking?.cni).toBe(cni);
  expect(reading.unread.map((each) => each.reason).join()).toMatch(problem ?? /^$/);
  const expected = cni === "flannel" ? Outcome.FAIL : cni === "canal" ? Outcome.WARN : Outcome.NOT_LOOKED_AT;
  expect(outcomes(kaas(KubernetesEvidence.fromReading(reading)))["kaas-networking-check"]).toBe(expected);
});

test("a cluster without nodes, and one with a single control-plane node without labels", async () => {
  answers["/api/v1/nodes?limit=500"] = { json: { items: [] } };
  expect(outcomes(kaas(KubernetesEvidence.fromReading(await read())))["node-distribution-check"]).toBe(
    Outcome.NOT_LOOKED_AT,
  );
  const labels = { "node-role.kubernetes.io/control-plane": "" };
  answers["/api/v1/nodes?limit=500"] = { json: { items: [{ metadata: { name: "cp", labels } }] } };
  expect(outcomes(kaas(KubernetesEvidence.fromReading(await read())))["node-distribution-check"]).toBe(Outcome.FAIL);
});

test("beside a cloud: the cloud's reasons stay, and the cluster's facts come along", async () => {
  const reading = await read();
  const unreachable = LiveEvidence.unavailable("regio", "no token");
  const both = KubernetesEvidence.fromReading(reading).live(unreachable);
  expect(both.facts.cluster).toBe(reading.cluster);
  expect([both.reason("flavors"), both.reason("backup")]).toEqual(["no token", "no token"]);
  const gone = KubernetesEvidence.unavailable("lab", "connection refused").live(
    LiveEvidence.fromFacts({ cloud: "regio", flavors: [], unread: [{ fact: "images", reason: "503" }] }),
  );
  expect(gone.reason("cluster")).toBe("connection refused");
  expect(gone.reason("images")).toBe("503");
  expect(gone.facts.flavors).toEqual([]);
});

describe("check --kubeconfig", () => {
  const BASE: CheckOptions = {
    scope: ["kaas-v1"],
    profile: [],
    plan: [],
    probe: false,
    waivers: [],
    date: DATE,
    failOn: CheckFailOn.OPEN,
    output: [],
    verbose: false,
    json: true,
  };

  async function run(options: Partial<CheckOptions>): Promise<{ code: ExitCode; stdout: string; log: string[] }> {
    const reporter = new RecordingReporter();
    let stdout = "";
    const out = jest.spyOn(process.stdout, "write").mockImplementation((chunk) => {
      stdout += String(chunk);
      return true;
    });
    const err = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    try {
      return { code: await check({ ...BASE, ...options }, reporter), stdout, log: reporter.log };
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
  }

  test("alone: the report tells what the cluster answered; the scope is KaaS by itself", async () => {
    const { code, stdout } = await run({ kubeconfig: kubeconfig(), scope: [] });
    const report = JSON.parse(stdout) as Report;
    expect(code).toBe(ExitCode.Incomplete);
    expect(report.header.scopes.map((each) => each.id)).toEqual(["kaas-v1"]);
    expect(report.header.evidence.filter((each) => each.kind === "live")).toMatchObject([
      { state: "complete", source: "cluster lab" },
    ]);
  });

  test("a violated rule ends with 8", async () => {
    answers["/apis/apps/v1/daemonsets?limit=500"] = { json: { items: [agent("kube-flannel-ds")] } };
    const { code, stdout } = await run({ kubeconfig: kubeconfig() });
    expect(code).toBe(ExitCode.Violated);
    expect((JSON.parse(stdout) as Report).failedRules).toEqual(["kaas-networking-check"]);
  });

  test.each<[string, object, object, ExitCode, string]>([
    ["a refused token", { token: "bad" }, {}, ExitCode.Cloud, "SCSBP-4063"],
    ["no credential", {}, {}, ExitCode.Cloud, "SCSBP-4063"],
    ["nobody at home", { token: "good" }, { server: "https://127.0.0.1:1" }, ExitCode.Cloud, "SCSBP-4064"],
    ["an unknown host", { token: "good" }, { server: "https://k8s.invalid" }, ExitCode.Cloud, "SCSBP-4064"],
    [
      "a server of another authority",
      { token: "good" },
      { "certificate-authority-data": undefined },
      ExitCode.Cloud,
      "SCSBP-4064",
    ],
    ["an unsupported login", { "auth-provider": { name: "gcp" } }, {}, ExitCode.Usage, "SCSBP-4062"],
  ])("%s", async (_name, user, cluster, code, error) => {
    const ran = await run({ kubeconfig: kubeconfig(user, cluster) });
    expect(ran.log.join("\n")).toContain(error);
    expect([ran.code, ran.stdout]).toEqual([code, ""]);
  });

  test("a context that is not there, and a file that is not there, end with 2", async () => {
    const context = await run({ kubeconfig: kubeconfig(), context: "prod" });
    expect([context.code, context.log.join("\n")]).toEqual([ExitCode.Usage, expect.stringContaining("SCSBP-4061")]);
    const file = await run({ kubeconfig: join(dir, "gone") });
    expect([file.code, file.log.join("\n")]).toEqual([ExitCode.Usage, expect.stringContaining("SCSBP-4060")]);
  });

  test("beside code, a cluster out of reach is a gap of the report", async () => {
    const outDir = join(dir, "cdktf.out");
    mkdirSync(join(outDir, "stacks/s"), { recursive: true });
    writeFileSync(
      join(outDir, "manifest.json"),
      '{"version":"0.21.0","stacks":{"s":{"name":"s","synthesizedStackPath":"stacks/s/cdk.tf.json","workingDirectory":"stacks/s"}}}',
    );
    writeFileSync(join(outDir, "stacks/s/cdk.tf.json"), "{}");
    const ran = await run({ outDir, kubeconfig: kubeconfig({ token: "bad" }) });
    const report = JSON.parse(ran.stdout) as Report;
    expect(ran.code).toBe(ExitCode.Incomplete);
    expect(report.header.evidence.at(-1)).toMatchObject({ state: "unavailable", source: "cluster lab" });
    expect(outcomes(report)["node-distribution-check"]).toBe(Outcome.NOT_LOOKED_AT);
    expect(report.verdict).toBe("incomplete");
  });
});
