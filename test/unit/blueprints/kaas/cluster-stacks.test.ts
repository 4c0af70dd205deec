import {
  CapiVersion,
  Cni,
  ClusterStackSeries,
  ClusterStackTenant,
  type ClusterStackTenantProps,
} from "../../../../lib/blueprints/kaas/index";
import { KaasCluster, type KaasClusterProps, KubernetesVersion } from "../../../../lib/blueprints/kaas/index";
import { Flavor, LoadBalancerProvider, type ScsStack, Secret } from "../../../../lib/index";
import { KubernetesApi } from "../../../../lib/kubernetes/index";
import { errorOf } from "../../../support/errors";
import { synth, type SynthesizedStack } from "../../../support/synth";

const tenantIn = (stack: ScsStack, change: Partial<ClusterStackTenantProps> = {}) =>
  new ClusterStackTenant(stack, "team-a", {
    api: new KubernetesApi(stack, "management"),
    cloudsYaml: Secret.fromVariable("clouds_yaml"),
    kubernetesMinors: ["1.36", "1.35"],
    ...change,
  });

const cluster = (change: Partial<KaasClusterProps> = {}, tenant: Partial<ClusterStackTenantProps> = {}) =>
  synth((stack) => {
    new KaasCluster(stack, "shop", {
      platform: tenantIn(stack, tenant),
      version: KubernetesVersion.parse("1.36.4"),
      name: "shop",
      pools: { web: { flavor: Flavor.SCS_4V_8, size: 3 } },
      ...change,
    });
  });

type Json = Record<string, unknown>;
const manifests = (stack: SynthesizedStack) =>
  stack.all("kubectl_manifest").map((one) => one.config["manifest"] as Json);
const manifest = (stack: SynthesizedStack, kind: string) => manifests(stack).filter((one) => one["kind"] === kind);
const topology = (stack: SynthesizedStack) => (manifest(stack, "Cluster")[0]!["spec"] as Json)["topology"] as Json;
const variables = (stack: SynthesizedStack) =>
  Object.fromEntries(
    (topology(stack)["variables"] as { name: string; value: unknown }[]).map((one) => [one.name, one.value]),
  );
const deployments = (stack: SynthesizedStack) => (topology(stack)["workers"] as Json)["machineDeployments"] as Json[];

describe("a tenant", () => {
  test("has a namespace, the login, its copy, what carries it, and a cluster stack for each minor", () => {
    const stack = synth((stack) => tenantIn(stack));
    expect(stack.one("kubernetes_namespace_v1").config["metadata"]).toEqual({ name: "team-a" });
    const secrets = ["login", "login-copy"].map((id) => stack.one("kubernetes_secret_v1", `/${id}/Resource`).config);
    expect(secrets[0]).toMatchObject({
      metadata: { name: "openstack", namespace: "team-a", labels: { "clusterctl.cluster.x-k8s.io/move": "true" } },
      data: { "clouds.yaml": "${var.clouds_yaml}" },
    });
    expect(secrets[1]).toMatchObject({
      metadata: { name: "clouds-yaml", namespace: "team-a" },
      type: "addons.cluster.x-k8s.io/resource-set",
    });
    expect(JSON.stringify(secrets[1]!["data"])).toContain("base64encode(var.clouds_yaml)");
    expect(manifest(stack, "ClusterResourceSet")[0]).toMatchObject({
      apiVersion: "addons.cluster.x-k8s.io/v1beta1",
      spec: {
        strategy: "Reconcile",
        clusterSelector: { matchLabels: { "managed-secret": "clouds-yaml" } },
        resources: [{ name: "clouds-yaml", kind: "Secret" }],
      },
    });
    expect(manifest(stack, "ClusterStack").map((one) => [(one["metadata"] as Json)["name"], one["spec"]])).toEqual([
      [
        "scs2-1-35",
        expect.objectContaining({ kubernetesVersion: "1.35", name: "scs2", versions: ["v1"], noProvider: true }),
      ],
      ["scs2-1-36", expect.objectContaining({ kubernetesVersion: "1.36", channel: "stable", autoSubscribe: false })],
    ]);
  });

  test("keeps an older release beside the newer while clusters use it", () => {
    const stack = synth((stack) => tenantIn(stack, { release: "v3", olderReleases: ["v2", "v3"] }));
    expect(manifest(stack, "ClusterStack")[0]).toMatchObject({ spec: { versions: ["v2", "v3"] } });
  });

  test.each<[string, Partial<ClusterStackTenantProps>, string]>([
    ["no minor version", { kubernetesMinors: [] }, "SCSBP-6420"],
    ["a patch in place of a minor", { kubernetesMinors: ["1.36.4"] }, "SCSBP-6420"],
    ["a minor with a v", { kubernetesMinors: ["v1.36"] }, "SCSBP-6420"],
    ["a minor twice", { kubernetesMinors: ["1.36", "1.36"] }, "SCSBP-6420"],
    ["a release without v", { release: "1" }, "SCSBP-6421"],
    ["a login in clear", { cloudsYaml: "clouds: {}" as unknown as Secret }, "SCSBP-1011"],
    ["a namespace in capitals", { namespace: "Team" }, "SCSBP-3003"],
  ])("%s is refused", (_, change, code) => {
    expect(errorOf(() => synth((stack) => tenantIn(stack, change))).code).toBe(code);
  });
});

