import {
  Cni,
  KaasCluster,
  type KaasClusterProps,
  KubernetesVersion,
  MagnumPlatform,
  type MagnumPlatformProps,
} from "../../../../lib/blueprints/kaas/index";
import { Flavor, Image, KeyPair, LoadBalancerProvider } from "../../../../lib/index";
import { RemovalPolicy } from "../../../../lib/core/index";
import { errorOf } from "../../../support/errors";
import { schemaProblems } from "../../../support/provider-schema";
import { synth } from "../../../support/synth";

const IMAGE = Image.fromName("ubuntu-capi-image-v1.36.4");
const WEB = { flavor: Flavor.SCS_4V_16_100S, size: 2 };

function magnum(change: Partial<KaasClusterProps> = {}, platform: Partial<MagnumPlatformProps> = {}) {
  const stack = synth((scope) => {
    const cluster = new KaasCluster(scope, "shop", {
      platform: new MagnumPlatform({ image: IMAGE, ...platform }),
      version: KubernetesVersion.parse("1.36.4"),
      name: "shop",
      pools: { web: WEB },
      ...change,
    });
    cluster.addOutputs("shop");
  });
  expect(schemaProblems(stack.json)).toEqual([]);
  return stack;
}
const clusterOf = (...args: Parameters<typeof magnum>) =>
  magnum(...args).one("openstack_containerinfra_cluster_v1").config;
const template = (...args: Parameters<typeof magnum>) =>
  magnum(...args).one("openstack_containerinfra_clustertemplate_v1").config;

test("a template for the version, a cluster with its first group of workers", () => {
  expect(template()).toMatchObject({
    name: "shop-v1-36-4",
    coe: "kubernetes",
    labels: { kube_tag: "v1.36.4" },
    master_lb_enabled: true,
    volume_driver: "cinder",
  });
  const cluster = clusterOf({ controlPlane: { flavor: Flavor.SCS_2V_4_20S } }, { keyPair: KeyPair.fromName("ops") });
  expect(cluster).toMatchObject({
    name: "shop",
    master_count: 3,
    node_count: 2,
    master_flavor: "SCS-2V-4-20s",
    flavor: "SCS-4V-16-100s",
    keypair: "ops",
    merge_labels: true,
  });
});

test("only what was asked for is emitted", () => {
  expect(clusterOf()).not.toHaveProperty("labels");
  const { "//": _, ...fields } = template();
  expect(Object.keys(fields).sort()).toEqual([
    "coe",
    "external_network_id",
    "image",
    "labels",
    "lifecycle",
    "master_lb_enabled",
    "name",
    "server_type",
    "volume_driver",
  ]);
});

test("what is asked for, in the driver's labels", () => {
  const { labels } = clusterOf(
    {
      controlPlane: { flavor: Flavor.SCS_2V_4, rootDiskGB: 40 },
      pools: { web: { flavor: Flavor.SCS_4V_8, rootDiskGB: 40, size: 1 } },
      network: { nodeCidr: "10.9.0.0/24" },
      api: {
        allowedCidrs: ["198.51.100.0/24", "203.0.113.0/24"],
        managedFrom: ["198.51.100.7/32"],
        loadBalancer: LoadBalancerProvider.AMPHORA,
        publicAddress: true,
      },
    },
    { autoScaling: true, labels: { monitoring_enabled: "true" } },
  );
  expect(labels).toEqual({
    api_master_lb_allowed_cidrs: "198.51.100.0/24,203.0.113.0/24",
    auto_scaling_enabled: "true",
    boot_volume_size: "40",
    fixed_subnet_cidr: "10.9.0.0/24",
    master_lb_floating_ip_enabled: "true",
    monitoring_enabled: "true",
    octavia_provider: "amphora",
  });
  expect(template({ cni: Cni.CILIUM, network: { dnsServers: ["192.0.2.53", "192.0.2.54"] } })).toMatchObject({
    network_driver: "cilium",
    dns_nameserver: "192.0.2.53,192.0.2.54",
  });
});

test("pools are node groups by their names; one more changes no other, nor the cluster", () => {
  const pools = { web: WEB, batch: { flavor: Flavor.SCS_4V_16_100S, min: 1, max: 5 } };
  const both = magnum({ pools }, { defaultPool: "web", autoScaling: true });
  const batch = both.one("openstack_containerinfra_nodegroup_v1").config;
  expect(batch).toMatchObject({ name: "batch", node_count: 1, min_node_count: 1, max_node_count: 5 });
  expect((batch["lifecycle"] as { ignore_changes: string[] }).ignore_changes).toEqual(["node_count"]);
  const more = magnum({ pools: { ...pools, api: WEB } }, { defaultPool: "web", autoScaling: true });
  const rest = more.resources.filter((one) => !one.address.includes("_api_"));
  expect(rest).toEqual(both.resources);
});

