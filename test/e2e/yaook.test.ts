import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { YaookDefinitions } from "../../lib/blueprints/yaook/index";
import { objectInText } from "../../packages/checker/src/reading/manifest-text";
import { BY_DEFAULT, builtKubeApiserver, gatewayApiDefinitions, withKubectlProvider } from "./support/built";
import { type CustomResourceDefinition, KubeApiserver } from "./support/kube-apiserver";
import { Program } from "./support/program";
import { repository } from "./support/repository";
import { run, succeed } from "./support/run";
import { plannedSteps } from "./support/terraform";

/**
 * A Yaook cloud's objects on a real kube-apiserver, by the real kubectl provider: platform, control plane in both profiles.
 * Yaook's definitions are the library's stand-ins, those of cert-manager and Rook are of this suite. No operator runs:
 * a simulator writes `status.phase` in its place. hashicorp/helm and hashicorp/kubernetes are out of reach: charts are left
 * out, and namespaces, Secrets and labels go by the kubectl provider, too. What alekc/kubectl would wait for is held against the
 * objects here.
 */
const SOURCE = `
import { App, RemovalPolicy } from "scs-blueprints";
import { KubernetesStack, KubernetesNamespace } from "scs-blueprints/kubernetes";
import { YaookCeph, YaookComputePool, YaookControlPlane, YaookPlatform, YaookProfile, YaookRelease } from "scs-blueprints/yaook";

const day = JSON.parse(process.env["DAY"] ?? "{}");
const app = new App();
const removalPolicy = day.retain === true ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
const bridges = [{ name: "br-ex", uplink: "enp3s0", physicalNetwork: "public" }];
const general = { name: "general", nodes: ["compute-1", "compute-2"], bridges, cpuAllocationRatio: day.ratio };
const computePools = [new YaookComputePool(general)];
if (day.dedicated === true) {
  computePools.push(new YaookComputePool({ name: "dedicated", nodes: ["compute-3"], cpuAllocationRatio: 1 }));
}
const nodes = { controlNodes: ["control-1", "control-2", "control-3"], computePools };
const ceph = new YaookCeph({ monitors: ["mon-a:6789"], secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50" });

const platform = new KubernetesStack(app, "platform");
new YaookPlatform(platform, "yaook", {
  ...{ api: platform.api, chartVersion: "3.2.1", ...nodes, ceph, cephPoolReplicas: 3, removalPolicy },
});

const openstack = new KubernetesStack(app, "openstack", { kubectlSource: day.source });
new YaookControlPlane(openstack, "cloud", {
  ...{ api: openstack.api, domain: "cloud.example.org", region: "de-1", release: YaookRelease.fromName("2025.1") },
  ...{ ...nodes, ceph, removalPolicy, waitUntilUpdated: day.wait },
  nameServers: [{ hostname: "ns1.cloud.example.org.", priority: 1 }],
});

const trial = new KubernetesStack(app, "trial");
const namespace = new KubernetesNamespace(trial, "yaook-trial", { api: trial.api });
new YaookControlPlane(trial, "cloud", {
  ...{ api: trial.api, domain: "trial.example.org", region: "trial", release: YaookRelease.fromName("2025.1"), removalPolicy },
  ...{ namespace: namespace.namespaceName, profile: YaookProfile.POC, controlNodes: ["one"] },
  computePools: [new YaookComputePool({ name: "one", nodes: ["one"], nodeSelector: {} })],
  imageVolume: { storageSize: "10Gi", storageClass: "shared" },
  gateway: { name: "edge", namespace: "gateways", listener: "https", caConfigMap: "services-ca" },
});
app.synth();
`;

interface YaookObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly resourceVersion: string };
  readonly spec: Record<string, unknown>;
  readonly status?: { readonly phase?: string };
}

let api: KubeApiserver;
let platform: Program;
let openstack: Program;
let trial: Program;

