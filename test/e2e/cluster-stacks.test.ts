import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  BY_DEFAULT,
  builtKubeApiserver,
  clusterApiDefinitions,
  sentObjects,
  withKubectlProvider,
} from "./support/built";
import { KubeApiserver } from "./support/kube-apiserver";
import { Program } from "./support/program";
import { repository } from "./support/repository";

/**
 * A team's clusters by the SCS cluster stacks: the Kubernetes side on a real kube-apiserver with the definitions of
 * Cluster API, by the real kubectl provider; the login and the server groups on the sandbox. No controller acts on
 * them: what a cluster becomes is not shown here. hashicorp/kubernetes is out of reach: the namespace and the Secrets go by the
 * kubectl provider, too.
 */
const SOURCE = `
import { App, ApplicationCredential, Cloud, Flavor, ScsStack, Secret } from "scs-blueprints";
import { CapiVersion, ClusterStackTenant, KaasCluster, KubernetesVersion } from "scs-blueprints/kaas";
import { CrdSchemas, KubernetesApi } from "scs-blueprints/kubernetes";

const day = JSON.parse(process.env["DAY"] ?? "{}");
const app = new App();
const stack = new ScsStack(app, "clusters", { cloud: Cloud.fromEnvironment() });
const management = new KubernetesApi(stack, "management", {
  emitter: day.emitter,
  schemas: CrdSchemas.fromFiles(process.env["CRDS"]!),
});
const login = new ApplicationCredential(stack, "login", {
  roles: ["member", "load-balancer_member"],
  slotA: { revision: day.revision ?? "1" },
});
const tenant = new ClusterStackTenant(stack, "team-a", {
  api: management,
  cloudsYaml: Secret.fromReference(login.cloudsYaml),
  kubernetesMinors: day.minors ?? ["1.36"],
  capiVersion: CapiVersion.V1BETA2,
});
new KaasCluster(stack, "shop", {
  platform: tenant,
  name: "shop",
  version: KubernetesVersion.parse("1.36.4"),
  controlPlane: { flavor: Flavor.SCS_2V_4_20S, ...day.controlPlane },
  pools: {
    db: { flavor: Flavor.SCS_4V_16_100S, size: 1 },
    web: { flavor: Flavor.SCS_4V_8, size: day.web ?? 3, zones: ["zone-1", "zone-2"] },
  },
});
app.synth();
`;

let api: KubeApiserver;
let program: Program;

beforeAll(async () => {
  await repository.sandbox(["up"]);
  const dir = mkdtempSync(join(tmpdir(), "scsbp-stacks-"));
  api = await KubeApiserver.start(await builtKubeApiserver(), dir);
  api.startControllers();
  const definitions = await clusterApiDefinitions("v1beta2");
  await api.install(definitions);
  const crds = join(dir, "crds.yaml");
  writeFileSync(crds, definitions.map((one) => `---\n${JSON.stringify(one)}\n`).join(""));
  const { TF_CLI_CONFIG_FILE } = await repository.sandboxEnv();
  repository.extraEnv = {
    TF_CLI_CONFIG_FILE: await withKubectlProvider(TF_CLI_CONFIG_FILE!),
    ...BY_DEFAULT,
    KUBE_CONFIG_PATH: api.kubeconfig(),
    CRDS: crds,
  };
  program = new Program("clusters", SOURCE);
}, 3_600_000);
afterAll(async () => api?.stop());

const CLUSTER = "/apis/cluster.x-k8s.io/v1beta2/namespaces/team-a/clusters/shop";
interface ClusterView {
  readonly spec: {
    readonly topology: {
      readonly classRef: object;
      readonly workers: {
        readonly machineDeployments: readonly { readonly name: string; readonly replicas: number }[];
      };
    };
  };
}
interface SecretView {
  readonly type: string;
  readonly data: Record<string, string>;
}
const cluster = async () => (await api.read(CLUSTER)) as unknown as ClusterView;
const deployments = async () => (await cluster()).spec.topology.workers.machineDeployments;
const secret = async (name: string) =>
  (await api.read(`/api/v1/namespaces/team-a/secrets/${name}`)) as unknown as SecretView;
const plain = (base64: string | undefined) => Buffer.from(base64 ?? "", "base64").toString();