describe("a cluster of a class", () => {
  test("says only what was asked for; the class's defaults stay", () => {
    const stack = cluster({ antiAffinity: false });
    expect(manifest(stack, "Cluster")[0]).toEqual({
      apiVersion: "cluster.x-k8s.io/v1beta1",
      kind: "Cluster",
      metadata: { name: "shop", namespace: "team-a", labels: { "managed-secret": "clouds-yaml" } },
      spec: {
        clusterNetwork: {
          pods: { cidrBlocks: ["172.16.0.0/16"] },
          services: { cidrBlocks: ["10.96.0.0/12"] },
          serviceDomain: "cluster.local",
        },
        topology: {
          class: "openstack-scs2-1-36-v1",
          version: "v1.36.4",
          controlPlane: { replicas: 3 },
          workers: {
            machineDeployments: [
              {
                class: "default-worker",
                name: "web",
                replicas: 3,
                variables: {
                  overrides: [
                    { name: "workerFlavor", value: "SCS-4V-8" },
                    { name: "workerRootDisk", value: 50 },
                  ],
                },
              },
            ],
          },
        },
      },
    });
  });

  test("is written for v1beta2, too", () => {
    const stack = cluster({ antiAffinity: false }, { capiVersion: CapiVersion.V1BETA2 });
    expect(manifest(stack, "Cluster")[0]!["apiVersion"]).toBe("cluster.x-k8s.io/v1beta2");
    expect(topology(stack)["classRef"]).toEqual({ name: "openstack-scs2-1-36-v1" });
    expect(topology(stack)["class"]).toBeUndefined();
  });

  test("keeps its nodes on different hosts by groups that Terraform makes", () => {
    const stack = cluster();
    expect(stack.all("openstack_compute_servergroup_v2").map((one) => one.config["policies"])).toEqual([
      ["anti-affinity"],
      ["soft-anti-affinity"],
    ]);
    expect(variables(stack)).toEqual({
      controlPlaneServerGroupID: expect.stringMatching(/^\$\{openstack_compute_servergroup_v2\..*\.id\}$/),
      workerServerGroupID: expect.stringMatching(/^\$\{openstack_compute_servergroup_v2\..*\.id\}$/),
    });
  });

  test("a single control-plane node needs no group", () => {
    const stack = cluster({ controlPlane: { replicas: 1 } });
    expect(Object.keys(variables(stack))).toEqual(["workerServerGroupID"]);
  });

  test("has every wish under the class's name for it", () => {
    const stack = cluster({
      antiAffinity: false,
      controlPlane: { replicas: 5, flavor: Flavor.SCS_2V_4_20S, zones: ["az1", "az2"] },
      network: { nodeCidr: "10.9.0.0/20", dnsServers: ["192.0.2.53"], mtu: 1400, externalNetworkId: "c5a1" },
      api: {
        allowedCidrs: ["198.51.100.0/24"],
        managedFrom: ["198.51.100.7/32"],
        loadBalancer: LoadBalancerProvider.AMPHORA,
        publicAddress: false,
        certSans: ["api.example.org"],
      },
      oidc: { issuerUrl: "https://login.example.org", clientId: "kube", groupsClaim: "groups" },
    });
    expect(variables(stack)).toEqual({
      apiServerLoadBalancer: "octavia-amphora",
      apiServerLoadBalancerOctaviaAmphoraAllowedCIDRs: ["198.51.100.0/24"],
      certSANs: ["api.example.org"],
      controlPlaneAvailabilityZones: ["az1", "az2"],
      controlPlaneFlavor: "SCS-2V-4-20s",
      controlPlaneRootDisk: 0,
      disableAPIServerFloatingIP: true,
      dnsNameservers: ["192.0.2.53"],
      networkExternalID: "c5a1",
      networkMTU: 1400,
      nodeCIDR: "10.9.0.0/20",
      oidcConfig: { clientID: "kube", issuerURL: "https://login.example.org", groupsClaim: "groups" },
    });
  });

  test("of the older series, in its names", () => {
    const stack = cluster(
      { antiAffinity: false, controlPlane: { flavor: Flavor.SCS_2V_4 } },
      { series: ClusterStackSeries.SCS, cloudName: "regio" },
    );
    expect(topology(stack)["class"]).toBe("openstack-scs-1-36-v1");
    expect(variables(stack)).toEqual({
      cloud_name: "regio",
      controller_flavor: "SCS-2V-4",
      controller_root_disk: 50,
      secret_name: "openstack",
    });
  });

  test("a login of another cloud name in the present series", () => {
    expect(variables(cluster({}, { cloudName: "regio" }))["identityRef"]).toEqual({
      name: "openstack",
      cloudName: "regio",
    });
  });

  test("a pool over zones is one deployment a zone, with its share of the nodes", () => {
    const zones = ["az1", "az2", "AZ 3"];
    const shares = deployments(cluster({ pools: { web: { flavor: Flavor.SCS_4V_8, size: 5, zones } } }));
    expect(shares.map((one) => [one["name"], one["replicas"], one["failureDomain"]])).toEqual([
      ["web-az1", 2, "az1"],
      ["web-az2", 2, "az2"],
      ["web-az-3", 1, "AZ 3"],
    ]);
  });

  test("a pool that scales says so to the autoscaler, and leaves the number to it", () => {
    const [pool] = deployments(cluster({ pools: { web: { flavor: Flavor.SCS_4V_8, min: 1, max: 7 } } }));
    expect(pool).not.toHaveProperty("replicas");
    expect(pool!["metadata"]).toEqual({
      annotations: {
        "cluster.x-k8s.io/cluster-api-autoscaler-node-group-min-size": "1",
        "cluster.x-k8s.io/cluster-api-autoscaler-node-group-max-size": "7",
      },
    });
  });

  test("pools stand in the order of their names, whatever the program's", () => {
    const flavor = Flavor.SCS_4V_8;
    const one = deployments(cluster({ pools: { web: { flavor }, db: { flavor } } }));
    expect(one).toEqual(deployments(cluster({ pools: { db: { flavor }, web: { flavor } } })));
  });
});