beforeAll(async () => {
  await repository.sandbox(["up"]); // for the provider mirror and the variables that go with it
  api = await KubeApiserver.start(await builtKubeApiserver(), mkdtempSync(join(tmpdir(), "scsbp-yaook-")));
  api.startControllers();
  const others = parseAllDocuments(repository.read("examples/scs-on-yaook/sandbox-cluster.yaml"));
  await api.install([
    ...(YaookDefinitions.standIns as unknown as CustomResourceDefinition[]),
    ...others.map((one) => one.toJS() as CustomResourceDefinition),
    ...(await gatewayApiDefinitions()),
  ]);
  for (const name of ["control-1", "control-2", "control-3", "compute-1", "compute-2"]) {
    await api.write("POST", "/api/v1/nodes", {
      ...{ apiVersion: "v1", kind: "Node" },
      metadata: { name, labels: { "kubernetes.io/hostname": name } },
    });
  }
  await api.write("POST", "/api/v1/namespaces", {
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name: "rook-ceph" },
  });
  const { TF_CLI_CONFIG_FILE } = await repository.sandboxEnv();
  repository.extraEnv = {
    TF_CLI_CONFIG_FILE: await withKubectlProvider(TF_CLI_CONFIG_FILE!),
    ...BY_DEFAULT,
    KUBE_CONFIG_PATH: api.kubeconfig(),
  };
  [platform, openstack, trial] = ["platform", "openstack", "trial"].map((stack) => new Program(stack, SOURCE)) as [
    Program,
    Program,
    Program,
  ];
}, 3_600_000);
afterAll(async () => {
  repository.extraEnv = {};
  await api?.stop();
});

const path = (kind: string, name = "", namespace = "yaook") =>
  `/apis/yaook.cloud/v1/namespaces/${namespace}/${kind.toLowerCase()}s${name === "" ? "" : `/${name}`}`;
const SERVICES: Record<string, string> = {
  keystone: "KeystoneDeployment",
  barbican: "BarbicanDeployment",
  designate: "DesignateDeployment",
  glance: "GlanceDeployment",
  cinder: "CinderDeployment",
  nova: "NovaDeployment",
  neutron: "NeutronDeployment",
  octavia: "OctaviaDeployment",
  horizon: "HorizonDeployment",
};
const service = async (name: string) =>
  (await api.read(path(SERVICES[name]!, name))) as unknown as YaookObject | undefined;

/** The operators' stand-in: says of every service that it is done. */
async function simulateOperators(): Promise<void> {
  for (const name of Object.keys(SERVICES)) {
    const object = (await service(name))!;
    await api.write("PUT", `${path(object.kind, name)}/status`, { ...object, status: { phase: "Updated" } });
  }
}

test("the platform: namespace, authority, Ceph's users, labels of nodes that keep their own", async () => {
  await platform.apply();
  const issuers = "/apis/cert-manager.io/v1/namespaces/yaook/issuers";
  expect(await api.read(`${issuers}/yaook-internal`)).toMatchObject({ spec: { ca: { secretName: "root-ca" } } });
  expect(await api.read("/apis/ceph.rook.io/v1/namespaces/rook-ceph/cephclients/cinder")).toBeDefined();
  expect(await api.read("/api/v1/nodes/control-1")).toMatchObject({
    metadata: { labels: { "kubernetes.io/hostname": "control-1", "any.yaook.cloud/api": "true" } },
  });
  expect(await api.read("/api/v1/nodes/compute-2")).toMatchObject({
    metadata: { labels: { "compute.yaook.cloud/hypervisor": "true", "scs-blueprints/compute-pool": "general" } },
  });
});

test("the control plane is taken, in the order in which services need each other, and plans empty", async () => {
  await openstack.apply();
  const made = await Promise.all(Object.keys(SERVICES).map(service));
  const version = Object.fromEntries(made.map((one) => [one!.metadata.name, Number(one!.metadata.resourceVersion)]));
  for (const [first, then] of [
    ["keystone", "glance"],
    ["keystone", "barbican"],
    ["glance", "cinder"],
    ["cinder", "nova"],
    ["cinder", "neutron"],
    ["nova", "octavia"],
    ["neutron", "octavia"],
    ["nova", "horizon"],
  ] as const) {
    expect([first, then, version[first]! < version[then]!]).toEqual([first, then, true]);
  }
  expect(await api.read(path("YaookDisruptionBudget", "general"))).toMatchObject({ spec: { maxUnavailable: 1 } });
});

test("the trial profile is taken, too, and routes in place of ingresses", async () => {
  await trial.apply();
  expect(await api.read(path("GlanceDeployment", "glance", "yaook-trial"))).toMatchObject({
    spec: { backends: { file: { storageClassName: "shared" } }, database: { replicas: 1, proxy: { replicas: 1 } } },
  });
  const gateways = "/apis/gateway.networking.k8s.io/v1/namespaces/yaook-trial";
  expect(await api.read(`${gateways}/httproutes/vnc`)).toMatchObject({
    spec: { hostnames: ["vnc.trial.example.org"], rules: [{ backendRefs: [{ name: "vnc", port: 6080 }] }] },
  });
  expect(await api.read(`${gateways}/backendtlspolicies/vnc`)).toBeDefined();
  expect((await trial.destroy()).status).toBe(0);
});

