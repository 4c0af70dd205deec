import { Construct } from "constructs";
import { refuse } from "@scs-blueprints/standards/errors";
import { Secret } from "../../core/secret";
import type { IKubernetesApi } from "../../kubernetes/kubernetes-api";
import { KubernetesSecret } from "../../kubernetes/kubernetes-secret";
import { KubernetesObject } from "../../kubernetes/manifest";
import { KubernetesNamespace } from "../../kubernetes/namespace";
import { AntiAffinity, ServerGroup } from "../../openstack/compute/server-group";
import { LoadBalancerProvider } from "../../openstack/load-balancing/load-balancer-provider";
import { CapiMachines, type PoolPart, CapiVersion, MOVE_LABEL } from "./cluster-api";
import {
  Cni,
  type IKaasPlatform,
  type KaasClusterDescription,
  type KaasClusterParts,
  unsupported,
} from "./kaas-cluster";
import type { NodePool } from "./node-pool";
import { secretManifest } from "./openstack-add-ons";

/** A line of cluster classes of SCS for OpenStack. */
export enum ClusterStackSeries {
  /** The present one; variables in camelCase (cluster-stacks providers/openstack/scs2). */
  SCS2 = "scs2",
  /** The older one; variables in snake_case (cluster-stacks providers/openstack/scs). */
  SCS = "scs",
}

/** Where the operator looks for releases (cluster-stack-operator api/v1alpha1, ClusterStack `channel`). */
export enum ClusterStackChannel {
  /** Releases for everybody. */
  STABLE = "stable",
  /** Releases of one's own. */
  CUSTOM = "custom",
}

/**
 * Name of the ClusterClass that a release brings, `openstack-scs2-1-33-v1`: the name of the release's chart
 * (cluster-stacks README; cluster-stack-operator pkg/release).
 */
function className(series: ClusterStackSeries, minor: string, release: string): string {
  return `openstack-${series}-${minor.replace(".", "-")}-${release}`;
}

/** Properties of a {@link ClusterStackTenant}. */
export interface ClusterStackTenantProps {
  /** The management cluster, on which Cluster API, its OpenStack provider and the cluster stack operator run. */
  readonly api: IKubernetesApi;
  /** A clouds.yaml with the login that makes the clusters: of an `ApplicationCredential`, by `Secret.fromReference`. */
  readonly cloudsYaml: Secret;
  /** Minor versions of Kubernetes to have classes for, `["1.34", "1.35"]`. */
  readonly kubernetesMinors: string[];
  /** Namespace of the tenant. @default - the construct's id */
  readonly namespace?: string;
  /** Entry of the clouds.yaml. @default "openstack" */
  readonly cloudName?: string;
  /** Line of cluster classes. @default ClusterStackSeries.SCS2 */
  readonly series?: ClusterStackSeries;
  /** Release of the classes, a version such as `v1`; raised to go to a newer one. @default "v1" */
  readonly release?: string;
  /** Releases that stay beside it, while clusters still use them. @default - none */
  readonly olderReleases?: string[];
  /** Where releases come from. @default ClusterStackChannel.STABLE */
  readonly channel?: ClusterStackChannel;
  /** Take new releases by themselves. @default false */
  readonly autoSubscribe?: boolean;
  /** Version of Cluster API's kinds. @default CapiVersion.V1BETA1, which the SCS cluster stacks are written in */
  readonly capiVersion?: CapiVersion;
}

/** Name of the Secret with the login; both series look for it by default. */
const LOGIN = "openstack";

/**
 * A tenant of a management cluster with the SCS cluster stacks (KaaS v2): where a team's clusters are made, with the
 * login they are made with and the classes they are made from. It is a platform for {@link KaasCluster}.
 *
 * The login reaches the workload clusters too (a ClusterResourceSet carries it into `kube-system`), where the cloud
 * controller manager and Cinder CSI use it: give it the least roles.
 *
 * Defines: a namespace, a Secret with the login, a Secret with its copy for the workload clusters, a
 * ClusterResourceSet, a ClusterStack for each minor version.
 *
 * @example
 * const management = new KubernetesApi(stack, "management");
 * const credential = new ApplicationCredential(stack, "clusters", { roles: ["member", "load-balancer_member"] });
 * const tenant = new ClusterStackTenant(stack, "team-a", {
 *   api: management,
 *   cloudsYaml: Secret.fromReference(credential.cloudsYaml),
 *   kubernetesMinors: ["1.36"],
 * });
 */