describe("bad input", () => {
  const pool = (options: object) => ({ pools: { web: { flavor: Flavor.SCS_4V_8, ...options } } });
  test.each<[string, Partial<KaasClusterProps>, string, string]>([
    ["a name that no node can have", { name: "Shop" }, "SCSBP-6405", "Shop"],
    ["four control-plane nodes", { controlPlane: { replicas: 4 } }, "SCSBP-6406", "4"],
    ["no control plane", { controlPlane: { replicas: 0 } }, "SCSBP-6406", "0"],
    ["no pool", { pools: {} }, "SCSBP-6407", "pools: {}"],
    ["a plugin without policies", { cni: Cni.FLANNEL }, "SCSBP-6408", "flannel"],
    ["a plugin that the class does not bring", { cni: Cni.CALICO }, "SCSBP-6409", "calico"],
    ["a pool in capitals", { pools: { Web: { flavor: Flavor.SCS_4V_8 } } }, "SCSBP-6410", "Web"],
    ["size 0 with min 1", pool({ size: 0, min: 1 }), "SCSBP-6411", "size: 0, min: 1"],
    ["min without max", pool({ min: 1 }), "SCSBP-6411", "min: 1"],
    ["min above max", pool({ min: 3, max: 2 }), "SCSBP-6411", "min: 3, max: 2"],
    ["half a node", pool({ size: 0.5 }), "SCSBP-6411", "size: 0.5"],
    ["a zone twice", pool({ zones: ["a", "a"] }), "SCSBP-6412", "a, a"],
    [
      "a disk and a volume",
      { pools: { web: { flavor: Flavor.SCS_4V_16_100S, rootDiskGB: 50 } } },
      "SCSBP-6413",
      "SCS-4V-16-100s, 50 GB",
    ],
    ["a root volume of 10 GB", pool({ rootDiskGB: 10 }), "SCSBP-6414", "10 GB"],
    [
      "a flavor with a disk of 5 GB",
      { controlPlane: { flavor: Flavor.fromName("SCS-1V-2-5") } },
      "SCSBP-6414",
      "SCS-1V-2-5 with 5 GB",
    ],
    [
      "pods among the services",
      { network: { podCidr: "10.100.0.0/16" } },
      "SCSBP-6415",
      "10.100.0.0/16 and 10.96.0.0/12",
    ],
    [
      "nodes among the pods",
      { network: { nodeCidr: "172.16.8.0/24" } },
      "SCSBP-6415",
      "172.16.8.0/24 and 172.16.0.0/16",
    ],
    [
      "blocks with OVN",
      { api: { allowedCidrs: ["192.0.2.0/24"], loadBalancer: LoadBalancerProvider.OVN } },
      "SCSBP-6416",
      "192.0.2.0/24",
    ],
    [
      "blocks without the manager",
      { api: { allowedCidrs: ["192.0.2.0/24"], managedFrom: ["198.51.100.1/32"] } },
      "SCSBP-6417",
      "198.51.100.1/32",
    ],
    ["blocks, the manager not said", { api: { allowedCidrs: ["192.0.2.0/24"] } }, "SCSBP-6417", "?"],
    [
      "blocks with the class's default balancer",
      { api: { allowedCidrs: ["192.0.2.0/24"], managedFrom: ["192.0.2.1/32"] } },
      "SCSBP-6409",
      "192.0.2.0/24",
    ],
    [
      "a balancer that the class does not know",
      { api: { loadBalancer: LoadBalancerProvider.fromName("f5") } },
      "SCSBP-6409",
      "f5",
    ],
    ["nodes by their keys", pool({ members: ["a", "b"] }), "SCSBP-6409", "a, b"],
    ["size and keys", pool({ size: 2, members: ["a", "b"] }), "SCSBP-6411", "size: 2, members: a,b"],
    ["taints", pool({ taints: [{ key: "gpu" }] }), "SCSBP-6409", "web"],
    ["labels that never reach a node", pool({ labels: { team: "a" } }), "SCSBP-6409", "team"],
    [
      "a minor that the tenant has no classes for",
      { version: KubernetesVersion.parse("1.37.1") },
      "SCSBP-6422",
      "1.37.1",
    ],
  ])("%s is refused", (_, change, code, got) => {
    const error = errorOf(() => cluster(change));
    expect(error.code).toBe(code);
    expect(error.got).toContain(got);
    expect(error.allowed ?? error.fix).toBeDefined();
    expect(error.path).toMatch(/^test\/shop/);
  });

  test("what the older series has no variable for", () => {
    const error = errorOf(() => cluster({ api: { publicAddress: false } }, { series: ClusterStackSeries.SCS }));
    expect([error.code, error.what]).toEqual(["SCSBP-6409", expect.stringContaining("without a public address")]);
  });
});

describe("a version", () => {
  test("in each target's form, from either", () => {
    for (const text of ["1.36.4", "v1.36.4"]) {
      const { tag, minor, text: plain } = KubernetesVersion.parse(text);
      expect([tag, minor, plain]).toEqual(["v1.36.4", "1.36", "1.36.4"]);
    }
  });

  test.each([
    ["1.36", "SCSBP-6400"],
    ["latest", "SCSBP-6400"],
    ["1.36.4-rc.1", "SCSBP-6400"],
    ["1.33.4", "SCSBP-6401"],
    ["v1.20.15", "SCSBP-6401"],
  ])("%s is refused", (text, code) => {
    expect(errorOf(() => KubernetesVersion.parse(text)).code).toBe(code);
  });

  test("an outdated one for a reason only; one newer than the table passes", () => {
    expect(KubernetesVersion.outdated("1.33.4", "OPS-12: upgrade in week 50").tag).toBe("v1.33.4");
    expect(errorOf(() => KubernetesVersion.outdated("1.33.4", " ")).code).toBe("SCSBP-6402");
    expect(KubernetesVersion.parse("1.38.0").minor).toBe("1.38");
  });
});