test("what operators write into the status is no drift, and is what waits are for", async () => {
  const stack = await openstack.synthesized({ source: "alekc/kubectl", wait: true });
  const json = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8")) as {
    resource: {
      kubectl_manifest: Record<string, { yaml_body: string; wait_for?: { field: object[] } }>;
    };
  };
  const waits = Object.values(json.resource.kubectl_manifest).filter((one) => one.wait_for !== undefined);
  const kinds = waits.map((one) => (objectInText(one.yaml_body) as YaookObject).kind);
  expect(kinds.sort()).toEqual(Object.values(SERVICES).sort());
  expect(new Set(waits.map((one) => JSON.stringify(one.wait_for!.field)))).toEqual(
    new Set(['[{"key":"status.phase","value":"Updated"}]']),
  );
  const phases = async () =>
    new Set((await Promise.all(Object.keys(SERVICES).map(service))).map((one) => one?.status?.phase));
  expect(await phases()).toEqual(new Set([undefined]));
  await simulateOperators();
  expect(await phases()).toEqual(new Set(["Updated"]));
  expect(await openstack.plan()).toEqual([]);
});

test("another ratio changes Nova alone; a pool more adds its budget", async () => {
  expect(await openstack.plan({ ratio: 2 })).toEqual(["update kubectl_manifest.cloud_nova"]);
  const day = { ratio: 2, dedicated: true };
  expect(await openstack.plan(day)).toEqual([
    "create kubectl_manifest.cloud_budget-dedicated",
    "update kubectl_manifest.cloud_nova",
  ]);
  await openstack.apply(day);
  const { spec } = (await service("nova"))!;
  const { configTemplates } = spec["compute"] as { configTemplates: { novaComputeConfig: { DEFAULT: object } }[] };
  expect(configTemplates.map((one) => one.novaComputeConfig.DEFAULT)).toMatchObject([
    { cpu_allocation_ratio: 2 },
    { cpu_allocation_ratio: 1 },
  ]);
});

test("the API refuses what the library refuses: the stand-ins are the same", async () => {
  const { kind, spec } = (await service("keystone"))!;
  const refusal = async (change: Record<string, unknown>) =>
    api.refuses(path(kind), {
      ...{ apiVersion: "yaook.cloud/v1", kind, metadata: { name: "spoilt" } },
      spec: { ...spec, ...change },
    });
  const database = spec["database"] as Record<string, unknown>;
  expect(await refusal({})).toBeUndefined();
  expect(await refusal({ database: { ...database, proxy: {} } })).toMatch(/proxy\.replicas.*Required/);
  expect(await refusal({ targetRelease: 2025.1 })).toMatch(/targetRelease/);
  expect(await refusal({ api: { ...(spec["api"] as object), scheduleRuleWhenUnsatisfiable: "Never" } })).toMatch(
    /Unsupported value: "Never"/,
  );
  expect(await api.read(path("PlacementDeployment"))).toBeUndefined(); // no such kind
});

