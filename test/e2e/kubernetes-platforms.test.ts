import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  BY_DEFAULT,
  builtClusterApiWebhooks,
  builtKubeApiserver,
  clusterApiDefinitions,
  clusterApiWebhookConfigurations,
  sentObjects,
  standIns,
  withKubectlProvider,
} from "./support/built";
import { startClusterApiWebhooks } from "./support/cluster-api-webhooks";
import { type CustomResourceDefinition, KubeApiserver } from "./support/kube-apiserver";
import { Program } from "./support/program";
import { repository } from "./support/repository";

/**
 * Clusters by Cluster API alone and by a Gardener: on a real kube-apiserver with the definitions of Cluster API and its
 * OpenStack provider, and with Cluster API's own admission webhooks, by the real kubectl provider; logins and server
 * groups on the sandbox. hashicorp/kubernetes is out of reach: namespaces and Secrets go by the kubectl provider, too. Gardener's kinds are stand-ins. No controller acts: what a cluster becomes is not shown here.
 */
const SOURCE = `
import { App, ApplicationCredential, Cloud, Flavor, ScsStack, Secret } from "scs-blueprints";
import { CapiVersion, CapoPlatform, CapoVersion, ClusterStackTenant, GardenerProject, KaasCluster, KubernetesVersion } from "scs-blueprints/kaas";
import { CrdSchemas, KubernetesApi, KubernetesObject } from "scs-blueprints/kubernetes";

const day = JSON.parse(process.env["DAY"] ?? "{}");
const app = new App();
const stack = new ScsStack(app, "platforms", { cloud: Cloud.fromEnvironment() });
const api = new KubernetesApi(stack, "management", {
  schemas: CrdSchemas.fromFiles(process.env[day.crds ?? "CRDS"]!),
});
const login = new ApplicationCredential(stack, "login", {
  roles: ["member", "load-balancer_member"],
  slotA: { revision: day.revision ?? "1" },
});
const cloudsYaml = Secret.fromReference(login.cloudsYaml);
const version = KubernetesVersion.parse("1.36.4");

new KaasCluster(stack, "shop", {
  platform: new CapoPlatform(stack, "team-a", {
    api,
    cloudsYaml,
    cloudConf: Secret.fromReference(login.cloudConf),
    addons: { network: "kind: ConfigMap\\nmetadata: { name: stands-for-cilium }\\n# \${kept}" },
    capiVersion: day.capi ?? CapiVersion.V1BETA2,
    capoVersion: day.capo ?? CapoVersion.V1BETA1,
  }),
  name: "shop",
  version,
  oidc: { issuerUrl: "https://login.example.org", clientId: "kube" },
  pools: {
    db: { flavor: Flavor.SCS_4V_16_100S, size: 1, taints: [{ key: "db", value: "only" }] },
    web: { flavor: Flavor.fromName(day.flavor ?? "SCS-4V-8"), size: day.web ?? 3, zones: ["zone-1", "zone-2"], labels: { team: "a" } },
  },
});
new KaasCluster(stack, "shoot", {
  platform: new GardenerProject(stack, "garden", {
    api, project: "team-a", cloudProfile: "openstack", region: "RegionOne", zones: ["az1"], floatingPool: "public",
    domainName: "default", tenantName: "team-a", credentialId: login.credentialId, credentialSecret: login.secret,
  }),
  name: "shoot",
  version,
  oidc: { issuerUrl: "https://login.example.org", clientId: "kube" },
  pools: { web: { flavor: Flavor.SCS_4V_8, min: 1, max: day.web ?? 3 } },
});
if (day.stacks) {
  new KaasCluster(stack, "classy", {
    platform: new ClusterStackTenant(stack, "team-b", {
      api, cloudsYaml, kubernetesMinors: ["1.36"], capiVersion: CapiVersion.V1BETA2,
    }),
    name: "classy",
    version,
    pools: { web: { flavor: Flavor.SCS_4V_8, size: 1 } },
  });
}
if (day.nothing) {
  new KubernetesObject(stack, "nothing", {
    api, apiVersion: "example.org/v1", kind: "Nothing", name: "nothing", namespace: "team-b", body: { spec: {} },
  });
}
app.synth();
`;

