import { Construct } from "constructs";
import { AntiAffinity, ServerGroup } from "../../../openstack/compute/server-group";
import { BlueprintError } from "../../../core/errors";
import { LoadBalancerProvider } from "../../../openstack/load-balancing/load-balancer-provider";
import { KubernetesObject } from "../../../kubernetes/manifest";
import { CapiMachines, type PoolPart } from "../capi-machines";
import { CapiVersion } from "../capi-version";
import { Cni, type KaasClusterDescription } from "../kaas-cluster";
import type { NodePool } from "../node-pool";
import { unsupported } from "../unsupported";
import { ClassVariables, MANAGED_SECRET, type ServerGroups } from "./class-variables";
import type { ClusterStackTenant } from "./cluster-stack-tenant";
import { className } from "./series";

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
      throw new BlueprintError({
        code: "SCSBP-6422",
        what: `the tenant has no cluster stack for Kubernetes ${version.minor}`,
        got: version.text,
        allowed: tenant.kubernetesMinors.join(", "),
        fix: `add "${version.minor}" to kubernetesMinors of ${tenant.node.path}`,
        path: this.node.path,
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
