import type { Construct } from "constructs";
import { BlueprintError } from "../../../core/errors";
import type { RemovalPolicy } from "../../../core/removal-policy";
import type { IKeyPair } from "../../../openstack/compute/key-pair";
import type { Image } from "../../../openstack/compute/image";
import { Cni, type IKaasPlatform, type KaasClusterDescription, type KaasClusterParts } from "../kaas-cluster";
import type { KubernetesVersion } from "../kubernetes-version";
import { unsupported } from "../unsupported";
import { MagnumCluster } from "./magnum-cluster";

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
 * const magnum = new MagnumPlatform({ image: Image.byName("ubuntu-capi-image-v1.36.4") });
 * const cluster = new KaasCluster(stack, "shop", {
 *   platform: magnum,
 *   version: KubernetesVersion.of("1.36.4"),
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
      throw new BlueprintError({
        code: "SCSBP-6464",
        what: "Magnum makes one group of workers with the cluster, and it is not said which pool that is",
        got: chosen ?? `pools ${names.join(", ")}`,
        allowed: names.join(", "),
        fix: `defaultPool: "${names[0] ?? ""}", and let it stay: that group cannot go without the cluster`,
        path,
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