let api: KubeApiserver;
let program: Program;

beforeAll(async () => {
  await repository.sandbox(["up"]);
  const dir = mkdtempSync(join(tmpdir(), "scsbp-platforms-"));
  api = await KubeApiserver.start(await builtKubeApiserver(), dir);
  api.startControllers();
  const gardener = standIns("gardener");
  const now = [...(await clusterApiDefinitions("v1beta2")), ...gardener];
  await api.install(now);
  await startClusterApiWebhooks(api, await builtClusterApiWebhooks(), await clusterApiWebhookConfigurations());
  for (const name of ["garden-team-a", "team-b"]) {
    await api.write("POST", "/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
  }
  const newKinds = standIns("capo-v1beta2").map((one) => one.spec.names.kind);
  const other = [
    ...(await clusterApiDefinitions("v1beta1")).filter((one) => !newKinds.includes(one.spec.names.kind)),
    ...standIns("capo-v1beta2"),
    ...gardener,
  ];
  const file = (name: string, all: readonly CustomResourceDefinition[]) => {
    writeFileSync(join(dir, name), all.map((one) => `---\n${JSON.stringify(one)}\n`).join(""));
    return join(dir, name);
  };
  const { TF_CLI_CONFIG_FILE } = await repository.sandboxEnv();
  repository.extraEnv = {
    TF_CLI_CONFIG_FILE: await withKubectlProvider(TF_CLI_CONFIG_FILE!),
    ...BY_DEFAULT,
    KUBE_CONFIG_PATH: api.kubeconfig(),
    CRDS: file("crds.yaml", now),
    OTHER_CRDS: file("other-crds.yaml", other),
  };
  program = new Program("platforms", SOURCE);
}, 3_600_000);
afterAll(async () => api?.stop());

interface Json {
  readonly [key: string]: Json;
}
const at = (group: string, plural: string, name = "") => `/apis/${group}/namespaces/team-a/${plural}/${name}`;
const read = async (path: string) => (await api.read(path)) as unknown as Json | undefined;
const templates = async () => {
  const list = await read(at("infrastructure.cluster.x-k8s.io/v1beta1", "openstackmachinetemplates"));
  return (list!["items"] as unknown as Json[]).map((one) => String(one["metadata"]!["name"])).sort();
};
const deployment = async (name: string) =>
  (await read(at("cluster.x-k8s.io/v1beta2", "machinedeployments", name)))!["spec"]!;

test("both clusters are made, Cluster API's webhooks have their say, and the second plan is empty", async () => {
  await program.apply();
  expect(await templates()).toEqual([
    expect.stringMatching(/^shop-control-plane-[0-9a-f]{8}$/),
    expect.stringMatching(/^shop-db-[0-9a-f]{8}$/),
    expect.stringMatching(/^shop-web-[0-9a-f]{8}$/),
  ]);
  expect([
    (await deployment("shop-web-zone-1"))["replicas"],
    (await deployment("shop-web-zone-2"))["replicas"],
  ]).toEqual([2, 1]);
  // what only the webhook writes
  const checks = await read(at("cluster.x-k8s.io/v1beta2", "machinehealthchecks", "shop-web"));
  expect(checks!["metadata"]!["labels"]).toEqual({ "cluster.x-k8s.io/cluster-name": "shop" });
  const addon = await read("/api/v1/namespaces/team-a/configmaps/addon-network");
  expect(addon!["data"]!["network.yaml"]).toContain("# ${kept}");
  const shoot = await read("/apis/core.gardener.cloud/v1beta1/namespaces/garden-team-a/shoots/shoot");
  expect(shoot!["spec"]!["kubernetes"]!["version"]).toBe("1.36.4");
});

test("pools that grow are changed in place, and nothing else", async () => {
  expect(await program.plan({ web: 5 })).toEqual([
    "update kubectl_manifest.shoot_Cluster",
    "update kubectl_manifest.shop_Cluster_pool-web_zone-zone-1",
    "update kubectl_manifest.shop_Cluster_pool-web_zone-zone-2",
  ]);
  await program.apply({ web: 5 });
  expect((await deployment("shop-web-zone-1"))["replicas"]).toBe(3);
});

test("another flavor is another template, made before the old one goes; the other pool and the control plane stay", async () => {
  const before = await templates();
  const day = { web: 5, flavor: "SCS-4V-16" };
  expect(await program.plan(day)).toEqual([
    "create,delete kubectl_manifest.shop_Cluster_pool-web_machines",
    "update kubectl_manifest.shop_Cluster_pool-web_zone-zone-1",
    "update kubectl_manifest.shop_Cluster_pool-web_zone-zone-2",
  ]);
  await program.apply(day);
  const after = await templates();
  expect(after.filter((one) => before.includes(one))).toHaveLength(2);
  const used = (await deployment("shop-web-zone-2"))["template"]!["spec"]!["infrastructureRef"]!["name"];
  expect(after).toContain(used);
});

test("a new login changes the Secrets, and leaves both clusters alone", async () => {
  const steps = await program.plan({ web: 5, flavor: "SCS-4V-16", revision: "2" });
  expect(steps).toContain("create,delete openstack_identity_application_credential_v3.login_slot-a");
  expect(steps.filter((one) => one.includes("kubectl_manifest"))).toEqual([
    "update kubectl_manifest.garden_login",
    "update kubectl_manifest.team-a_cloud-conf",
    "update kubectl_manifest.team-a_login",
  ]);
});

test("a kind that the cluster does not have is named when it is applied", async () => {
  const day = { web: 5, flavor: "SCS-4V-16", nothing: true };
  expect(await program.plan(day)).toEqual(["create kubectl_manifest.nothing"]);
  const apply = program.terraform(["apply", "-auto-approve", "-input=false", "-no-color"]);
  await expect(apply).rejects.toThrow(/example\.org\/v1.*Nothing|isn't valid for cluster/s);
});

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Json;
}

const manifests = async (day: object) => sentObjects<Manifest>(await program.synthesized(day));

const collection = ({ apiVersion, kind, metadata }: Manifest) =>
  [
    apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`,
    ...(metadata.namespace === undefined ? [] : ["namespaces", metadata.namespace]),
    `${kind.toLowerCase()}s`,
  ].join("/");
const renamed = (object: Manifest, spec: object = object.spec) =>
  ({ ...object, metadata: { ...object.metadata, name: `${object.metadata.name}-dry` }, spec }) as Manifest;
const answer = (object: Manifest) => api.refuses(collection(object), object);

test("what is sent is taken by the API and by the webhooks, strictly", async () => {
  const objects = await manifests({ stacks: true });
  expect(new Set(objects.map((one) => one.kind)).size).toBe(13);
  for (const object of objects) {
    const { spec: _, ...rest } = renamed(object);
    const asked = object.spec === undefined ? (rest as Manifest) : renamed(object);
    expect([object.kind, await answer(asked)]).toEqual([object.kind, undefined]);
  }
});

test("in the older version of Cluster API and the newer one of its OpenStack provider it fits their definitions", async () => {
  const objects = await manifests({ crds: "OTHER_CRDS", capi: "v1beta1", capo: "v1beta2" });
  expect(objects.find((one) => one.kind === "OpenStackCluster")!.apiVersion).toMatch(/v1beta2$/);
  await expect(manifests({ crds: "OTHER_CRDS" })).rejects.toThrow("SCSBP-3012"); // the other versions are not there
});

test("Cluster API's webhooks refuse what its definitions let through", async () => {
  const objects = await manifests({});
  const one = (kind: string) => renamed(objects.find((each) => each.kind === kind)!);
  const { spec, ...rest } = one("MachineDeployment");
  const other = { matchLabels: { "cluster.x-k8s.io/cluster-name": "shop", pool: "other" } };
  expect(await answer({ ...rest, spec: { ...spec, selector: other } as unknown as Json })).toMatch(
    /denied the request.*selector/,
  );
  const controlPlane = one("KubeadmControlPlane");
  expect(await answer({ ...controlPlane, spec: { ...controlPlane.spec, replicas: 4 } as unknown as Json })).toMatch(
    /denied the request.*even number/,
  );
});

test("a variable that a class does not have is refused by the webhook; the library's are not", async () => {
  const [cluster] = (await manifests({ stacks: true })).filter((one) => one.kind === "Cluster" && one.spec["topology"]);
  const name = String(cluster!.spec["topology"]!["classRef"]!["name"]);
  await addClass(name, ["controlPlaneServerGroupID", "workerFlavor", "workerRootDisk", "workerServerGroupID"]);
  await until(async () => (await answer(withVariable(cluster!, "workerRootDiskPin"))) !== undefined);
  expect(await answer(withVariable(cluster!, "workerRootDiskPin"))).toMatch(/workerRootDiskPin.*not defined/);
  expect(await answer(renamed(cluster!))).toBeUndefined();
});

function withVariable(cluster: Manifest, name: string): Manifest {
  const topology = cluster.spec["topology"] as unknown as { variables: object[] };
  const variables = [...topology.variables, { name, value: 1 }];
  return renamed(cluster, { ...cluster.spec, topology: { ...topology, variables } });
}

/** A ClusterClass with variables, in the state that its controller leaves it in. */
async function addClass(name: string, variables: readonly string[]): Promise<void> {
  const path = "/apis/cluster.x-k8s.io/v1beta2/namespaces/team-b/clusterclasses";
  const ref = (group: string, kind: string) => ({ templateRef: { apiVersion: `${group}/v1beta2`, kind, name } });
  const schema = (one: string) => ({ openAPIV3Schema: { type: one.endsWith("Disk") ? "integer" : "string" } });
  const listed = variables.map((one) => ({ name: one, required: false, schema: schema(one) }));
  const worker = {
    class: "default-worker",
    bootstrap: ref("bootstrap.cluster.x-k8s.io", "KubeadmConfigTemplate"),
    infrastructure: ref("infrastructure.cluster.x-k8s.io", "OpenStackMachineTemplate"),
  };
  await api.write("POST", path, {
    apiVersion: "cluster.x-k8s.io/v1beta2",
    kind: "ClusterClass",
    metadata: { name, namespace: "team-b" },
    spec: {
      infrastructure: ref("infrastructure.cluster.x-k8s.io", "OpenStackClusterTemplate"),
      controlPlane: ref("controlplane.cluster.x-k8s.io", "KubeadmControlPlaneTemplate"),
      workers: { machineDeployments: [worker] },
      variables: listed,
    },
  });
  const made = (await api.read(`${path}/${name}`)) as unknown as { metadata: { generation: number } };
  const condition = { type: "VariablesReady", status: "True", reason: "VariablesReady", message: "" };
  await api.write("PUT", `${path}/${name}/status`, {
    ...made,
    status: {
      observedGeneration: made.metadata.generation,
      conditions: [{ ...condition, lastTransitionTime: "2026-11-23T00:00:00Z" }],
      variables: variables.map((one) => ({
        name: one,
        definitionsConflict: false,
        definitions: [{ from: "inline", required: false, schema: schema(one) }],
      })),
    },
  });
}

test("a destroy waits for the cluster to go before it takes its login; nothing is left", async () => {
  const path = at("cluster.x-k8s.io/v1beta2", "clusters", "shop");
  const cluster = (await api.read(path)) as unknown as { metadata: object };
  const finalizers = (list: string[]) =>
    api.write("PUT", path, {
      ...cluster,
      metadata: { ...cluster.metadata, finalizers: list },
    });
  await finalizers(["scs-blueprints.example.org/holds"]);
  const destroyed = program.destroy({ web: 5, flavor: "SCS-4V-16" });
  await until(async () => ((await read(path))?.["metadata"]?.["deletionTimestamp"] ?? undefined) !== undefined);
  await sleep(3_000);
  const held = await Promise.all([read("/api/v1/namespaces/team-a/secrets/cloud-config"), templates()]);
  expect(held).toEqual([expect.objectContaining({ kind: "Secret" }), expect.arrayContaining([expect.any(String)])]);
  const gone = (await api.read(path)) as unknown as { metadata: object };
  await api.write("PUT", path, { ...gone, metadata: { ...gone.metadata, finalizers: [] } });
  expect((await destroyed).status).toBe(0);
  await until(async () => (await read("/api/v1/namespaces/team-a")) === undefined);
  expect(await program.left()).toEqual([]);
});

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 120_000; !(await holds()); await sleep(300)) {
    expect({ late: Date.now() > end }).toEqual({ late: false });
  }
}
