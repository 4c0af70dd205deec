import { type DeclaredResource, DeclaredValue } from "../assembly/declared";
import type { Declared } from "./declared";
import { DeclaredManifest } from "./declared-manifests";

/** A block of addresses of a cluster. @internal */
export interface DeclaredBlock {
  readonly name: string;
  readonly cidr: DeclaredValue;
}

/** Who reaches a cluster's API. @internal */
export interface DeclaredApi {
  /** Blocks that may; absent: everybody. */
  readonly allowed: DeclaredValue;
  readonly isPublic: boolean;
}

/** A cluster that code asks for, by whichever platform. @internal */
export interface DeclaredCluster {
  /** What stands for it. */
  readonly resource: DeclaredResource;
  /** Network plugin; absent: it comes from elsewhere. */
  readonly cni: DeclaredValue;
  /** Nodes of the control plane; absent: the target's default. */
  readonly replicas: DeclaredValue;
  /** Whether they are kept on different hosts; undefined: not told by code. */
  readonly apart?: boolean;
  /** Flavor of the control plane; absent: the target's. */
  readonly flavor: DeclaredValue;
  /** Addresses, as far as they are said. */
  readonly blocks: DeclaredBlock[];
  /** Undefined: the provider's business. */
  readonly api?: DeclaredApi;
}

const CORE = "cluster.x-k8s.io";
const CONTROL_PLANE = "controlplane.cluster.x-k8s.io";
const INFRASTRUCTURE = "infrastructure.cluster.x-k8s.io";
const GARDEN = "core.gardener.cloud";
/** Classes of the SCS cluster stacks bring Cilium (cluster-stacks providers/openstack/scs2/cluster-addon). */
const SCS_CLASS = /^openstack-scs2?-\d/;
/** Metadata of servers that hold a cluster of one's own: which release they install. */
const RELEASE = /^(rke2|kubeadm|kubernetes)-release$/;
const CONTROL_PLANE_SERVER = /-control-plane-[^-]+$/;
const API_PORT = 6443;

/** Clusters in what stacks declare: cluster stacks, Cluster API, Gardener, Magnum, servers of one's own. @internal */
export function declaredClusters(declared: Declared): DeclaredCluster[] {
  const manifests = DeclaredManifest.all(declared);
  return [
    ...manifests
      .filter((one) => one.is(CORE, "Cluster"))
      .map((one) =>
        one.at("spec", "topology").isAbsent ? fromClusterApi(one, manifests, declared) : fromClusterClass(one),
      ),
    ...manifests.filter((one) => one.is(GARDEN, "Shoot")).map(fromGardener),
    ...declared.resources("openstack_containerinfra_cluster_v1").map((one) => fromMagnum(one, declared)),
    ...fromServers(declared),
  ];
}

const networks = (manifest: DeclaredManifest): DeclaredBlock[] => [
  { name: "pods", cidr: manifest.at("spec", "clusterNetwork", "pods", "cidrBlocks", 0) },
  { name: "services", cidr: manifest.at("spec", "clusterNetwork", "services", "cidrBlocks", 0) },
];

const given = (blocks: readonly DeclaredBlock[]): DeclaredBlock[] => blocks.filter(({ cidr }) => !cidr.isAbsent);

function fromClusterClass(cluster: DeclaredManifest): DeclaredCluster {
  const name = [["class"], ["classRef", "name"]]
    .map((path) => cluster.at("spec", "topology", ...path).text)
    .find((one) => one !== undefined);
  const group = cluster.variable("controlPlaneServerGroupID", "controller_server_group_id");
  const none = DeclaredValue.ABSENT;
  return {
    resource: cluster.resource,
    cni: SCS_CLASS.test(name ?? "") ? DeclaredValue.ofTemplate("cilium") : none,
    replicas: cluster.at("spec", "topology", "controlPlane", "replicas"),
    // The group's id is known after apply; an empty one means no group.
    apart: group !== undefined && group.raw !== "",
    flavor: cluster.variable("controlPlaneFlavor", "controller_flavor") ?? none,
    blocks: given([{ name: "nodes", cidr: cluster.variable("nodeCIDR", "node_cidr") ?? none }, ...networks(cluster)]),
    api: {
      allowed: cluster.variable("apiServerLoadBalancerOctaviaAmphoraAllowedCIDRs") ?? none,
      isPublic: cluster.variable("disableAPIServerFloatingIP")?.isTrue !== true,
    },
  };
}