export class ClusterStackTenant extends Construct implements IKaasPlatform {
  public readonly platformName = "a cluster stack";
  /** The management cluster. */
  public readonly api: IKubernetesApi;
  /** Namespace of the tenant's objects. */
  public readonly namespace: string;
  /** Line of cluster classes. */
  public readonly series: ClusterStackSeries;
  /** Release of the classes that new clusters are made from. */
  public readonly release: string;
  /** Version of Cluster API's kinds. */
  public readonly capiVersion: CapiVersion;
  /** Entry of the clouds.yaml. */
  public readonly cloudName: string;
  /** Name of the Secret with the login. */
  public readonly loginSecret = LOGIN;
  /** Minor versions that there are classes for, sorted. */
  public readonly kubernetesMinors: string[];

  /**
   * @throws BlueprintError SCSBP-6420 for no minor version or an unfit one, SCSBP-6421 for an unfit release,
   * SCSBP-3003 for an unfit namespace
   */
  public constructor(scope: Construct, id: string, props: ClusterStackTenantProps) {
    super(scope, id);
    this.api = props.api;
    this.series = props.series ?? ClusterStackSeries.SCS2;
    this.release = props.release ?? "v1";
    this.capiVersion = props.capiVersion ?? CapiVersion.V1BETA1;
    this.cloudName = props.cloudName ?? "openstack";
    this.kubernetesMinors = requireMinors(props.kubernetesMinors, this.node.path);
    const releases = requireReleases([...(props.olderReleases ?? []), this.release], this.node.path);
    this.namespace = props.namespace ?? id;
    new KubernetesNamespace(this, "Namespace", { api: props.api, name: this.namespace });
    const secrets = this.addLogin(props.cloudsYaml);
    this.addCarrier(secrets);
    for (const minor of this.kubernetesMinors) {
      this.addClusterStack(minor, releases, props);
    }
  }

  /** Makes the cluster. */
  public provide(scope: Construct, cluster: KaasClusterDescription): KaasClusterParts {
    const made = new ClusterStackCluster(scope, "Cluster", { tenant: this, cluster });
    return {
      kubeconfigCommand: CapiMachines.kubeconfigCommand(this.namespace, made.clusterName),
    };
  }

  /** The login for the management cluster's controllers, and its copy, wrapped up for the workload clusters. */
  private addLogin(cloudsYaml: Secret): Construct {
    new KubernetesSecret(this, "login", {
      api: this.api,
      name: LOGIN,
      namespace: this.namespace,
      labels: { ...MOVE_LABEL },
      values: { "clouds.yaml": cloudsYaml },
    });
    const copy = secretManifest("clouds-yaml", "clouds.yaml", Secret.resolve(cloudsYaml, this));
    return new KubernetesSecret(this, "login-copy", {
      api: this.api,
      name: "clouds-yaml",
      namespace: this.namespace,
      type: "addons.cluster.x-k8s.io/resource-set",
      labels: { ...MOVE_LABEL },
      values: { "clouds-yaml-secret": Secret.fromReference(copy) },
    });
  }

  private addCarrier(copy: Construct): void {
    new KubernetesObject(this, "login-carrier", {
      api: this.api,
      apiVersion: `addons.cluster.x-k8s.io/${this.capiVersion}`,
      kind: "ClusterResourceSet",
      name: "clouds-yaml",
      namespace: this.namespace,
      body: {
        spec: {
          strategy: "Reconcile",
          clusterSelector: { matchLabels: { ...MANAGED_SECRET } },
          resources: [{ name: "clouds-yaml", kind: "Secret" }],
        },
      },
      dependsOn: [copy],
    });
  }

