import {
  CapiVersion,
  CapoPlatform,
  type CapoPlatformProps,
  CapoVersion,
  Cni,
  KaasCluster,
  type KaasClusterProps,
  KubernetesVersion,
  TaintEffect,
} from "../../../../lib/blueprints/kaas/index";
import { Flavor, LoadBalancerProvider, Secret } from "../../../../lib/index";
import { KubernetesApi } from "../../../../lib/kubernetes/index";
import { errorOf } from "../../../support/errors";
import { synth, type SynthesizedStack } from "../../../support/synth";

type Json = Record<string, unknown>;

const cluster = (change: Partial<KaasClusterProps> = {}, platform: Partial<CapoPlatformProps> = {}) =>
  synth((stack) => {
    new KaasCluster(stack, "shop", {
      platform: new CapoPlatform(stack, "team-a", {
        api: new KubernetesApi(stack, "management"),
        cloudsYaml: Secret.fromVariable("clouds_yaml"),
        ...platform,
      }),
      name: "shop",
      version: KubernetesVersion.parse("1.36.4"),
      pools: { web: { flavor: Flavor.SCS_4V_8, size: 3 } },
      ...change,
    });
  });

const of = (stack: SynthesizedStack, kind: string) =>
  stack
    .all("kubectl_manifest")
    .map((one) => one.config["manifest"] as Json)
    .filter((one) => one["kind"] === kind);
const spec = (object: Json | undefined) => object!["spec"] as Json;
const nameOf = (object: Json | undefined) => (object!["metadata"] as Json)["name"] as string;
const machines = (stack: SynthesizedStack) =>
  Object.fromEntries(
    of(stack, "OpenStackMachineTemplate").map((one) => [
      nameOf(one).replace(/-[0-9a-f]{8}$/, ""),
      ((spec(one)["template"] as Json)["spec"] as Json) ?? {},
    ]),
  );
const joining = (stack: SynthesizedStack) => {
  const [template] = of(stack, "KubeadmConfigTemplate");
  const inner = (spec(template)["template"] as Json)["spec"] as Json;
  return ((inner["joinConfiguration"] as Json)["nodeRegistration"] as Json) ?? {};
};
const deployments = (stack: SynthesizedStack) => of(stack, "MachineDeployment").map(spec);
const templateName = (stack: SynthesizedStack, pool: string) =>
  of(stack, "OpenStackMachineTemplate")
    .map(nameOf)
    .find((name) => name.startsWith(`shop-${pool}-`));

describe("a platform", () => {
  test("has a namespace and the login, which moves with its clusters; nothing is carried that is not asked for", () => {
    const stack = cluster();
    expect(stack.one("kubernetes_namespace_v1").config["metadata"]).toEqual({ name: "team-a" });
    expect(stack.one("kubernetes_secret_v1").config).toMatchObject({
      metadata: {
        name: "cloud-config",
        namespace: "team-a",
        labels: { "clusterctl.cluster.x-k8s.io/move": "true" },
      },
      data: { "clouds.yaml": "${var.clouds_yaml}" },
    });
    expect(of(stack, "ClusterResourceSet")).toEqual([]);
  });

  test("carries add-ons and cloud.conf into its clusters", () => {
    const stack = cluster({}, { addons: { cilium: "echo: ${HOME}" }, cloudConf: Secret.fromVariable("cloud_conf") });
    expect(spec(of(stack, "ClusterResourceSet")[0])).toEqual({
      strategy: "Reconcile",
      clusterSelector: { matchLabels: { "managed-addons": "all" } },
      resources: [
        { kind: "Secret", name: "cloud-conf" },
        { kind: "ConfigMap", name: "addon-cilium" },
      ],
    });
    expect(of(stack, "ConfigMap")[0]).toMatchObject({ data: { "cilium.yaml": "echo: $${HOME}" } }); // Terraform leaves it
    expect((of(stack, "Cluster")[0]!["metadata"] as Json)["labels"]).toEqual({ "managed-addons": "all" });
    const carrier = stack.one("kubernetes_secret_v1", "/cloud-conf/Resource").config;
    expect(carrier["type"]).toBe("addons.cluster.x-k8s.io/resource-set");
    expect(JSON.stringify(carrier["data"])).toContain("base64encode(var.cloud_conf)");
  });

  test.each<[string, Partial<CapoPlatformProps>, string, string]>([
    ["an empty image", { image: " " }, "SCSBP-6431", '" "'],
    ["a key that only Terraform knows", { sshKeyName: "${var.key}" }, "SCSBP-6431", "only Terraform"],
    ["an empty add-on", { addons: { cilium: "" } }, "SCSBP-6432", "cilium: 0 bytes"],
    ["an add-on of 2 MB", { addons: { cilium: "x".repeat(2_000_000) } }, "SCSBP-6432", "2000000 bytes"],
    ["an add-on in capitals", { addons: { Cilium: "a: b" } }, "SCSBP-3003", "addon-Cilium"],
    ["a login in clear", { cloudsYaml: "clouds: {}" as unknown as Secret }, "SCSBP-1011", ""],
  ])("%s is refused", (_, change, code, got) => {
    const error = errorOf(() => cluster({}, change));
    expect([error.code, error.got]).toEqual([code, expect.stringContaining(got)]);
  });
});

