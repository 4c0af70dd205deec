import {
  YaookCeph,
  YaookComputePool,
  YaookPlatform,
  type YaookPlatformProps,
  YaookService,
} from "../../../../lib/blueprints/yaook/index";
import { RemovalPolicy } from "../../../../lib/index";
import { KubernetesApi, ManifestEmitter } from "../../../../lib/kubernetes/index";
import { errorOf } from "../../../support/errors";
import { synth, type SynthesizedStack } from "../../../support/synth";

type Json = Record<string, unknown>;

const ceph = new YaookCeph({ monitors: ["mon:6789"], secretUuid: "6f5b3a0e-9d6c-4b0a-8a54-6f1c2d3e4f50" });
const PROPS = {
  chartVersion: "3.2.1",
  controlNodes: ["control-1", "control-2", "control-3"],
  computePools: [new YaookComputePool({ name: "general", nodes: ["compute-1.example.org", "compute-2.example.org"] })],
};
const platform = (change: Partial<YaookPlatformProps> = {}, emitter = ManifestEmitter.AUTO) =>
  synth((scope) => {
    new YaookPlatform(scope, "yaook", { api: new KubernetesApi(scope, "k", { emitter }), ...PROPS, ...change });
  });
const objects = (stack: SynthesizedStack, kind: string) =>
  stack.resources
    .filter((one) => ["kubectl_manifest", "kubernetes_manifest"].includes(one.type))
    .map((one) => one.config["manifest"] as { kind: string; metadata: Json; spec: Json })
    .filter((one) => one.kind === kind);
const charts = (stack: SynthesizedStack) => stack.all("helm_release").map((one) => one.config["chart"]);
const dataOf = (stack: SynthesizedStack, type: string) => stack.dataSources.filter((one) => one.type === type);

test("the namespace lets pods work on the node", () => {
  expect(platform().one("kubernetes_namespace_v1").config["metadata"]).toEqual({
    name: "yaook",
    labels: { "pod-security.kubernetes.io/enforce": "privileged" },
  });
});

test("an authority is made and kept, and issues what services show", () => {
  const stack = platform();
  expect(objects(stack, "Issuer").map((one) => [one.metadata["name"], one.spec])).toEqual([
    ["yaook-internal", { ca: { secretName: "root-ca" } }],
    ["selfsigned-issuer", { selfSigned: {} }],
  ]);
  expect(objects(stack, "Certificate")[0]!.spec).toMatchObject({
    isCA: true,
    issuerRef: { name: "selfsigned-issuer" },
  });
  expect(stack.one("kubectl_manifest", "/authority/Resource").config["lifecycle"]).toEqual({
    prevent_destroy: true,
  });
});

test("that with which data would go is kept, unless it is said that it may go", () => {
  const kept = (stack: SynthesizedStack) =>
    [...stack.all("kubernetes_namespace_v1"), ...stack.all("kubectl_manifest"), ...stack.all("helm_release")]
      .filter((one) => (one.config["lifecycle"] as Json | undefined)?.["prevent_destroy"] === true)
      .map(({ config }) => config["chart"] ?? (config["manifest"] as Json | undefined)?.["kind"] ?? "Namespace")
      .sort();
  expect(kept(platform())).toEqual(["Certificate", "Namespace", "crds"]);
  expect(kept(platform({ caSecret: "root-mine", installOperators: false }))).toEqual(["Namespace"]);
  expect(kept(platform({ removalPolicy: RemovalPolicy.DESTROY, ceph, cephPoolReplicas: 3 }))).toEqual([]);
});

test("an authority of one's own is used", () => {
  const stack = platform({ caSecret: "root-mine", issuer: "mine" });
  expect(objects(stack, "Issuer").map((one) => [one.metadata["name"], one.spec])).toEqual([
    ["mine", { ca: { secretName: "root-mine" } }],
  ]);
  expect(objects(stack, "Certificate")).toEqual([]);
});

test("operators come after the definitions, all of one version", () => {
  const stack = platform({
    services: [YaookService.CINDER],
    furtherOperators: ["heat-operator", "nova-operator"],
    clusterDomain: "k8s.example",
  });
  const releases = stack.all("helm_release");
  expect(charts(stack).sort()).toEqual([
    "cds-operator",
    "cinder-operator",
    "crds",
    "glance-operator",
    "heat-operator",
    "infra-operator",
    "keystone-operator",
    "keystone-resources-operator",
    "neutron-operator",
    "neutron-ovn-operator",
    "nova-compute-operator",
    "nova-operator",
  ]);
  expect(new Set(releases.map((one) => one.config["version"]))).toEqual(new Set(["3.2.1"]));
  const definitions = releases.find((one) => one.config["chart"] === "crds")!;
  for (const { config } of releases.filter((one) => one !== definitions)) {
    expect(config["depends_on"]).toContain(definitions.address);
    expect(config["values"]).toEqual(['{"env":[{"name":"YAOOK_OP_CLUSTER_DOMAIN","value":"k8s.example"}]}']);
  }
  expect(definitions.config["values"]).toBeUndefined();
  expect(charts(platform({ installDefinitions: false }))).not.toContain("crds");
  expect(charts(platform({ installOperators: false }))).toEqual([]);
  expect(charts(platform())).toEqual(
    expect.arrayContaining(["octavia-operator", "barbican-operator", "horizon-operator"]),
  );
});