  private addClusterStack(
    minor: string,
    versions: readonly string[],
    { channel, autoSubscribe }: ClusterStackTenantProps,
  ): void {
    const name = `${this.series}-${minor.replace(".", "-")}`;
    new KubernetesObject(this, `classes-${minor.replace(".", "-")}`, {
      api: this.api,
      apiVersion: "clusterstack.x-k8s.io/v1alpha1",
      kind: "ClusterStack",
      name,
      namespace: this.namespace,
      body: {
        spec: {
          provider: "openstack",
          name: this.series,
          kubernetesVersion: minor,
          channel: channel ?? ClusterStackChannel.STABLE,
          autoSubscribe: autoSubscribe ?? false,
          // The OpenStack provider of the operator is of old: scs2 does without (its README).
          noProvider: true,
          versions: [...versions],
        },
      },
    });
  }
}

function requireMinors(minors: readonly string[], path: string): string[] {
  const unfit = minors.filter((one) => !/^\d\.\d+$/.test(one));
  if (minors.length === 0 || unfit.length > 0 || new Set(minors).size !== minors.length) {
    throw refuse(path, "SCSBP-6420", {
      got: minors.join(", ") || "none",
      allowed: "major and minor, such as 1.36: neither a v in front nor a patch",
      fix: "name the minor versions that clusters are to run",
    });
  }
  return [...minors].sort((a, b) => Number(a.split(".")[1]) - Number(b.split(".")[1]));
}

function requireReleases(releases: readonly string[], path: string): string[] {
  const unfit = releases.filter((one) => !/^v\d+(-[a-z0-9.]+)?$/.test(one));
  if (unfit.length > 0) {
    throw refuse(path, "SCSBP-6421", {
      got: unfit.join(", "),
      allowed: "v and a number, such as v1, with a suffix in a channel of one's own (v0-sha.1a2b3c4)",
      fix: "take the tag of the release without the parts in front",
    });
  }
  return [...new Set(releases)];
}

/** Class of worker nodes in both series. */
const WORKER_CLASS = "default-worker";

/** Properties of a {@link ClusterStackCluster}. */
export interface ClusterStackClusterProps {
  /** Whose cluster it is. */
  readonly tenant: ClusterStackTenant;
  /** What is wanted. */
  readonly cluster: KaasClusterDescription;
}

/**
 * A cluster of a class of the SCS cluster stacks: what {@link KaasCluster} makes with a {@link ClusterStackTenant}.
 *
 * Defines: a Cluster; two server groups unless anti-affinity is switched off.
 */
export class ClusterStackCluster extends Construct {
  /** Name of the Cluster. */
  public readonly clusterName: string;
  /** Name of its class, `openstack-scs2-1-36-v1`. */
  public readonly className: string;

  /**
   * @throws BlueprintError SCSBP-6422 for a version that the tenant has no class for, SCSBP-6409 for what the class
   * cannot do
   */
  public constructor(scope: Construct, id: string, props: ClusterStackClusterProps) {
    super(scope, id);
    const { tenant, cluster } = props;
    this.clusterName = cluster.name;
    this.className = className(tenant.series, cluster.version.minor, tenant.release);
    this.requireClass(tenant, cluster);
    this.requireCilium(tenant, cluster);
    this.requireBalancer(cluster);
    const object = new KubernetesObject(this, "Resource", {
      api: tenant.api,
      apiVersion: `cluster.x-k8s.io/${tenant.capiVersion}`,
      kind: "Cluster",
      name: cluster.name,
      namespace: tenant.namespace,
      labels: { ...MANAGED_SECRET },
      body: { spec: this.spec(tenant, cluster) },
      dependsOn: [tenant],
      // The tenant's login takes the cluster apart: it stays until that is done.
      awaitDeletion: true,
    });
    this.node.defaultChild = object.node.defaultChild;
  }

