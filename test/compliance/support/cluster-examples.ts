import type { Outcome } from "../../../packages/checker/src/index";
import { type Elements, UNKNOWN } from "./evidence";
import type { Example } from "./rule-examples";

/** One cluster of each platform, and what differs from it; the same as code and as plan. */
const MAGNUM = "openstack_containerinfra_cluster_v1.m";
const GROUP = "openstack_compute_servergroup_v2.g";
const group = { [GROUP]: { name: "team-a-shop-control-plane", policies: ["anti-affinity"] } };
const networks = { pods: { cidrBlocks: ["172.16.0.0/16"] }, services: { cidrBlocks: ["10.96.0.0/12"] } };
const metadata = (name: string) => ({ name, namespace: "team-a" });

function classy(
  variables: Record<string, unknown>,
  name = "openstack-scs2-1-36-v1",
  clusterNetwork: object = networks,
): Elements {
  const listed = Object.entries({ nodeCIDR: "10.8.0.0/20", controlPlaneServerGroupID: "${x.y.id}", ...variables })
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ name: key, value }));
  const topology = { class: name, version: "v1.36.999", controlPlane: { replicas: 3 }, variables: listed };
  return {
    "kubernetes_manifest.c": {
      manifest: {
        apiVersion: "cluster.x-k8s.io/v1beta1",
        kind: "Cluster",
        metadata: metadata("shop"),
        spec: { clusterNetwork, topology },
      },
    },
  };
}

interface CapoParts {
  readonly infrastructure?: object;
  readonly machine?: object;
  readonly replicas?: number;
  readonly old?: boolean;
  readonly nodes?: string;
}

function capo({ infrastructure, machine, replicas = 3, old, nodes = "10.8.0.0/20" }: CapoParts = {}): Elements {
  const ref = (kind: string, name: string) => ({ apiGroup: "x", kind, name });
  const template = ref("OpenStackMachineTemplate", "shop-control-plane-1a2b");
  const object = (group: string, kind: string, name: string, spec: object) => ({
    manifest: { apiVersion: `${group}/v1beta2`, kind, metadata: metadata(name), spec },
  });
  const spec = { flavor: "SCS-2V-4-20s", serverGroup: { filter: { name: "team-a-shop-control-plane" } }, ...machine };
  return {
    ...group,
    "kubernetes_manifest.c": object("cluster.x-k8s.io", "Cluster", "shop", {
      clusterNetwork: networks,
      controlPlaneRef: ref("KubeadmControlPlane", "shop-control-plane"),
      infrastructureRef: ref("OpenStackCluster", "shop"),
    }),
    "kubernetes_manifest.k": object("controlplane.cluster.x-k8s.io", "KubeadmControlPlane", "shop-control-plane", {
      replicas,
      machineTemplate: old ? { infrastructureRef: template } : { spec: { infrastructureRef: template } },
    }),
    "kubernetes_manifest.i": object("infrastructure.cluster.x-k8s.io", "OpenStackCluster", "shop", {
      managedSubnets: [{ cidr: nodes }],
      ...infrastructure,
    }),
    "kubernetes_manifest.m": object(
      "infrastructure.cluster.x-k8s.io",
      "OpenStackMachineTemplate",
      "shop-control-plane-1a2b",
      {
        template: { spec: Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined)) },
      },
    ),
  };
}

function shoot(change: object = {}): Elements {
  const networking = { type: "cilium", nodes: "10.8.0.0/20", pods: "172.16.0.0/16", services: "10.96.0.0/12" };
  const controlPlane = { highAvailability: { failureTolerance: { type: "node" } } };
  const spec = { networking, controlPlane, kubernetes: { version: "1.36.999" }, ...change };
  const manifest = { apiVersion: "core.gardener.cloud/v1beta1", kind: "Shoot", metadata: metadata("shop"), spec };
  return { "kubernetes_manifest.s": { manifest } };
}

function magnum(masters: number, labels?: object): Elements {
  return {
    "openstack_containerinfra_clustertemplate_v1.t": {
      name: "t",
      network_driver: "calico",
      master_flavor: "SCS-2V-4",
      labels: { kube_tag: "v1.36.999" },
    },
    [MAGNUM]: {
      name: "shop",
      cluster_template_id: "${openstack_containerinfra_clustertemplate_v1.t.id}",
      master_count: masters,
      ...(labels && { labels }),
    },
  };
}

function servers(hints: object, listener: object = {}): Elements {
  const one = (key: string) => ({
    "//": { metadata: { path: `s/shop/Cluster/control-plane/members/${key}`, uniqueId: key } },
    name: `shop-control-plane-${key}`,
    flavor_name: "SCS-2V-4-20s",
    metadata: { "rke2-release": "v1.36.999+rke2r1" },
    ...hints,
  });
  return {
    "openstack_compute_instance_v2.a": one("1"),
    "openstack_compute_instance_v2.b": one("2"),
    "openstack_lb_listener_v2.l": {
      "//": { metadata: { path: "s/shop/Cluster/api/listener", uniqueId: "l" } },
      protocol_port: 6443,
      ...listener,
    },
  };
}