function fromClusterApi(
  cluster: DeclaredManifest,
  manifests: readonly DeclaredManifest[],
  declared: Declared,
): DeclaredCluster {
  const named = (group: string, kind: string, name: string | undefined) =>
    manifests.find((one) => one.is(group, kind) && one.name === name && one.isBeside(cluster));
  const controlPlane = named(CONTROL_PLANE, "KubeadmControlPlane", cluster.at("spec", "controlPlaneRef", "name").text);
  const infrastructure = named(
    INFRASTRUCTURE,
    "OpenStackCluster",
    cluster.at("spec", "infrastructureRef", "name").text,
  );
  // v1beta2 and v1beta1 of Cluster API
  const template = [["spec", "infrastructureRef"], ["infrastructureRef"]]
    .map((path) => controlPlane?.at("spec", "machineTemplate", ...path, "name").text)
    .find((one) => one !== undefined);
  const machine = named(INFRASTRUCTURE, "OpenStackMachineTemplate", template);
  const flavor = machine?.at("spec", "template", "spec", "flavor");
  // v1beta2 and v1beta1 of its OpenStack provider
  const allowed = [["apiServer", "managedLoadBalancer"], ["apiServerLoadBalancer"]]
    .map((path) => infrastructure?.at("spec", ...path, "allowedCIDRs"))
    .find((one) => one !== undefined && !one.isAbsent);
  const hidden =
    infrastructure?.at("spec", "disableAPIServerFloatingIP").isTrue === true ||
    infrastructure?.at("spec", "apiServer", "enableFloatingIP").text === "false";
  return {
    resource: cluster.resource,
    cni: DeclaredValue.ABSENT,
    replicas: controlPlane?.at("spec", "replicas") ?? DeclaredValue.ABSENT,
    apart: machine === undefined ? undefined : isApart(machine, declared),
    flavor:
      (flavor?.text === undefined ? machine?.at("spec", "template", "spec", "flavor", "filter", "name") : flavor) ??
      DeclaredValue.ABSENT,
    blocks: given([
      { name: "nodes", cidr: infrastructure?.at("spec", "managedSubnets", 0, "cidr") ?? DeclaredValue.ABSENT },
      ...networks(cluster),
    ]),
    ...(infrastructure !== undefined && {
      api: { allowed: allowed ?? DeclaredValue.ABSENT, isPublic: !hidden },
    }),
  };
}

/** By its server group, which the template names; one that is not declared is not told by code. */
function isApart(machine: DeclaredManifest, declared: Declared): boolean | undefined {
  const group = machine.at("spec", "template", "spec", "serverGroup");
  if (group.isAbsent) {
    return false;
  }
  const name = machine.at("spec", "template", "spec", "serverGroup", "filter", "name").text;
  const policies = declared
    .resources("openstack_compute_servergroup_v2")
    .find((one) => one.stack === machine.resource.stack && one.attribute("name").text === name)
    ?.attribute("policies").raw;
  return Array.isArray(policies) ? policies.some((one) => String(one).endsWith("anti-affinity")) : undefined;
}

function fromGardener(shoot: DeclaredManifest): DeclaredCluster {
  const tolerates = !shoot.at("spec", "controlPlane", "highAvailability").isAbsent;
  return {
    resource: shoot.resource,
    cni: shoot.at("spec", "networking", "type"),
    replicas: DeclaredValue.ofTemplate(tolerates ? 3 : 1),
    apart: tolerates,
    flavor: DeclaredValue.ABSENT,
    blocks: given(["nodes", "pods", "services"].map((name) => ({ name, cidr: shoot.at("spec", "networking", name) }))),
    api: { allowed: allowedByExtension(shoot), isPublic: true },
  };
}

/** Of gardener-extension-acl. */
function allowedByExtension(shoot: DeclaredManifest): DeclaredValue {
  const { raw } = shoot.at("spec", "extensions");
  const rules = (Array.isArray(raw) ? raw : []) as { type?: string; providerConfig?: { rule?: { cidrs?: unknown } } }[];
  return DeclaredValue.ofTemplate(rules.find((one) => one.type === "acl")?.providerConfig?.rule?.cidrs);
}