  private spec(tenant: ClusterStackTenant, cluster: KaasClusterDescription): Record<string, unknown> {
    const { network, version, controlPlaneReplicas, pools } = cluster;
    const variables = new ClassVariables(tenant.series, (wish, got) => {
      throw unsupported(
        `a class of the series ${tenant.series}`,
        wish,
        got,
        "what the class has a variable for",
        this.node.path,
      );
    });
    const login = { secretName: tenant.loginSecret, cloudName: tenant.cloudName };
    const values = variables.ofCluster(cluster, this.serverGroups(cluster), login);
    return {
      clusterNetwork: {
        pods: { cidrBlocks: [network.podCidr] },
        services: { cidrBlocks: [network.serviceCidr] },
        serviceDomain: network.asked.serviceDomain ?? "cluster.local",
      },
      topology: {
        ...(tenant.capiVersion === CapiVersion.V1BETA1
          ? { class: this.className }
          : { classRef: { name: this.className } }),
        version: version.tag,
        controlPlane: { replicas: controlPlaneReplicas },
        workers: { machineDeployments: pools.flatMap((pool) => machineDeployments(pool, variables, this.node.path)) },
        ...(values.length > 0 && { variables: values }),
      },
    };
  }

  /** Groups by which Nova keeps nodes on different hosts; the class takes their ids. */
  private serverGroups({ antiAffinity, controlPlaneReplicas }: KaasClusterDescription): ServerGroups {
    if (!antiAffinity) {
      return {};
    }
    const group = (id: string, policy: AntiAffinity) =>
      new ServerGroup(this, id, { antiAffinity: policy }).serverGroupId;
    return {
      controlPlane: controlPlaneReplicas > 1 ? group("control-plane-group", AntiAffinity.HARD) : undefined,
      workers: group("worker-group", AntiAffinity.SOFT),
    };
  }

  private requireClass(tenant: ClusterStackTenant, { version }: KaasClusterDescription): void {
    if (!tenant.kubernetesMinors.includes(version.minor)) {
      throw refuse(this, "SCSBP-6422", {
        what: `the tenant has no cluster stack for Kubernetes ${version.minor}`,
        got: version.text,
        allowed: tenant.kubernetesMinors.join(", "),
        fix: `add "${version.minor}" to kubernetesMinors of ${tenant.node.path}`,
      });
    }
  }

  /** The class's own default is OVN, which cannot hold to blocks. */
  private requireBalancer({ api }: KaasClusterDescription): void {
    const { loadBalancer, allowedCidrs } = api;
    const { AMPHORA, OVN, CLOUD_DEFAULT } = LoadBalancerProvider;
    if (loadBalancer !== undefined && ![AMPHORA, OVN, CLOUD_DEFAULT].includes(loadBalancer)) {
      throw unsupported("a cluster stack", "this balancer", String(loadBalancer.name), "amphora, ovn", this.node.path);
    }
    if (allowedCidrs !== undefined && allowedCidrs.length > 0 && loadBalancer !== AMPHORA) {
      throw unsupported(
        "a cluster stack",
        "hold to allowedCidrs by its default balancer, which is OVN",
        allowedCidrs.join(", "),
        "allowedCidrs with loadBalancer: LoadBalancerProvider.AMPHORA",
        this.node.path,
      );
    }
  }

  /** Both series bring Cilium as an add-on. */
  private requireCilium({ platformName }: ClusterStackTenant, { cni }: KaasClusterDescription): void {
    if (cni !== undefined && cni !== Cni.CILIUM) {
      throw unsupported(platformName, "another network plugin than the class brings", cni, Cni.CILIUM, this.node.path);
    }
  }
}

/** One for a pool, or one for each of its zones: `web-az1`. */
function machineDeployments(pool: NodePool, variables: ClassVariables, path: string): Record<string, unknown>[] {
  requireSupported(pool, path);
  return CapiMachines.parts(pool).map((part) => machineDeployment(pool, part, variables));
}

