import {
  Cni,
  FailureTolerance,
  GardenerProject,
  type GardenerProjectProps,
  KaasCluster,
  type KaasClusterProps,
  KubernetesVersion,
  ShootPurpose,
} from "../../../../lib/blueprints/kaas/index";
import { Flavor, LoadBalancerProvider, RemovalPolicy, Secret } from "../../../../lib/index";
import { KubernetesApi } from "../../../../lib/kubernetes/index";
import { errorOf } from "../../../support/errors";
import { synth, type SynthesizedStack } from "../../../support/synth";

type Json = Record<string, unknown>;

const cluster = (change: Partial<KaasClusterProps> = {}, project: Partial<GardenerProjectProps> = {}) =>
  synth((stack) => {
    new KaasCluster(stack, "shop", {
      platform: new GardenerProject(stack, "garden", {
        api: new KubernetesApi(stack, "api"),
        project: "team-a",
        cloudProfile: "openstack",
        region: "RegionOne",
        zones: ["az1"],
        floatingPool: "public",
        domainName: "default",
        tenantName: "team-a-project",
        credentialId: "c0ffee",
        credentialSecret: Secret.fromVariable("credential"),
        ...project,
      }),
      name: "shop",
      version: KubernetesVersion.parse("1.36.4"),
      pools: { web: { flavor: Flavor.SCS_4V_8, min: 2, max: 6 } },
      ...change,
    });
  });

const of = (stack: SynthesizedStack, kind: string) =>
  stack
    .all("kubectl_manifest")
    .map((one) => one.config["manifest"] as Json)
    .filter((one) => one["kind"] === kind);
const shoot = (stack: SynthesizedStack) => of(stack, "Shoot")[0]!;
const spec = (stack: SynthesizedStack) => shoot(stack)["spec"] as Json;
const workers = (stack: SynthesizedStack) => (spec(stack)["provider"] as Json)["workers"] as Json[];

test("a project has its login and the binding of it; only the secret is hidden", () => {
  const stack = cluster();
  expect(stack.one("kubernetes_secret_v1").config).toMatchObject({
    metadata: { name: "openstack", namespace: "garden-team-a" },
    data: {
      applicationCredentialID: "c0ffee",
      applicationCredentialSecret: "${var.credential}",
      domainName: "default",
      tenantName: "team-a-project",
    },
  });
  expect(of(stack, "CredentialsBinding")[0]).toEqual({
    apiVersion: "security.gardener.cloud/v1alpha1",
    kind: "CredentialsBinding",
    metadata: { name: "openstack", namespace: "garden-team-a" },
    provider: { type: "openstack" },
    credentialsRef: { apiVersion: "v1", kind: "Secret", name: "openstack", namespace: "garden-team-a" },
  });
});

test("a cluster is a Shoot", () => {
  expect(shoot(cluster())).toEqual({
    apiVersion: "core.gardener.cloud/v1beta1",
    kind: "Shoot",
    metadata: {
      name: "shop",
      namespace: "garden-team-a",
      annotations: { "confirmation.gardener.cloud/deletion": "true" },
    },
    spec: {
      cloudProfile: { kind: "CloudProfile", name: "openstack" },
      region: "RegionOne",
      credentialsBindingName: "openstack",
      purpose: "evaluation",
      kubernetes: { version: "1.36.4" }, // without v
      networking: { type: "cilium", nodes: "10.8.0.0/20", pods: "172.16.0.0/16", services: "10.96.0.0/12" },
      controlPlane: { highAvailability: { failureTolerance: { type: "node" } } },
      maintenance: { autoUpdate: { kubernetesVersion: false, machineImageVersion: true } },
      provider: {
        type: "openstack",
        infrastructureConfig: {
          apiVersion: "openstack.provider.extensions.gardener.cloud/v1alpha1",
          kind: "InfrastructureConfig",
          floatingPoolName: "public",
          networks: { workers: "10.8.0.0/20" },
        },
        controlPlaneConfig: {
          apiVersion: "openstack.provider.extensions.gardener.cloud/v1alpha1",
          kind: "ControlPlaneConfig",
          loadBalancerProvider: "ovn",
        },
        workers: [
          {
            name: "web",
            minimum: 2,
            maximum: 6,
            maxSurge: 1,
            machine: { type: "SCS-4V-8" },
            zones: ["az1"],
            volume: { size: "50Gi" },
            providerConfig: {
              apiVersion: "openstack.provider.extensions.gardener.cloud/v1alpha1",
              kind: "WorkerConfig",
              serverGroup: { policy: "soft-anti-affinity" },
            },
          },
        ],
      },
    },
  });
});

test("a single control-plane node has no failure tolerance; three can survive a zone", () => {
  expect(spec(cluster({ controlPlane: { replicas: 1 } }))).not.toHaveProperty("controlPlane");
  expect(spec(cluster({}, { failureTolerance: FailureTolerance.ZONE }))["controlPlane"]).toEqual({
    highAvailability: { failureTolerance: { type: "zone" } },
  });
});

test("every wish for its nodes", () => {
  const [db, web] = workers(
    cluster(
      {
        antiAffinity: false,
        cni: Cni.CALICO,
        pools: {
          web: { flavor: Flavor.SCS_4V_8, size: 3, zones: ["az1", "az2"], rootDiskGB: 80, labels: { team: "a" } },
          db: { flavor: Flavor.SCS_4V_16_100S, taints: [{ key: "db", value: "yes" }] },
        },
      },
      { machineImage: "flatcar", machineImageVersion: "4230.2.0" },
    ),
  );
  expect(web).toEqual({
    name: "web",
    minimum: 3,
    maximum: 3,
    maxSurge: 1,
    machine: { type: "SCS-4V-8", image: { name: "flatcar", version: "4230.2.0" } },
    zones: ["az1", "az2"],
    volume: { size: "80Gi" },
    labels: { team: "a" },
  });
  expect(db).toMatchObject({ taints: [{ key: "db", value: "yes", effect: "NoSchedule" }] });
  expect(db).not.toHaveProperty("volume"); // the flavor brings its disk
});

