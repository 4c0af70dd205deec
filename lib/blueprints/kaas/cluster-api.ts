import type { NodePool } from "./node-pool";

/** Version of Cluster API's own kinds; the management cluster serves one or both. */
export enum CapiVersion {
  /** `cluster.x-k8s.io/v1beta1`, up to Cluster API 1.10; what the SCS cluster stacks are written in. */
  V1BETA1 = "v1beta1",
  /** `cluster.x-k8s.io/v1beta2`, from Cluster API 1.11 on. */
  V1BETA2 = "v1beta2",
}

/** Version of the kinds of Cluster API's OpenStack provider (CAPO). */
export enum CapoVersion {
  /** `infrastructure.cluster.x-k8s.io/v1beta1`: CAPO up to 0.14, and served beside the newer one by 0.15. */
  V1BETA1 = "v1beta1",
  /** `infrastructure.cluster.x-k8s.io/v1beta2`: CAPO 0.15. */
  V1BETA2 = "v1beta2",
}

/** Keeps an object with the cluster it belongs to when `clusterctl move` carries that to another management cluster. */
export const MOVE_LABEL: Readonly<Record<string, string>> = { "clusterctl.cluster.x-k8s.io/move": "true" };

/** Annotations that the cluster autoscaler reads (cluster-autoscaler cloudprovider/clusterapi/README.md). */
const AUTOSCALER = "cluster.x-k8s.io/cluster-api-autoscaler-node-group";
/**
 * Domains whose labels Cluster API carries from a pool to its nodes (cluster-api
 * docs/proposals/20220927-labels-and-annotations-sync-between-machine-and-nodes.md).
 */
const CARRIED =
  /^(node-role\.kubernetes\.io|([^/]+\.)?node-restriction\.kubernetes\.io|([^/]+\.)?node\.cluster\.x-k8s\.io)\//;

/** The part of a pool that one MachineDeployment makes: all of it, or what is in one of its zones. @internal @jsii ignore */
export interface PoolPart {
  /** `web`, or `web-az1`. */
  readonly name: string;
  /** Zone of its nodes. @default - the cloud chooses */
  readonly zone?: string;
  /** How many nodes. @default - the autoscaler decides */
  readonly replicas?: number;
  /** Bounds for the autoscaler. */
  readonly annotations: Record<string, string>;
}

/** What Cluster API makes of pools, whichever way its objects are written. @internal @jsii ignore */
export class CapiMachines {
  /** One part for a pool, or one for each of its zones: a MachineDeployment is in one failure domain. */
  public static parts(pool: NodePool): PoolPart[] {
    return pool.zones.length === 0
      ? [part(pool, pool.name, undefined)]
      : pool.zones.map((zone) => part(pool, `${pool.name}-${zone.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`, zone));
  }

  /** Command that prints the kubeconfig which Cluster API keeps beside a cluster. */
  public static kubeconfigCommand(namespace: string, cluster: string): string {
    return `kubectl get secret -n ${namespace} ${cluster}-kubeconfig -o jsonpath='{.data.value}' | base64 -d`;
  }

  /** Whether Cluster API carries a label from a pool to its nodes. */
  public static carries(label: string): boolean {
    return CARRIED.test(label);
  }
}

function part(pool: NodePool, name: string, zone: string | undefined): PoolPart {
  const share = (count: number) => (zone === undefined ? count : pool.shareOf(zone, count));
  return {
    name,
    ...(zone !== undefined && { zone }),
    ...(pool.size !== undefined && { replicas: share(pool.size) }),
    annotations:
      pool.min === undefined || pool.max === undefined
        ? {}
        : { [`${AUTOSCALER}-min-size`]: String(share(pool.min)), [`${AUTOSCALER}-max-size`]: String(share(pool.max)) },
  };
}