function requireSupported(pool: NodePool, path: string): void {
  if (pool.taints.length > 0) {
    throw unsupported("a class of the SCS cluster stacks", "taints of a pool", pool.name, "labels", path);
  }
  if (pool.members !== undefined) {
    throw unsupported("Cluster API", `name the nodes of pool ${pool.name}`, pool.members.join(", "), "size", path);
  }
  const lost = Object.keys(pool.labels).filter((key) => !CapiMachines.carries(key));
  if (lost.length > 0) {
    throw unsupported(
      "Cluster API",
      `carry these labels of pool ${pool.name} to its nodes`,
      lost.join(", "),
      "labels of the domains node.cluster.x-k8s.io, node-restriction.kubernetes.io, node-role.kubernetes.io",
      path,
    );
  }
}

function machineDeployment(
  pool: NodePool,
  { name, zone, replicas, annotations }: PoolPart,
  variables: ClassVariables,
): Record<string, unknown> {
  const metadata = {
    ...(Object.keys(pool.labels).length > 0 && { labels: pool.labels }),
    ...(Object.keys(annotations).length > 0 && { annotations }),
  };
  return {
    class: WORKER_CLASS,
    name,
    ...(replicas !== undefined && { replicas }),
    ...(zone !== undefined && { failureDomain: zone }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    variables: { overrides: variables.ofPool(pool) },
  };
}

/** Label by which a cluster gets the login's copy (cluster-stacks providers/openstack/scs2/README.md). */
const MANAGED_SECRET: Readonly<Record<string, string>> = { "managed-secret": "clouds-yaml" };

/** A variable of a topology. */
interface ClassVariable {
  readonly name: string;
  readonly value: unknown;
}

/** What is made beside the cluster and goes into it by its id. */
interface ServerGroups {
  readonly controlPlane?: string;
  readonly workers?: string;
}

/** Name of a variable in each series; a series that lacks one cannot do it. */
interface VariableNames {
  readonly scs2?: string;
  readonly scs?: string;
}

/**
 * The variables of both classes, by what they mean (cluster-stacks providers/openstack/scs2/cluster-class/templates/
 * cluster-class.yaml at a931cdb, and …/scs). An unknown one is refused by the webhook of Cluster API, so there is no way
 * to write one by hand.
 */
const NAMES = {
  externalNetworkId: { scs2: "networkExternalID", scs: "external_id" },
  mtu: { scs2: "networkMTU", scs: "network_mtu" },
  dnsServers: { scs2: "dnsNameservers", scs: "dns_nameservers" },
  nodeCidr: { scs2: "nodeCIDR", scs: "node_cidr" },
  noPublicAddress: { scs2: "disableAPIServerFloatingIP" },
  loadBalancer: { scs2: "apiServerLoadBalancer", scs: "apiserver_loadbalancer" },
  allowedCidrs: { scs2: "apiServerLoadBalancerOctaviaAmphoraAllowedCIDRs" },
  certSans: { scs2: "certSANs", scs: "certSANs" },
  oidc: { scs2: "oidcConfig", scs: "oidc_config" },
  controlPlaneFlavor: { scs2: "controlPlaneFlavor", scs: "controller_flavor" },
  controlPlaneRootDisk: { scs2: "controlPlaneRootDisk", scs: "controller_root_disk" },
  controlPlaneServerGroup: { scs2: "controlPlaneServerGroupID", scs: "controller_server_group_id" },
  controlPlaneZones: { scs2: "controlPlaneAvailabilityZones" },
  workerFlavor: { scs2: "workerFlavor", scs: "worker_flavor" },
  workerRootDisk: { scs2: "workerRootDisk", scs: "worker_root_disk" },
  workerServerGroup: { scs2: "workerServerGroupID", scs: "worker_server_group_id" },
  identity: { scs2: "identityRef" },
  cloudName: { scs: "cloud_name" },
  secretName: { scs: "secret_name" },
} satisfies Record<string, VariableNames>;

/** Default of both classes' identity: a Secret `openstack` with a cloud `openstack`. */
const DEFAULT_IDENTITY = "openstack";

/** Where the cluster's login lies. */
interface Identity {
  readonly secretName: string;
  readonly cloudName: string;
}

/** What the class of a series is told: only what was asked for, so that its own defaults stay in force. */
class ClassVariables {
  public constructor(
    private readonly series: ClusterStackSeries,
    private readonly cannot: (wish: string, got: string) => never,
  ) {}

  /** Variables of the whole cluster, in order of their names. */
  public ofCluster(cluster: KaasClusterDescription, groups: ServerGroups, identity: Identity): ClassVariable[] {
    const { api, network, oidc, controlPlaneFlavor, controlPlaneRootDiskGB, controlPlaneZones } = cluster;
    const { asked } = network;
    const wishes: [string, VariableNames, unknown][] = [
      ["an external network", NAMES.externalNetworkId, asked.externalNetworkId],
      ["an MTU", NAMES.mtu, asked.mtu],
      ["DNS servers", NAMES.dnsServers, asked.dnsServers],
      ["a block for nodes", NAMES.nodeCidr, asked.nodeCidr],
      ["an API without a public address", NAMES.noPublicAddress, api.publicAddress === false ? true : undefined],
      ["a balancer", NAMES.loadBalancer, balancer(api.loadBalancer)],
      ["an API for named blocks only", NAMES.allowedCidrs, nonEmpty(api.allowedCidrs)],
      ["further names in the certificate", NAMES.certSans, nonEmpty(api.certSans)],
      ["login by OpenID Connect", NAMES.oidc, oidc && defined(oidcConfig(oidc))],
      ["a flavor of the control plane", NAMES.controlPlaneFlavor, controlPlaneFlavor?.name],
      ["a root volume of the control plane", NAMES.controlPlaneRootDisk, controlPlaneRootDiskGB],
      ["a server group of the control plane", NAMES.controlPlaneServerGroup, groups.controlPlane],
      ["zones of the control plane", NAMES.controlPlaneZones, nonEmpty(controlPlaneZones)],
      ["a server group of the workers", NAMES.workerServerGroup, groups.workers],
      ...this.identity(identity),
    ];
    return this.named(wishes);
  }

  /** Variables in which a pool differs from the class. */
  public ofPool(pool: NodePool): ClassVariable[] {
    return this.named([
      ["a flavor of a pool", NAMES.workerFlavor, pool.flavor.name],
      ["a root volume of a pool", NAMES.workerRootDisk, pool.rootDiskGB],
    ]);
  }

  private identity({ secretName, cloudName }: Identity): [string, VariableNames, unknown][] {
    if (secretName === DEFAULT_IDENTITY && cloudName === DEFAULT_IDENTITY) {
      return [];
    }
    return this.series === ClusterStackSeries.SCS2
      ? [["a login of another name", NAMES.identity, { name: secretName, cloudName }]]
      : [
          ["a login of another name", NAMES.secretName, secretName],
          ["a cloud of another name", NAMES.cloudName, cloudName],
        ];
  }

  private named(wishes: readonly [string, VariableNames, unknown][]): ClassVariable[] {
    return wishes
      .filter(([, , value]) => value !== undefined)
      .map(([wish, names, value]) => ({
        name: names[this.series] ?? this.cannot(wish, JSON.stringify(value)),
        value,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** Values of `apiServerLoadBalancer`. */
function balancer(provider: LoadBalancerProvider | undefined): string | undefined {
  switch (provider) {
    case LoadBalancerProvider.OVN:
      return "octavia-ovn";
    case LoadBalancerProvider.AMPHORA:
      return "octavia-amphora";
    default:
      return undefined;
  }
}

function oidcConfig(oidc: NonNullable<KaasClusterDescription["oidc"]>): Record<string, string | undefined> {
  const { clientId, issuerUrl, usernameClaim, groupsClaim, usernamePrefix, groupsPrefix } = oidc;
  return { clientID: clientId, issuerURL: issuerUrl, usernameClaim, groupsClaim, usernamePrefix, groupsPrefix };
}

const nonEmpty = <T>(list: readonly T[] | undefined) =>
  list === undefined || list.length === 0 ? undefined : [...list];

const defined = (record: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