test("a pinned image is not raised by Gardener; another balancer and purpose", () => {
  const stack = cluster(
    {},
    {
      machineImage: "flatcar",
      machineImageVersion: "1",
      loadBalancer: LoadBalancerProvider.AMPHORA,
      purpose: ShootPurpose.PRODUCTION,
    },
  );
  expect(spec(stack)).toMatchObject({
    purpose: "production",
    maintenance: { autoUpdate: { machineImageVersion: false } },
    provider: { controlPlaneConfig: { loadBalancerProvider: "amphora" } },
  });
});

test("login by OpenID Connect is a file of the API server", () => {
  const stack = cluster({ oidc: { issuerUrl: "https://login.example.org", clientId: "kube", groupsClaim: "groups" } });
  expect(spec(stack)["kubernetes"]).toMatchObject({
    kubeAPIServer: { structuredAuthentication: { configMapName: "shop-authentication" } },
  });
  const [map] = of(stack, "ConfigMap");
  expect((map!["data"] as Record<string, string>)["config.yaml"]).toContain("audiences:\n        - kube");
});

test("allowedCidrs where the provider has the extension", () => {
  const api = { allowedCidrs: ["198.51.100.0/24"], managedFrom: ["198.51.100.7/32"] };
  expect(spec(cluster({ api }, { accessControl: true }))["extensions"]).toEqual([
    { type: "acl", providerConfig: { rule: { action: "ALLOW", type: "remote_ip", cidrs: ["198.51.100.0/24"] } } },
  ]);
});

test("a cluster to retain is not confirmed for deletion, and no plan destroys it", () => {
  const stack = cluster({}, { removalPolicy: RemovalPolicy.RETAIN });
  expect((shoot(stack)["metadata"] as Json)["annotations"]).toBeUndefined();
  expect(stack.one("kubectl_manifest", "/shop/Cluster/Resource/Resource").config["lifecycle"]).toEqual({
    prevent_destroy: true,
  });
});

describe("what Gardener cannot do is refused", () => {
  const pool = (options: object) => ({ pools: { web: { flavor: Flavor.SCS_4V_8, ...options } } });
  const api = { allowedCidrs: ["198.51.100.0/24"], managedFrom: ["198.51.100.7/32"] };
  test.each<[string, Partial<KaasClusterProps>, string, string]>([
    ["five control-plane nodes", { controlPlane: { replicas: 5 } }, "SCSBP-6409", "5"],
    ["its flavor", { controlPlane: { flavor: Flavor.SCS_2V_4_20S } }, "SCSBP-6409", "SCS-2V-4-20s"],
    ["its root volume", { controlPlane: { rootDiskGB: 60 } }, "SCSBP-6409", "60"],
    ["its zones", { controlPlane: { zones: ["az1"] } }, "SCSBP-6409", "az1"],
    ["DNS servers", { network: { dnsServers: ["192.0.2.53"] } }, "SCSBP-6409", "192.0.2.53"],
    ["an MTU", { network: { mtu: 1400 } }, "SCSBP-6409", "1400"],
    ["an external network by id", { network: { externalNetworkId: "c5a1" } }, "SCSBP-6409", "c5a1"],
    ["another domain", { network: { serviceDomain: "corp.local" } }, "SCSBP-6409", "corp.local"],
    ["no public address", { api: { publicAddress: false } }, "SCSBP-6409", "false"],
    ["a balancer", { api: { loadBalancer: LoadBalancerProvider.OVN } }, "SCSBP-6409", "ovn"],
    ["names in the certificate", { api: { certSans: ["a.example.org"] } }, "SCSBP-6409", "a.example.org"],
    ["blocks without the extension", { api }, "SCSBP-6409", "198.51.100.0/24"],
    ["nodes by their keys", pool({ members: ["a"] }), "SCSBP-6409", "a"],
    ["a long name of a cluster", { name: "shop-in-the-middle" }, "SCSBP-6443", "team-a and shop-in-the-middle, 24"],
    ["a long name of a pool", { pools: { "web-in-the-middle": { flavor: Flavor.SCS_4V_8 } } }, "SCSBP-6444", "17"],
    ["fewer nodes than zones", pool({ size: 1, zones: ["az1", "az2"] }), "SCSBP-6445", "1 nodes, zones az1, az2"],
  ])("%s", (_, change, code, got) => {
    const error = errorOf(() => cluster(change));
    expect([error.code, error.got]).toEqual([code, expect.stringContaining(got)]);
  });

  test.each<[string, Partial<GardenerProjectProps>, string]>([
    ["a project with its namespace's prefix in capitals", { project: "Team" }, "SCSBP-6440"],
    ["a project with two hyphens", { project: "a--b" }, "SCSBP-6440"],
    ["no zones", { zones: [] }, "SCSBP-6441"],
    ["a zone twice", { zones: ["a", "a"] }, "SCSBP-6441"],
    ["a balancer without a name", { loadBalancer: LoadBalancerProvider.CLOUD_DEFAULT }, "SCSBP-6442"],
    ["a login in clear", { credentialSecret: "x" as unknown as Secret }, "SCSBP-1011"],
  ])("%s", (_, change, code) => {
    expect(errorOf(() => cluster({}, change)).code).toBe(code);
  });
});