test("the tenant and its cluster are made, and the second plan is empty", async () => {
  await program.apply();
  expect((await cluster()).spec.topology.classRef).toEqual({ name: "openstack-scs2-1-36-v1" });
  expect((await deployments()).map((one) => [one.name, one.replicas])).toEqual([
    ["db", 1],
    ["web-zone-1", 2],
    ["web-zone-2", 1],
  ]);
  expect(plain((await secret("openstack")).data["clouds.yaml"])).toContain("application_credential_secret");
  const copy = await secret("clouds-yaml");
  expect(copy.type).toBe("addons.cluster.x-k8s.io/resource-set");
  expect(plain(copy.data["clouds-yaml-secret"])).toContain("kube-system");
});

test("a plan shows no secret", async () => {
  const { stdout } = await program.terraform(["show", "-no-color"]);
  expect(stdout).toContain("kubectl_manifest");
  expect(stdout).not.toMatch(/application_credential_secret: \S/);
});

test("a pool that grows changes the Cluster in place, and nothing else", async () => {
  expect(await program.plan({ web: 5 })).toEqual(["update kubectl_manifest.shop_Cluster"]);
  await program.apply({ web: 5 });
  expect((await deployments()).map((one) => one.replicas)).toEqual([1, 3, 2]);
});

test("a minor version more is one cluster stack more", async () => {
  expect(await program.plan({ web: 5, minors: ["1.36", "1.37"] })).toEqual([
    "create kubectl_manifest.team-a_classes-1-37",
  ]);
});

test("a new login changes the Secrets, and leaves the cluster alone", async () => {
  const steps = await program.plan({ web: 5, revision: "2" });
  expect(steps).toContain("create,delete openstack_identity_application_credential_v3.login_slot-a");
  expect(steps.filter((one) => one.includes("kubectl_manifest"))).toEqual([
    "update kubectl_manifest.team-a_login",
    "update kubectl_manifest.team-a_login-copy",
  ]);
});

test("hashicorp/kubernetes cannot plan it, which is said at synth", async () => {
  await expect(program.synthesized({ emitter: "kubernetes" })).rejects.toThrow(/SCSBP-3014[^]*spec\.topology/);
});

test("what is sent is taken by the API, strictly", async () => {
  const objects = sentObjects<Manifest>(await program.synthesized());
  expect(objects.map((one) => one.kind).sort()).toEqual(["Cluster", "ClusterResourceSet", "ClusterStack", "Namespace"]);
  for (const object of objects) {
    const name = `${object.metadata.name}-dry`;
    expect([
      object.kind,
      await api.refuses(collection(object), { ...object, metadata: { ...object.metadata, name } }),
    ]).toEqual([object.kind, undefined]);
  }
});

test("an object with a field too much is refused by the API as by the library", async () => {
  const [cluster] = sentObjects<Manifest>(await program.synthesized()).filter((one) => one.kind === "Cluster");
  const spoilt = {
    ...cluster!,
    metadata: { ...cluster!.metadata, name: "spoilt" },
    spec: { ...cluster!.spec, paused: "no", colour: 1 },
  };
  expect(await api.refuses(collection(spoilt), spoilt)).toMatch(/colour|paused/);
});

test("destroy leaves nothing", async () => {
  expect((await program.destroy()).status).toBe(0);
  expect(await api.read(CLUSTER)).toBeUndefined();
  await gone("/api/v1/namespaces/team-a"); // the namespace controller takes its time
  expect(await program.left()).toEqual([]);
});

async function gone(path: string): Promise<void> {
  for (const until = Date.now() + 120_000; (await api.read(path)) !== undefined; await sleep(500)) {
    expect({ path, late: Date.now() > until }).toEqual({ path, late: false });
  }
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Record<string, unknown>;
}

const PLURALS: Record<string, string> = {
  Cluster: "clusters",
  ClusterResourceSet: "clusterresourcesets",
  ClusterStack: "clusterstacks",
  Namespace: "namespaces",
};

function collection({ apiVersion, kind, metadata }: Manifest): string {
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return [root, ...(metadata.namespace === undefined ? [] : ["namespaces", metadata.namespace]), PLURALS[kind]].join(
    "/",
  );
}