test("another version is another template; the cluster is kept, and not replaced for anything", () => {
  const previousTemplates = [{ version: KubernetesVersion.parse("1.36.4"), image: IMAGE }];
  const version = KubernetesVersion.parse("1.37.1");
  const stack = magnum({ version }, { image: Image.fromName("ubuntu-capi-image-v1.37.1"), previousTemplates });
  expect(stack.all("openstack_containerinfra_clustertemplate_v1").map((one) => one.config["name"])).toEqual([
    "shop-v1-36-4",
    "shop-v1-37-1",
  ]);
  const old = magnum().one("openstack_containerinfra_clustertemplate_v1");
  expect(stack.all("openstack_containerinfra_clustertemplate_v1")).toContainEqual(old);
  expect(clusterOf()["lifecycle"]).toEqual({ ignore_changes: ["cluster_template_id"], prevent_destroy: true });
  expect(clusterOf({}, { removalPolicy: RemovalPolicy.DESTROY })["lifecycle"]).toEqual({
    ignore_changes: ["cluster_template_id"],
  });
});

test("the plan stops at an image of another version; one by its id is not looked up", () => {
  const { precondition } = template()["lifecycle"] as { precondition: { condition: string; error_message: string }[] };
  expect(precondition[0]!.condition).toMatch(
    /^\$\{trimprefix\(lookup\(data\.openstack_images_image_v2\.\S+\.properties, "kube_version", ""\), "v"\) == "1\.36\.4"\}$/,
  );
  expect(precondition[0]!.error_message).toMatch(/^SCSBP-6466: /);
  expect(template({}, { image: Image.fromId("1f5a") })["lifecycle"]).toEqual({ ignore_changes: ["image"] });
});

test("the kubeconfig is an output that Terraform hides", () => {
  const { output } = magnum().json as { output: Record<string, { value: string; sensitive: boolean }> };
  expect(output["shop_kubeconfig"]).toEqual({
    value: expect.stringMatching(/^\$\{.*kubeconfig\[?.*raw_config.*\}$/),
    sensitive: true,
  });
});

const TWO = { web: WEB, batch: WEB };
test.each<[string, Partial<KaasClusterProps>, Partial<MagnumPlatformProps>, string]>([
  ["two pools, none of them the first", { pools: TWO }, {}, "SCSBP-6464"],
  ["a first pool that is not there", { pools: TWO }, { defaultPool: "db" }, "SCSBP-6464"],
  ["a label that the driver does not know", {}, { labels: { kube_tagg: "v1" } }, "SCSBP-6465"],
  ["a label said twice", {}, { autoScaling: true, labels: { auto_scaling_enabled: "no" } }, "SCSBP-6465"],
  ["a block for pods", { network: { podCidr: "172.20.0.0/16" } }, {}, "SCSBP-6409"],
  ["login by OpenID Connect", { oidc: { issuerUrl: "https://l.example.org", clientId: "x" } }, {}, "SCSBP-6409"],
  ["nodes together", { antiAffinity: false }, {}, "SCSBP-6409"],
  ["names in the certificate", { api: { certSans: ["api.example.org"] } }, {}, "SCSBP-6409"],
  ["zones of the control plane", { controlPlane: { zones: ["a"] } }, {}, "SCSBP-6409"],
  ["zones of a pool", { pools: { web: { ...WEB, zones: ["a"] } } }, {}, "SCSBP-6409"],
  ["labels of nodes", { pools: { web: { ...WEB, labels: { a: "b" } } } }, {}, "SCSBP-6409"],
  ["taints of nodes", { pools: { web: { ...WEB, taints: [{ key: "a" }] } } }, {}, "SCSBP-6409"],
  ["keys of nodes", { pools: { web: { flavor: Flavor.SCS_4V_16_100S, members: ["a"] } } }, {}, "SCSBP-6409"],
  ["a pool of Magnum's own name", { pools: { "default-worker": WEB } }, {}, "SCSBP-6409"],
  ["a pool without nodes", { pools: { web: { ...WEB, size: 0 } } }, {}, "SCSBP-6409"],
  [
    "scaling that was not said at the beginning",
    { pools: { web: WEB, b: { flavor: Flavor.SCS_4V_16_100S, min: 1, max: 2 } } },
    { defaultPool: "web" },
    "SCSBP-6409",
  ],
  [
    "a first pool that scales",
    { pools: { web: { flavor: Flavor.SCS_4V_16_100S, min: 1, max: 2 } } },
    { autoScaling: true },
    "SCSBP-6409",
  ],
  ["a flavor too small", { pools: { web: { flavor: Flavor.SCS_1V_4, size: 1 } } }, {}, "SCSBP-6409"],
  [
    "root volumes of different sizes",
    { pools: { web: WEB, b: { flavor: Flavor.SCS_4V_8, size: 1 } } },
    { defaultPool: "web" },
    "SCSBP-6409",
  ],
])("%s is refused", (_, change, platform, code) => {
  expect(errorOf(() => magnum(change, platform)).code).toBe(code);
});
