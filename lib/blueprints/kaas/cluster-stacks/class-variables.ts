import { LoadBalancerProvider } from "../../../openstack/load-balancing/load-balancer-provider";
import type { KaasClusterDescription } from "../kaas-cluster";
import type { NodePool } from "../node-pool";
import { ClusterStackSeries } from "./series";

/** Label by which a cluster gets the login's copy (cluster-stacks providers/openstack/scs2/README.md). */
export const MANAGED_SECRET: Readonly<Record<string, string>> = { "managed-secret": "clouds-yaml" };

/** A variable of a topology. */
export interface ClassVariable {
  readonly name: string;
  readonly value: unknown;
}

/** What is made beside the cluster and goes into it by its id. */
export interface ServerGroups {
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
export interface Identity {
  readonly secretName: string;
  readonly cloudName: string;
}

/** What the class of a series is told: only what was asked for, so that its own defaults stay in force. */
export class ClassVariables {
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