const blocks = ["198.51.100.0/24"];
const ALLOWED = "apiServerLoadBalancerOctaviaAmphoraAllowedCIDRs";
const acl = (cidrs: string[]) => [{ type: "acl", providerConfig: { rule: { action: "ALLOW", cidrs } } }];

const CLUSTERS: Readonly<Record<string, Elements>> = {
  classy: classy({}),
  "classy, another class": classy({}, "our-own-class"),
  "classy, no group": classy({ controlPlaneServerGroupID: undefined }),
  "classy, an empty group": classy({ controlPlaneServerGroupID: "" }),
  "classy, nodes among pods": classy({ nodeCIDR: "172.16.8.0/24" }),
  "classy, pods later": classy({}, undefined, { ...networks, pods: { cidrBlocks: ["${var.pods}"] } }),
  "classy, blocks": classy({ [ALLOWED]: blocks }),
  "classy, hidden": classy({ disableAPIServerFloatingIP: true }),
  "classy, the world as a block": classy({ [ALLOWED]: [...blocks, "0.0.0.0/0"], disableAPIServerFloatingIP: true }),
  "classy, blocks later": classy({ [ALLOWED]: "${var.blocks}" }),
  "classy, SSD": classy({ controlPlaneFlavor: "SCS-2V-4-20s" }),
  "classy, network disk": classy({ controlPlaneFlavor: "SCS-2V-4" }),
  capo: capo(),
  "capo, v1beta1": capo({ old: true }),
  "capo, v1beta2": capo({ machine: { flavor: { filter: { name: "SCS-2V-4-20s" } } } }),
  "capo, own flavor": capo({ machine: { flavor: "our-own" } }),
  "capo, no group": capo({ machine: { serverGroup: undefined } }),
  "capo, a group of others": capo({ machine: { serverGroup: { id: "c5a1" } } }),
  "capo, one node": capo({ replicas: 1 }),
  "capo, nodes among services": capo({ nodes: "10.100.0.0/24" }),
  "capo, blocks": capo({ infrastructure: { apiServerLoadBalancer: { enabled: true, allowedCIDRs: blocks } } }),
  "capo, v1beta2 with blocks": capo({
    infrastructure: { apiServer: { managedLoadBalancer: { allowedCIDRs: blocks } } },
  }),
  "capo, hidden": capo({ infrastructure: { disableAPIServerFloatingIP: true } }),
  "capo, v1beta2 hidden": capo({ infrastructure: { apiServer: { enableFloatingIP: false } } }),
  shoot: shoot(),
  "shoot of one": shoot({ controlPlane: undefined }),
  "shoot with Flannel": shoot({ networking: { type: "flannel" } }),
  "shoot, blocks": shoot({ extensions: acl(blocks) }),
  magnum: magnum(3),
  "magnum of one": magnum(1),
  "magnum, blocks": magnum(3, { api_master_lb_allowed_cidrs: blocks.join(",") }),
  "magnum, hidden": magnum(3, { master_lb_floating_ip_enabled: "false" }),
  servers: servers({ scheduler_hints: { group: "${openstack_compute_servergroup_v2.g.id}" } }),
  "servers without hints": servers({}),
  "servers, blocks": servers({}, { allowed_cidrs: blocks }),
};

/** As in a plan: what is a template in code is known after apply. */
function planned(value: unknown): unknown {
  if (typeof value === "string") {
    return value.includes("${") ? UNKNOWN : value;
  }
  if (Array.isArray(value)) {
    return value.map(planned);
  }
  return typeof value === "object" && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, planned(each)]))
    : value;
}

const REFERENCES = {
  refs: { [MAGNUM]: { cluster_template_id: ["openstack_containerinfra_clustertemplate_v1.t.id"] } },
};

/** What a rule says of clusters, by their names above: as code, and as plan too. */
export function clusterExamples(rule: string, expected: Readonly<Record<string, Outcome>>): Example[] {
  return Object.entries(expected).flatMap(([name, expect]) => {
    const elements = CLUSTERS[name]!;
    const code = { rule, name, synth: elements, expect };
    // A plan alone has no construct paths, by which servers and their balancer belong together.
    return name.startsWith("servers")
      ? [code]
      : [code, { rule, name: `planned: ${name}`, plan: planned(elements) as Elements, extras: REFERENCES, expect }];
  });
}

/** Clusters of each platform, all of one version. */
export const VERSIONED: Readonly<Record<string, Elements>> = {
  "a class": CLUSTERS["classy"]!,
  "a shoot": CLUSTERS["shoot"]!,
  "a template of Magnum": CLUSTERS["magnum"]!,
  "servers of one's own": CLUSTERS["servers"]!,
};