function fromMagnum(cluster: DeclaredResource, declared: Declared): DeclaredCluster {
  const [template] = declared.referred(cluster, "cluster_template_id");
  const own = cluster.attribute("master_flavor");
  return {
    resource: cluster,
    cni: template?.attribute("network_driver") ?? DeclaredValue.ABSENT,
    replicas: cluster.attribute("master_count"),
    flavor: own.isAbsent ? (template?.attribute("master_flavor") ?? DeclaredValue.ABSENT) : own,
    blocks: [],
    api: {
      allowed: cluster.entry("labels", "api_master_lb_allowed_cidrs"),
      isPublic: cluster.entry("labels", "master_lb_floating_ip_enabled").text !== "false",
    },
  };
}

/** Servers of one's own: their control plane stands for the cluster. */
function fromServers(declared: Declared): DeclaredCluster[] {
  const clusters = new Map<string, DeclaredResource[]>();
  for (const server of releasedServers(declared)) {
    const name = server.attribute("name").text ?? "";
    if (CONTROL_PLANE_SERVER.test(name)) {
      const key = `${server.stack ?? ""}|${name.replace(CONTROL_PLANE_SERVER, "")}`;
      clusters.set(key, [...(clusters.get(key) ?? []), server]);
    }
  }
  return [...clusters.values()].flatMap((servers) => {
    const [first] = servers;
    return first === undefined ? [] : [fromControlPlane(first, servers, declared)];
  });
}

/** Servers that say which release of Kubernetes they install. */
function releasedServers(declared: Declared): DeclaredResource[] {
  return declared
    .resources("openstack_compute_instance_v2")
    .filter((server) => Object.keys(server.map("metadata")).some((key) => RELEASE.test(key)));
}

function fromControlPlane(
  first: DeclaredResource,
  servers: readonly DeclaredResource[],
  declared: Declared,
): DeclaredCluster {
  const place = (first.constructPath ?? "").split("/control-plane/")[0] ?? "";
  const listener = declared
    .resources("openstack_lb_listener_v2")
    .find(
      (one) =>
        one.stack === first.stack &&
        one.attribute("protocol_port").number === API_PORT &&
        (one.constructPath ?? "").startsWith(`${place}/`),
    );
  return {
    resource: first,
    cni: DeclaredValue.ABSENT, // in what cloud-init is told
    replicas: DeclaredValue.ofTemplate(servers.length),
    apart: servers.every((server) => server.blocks("scheduler_hints").length > 0),
    flavor: flavorOf(first, declared),
    blocks: [],
    ...(listener !== undefined && { api: { allowed: listener.attribute("allowed_cidrs"), isPublic: true } }),
  };
}

/** By its name, or by the look-up that its id comes from. */
function flavorOf(server: DeclaredResource, declared: Declared): DeclaredValue {
  const name = server.attribute("flavor_name");
  const [lookup] = declared.referred(server, "flavor_id");
  return name.isAbsent && lookup !== undefined ? lookup.attribute("name") : name;
}

/** A Kubernetes version that code asks for. @internal */
export interface DeclaredKubernetesVersion {
  readonly resource: DeclaredResource;
  readonly version: DeclaredValue;
}

/** Where manifests name the version, by group and kind. */
const PLACES: readonly (readonly [string, string, readonly string[]])[] = [
  ["cluster.x-k8s.io", "Cluster", ["spec", "topology", "version"]],
  ["controlplane.cluster.x-k8s.io", "KubeadmControlPlane", ["spec", "version"]],
  ["cluster.x-k8s.io", "MachineDeployment", ["spec", "template", "spec", "version"]],
  ["core.gardener.cloud", "Shoot", ["spec", "kubernetes", "version"]],
];

/**
 * Versions that code asks for: in manifests of Cluster API and Gardener, in templates of Magnum, in the metadata of
 * servers that install it themselves. @internal
 */
export function declaredKubernetesVersions(declared: Declared): DeclaredKubernetesVersion[] {
  const objects = DeclaredManifest.all(declared).flatMap((manifest) => {
    const place = PLACES.find(([group, kind]) => manifest.is(group, kind));
    const version = place === undefined ? DeclaredValue.ABSENT : manifest.at(...place[2]);
    return version.isAbsent ? [] : [{ resource: manifest.resource, version }];
  });
  const templates = declared.resources("openstack_containerinfra_clustertemplate_v1").flatMap((resource) => {
    const version = resource.entry("labels", "kube_tag");
    return version.isAbsent ? [] : [{ resource, version }];
  });
  const servers = releasedServers(declared).map((resource) => {
    const [, release] = Object.entries(resource.map("metadata")).find(([key]) => RELEASE.test(key)) ?? [];
    return { resource, version: DeclaredValue.ofTemplate(release) };
  });
  return [...objects, ...templates, ...servers];
}
