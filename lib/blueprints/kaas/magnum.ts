import { ContainerinfraClusterV1 } from "@scs-blueprints/provider-openstack/lib/containerinfra-cluster-v1";
import { ContainerinfraClustertemplateV1 } from "@scs-blueprints/provider-openstack/lib/containerinfra-clustertemplate-v1";
import { ContainerinfraNodegroupV1 } from "@scs-blueprints/provider-openstack/lib/containerinfra-nodegroup-v1";
import { Construct } from "constructs";
import { KnownCloud } from "../../cloud/known-cloud";
import { refuse } from "@scs-blueprints/standards/errors";
import { Names } from "../../core/names";
import { RemovalPolicy } from "../../core/removal-policy";
import { Secret } from "../../core/secret";
import type { Image } from "../../openstack/compute/image";
import type { IKeyPair } from "../../openstack/compute/key-pair";
import { defaultExternalNetwork } from "../../openstack/network/external-network";
import {
  Cni,
  type IKaasPlatform,
  type KaasClusterDescription,
  type KaasClusterParts,
  unsupported,
} from "./kaas-cluster";
import type { KubernetesVersion } from "./kubernetes-version";
import type { NodePool } from "./node-pool";

/** A template that clusters of before still are of. */
export interface MagnumTemplate {
  /** Its version. */
  readonly version: KubernetesVersion;
  /** Its image. */
  readonly image: Image;
}

/** Properties of a {@link MagnumPlatform}. */
export interface MagnumPlatformProps {
  /**
   * Image of the nodes: one for Cluster API, with the properties `os_distro` and `kube_version`. The driver takes the
   * version from it.
   */
  readonly image: Image;
  /**
   * Which pool is the worker group that Magnum makes with a cluster, and that cannot go without it.
   * @default - the only pool; with several, it has to be said
   */
  readonly defaultPool?: string;
  /** Whether pools but the default one can scale by themselves. Magnum cannot change that later. @default false */
  readonly autoScaling?: boolean;
  /** Key pair of those who log in to nodes. @default - none: nobody does */
  readonly keyPair?: IKeyPair;
  /** Further labels, which Magnum cannot change later. @default - none */
  readonly labels?: { [label: string]: string };
  /** What becomes of the cluster when it leaves the program, or would be replaced. @default RemovalPolicy.RETAIN */
  readonly removalPolicy?: RemovalPolicy;
  /** Templates of versions before this one, until no cluster is of them. @default - none */
  readonly previousTemplates?: MagnumTemplate[];
}

/** What the driver refuses below (magnum-capi-helm `minimum_flavor_vcpus`, `minimum_flavor_ram`). */
const LEAST_VCPUS = 2;
const LEAST_RAM_GIB = 2;

/**
 * Clusters by Magnum with the Cluster API driver (openstack/magnum-capi-helm): a platform for {@link KaasCluster} where a
 * cloud has the service `container-infra`.
 *
 * @example
 * const magnum = new MagnumPlatform({ image: Image.fromName("ubuntu-capi-image-v1.36.4") });
 * const cluster = new KaasCluster(stack, "shop", {
 *   platform: magnum,
 *   version: KubernetesVersion.parse("1.36.4"),
 *   controlPlane: { flavor: Flavor.SCS_2V_4_20S },
 *   pools: { web: { flavor: Flavor.SCS_4V_16_100S, size: 3 } },
 * });
 */
export class MagnumPlatform implements IKaasPlatform {
  public readonly platformName = "Magnum";

  public constructor(
    /** What was given. */
    public readonly props: MagnumPlatformProps,
  ) {}

  /** @throws BlueprintError SCSBP-6464 without a default pool, SCSBP-6409 for what Magnum cannot do, SCSBP-6465 for labels */
  public provide(scope: Construct, cluster: KaasClusterDescription): KaasClusterParts {
    const defaultPool = this.defaultPool(cluster, scope.node.path);
    this.refuse(cluster, defaultPool, scope.node.path);
    const made = new MagnumCluster(scope, "Cluster", {
      platform: this.props,
      cluster,
      defaultPool,
    });
    return { kubeconfig: made.kubeconfig };
  }