describe("a cloud that was made by hand", () => {
  const secret = { KEYSTONEDEPLOYMENT_KEYSTONE_KEYSTONECONFIG_LDAP_PASSWORD: "hunter2" };
  const folder = () => repository.example("e2e-import");
  const stackDir = () => repository.stackDir("e2e-import", "yaook");
  const importYaook = (...args: string[]) =>
    run(
      process.execPath,
      ["packages/cli/dist/main.js", "import", "yaook", "--kubeconfig", api.kubeconfig(), "--context", "admin", ...args],
      { cwd: repository.dir },
    );
  const synth = async (env: Record<string, string> = {}) => {
    const options = { cwd: folder(), env: { ...(await repository.sandboxEnv()), ...secret, ...env } };
    await succeed(join(repository.dir, "node_modules/.bin/tsx"), ["main.ts"], options);
  };
  const terraform = async (...args: string[]) =>
    succeed("terraform", [...args, "-input=false", "-no-color"], {
      cwd: stackDir(),
      env: await repository.sandboxEnv(),
    });
  /** As it is in the cluster. */
  const live = async () => {
    const groups = ["yaook.cloud/v1/namespaces/by-hand/", "infra.yaook.cloud/v1/namespaces/by-hand/"];
    const plurals = ["keystonedeployments", "novadeployments", "glancedeployments", "keystoneusers", "mysqlservices"];
    const lists = await Promise.all(groups.flatMap((group) => plurals.map((one) => api.read(`/apis/${group}${one}`))));
    const items = lists.flatMap(
      (list) => (list?.["items"] ?? []) as (YaookObject & { metadata: { generation: number } })[],
    );
    return items.map(({ kind, metadata, spec }) => ({ kind, generation: metadata.generation, spec }));
  };

  beforeAll(async () => {
    await api.write("POST", "/api/v1/namespaces", { metadata: { name: "by-hand" } });
    const text = repository
      .read("test/data/import-yaook/cloud.yaml")
      .replace(", user: null", "") // kubectl apply writes none
      .replaceAll("namespace: yaook", "namespace: by-hand");
    for (const object of parseAllDocuments(text).map((one) => one.toJS() as YaookObject & { apiVersion: string })) {
      const path = `/apis/${object.apiVersion}/namespaces/by-hand/${object.kind.toLowerCase()}s`;
      // as kubectl apply leaves it, whose fields the provider takes over
      await api.write("POST", `${path}?fieldManager=kubectl-client-side-apply`, object);
    }
  });

  test("is written down as a program, and not over another one", async () => {
    const { status, output } = await importYaook("--namespace", "by-hand", "--out", folder());
    expect([status, output]).toEqual([0, expect.stringContaining("10 resources")]);
    expect(output).toMatch(/secrets in clear text, not copied: spec\.keystoneConfig\.ldap\.password/);
    const again = await importYaook("--namespace", "by-hand", "--out", folder());
    expect([again.status, again.output]).toEqual([2, expect.stringContaining("SCSBP-8304")]);
  });

  test("is taken over without a write, then without a change, then planned empty", async () => {
    const before = await live();
    expect(before.length).toBe(5);
    await synth({ IMPORT: "1" });
    await terraform("init");
    expect((await terraform("plan")).stdout).toContain("Plan: 10 to import, 0 to add, 0 to change, 0 to destroy.");
    await terraform("apply", "-auto-approve");
    expect(await live()).toEqual(before);
    await synth();
    const steps = await plannedSteps(stackDir());
    expect([steps.length, new Set(steps.map((one) => one.split(" ")[0]))]).toEqual([10, new Set(["update"])]);
    await terraform("apply", "-auto-approve");
    expect(await live()).toEqual(before); // generations, too: operators have nothing to do
    expect(await plannedSteps(stackDir())).toEqual([]);
  });

  test("is the program's from then on: a change of it is a change of the cloud", async () => {
    const main = join(folder(), "main.ts");
    writeFileSync(main, readFileSync(main, "utf8").replace("wsgiProcesses: 10", "wsgiProcesses: 12"));
    await synth();
    expect(await plannedSteps(stackDir())).toEqual(["update kubectl_manifest.keystone"]);
    await terraform("apply", "-auto-approve");
    expect((await live()).find((one) => one.kind === "KeystoneDeployment")).toMatchObject({
      generation: 2,
      spec: { api: { wsgiProcesses: 12, ownKnob: 7 } },
    });
  });

  test.each([
    [["--namespace", "nowhere"], 1, /SCSBP-8302[^]*namespaces with a KeystoneDeployment: by-hand, yaook/],
    [["--context", "nobody"], 6, /list [\w.]+\.yaook\.cloud \[SCSBP-8303\][^]*403/],
    [["--context", "stranger"], 6, /SCSBP-4063/],
    [["--context", "no-such"], 2, /SCSBP-4061/],
  ])("import yaook %j ends with %d", async (args, code, said) => {
    const { status, output } = await importYaook(...args, "--out", join(folder(), "never"));
    expect([status, output]).toEqual([code, expect.stringMatching(said)]);
  });
});

test("services are kept if the program says so, and else go in the reverse order", async () => {
  const kept = await openstack.destroy({ retain: true });
  expect(kept.status).not.toBe(0);
  expect(kept.output).toContain("prevent_destroy");
  const { status, stdout } = await openstack.destroy();
  expect(status).toBe(0);
  const gone = [...stdout.matchAll(/cloud_([a-z]+)_\w+: Destruction complete/g)].map((match) => match[1]!);
  const before = (first: string, then: string) => gone.indexOf(first) >= 0 && gone.indexOf(first) < gone.indexOf(then);
  for (const [first, then] of [
    ["horizon", "nova"],
    ["octavia", "neutron"],
    ["nova", "cinder"],
    ["cinder", "glance"],
    ["glance", "keystone"],
  ] as const) {
    expect([first, then, before(first, then)]).toEqual([first, then, true]);
  }
  expect(await Promise.all(Object.keys(SERVICES).map(service))).toEqual(Object.keys(SERVICES).map(() => undefined));
});

test("destroying the platform leaves the nodes", async () => {
  expect((await platform.destroy()).status).toBe(0);
  expect(await api.read("/apis/cert-manager.io/v1/namespaces/yaook/issuers/yaook-internal")).toBeUndefined();
  expect(await api.read("/api/v1/nodes/control-1")).toBeDefined();
});