describe("a cluster", () => {
  test("is a Cluster that names its control plane and infrastructure", () => {
    const stack = cluster();
    expect(of(stack, "Cluster")[0]).toMatchObject({
      apiVersion: "cluster.x-k8s.io/v1beta2",
      spec: {
        clusterNetwork: { pods: { cidrBlocks: ["172.16.0.0/16"] }, services: { cidrBlocks: ["10.96.0.0/12"] } },
        controlPlaneRef: {
          apiGroup: "controlplane.cluster.x-k8s.io",
          kind: "KubeadmControlPlane",
          name: "shop-control-plane",
        },
        infrastructureRef: { apiGroup: "infrastructure.cluster.x-k8s.io", kind: "OpenStackCluster", name: "shop" },
      },
    });
    expect(of(stack, "OpenStackCluster")[0]).toMatchObject({
      apiVersion: "infrastructure.cluster.x-k8s.io/v1beta1",
      spec: {
        identityRef: { type: "Secret", name: "cloud-config", cloudName: "openstack" },
        managedSubnets: [{ cidr: "10.8.0.0/20" }],
        apiServerLoadBalancer: { enabled: true },
      },
    });
  });

  test("is taken apart by Cluster API before its login and templates go", () => {
    const config = cluster().one("kubectl_manifest", "/shop/Cluster/Resource/Resource").config;
    expect(config["wait"]).toBe(true);
    expect((config["depends_on"] as string[]).map((one) => one.replace(/_[0-9A-F]{8}$/, ""))).toEqual(
      expect.arrayContaining([
        "kubernetes_secret_v1.team-a_login",
        "kubectl_manifest.shop_Cluster_infrastructure",
        "kubectl_manifest.shop_Cluster_control-plane",
        "kubectl_manifest.shop_Cluster_pool-web",
      ]),
    );
  });

  test("keeps nodes on different hosts by groups that templates name, so that their names can be told at synth", () => {
    const stack = cluster();
    const groups = stack
      .all("openstack_compute_servergroup_v2")
      .map(({ config }) => [config["name"], config["policies"]]);
    expect(groups).toEqual([
      ["team-a-shop-control-plane", ["anti-affinity"]],
      ["team-a-shop-web", ["soft-anti-affinity"]],
    ]);
    expect(machines(stack)["shop-control-plane"]).toEqual({
      flavor: "SCS-2V-4-20s", // local SSD for etcd where none is asked for
      image: { filter: { name: "ubuntu-capi-image-v1.36.4" } },
      serverGroup: { filter: { name: "team-a-shop-control-plane" } },
    });
    expect(machines(stack)["shop-web"]).toMatchObject({ flavor: "SCS-4V-8", rootVolume: { sizeGiB: 50 } });
  });

  test("renews its control plane without a fourth host", () => {
    const rollout = { strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 0 } } };
    expect(spec(of(cluster(), "KubeadmControlPlane")[0])["rollout"]).toEqual(rollout);
    const single = cluster({ controlPlane: { replicas: 1 } });
    expect(spec(of(single, "KubeadmControlPlane")[0])["rollout"]).toBeUndefined(); // one cannot be taken away first
    expect(of(single, "MachineHealthCheck").map(nameOf)).toEqual(["shop-web"]);
    expect(spec(of(cluster({ antiAffinity: false }), "KubeadmControlPlane")[0])["rollout"]).toBeUndefined();
  });

  test("gets a new template for another content, made before the old one goes, and the same for the same", () => {
    const before = cluster();
    expect(templateName(cluster(), "web")).toBe(templateName(before, "web"));
    const pools = (options: object) => ({ pools: { web: { flavor: Flavor.SCS_4V_8, size: 3, ...options } } });
    expect(templateName(cluster(pools({ size: 5 })), "web")).toBe(templateName(before, "web"));
    const others = [
      cluster(pools({ flavor: Flavor.SCS_4V_16 })),
      cluster(pools({ rootDiskGB: 60 })),
      cluster({ version: KubernetesVersion.parse("1.36.3") }),
      cluster({}, { image: "node-{version}" }),
      cluster({}, { sshKeyName: "ops" }),
    ].map((stack) => templateName(stack, "web"));
    expect(new Set([...others, templateName(before, "web")]).size).toBe(6);
    const { config } = before.one("kubectl_manifest", "/pool-web/machines/Resource");
    expect(config["lifecycle"]).toEqual({ create_before_destroy: true });
    expect(JSON.stringify(deployments(before)[0])).toContain(templateName(before, "web"));
  });

  test("a pool over zones is one deployment a zone, of one template", () => {
    const stack = cluster({ pools: { web: { flavor: Flavor.SCS_4V_8, size: 3, zones: ["az1", "AZ 2"] } } });
    expect(of(stack, "MachineDeployment").map(nameOf)).toEqual(
      ["shop-web-AZ-2", "shop-web-az1"].map((n) => n.toLowerCase()),
    );
    expect(
      deployments(stack).map((one) => [one["replicas"], ((one["template"] as Json)["spec"] as Json)["failureDomain"]]),
    ).toEqual([
      [1, "AZ 2"],
      [2, "az1"],
    ]);
    expect(of(stack, "OpenStackMachineTemplate")).toHaveLength(2);
  });

  test("a pool that scales leaves the number to the autoscaler", () => {
    const stack = cluster({ pools: { web: { flavor: Flavor.SCS_4V_8, min: 1, max: 7 } } });
    expect(deployments(stack)[0]).not.toHaveProperty("replicas");
    expect((of(stack, "MachineDeployment")[0]!["metadata"] as Json)["annotations"]).toEqual({
      "cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size": "1",
      "cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size": "7",
    });
  });

  test("labels: carried ones in place, others and taints by the kubelet of a new node", () => {
    const stack = cluster({
      pools: {
        web: {
          flavor: Flavor.SCS_4V_8,
          labels: { "node.cluster.x-k8s.io/tier": "web", team: "a", "example.org/b": "c" },
          taints: [{ key: "gpu" }, { key: "x", value: "y", effect: TaintEffect.NO_EXECUTE }],
        },
      },
    });
    const template = deployments(stack)[0]!["template"] as Json;
    expect((template["metadata"] as Json)["labels"]).toMatchObject({
      "node.cluster.x-k8s.io/tier": "web",
      "node.cluster.x-k8s.io/pool": "web",
    });
    expect(joining(stack)["kubeletExtraArgs"]).toContainEqual({ name: "node-labels", value: "example.org/b=c,team=a" });
    expect(joining(stack)["taints"]).toEqual([
      { key: "gpu", effect: "NoSchedule" },
      { key: "x", value: "y", effect: "NoExecute" },
    ]);
  });

  test("opens between nodes what its network plugin needs", () => {
    const ports = (cni?: Cni) => {
      const groups = spec(of(cluster({ cni }), "OpenStackCluster")[0])["managedSecurityGroups"] as Json;
      expect(groups["allowAllInClusterTraffic"]).toBe(false);
      return (groups["allNodesSecurityGroupRules"] as Json[]).map(
        (one) => `${one["protocol"]}/${one["portRangeMin"] ?? ""}`,
      );
    };
    expect(ports()).toEqual(["udp/8472", "tcp/4240", "tcp/4244"]);
    expect(ports(Cni.CALICO)).toEqual(["tcp/179", "4/", "udp/4789", "tcp/5473"]);
  });
});