test("nodes have the labels of their role; hypervisors a taint when asked for", () => {
  const stack = platform({ services: [YaookService.CINDER, YaookService.DESIGNATE], taintHypervisors: true });
  const labels = (node: string) =>
    stack.all("kubernetes_labels").find((one) => (one.config["metadata"] as Json)["name"] === node)!.config[
      "labels"
    ] as Json;
  expect(Object.keys(labels("control-1")).sort()).toEqual([
    "any.yaook.cloud/api",
    "block-storage.yaook.cloud/cinder-any-service",
    "compute.yaook.cloud/nova-any-service",
    "designate.yaook.cloud/central",
    "designate.yaook.cloud/mdns",
    "designate.yaook.cloud/producer",
    "designate.yaook.cloud/worker",
    "image.yaook.cloud/glance-any-service",
    "infra.yaook.cloud/any",
    "infra.yaook.cloud/caching",
    "network.yaook.cloud/neutron-northd",
    "network.yaook.cloud/neutron-ovn-agent",
    "operator.yaook.cloud/any",
  ]);
  expect(labels("compute-1.example.org")).toEqual({
    "compute.yaook.cloud/hypervisor": "true",
    "compute.yaook.cloud/hypervisor-type": "qemu",
    "scs-blueprints/compute-pool": "general",
  });
  const tainted = stack
    .all("kubernetes_node_taint")
    .map((one) => (one.config["metadata"] as Json[])[0] ?? one.config["metadata"]);
  expect(tainted).toEqual([{ name: "compute-1.example.org" }, { name: "compute-2.example.org" }]);
  expect(platform().all("kubernetes_node_taint")).toEqual([]);
});

test("Ceph's users have the rights they need, and their keys are copied", () => {
  const stack = platform({ ceph, cephPoolReplicas: 3 });
  expect(objects(stack, "CephClient").map((one) => [one.metadata["name"], one.spec["caps"]])).toEqual(
    expect.arrayContaining([
      ["glance", { mon: "profile rbd", osd: "profile rbd pool=images" }],
      [
        "cinder",
        {
          mon: "profile rbd",
          osd: "profile rbd pool=volumes, profile rbd pool=backups, profile rbd-read-only pool=images",
        },
      ],
    ]),
  );
  expect(
    objects(stack, "CephBlockPool")
      .map((one) => one.metadata["name"])
      .sort(),
  ).toEqual(["backups", "images", "volumes"]);
  const secrets = stack.all("kubernetes_secret_v1").map((one) => one.config["metadata"] as Json);
  expect(secrets).toEqual(
    expect.arrayContaining([
      { name: "rook-ceph-client-cinder", namespace: "yaook" },
      { name: "rook-ceph-client-glance", namespace: "yaook" },
    ]),
  );
  for (const { config } of dataOf(stack, "kubernetes_secret_v1")) {
    const text = JSON.stringify(config);
    expect(text).toContain("SCSBP-6516");
    expect(config["depends_on"]).toHaveLength(1);
  }
  expect(JSON.stringify(stack.json)).not.toContain('"data":{"cinder":""');
});

test("each plan looks for what Yaook asks for, and says what is missing", () => {
  const looked = (stack: SynthesizedStack) =>
    dataOf(stack, "kubernetes_resources")
      .filter(({ config }) => config["field_selector"] !== undefined)
      .map(({ config }) => [config["kind"], (config["field_selector"] as string).replace("metadata.name=", "")]);
  const stack = platform();
  expect(looked(stack)).toEqual(
    expect.arrayContaining([
      ["CustomResourceDefinition", "servicemonitors.monitoring.coreos.com"],
      ["CustomResourceDefinition", "issuers.cert-manager.io"],
    ]),
  );
  const defaultClass = dataOf(stack, "kubernetes_resources").filter(({ config }) => config["kind"] === "StorageClass");
  expect(JSON.stringify(defaultClass[0]!.config)).toContain("is-default-class");
  const named = platform({ ingressClass: "nginx", storageClass: "fast" });
  expect(looked(named)).toEqual(
    expect.arrayContaining([
      ["IngressClass", "nginx"],
      ["StorageClass", "fast"],
    ]),
  );
  expect(dataOf(named, "kubernetes_resource")).toEqual([]); // which fails without a word of ours where there is nothing
  expect(JSON.stringify(dataOf(named, "kubernetes_resources"))).not.toContain("is-default-class");
  for (const { config } of dataOf(named, "kubernetes_resources")) {
    expect(JSON.stringify(config["lifecycle"])).toContain("SCSBP-6515");
  }
});

test("the kubectl provider reads nothing: no checks, no copies", () => {
  const stack = platform({ ceph }, ManifestEmitter.KUBECTL);
  expect(stack.dataSources).toEqual([]);
  expect(stack.all("kubectl_manifest").length).toBeGreaterThan(8);
});

test.each<[string, Partial<YaookPlatformProps>, string]>([
  ["a range of versions", { chartVersion: "^3.2.1" }, "SCSBP-6514"],
  ["a version of two numbers", { chartVersion: "3.2" }, "SCSBP-6514"],
  ["a version with a v", { chartVersion: "v3.2.1" }, "SCSBP-6514"],
  ["no hypervisors", { computePools: [] }, "SCSBP-6509"],
  ["a control node that is a hypervisor", { controlNodes: ["compute-1.example.org"] }, "SCSBP-6517"],
])("%s is refused", (_, change, code) => {
  expect(errorOf(() => platform(change)).code).toBe(code);
});

test("nodes may be shared for a trial", () => {
  const stack = platform({ controlNodes: ["compute-1.example.org"], sharedNodes: true });
  const [first] = stack.all("kubernetes_labels");
  expect(first!.config["labels"]).toMatchObject({
    "any.yaook.cloud/api": "true",
    "compute.yaook.cloud/hypervisor": "true",
  });
});
