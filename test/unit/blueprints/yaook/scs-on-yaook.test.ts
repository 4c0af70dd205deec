import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CatalogFlavor, FlavorSet, IaasPart, VolumeEncryption } from "../../../../lib/blueprints/operator/index";
import {
  ScsOnYaook,
  type ScsOnYaookProps,
  YaookCeph,
  YaookComputePool,
  YaookLogin,
  YaookProfile,
  YaookRelease,
  YaookService,
} from "../../../../lib/blueprints/yaook/index";
import { Compliance, Fulfilment, Outcome, Profile } from "../../../../packages/checker/src/index";
import { App, RemovalPolicy } from "../../../../lib/index";
import { objectInText } from "../../../../packages/checker/src/reading/manifest-text";
import { KubectlSource, KubernetesConnection, ManifestEmitter } from "../../../../lib/kubernetes/index";
import { Scope } from "../../../../packages/standards/src/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";

type Json = Record<string, Record<string, Record<string, Record<string, unknown>>>>;

const PROPS: ScsOnYaookProps = {
  domain: "cloud.example.org",
  region: "de-1",
  release: YaookRelease.fromName("2025.1"),
  controlNodes: ["control-1", "control-2", "control-3"],
  computePools: [new YaookComputePool({ name: "general", nodes: ["compute-1", "compute-2"] })],
  ceph: new YaookCeph({ monitors: ["mon-a:6789"], secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50" }),
  connection: KubernetesConnection.fromKubeconfig("~/.kube/config", "undercloud"),
  content: { reliedOn: [IaasPart.IMAGES] },
};

interface Stacks {
  readonly platform?: Json;
  readonly openstack: Json;
  readonly content: Json;
  /** What each stack waits for. */
  readonly order: Record<string, string[]>;
}

function stacks(props: Partial<ScsOnYaookProps> = {}): Stacks {
  const outdir = mkdtempSync(join(tmpdir(), "scsbp-yaook-"));
  try {
    const app = new App({ outdir });
    new ScsOnYaook(app, "cloud", { ...PROPS, ...props });
    app.synth();
    const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), "utf8"));
    const manifest = read("manifest.json") as { stacks: Record<string, { dependencies: string[] }> };
    const stack = (name: string) => read(`stacks/cloud-${name}/cdk.tf.json`) as Json;
    const content = stack("content");
    expect(schemaProblems(content)).toEqual([]);
    return {
      platform: "cloud-platform" in manifest.stacks ? stack("platform") : undefined,
      openstack: stack("openstack"),
      content,
      order: Object.fromEntries(Object.entries(manifest.stacks).map(([name, one]) => [name, one.dependencies])),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

interface Sent {
  readonly manifest: { kind: string; metadata: { name: string; namespace?: string }; spec: Record<string, unknown> };
  readonly lifecycle?: object;
}
/** What is sent: custom resources by either provider, and the namespace. */
const manifests = (stack: Json): Sent[] =>
  Object.entries(stack["resource"]!).flatMap(([type, byName]) =>
    Object.values(byName as Record<string, Record<string, unknown>>).flatMap((one) => {
      const manifest =
        type === "kubernetes_namespace_v1"
          ? { kind: "Namespace", metadata: one["metadata"] }
          : (one["manifest"] ?? objectInText(one["yaml_body"]));
      return manifest === undefined ? [] : [{ ...one, manifest } as Sent];
    }),
  );
const kept = (stack: Json) =>
  manifests(stack)
    .filter((one) => one.lifecycle !== undefined)
    .map((one) => one.manifest.kind)
    .sort();
const keptReleases = (stack: Json) =>
  Object.values(stack["resource"]!["helm_release"]!)
    .filter((one) => one["lifecycle"] !== undefined)
    .map((one) => one["chart"]);

test("a cluster with the operators: two stacks, the custom resources, then what is in the cloud", () => {
  const { platform, openstack, content, order } = stacks();
  expect(platform).toBeUndefined();
  expect(manifests(openstack).map((each) => each.manifest.kind)).toEqual(
    expect.arrayContaining(["KeystoneDeployment", "OctaviaDeployment", "CinderDeployment"]),
  );
  expect(Object.keys(content["resource"]!["openstack_compute_flavor_v2"]!)).toHaveLength(15);
  expect(order).toEqual({ "cloud-openstack": [], "cloud-content": ["cloud-openstack"] });
});

describe("with the platform", () => {
  const platform = { chartVersion: "3.2.1", cephPoolReplicas: 3 };

  test("three stacks, each after the one that it needs", () => {
    expect(stacks({ platform }).order).toEqual({
      "cloud-platform": [],
      "cloud-openstack": ["cloud-platform"],
      "cloud-content": ["cloud-openstack"],
    });
  });

  test("what both have to say alike is the control plane's: namespace, issuer, classes, nodes, operators", () => {
    const props = { namespace: "os", issuer: "mine", ingressClass: "nginx", storageClass: "fast" };
    const services = [YaookService.CINDER, YaookService.HORIZON];
    const { platform: json, openstack, content } = stacks({ ...props, services, platform });
    const objects = manifests(json!).map((one) => one.manifest);
    const named = (kind: string) => objects.filter((one) => one.kind === kind).map((one) => one.metadata.name);
    expect(named("Namespace")).toEqual(["os"]);
    expect(named("Issuer")).toContain("mine");
    expect(named("CephBlockPool").sort()).toEqual(["backups", "images", "volumes"]);
    expect(named("CephClient").sort()).toEqual(["cinder", "glance"]);
    const looked = Object.values(json!["data"]!["kubernetes_resources"]!).map((one) => (one as { kind: string }).kind);
    expect(looked).toEqual(expect.arrayContaining(["IngressClass", "StorageClass"]));
    const charts = Object.values(json!["resource"]!["helm_release"]!).map((one) => (one as { chart: string }).chart);
    expect(charts).toEqual(
      expect.arrayContaining(["crds", "keystone-operator", "cinder-operator", "horizon-operator"]),
    );
    expect(charts).not.toContain("octavia-operator");
    expect(Object.keys(json!["resource"]!["kubernetes_labels"]!)).toHaveLength(5);
    expect(new Set(manifests(openstack).map((one) => one.manifest.metadata.namespace))).toEqual(new Set(["os"]));
    expect(manifests(openstack).find((one) => one.manifest.kind === "KeystoneDeployment")!.manifest.spec).toMatchObject(
      {
        issuerRef: { name: "mine" },
      },
    );
    expect(JSON.stringify(content["data"]!["kubernetes_secret_v1"])).toContain('"namespace":"os"');
  });

  test("the kubectl provider makes it too, where the charts come by other means", () => {
    const { platform: json } = stacks({
      platform: { ...platform, installOperators: false },
      ...{ emitter: ManifestEmitter.KUBECTL, login: YaookLogin.ENVIRONMENT },
    });
    expect(Object.keys(json!["resource"]!)).toEqual(["kubectl_manifest"]);
    expect(Object.keys(json!["provider"]!)).toEqual(["kubectl"]);
  });

  test("what keeps data is kept, unless it is said that it may go", () => {
    const { platform: json, openstack } = stacks({ platform });
    expect(kept(json!)).toEqual([...Array<string>(3).fill("CephBlockPool"), "Certificate", "Namespace"]);
    expect(keptReleases(json!)).toEqual(["crds"]);
    expect(kept(openstack)).toEqual([
      ...["BarbicanDeployment", "CinderDeployment", "GlanceDeployment", "KeystoneDeployment", "NeutronDeployment"],
      ...["NovaDeployment", "OctaviaDeployment"],
    ]);
    const trial = stacks({ platform, removalPolicy: RemovalPolicy.DESTROY });
    expect([...kept(trial.platform!), ...keptReleases(trial.platform!), ...kept(trial.openstack)]).toEqual([]);
  });

  test("versions of charts and nodes are checked as the platform does", () => {
    const refused = (props: Partial<ScsOnYaookProps>) =>
      errorOf(() => new ScsOnYaook(new App(), "cloud", { ...PROPS, ...props })).code;
    expect(refused({ platform: { chartVersion: "^3" } })).toBe("SCSBP-6514");
    expect(refused({ platform, controlNodes: ["compute-1", "control-2", "control-3"] })).toBe("SCSBP-6517");
  });
});

test("all that a control plane takes is passed on", () => {
  const { openstack, content } = stacks({
    ...{ port: 8443, ingressClass: "traefik", storageSize: "20Gi", backupSchedule: "5 * * * *" },
    ...{ ovnBackupSchedule: "6 6 * * *", sizes: { api: 5 }, names: { keystone: "identity" } },
    ...{ vlanRanges: ["public:100:199"], flatNetworks: ["flat"], octaviaManagementCidr: "172.30.0.0/16" },
    policies: { glance: { get_images: "role:reader" } },
  });
  const spec = (kind: string) => manifests(openstack).find((one) => one.manifest.kind === kind)!.manifest.spec;
  expect(spec("GlanceDeployment")).toMatchObject({
    keystoneRef: { name: "identity" },
    api: { replicas: 5, ingress: { port: 8443, ingressClassName: "traefik" } },
    database: { storageSize: "20Gi", backup: { schedule: "5 * * * *" } },
    policy: { get_images: "role:reader" },
  });
  const neutron = JSON.stringify(spec("NeutronDeployment"));
  for (const part of ["6 6 * * *", "public:100:199", '"flat"']) {
    expect(neutron).toContain(part);
  }
  expect(JSON.stringify(spec("OctaviaDeployment"))).toContain("172.30.0.0/16");
  expect(JSON.stringify(openstack)).not.toContain("content");
  expect(content["provider"]!["openstack"]).toHaveLength(1);
});

test("the content's provider logs in by the Secret, which is looked at before", () => {
  const { content } = stacks();
  const [[name, secret]] = Object.entries(content["data"]!["kubernetes_secret_v1"]!) as [[string, object]];
  const data = `data.kubernetes_secret_v1.${name}.data`;
  expect(content["provider"]!["openstack"]).toEqual([
    {
      auth_url: `\${${data}["OS_AUTH_URL"]}`,
      user_name: `\${${data}["OS_USERNAME"]}`,
      password: `\${${data}["OS_PASSWORD"]}`,
      tenant_name: `\${${data}["OS_PROJECT_NAME"]}`,
      user_domain_name: `\${lookup(${data}, "OS_USER_DOMAIN_NAME", "Default")}`,
      project_domain_name: `\${lookup(${data}, "OS_PROJECT_DOMAIN_NAME", "Default")}`,
      region: "de-1",
    },
  ]);
  expect(secret).toMatchObject({
    metadata: { name: "keystone-admin", namespace: "yaook" },
    lifecycle: {
      postcondition: [{ error_message: expect.stringMatching(/^SCSBP-6561: .*keystone-admin.*yaook.*OS_PASSWORD/) }],
    },
  });
  expect(content["provider"]!["kubernetes"]).toEqual([{ config_context: "undercloud", config_path: "~/.kube/config" }]);
});

test("steps log in as the provider does, and keep no password", () => {
  const { content } = stacks({
    content: {
      reliedOn: [IaasPart.IMAGES],
      volumeTypes: { types: [{ name: "luks", encryption: VolumeEncryption.luks() }] },
    },
  });
  const steps = Object.values(content["resource"]!["terraform_data"]!) as {
    input?: object;
    provisioner: { "local-exec": { environment: Record<string, string> } }[];
  }[];
  expect(steps.length).toBeGreaterThan(3);
  for (const step of steps) {
    expect(step.provisioner[0]!["local-exec"].environment).toMatchObject({
      OS_CLOUD: "",
      OS_AUTH_TYPE: "password",
      OS_PASSWORD: expect.stringContaining('.data["OS_PASSWORD"]'),
    });
    expect(JSON.stringify(step.input ?? {})).not.toContain("PASSWORD");
  }
});

test("another Secret, another URL; a login of the environment reads no Secret", () => {
  const { content } = stacks({
    adminSecret: "first-admin",
    authUrl: "https://keystone.example.org/v3",
    namespace: "os",
  });
  const [provider] = content["provider"]!["openstack"] as unknown as Record<string, string>[];
  expect(provider!["auth_url"]).toBe("https://keystone.example.org/v3");
  expect(JSON.stringify(content["data"]!["kubernetes_secret_v1"])).toContain('"name":"first-admin","namespace":"os"');
  const bare = stacks({ login: YaookLogin.ENVIRONMENT, emitter: ManifestEmitter.KUBECTL });
  expect(bare.content["provider"]).toEqual({ openstack: [{}] });
  expect(JSON.stringify(bare.content)).not.toContain("kubernetes");
});

test("services are waited for where the provider can: the login is there when the content is planned", () => {
  expect(JSON.stringify(stacks({ kubectlSource: KubectlSource.ALEKC }).openstack)).toContain('"key":"status.phase"');
  expect(JSON.stringify(stacks().openstack)).not.toContain("status.phase");
  expect(JSON.stringify(stacks({ emitter: ManifestEmitter.KUBECTL }).openstack)).not.toContain("status.phase");
});

describe("held against IaaS v5.1, all stacks together", () => {
  const report = (props: Partial<ScsOnYaookProps> = {}) => {
    const app = new App();
    new ScsOnYaook(app, "cloud", { ...PROPS, ...props });
    return Compliance.of(app).check([Profile.scope(Scope.IAAS_V5_1)], { date: "2026-11-23" });
  };

  test("only the images are missing, which this content leaves to others", () => {
    const { results } = report();
    expect(results.filter((each) => each.outcome === Outcome.FAIL).map(({ rule }) => rule.id)).toEqual([
      "scs-0104-image-ubuntu-2404",
    ]);
    const satisfied = results.filter((each) => each.fulfilment === Fulfilment.SATISFIED).map(({ rule }) => rule.id);
    expect(satisfied.filter((id) => !id.startsWith("scs-0103"))).toEqual([
      ...["compute", "identity", "image", "network", "load-balancer", "placement"].map(
        (type) => `scs-0123-service-${type}`,
      ),
      "scs-0123-storage-apis",
    ]);
    expect(results.find(({ rule }) => rule.id === "scs-0117-test-backup")).toMatchObject({
      fulfilment: Fulfilment.RELIED_ON,
    });
  });

  test("a trial without Ceph lacks volumes, backups and load balancers", () => {
    const { results } = report({
      ceph: undefined,
      imageVolume: { storageSize: "10Gi", storageClass: "local" },
      profile: YaookProfile.POC,
      services: [YaookService.HORIZON],
    });
    const failed = results.filter((each) => each.outcome === Outcome.FAIL).map(({ rule }) => rule.id);
    expect(failed).toEqual([
      "scs-0104-image-ubuntu-2404",
      "scs-0117-test-backup",
      "scs-0123-service-load-balancer",
      "scs-0123-storage-apis",
    ]);
  });
});

test.each<[code: string, props: Partial<ScsOnYaookProps>]>([
  ["SCSBP-6560", { emitter: ManifestEmitter.KUBECTL, waitUntilUpdated: true }],
  ["SCSBP-6560", { waitUntilUpdated: true }],
  ["SCSBP-6562", { login: YaookLogin.ENVIRONMENT, adminSecret: "x" }],
  ["SCSBP-6501", { installedRelease: YaookRelease.fromName("2024.1"), release: YaookRelease.fromName("2026.1") }],
  ["SCSBP-6507", { controlNodes: ["one"] }],
  [
    "SCSBP-6342",
    {
      content: {
        reliedOn: [IaasPart.IMAGES],
        flavors: { set: FlavorSet.NONE, flavors: [CatalogFlavor.scs("SCS-2V-4")] },
      },
    },
  ],
])("refused with %s", (code, props) => {
  expect(errorOf(() => new ScsOnYaook(new App(), "cloud", { ...PROPS, ...props })).code).toBe(code);
});