const WISHES: Partial<KaasClusterProps> = {
  antiAffinity: false,
  controlPlane: { zones: ["az1"] },
  network: { mtu: 1400, dnsServers: ["192.0.2.53"], externalNetworkId: "8f2b7d2c-1111-4222-8333-444455556666" },
  api: {
    allowedCidrs: ["198.51.100.0/24"],
    managedFrom: ["198.51.100.7/32"],
    loadBalancer: LoadBalancerProvider.AMPHORA,
    publicAddress: false,
    certSans: ["api.example.org"],
  },
  oidc: { issuerUrl: "https://login.example.org", clientId: "kube" },
};

describe("every wish", () => {
  const balancer = { enabled: true, provider: "amphora", allowedCIDRs: ["198.51.100.0/24"] };

  test("in the OpenStack provider's v1beta1", () => {
    expect(spec(of(cluster(WISHES), "OpenStackCluster")[0])).toMatchObject({
      apiServerLoadBalancer: balancer,
      disableAPIServerFloatingIP: true,
      networkMTU: 1400,
      managedSubnets: [{ cidr: "10.8.0.0/20", dnsNameservers: ["192.0.2.53"] }],
      externalNetwork: { id: "8f2b7d2c-1111-4222-8333-444455556666" },
      controlPlaneAvailabilityZones: ["az1"],
    });
  });

  test("in its v1beta2, where some are turned around", () => {
    const stack = cluster(WISHES, { capoVersion: CapoVersion.V1BETA2 });
    const made = spec(of(stack, "OpenStackCluster")[0]);
    expect(made).toMatchObject({
      apiServer: { managedLoadBalancer: balancer, enableFloatingIP: false },
      managedNetwork: { mtu: 1400 },
    });
    expect(Object.keys(made)).not.toEqual(expect.arrayContaining(["networkMTU"]));
    expect(made["managedSecurityGroups"]).toHaveProperty("clusterNodesSecurityGroupRules");
    expect(machines(stack)["shop-web"]!["flavor"]).toEqual({ filter: { name: "SCS-4V-8" } });
  });

  test("in Cluster API's v1beta1: references with a version, arguments as a map, times as text", () => {
    const stack = cluster({ ...WISHES, antiAffinity: true }, { capiVersion: CapiVersion.V1BETA1 });
    const controlPlane = spec(of(stack, "KubeadmControlPlane")[0]);
    expect(of(stack, "Cluster")[0]).toMatchObject({
      apiVersion: "cluster.x-k8s.io/v1beta1",
      spec: { controlPlaneRef: { apiVersion: "controlplane.cluster.x-k8s.io/v1beta1" } },
    });
    expect(controlPlane).toMatchObject({
      rolloutStrategy: { rollingUpdate: { maxSurge: 0 } },
      machineTemplate: { infrastructureRef: { kind: "OpenStackMachineTemplate" } },
      kubeadmConfigSpec: {
        clusterConfiguration: {
          apiServer: {
            certSANs: ["api.example.org"],
            extraArgs: { "oidc-issuer-url": "https://login.example.org", "oidc-client-id": "kube" },
          },
        },
      },
    });
    expect(spec(of(stack, "MachineHealthCheck")[0])).toMatchObject({
      unhealthyConditions: [{ timeout: "300s" }, { timeout: "300s" }],
    });
    expect(joining(stack)["kubeletExtraArgs"]).toHaveProperty("cloud-provider", "external");
  });

  test("no health checks where they are off", () => {
    expect(of(cluster({}, { healthChecks: false }), "MachineHealthCheck")).toEqual([]);
  });
});