  private defaultPool({ pools }: KaasClusterDescription, path: string): string {
    const names = pools.map((pool) => pool.name);
    const chosen = this.props.defaultPool ?? (names.length === 1 ? names[0] : undefined);
    if (chosen === undefined || !names.includes(chosen)) {
      throw refuse(path, "SCSBP-6464", {
        what: "Magnum makes one group of workers with the cluster, and it is not said which pool that is",
        got: chosen ?? `pools ${names.join(", ")}`,
        allowed: names.join(", "),
        fix: `defaultPool: "${names[0] ?? ""}", and let it stay: that group cannot go without the cluster`,
      });
    }
    return chosen;
  }

  private refuse(cluster: KaasClusterDescription, defaultPool: string, path: string): void {
    const { api, network, pools, oidc, antiAffinity, cni } = cluster;
    const { podCidr, serviceCidr, mtu, serviceDomain } = network.asked;
    const not = (unfit: boolean, wish: string, got: string, allowed: string): void => {
      if (unfit) {
        throw unsupported(this.platformName, wish, got, allowed, path);
      }
    };
    const fixed = { podCidr, serviceCidr, mtu, serviceDomain };
    const asked = Object.entries(fixed).filter(([, value]) => value !== undefined);
    not(asked.length > 0, "choose these of the network", asked.map(([key]) => key).join(", "), "nodeCidr, dnsServers");
    not(cni === Cni.FLANNEL, "a plugin without NetworkPolicy", String(cni), "cilium, calico");
    not(oidc !== undefined, "login by OpenID Connect", "oidc", "its label keystone_auth_enabled");
    not(!antiAffinity, "leave nodes together", "antiAffinity: false", "the chart's server groups");
    not((api.certSans ?? []).length > 0, "add names to the certificate", (api.certSans ?? []).join(", "), "none");
    not(cluster.controlPlaneZones.length > 0, "choose zones", "controlPlane", "the cloud's choice");
    const flavors = [cluster.controlPlaneFlavor, ...pools.map((pool) => pool.flavor)];
    const small = flavors.find((one) => one !== undefined && (one.vcpus < LEAST_VCPUS || one.ramGiB < LEAST_RAM_GIB));
    not(small !== undefined, "run on so small a flavor", small?.name ?? "", "2 vCPUs and 2 GiB or more");
    for (const pool of pools) {
      const at = `pool ${pool.name}`;
      not(["default-worker", "default-master"].includes(pool.name), "have a pool of this name", at, "another name");
      not(pool.zones.length > 0, "choose zones", at, "the cloud's choice");
      not(pool.members !== undefined, "know nodes by keys", at, "size, or min and max");
      const labelled = Object.keys(pool.labels).length + pool.taints.length > 0;
      not(labelled, "label or taint nodes", at, "kubectl, in the cluster");
      not((pool.size ?? pool.min) === 0, "have a pool without nodes", at, "1 or more");
      const scales = pool.size === undefined;
      not(scales && this.props.autoScaling !== true, "scale a pool", at, "autoScaling: true from the beginning");
      not(scales && pool.name === defaultPool, "change the limits of its first group", at, "size, for that pool");
    }
    this.refuseDisks(cluster, not);
  }

  /** One label is the size of every root volume: of control plane and pools alike. */
  private refuseDisks(
    { controlPlaneFlavor, controlPlaneRootDiskGB, pools }: KaasClusterDescription,
    not: (unfit: boolean, wish: string, got: string, allowed: string) => void,
  ): void {
    const disks = [
      ...(controlPlaneFlavor === undefined ? [] : [`control plane: ${controlPlaneRootDiskGB ?? 0} GB`]),
      ...pools.map((pool) => `${pool.name}: ${pool.rootDiskGB} GB`),
    ];
    const sizes = new Set(disks.map((one) => one.split(": ")[1]));
    not(sizes.size > 1, "give root volumes of different sizes", disks.join(", "), "one size, or flavors with a disk");
  }
}

/** Properties of a {@link MagnumCluster}. */
export interface MagnumClusterProps {
  /** How clusters are made. */
  readonly platform: MagnumPlatformProps;
  /** What is wanted. */
  readonly cluster: KaasClusterDescription;
  /** The pool that is the cluster's first group of workers. */
  readonly defaultPool: string;
}