describe("what Cluster API cannot do is refused", () => {
  const pool = (options: object) => ({ pools: { web: { flavor: Flavor.SCS_4V_8, ...options } } });
  test.each<[string, Partial<KaasClusterProps>, string, string]>([
    ["nodes by their keys", pool({ members: ["a"] }), "SCSBP-6409", "a"],
    [
      "labels that no kubelet may give itself",
      pool({ labels: { "topology.kubernetes.io/zone": "x" } }),
      "SCSBP-6409",
      "zone",
    ],
    ["blocks with OVN", { api: { ...WISHES.api, loadBalancer: LoadBalancerProvider.OVN } }, "SCSBP-6416", "198.51.100"],
    [
      "blocks with the cloud's balancer",
      { api: { ...WISHES.api, loadBalancer: LoadBalancerProvider.CLOUD_DEFAULT } },
      "SCSBP-6409",
      "198.51.100",
    ],
    ["blocks with none named", { api: { ...WISHES.api, loadBalancer: undefined } }, "SCSBP-6409", "198.51.100"],
    ["a lock-out", { api: { ...WISHES.api, managedFrom: ["203.0.113.1/32"] } }, "SCSBP-6417", "203.0.113.1"],
    [
      "two zones of one name",
      pool({ zones: ["az.1", "az-1"], size: 2 }),
      "SCSBP-3004",
      "MachineDeployment team-a/shop-web-az-1",
    ],
  ])("%s", (_, change, code, got) => {
    const error = errorOf(() => cluster(change));
    expect([error.code, error.got]).toEqual([code, expect.stringContaining(got)]);
  });
});