/**
 * A cluster of Magnum: what KaasCluster makes with a MagnumPlatform.
 *
 * Another version makes another template and leaves the cluster as it is: `openstack coe cluster upgrade` moves it over,
 * where Terraform would replace it. What Magnum cannot change at all (labels, flavors, network) would replace the
 * cluster, which the removal policy refuses.
 *
 * Defines: a cluster template for the version, and for each one of before; a cluster; a node group for each pool but
 * the default one.
 */
export class MagnumCluster extends Construct {
  /** The kubeconfig of the cluster's administrator. */
  public readonly kubeconfig: Secret;
  /** Id of the cluster. */
  public readonly clusterId: string;

  /**
   * @throws BlueprintError SCSBP-6465 for labels that are none of the driver's; SCSBP-1100 and SCSBP-1101 for flavors that
   * the context of the stack does not have
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: MagnumClusterProps,
  ) {
    super(scope, id);
    const { platform, cluster, defaultPool } = props;
    const templates = new Construct(this, "templates");
    const template = this.defineTemplate(templates, cluster.version, platform.image);
    for (const { version, image } of platform.previousTemplates ?? []) {
      if (version.text !== cluster.version.text) {
        this.defineTemplate(templates, version, image);
      }
    }
    const autoScaling = platform.autoScaling ?? false;
    const labels = clusterLabels(cluster, autoScaling, platform.labels ?? {}, this.node.path);
    const cloud = KnownCloud.of(this);
    [cluster.controlPlaneFlavor, ...cluster.pools.map((one) => one.flavor)].forEach(
      (flavor) => flavor !== undefined && cloud.flavor(flavor, this.node.path),
    );
    const pool = cluster.pools.find((one) => one.name === defaultPool);
    const made = new ContainerinfraClusterV1(this, "Resource", {
      name: cluster.name,
      clusterTemplateId: template.id,
      masterCount: cluster.controlPlaneReplicas,
      nodeCount: pool?.size ?? 1,
      ...(cluster.controlPlaneFlavor === undefined ? {} : { masterFlavor: cluster.controlPlaneFlavor.name }),
      ...(pool === undefined ? {} : { flavor: pool.flavor.name }),
      ...(platform.keyPair === undefined ? {} : { keypair: platform.keyPair.keyPairName }),
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
      mergeLabels: true,
      lifecycle: {
        // Magnum upgrades a cluster to another template; the provider would replace it.
        ignoreChanges: ["cluster_template_id"],
        ...(platform.removalPolicy === RemovalPolicy.DESTROY ? {} : { preventDestroy: true }),
      },
    });
    this.clusterId = made.id;
    this.kubeconfig = Secret.fromReference(made.kubeconfig.lookup("raw_config"));
    const groups = new Construct(this, "pools");
    cluster.pools.filter((one) => one.name !== defaultPool).forEach((one) => this.defineGroup(groups, one));
  }

  private defineTemplate(scope: Construct, version: KubernetesVersion, image: Image): ContainerinfraClustertemplateV1 {
    const { cluster } = this.props;
    const { api, network, cni } = cluster;
    const { dnsServers, externalNetworkId } = network.asked;
    const bound = image.bind(this);
    const name = Names.join([cluster.name, version.tag]);
    return new ContainerinfraClustertemplateV1(scope, version.tag.replaceAll(".", "-"), {
      name,
      coe: "kubernetes",
      image: bound.imageId,
      externalNetworkId: externalNetworkId ?? defaultExternalNetwork(this).networkId,
      serverType: "vm",
      masterLbEnabled: true,
      volumeDriver: "cinder",
      ...(api.publicAddress === undefined ? {} : { floatingIpEnabled: api.publicAddress }),
      ...(cni === undefined ? {} : { networkDriver: cni }),
      ...(dnsServers === undefined ? {} : { dnsNameserver: dnsServers.join(",") }),
      // For drivers that choose the version by it; this one takes the image's.
      labels: { kube_tag: version.tag },
      lifecycle: {
        // Magnum changes no template that a cluster is of.
        ignoreChanges: ["image"],
        ...(bound.properties === undefined ? {} : { precondition: [imageHas(version, bound.properties)] }),
      },
    });
  }

  private defineGroup(scope: Construct, pool: NodePool): void {
    const { size, min, max } = pool;
    new ContainerinfraNodegroupV1(scope, pool.name, {
      name: pool.name,
      clusterId: this.clusterId,
      flavorId: pool.flavor.name,
      nodeCount: size ?? min ?? 1,
      ...(min === undefined ? {} : { minNodeCount: min }),
      ...(max === undefined ? {} : { maxNodeCount: max }),
      // The autoscaler's count is not the program's.
      ...(size === undefined ? { lifecycle: { ignoreChanges: ["node_count"] } } : {}),
    });
  }
}

/** The driver takes the version from the image. */
function imageHas(version: KubernetesVersion, properties: string) {
  const has = `trimprefix(lookup(${properties.slice(2, -1)}, "kube_version", ""), "v")`;
  return {
    condition: `\${${has} == "${version.text}"}`,
    errorMessage: `SCSBP-6466: the image of the nodes is of Kubernetes \${jsonencode(${has})} by its property kube_version, and the cluster is to be ${version.text}: name the image of this version`,
  };
}

/**
 * Labels that the driver reads (openstack/magnum-capi-helm `magnum_capi_helm/conf.py`, group `capi_helm_cluster_labels`,
 * at a8b82c2). It takes any other one in silence.
 */
const KNOWN = [
  "api_master_lb_allowed_cidrs",
  "auto_healing_enabled",
  "auto_scaling_enabled",
  "boot_volume_size",
  "boot_volume_type",
  "capi_helm_chart_version",
  "csi_cinder_allow_volume_expansion",
  "csi_cinder_availability_zone",
  "csi_cinder_fstype",
  "csi_cinder_reclaim_policy",
  "csi_cinder_volume_binding_mode",
  "etcd_blockdevice_size",
  "etcd_blockdevice_type",
  "etcd_blockdevice_volume_az",
  "etcd_blockdevice_volume_type",
  "etcd_volume_size",
  "etcd_volume_type",
  "extra_network_name",
  "extra_network_names",
  "fixed_subnet_cidr",
  "keystone_auth_enabled",
  "kube_dashboard_enabled",
  "master_lb_floating_ip_enabled",
  "max_node_count",
  "min_node_count",
  "monitoring_enabled",
  "octavia_lb_algorithm",
  "octavia_lb_healthcheck",
  "octavia_provider",
];

/**
 * Labels of a cluster: what the description asks for, in the driver's words, and further ones as given.
 *
 * @throws BlueprintError SCSBP-6465 for a label that the driver does not know, or that the description says already
 * @internal
 */
function clusterLabels(
  cluster: KaasClusterDescription,
  autoScaling: boolean,
  further: { readonly [label: string]: string },
  path: string,
): { [label: string]: string } {
  const { api, network } = cluster;
  const { nodeCidr } = network.asked;
  const rootDisk = [cluster.controlPlaneRootDiskGB ?? 0, ...cluster.pools.map((pool) => pool.rootDiskGB)].find(
    (size) => size > 0,
  );
  const own = Object.fromEntries(
    Object.entries({
      auto_scaling_enabled: autoScaling ? "true" : undefined,
      api_master_lb_allowed_cidrs: api.allowedCidrs?.join(","),
      boot_volume_size: rootDisk === undefined ? undefined : String(rootDisk),
      fixed_subnet_cidr: nodeCidr,
      master_lb_floating_ip_enabled: api.publicAddress === undefined ? undefined : String(api.publicAddress),
      octavia_provider: api.loadBalancer?.name,
    }).filter((one): one is [string, string] => one[1] !== undefined),
  );
  const unfit = Object.keys(further).find((label) => !KNOWN.includes(label) || own[label] !== undefined);
  if (unfit !== undefined) {
    const twice = own[unfit] !== undefined;
    throw refuse(path, "SCSBP-6465", {
      what: twice ? "a label that follows from the cluster's description" : "not a label that the driver reads",
      got: unfit,
      allowed: KNOWN.filter((label) => own[label] === undefined).join(", "),
      fix: twice ? "leave it out, or change the description" : "correct it; the driver takes any other one in silence",
    });
  }
  return { ...own, ...further };
}
