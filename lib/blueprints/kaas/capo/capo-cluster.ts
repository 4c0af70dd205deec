import { createHash } from "node:crypto";
import { Construct } from "constructs";
import { Names } from "../../../core/names";
import { KubernetesObject, type KubernetesObjectProps } from "../../../kubernetes/manifest";
import { AntiAffinity, ServerGroup } from "../../../openstack/compute/server-group";
import { LoadBalancerProvider } from "../../../openstack/load-balancing/load-balancer-provider";
import { CapiMachines, type PoolPart } from "../capi-machines";
import { CONTROL_PLANE_FLAVOR } from "../control-plane-flavor";
import type { KaasClusterDescription } from "../kaas-cluster";
import type { NodePool } from "../node-pool";
import { unsupported } from "../unsupported";
import {
  BOOTSTRAP,
  CapoDialect,
  CONTROL_PLANE,
  CORE,
  INFRASTRUCTURE,
  type MachineShape,
  MANAGED_ADDONS,
} from "./capo-dialect";
import type { CapoPlatform } from "./capo-platform";
import { KubeadmNodes } from "./kubeadm-nodes";
import { nodeRules } from "./node-rules";

/** Properties of a {@link CapoCluster}. */
export interface CapoClusterProps {
  /** Where it is made. */
  readonly platform: CapoPlatform;
  /** What is wanted. */
  readonly cluster: KaasClusterDescription;
}

/** How long a node may be not ready before it is replaced, in seconds (Cluster API book, "Configure a MachineHealthCheck"). */
const UNHEALTHY_SECONDS = 300;
/** Above that share the trouble is not the nodes' own, and replacing them makes it worse (same page). */
const MOST_UNHEALTHY = "40%";
/** How long a destroy waits for Cluster API to take servers, balancers and volumes away. */
const DELETION_MINUTES = 60;
/** Label of a pool's nodes and machines: of a domain that Cluster API carries to nodes. */
const POOL_LABEL = "node.cluster.x-k8s.io/pool";
/** Labels that a kubelet may not give itself (kubernetes.io docs/reference/access-authn-authz/admission-controllers, NodeRestriction). */
const RESTRICTED = /^([^/]+\.)?(kubernetes|k8s)\.io\//;
const ALLOWED_TO_KUBELET = /^([^/]+\.)?(kubelet|node)\.kubernetes\.io\//;

/**
 * A cluster in the kinds of Cluster API and its OpenStack provider: what {@link KaasCluster} makes with a
 * {@link CapoPlatform}.
 *
 * Templates of machines cannot be changed, so the names of templates hold a digest of what is in them: another flavor is
 * another template, made before the old one goes, and the pool is renewed node by node.
 *
 * Defines: a Cluster, an OpenStackCluster, a KubeadmControlPlane; for the control plane and for each pool an
 * OpenStackMachineTemplate, a server group (unless anti-affinity is off) and a MachineHealthCheck (unless they are off);
 * for each pool a KubeadmConfigTemplate and a MachineDeployment, or one for each of its zones.
 */
export class CapoCluster extends Construct {
  /** Name of the Cluster. */
  public readonly clusterName: string;
  private readonly dialect: CapoDialect;
  private readonly kubeadm: KubeadmNodes;

  /** @throws BlueprintError SCSBP-6409 for what Cluster API cannot do */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: CapoClusterProps,
  ) {
    super(scope, id);
    const { platform, cluster } = props;
    this.clusterName = cluster.name;
    this.dialect = new CapoDialect(platform.capiVersion, platform.capoVersion);
    this.kubeadm = new KubeadmNodes(this.dialect);
    this.requireBalancer();
    const infrastructure = this.add(this, "infrastructure", INFRASTRUCTURE, "OpenStackCluster", cluster.name, {
      spec: this.dialect.cluster(
        cluster,
        { secretName: platform.loginSecret, cloudName: platform.cloudName },
        nodeRules(cluster.cni),
      ),
    });
    const controlPlane = this.addControlPlane();
    const pools = cluster.pools.flatMap((pool) => this.addPool(pool));
    // Last made, first destroyed: Cluster API takes a cluster apart itself, and needs all the rest until it is gone.
    const object = this.addCluster([infrastructure, controlPlane, ...pools]);
    this.node.defaultChild = object.node.defaultChild;
  }

  private addCluster(parts: Construct[]): KubernetesObject {
    const { network, name } = this.props.cluster;
    return this.add(
      this,
      "Resource",
      CORE,
      "Cluster",
      name,
      {
        spec: {
          clusterNetwork: {
            pods: { cidrBlocks: [network.podCidr] },
            services: { cidrBlocks: [network.serviceCidr] },
            serviceDomain: network.asked.serviceDomain ?? "cluster.local",
          },
          controlPlaneRef: this.dialect.reference(CONTROL_PLANE, "KubeadmControlPlane", this.controlPlaneName),
          infrastructureRef: this.dialect.reference(INFRASTRUCTURE, "OpenStackCluster", name),
        },
      },
      { labels: { ...MANAGED_ADDONS }, dependsOn: [this.props.platform, ...parts], deletionMinutes: DELETION_MINUTES },
    );
  }

  private addControlPlane(): KubernetesObject {
    const { cluster } = this.props;
    const { controlPlaneReplicas: replicas, antiAffinity, controlPlaneFlavor, controlPlaneRootDiskGB } = cluster;
    const apart = antiAffinity && replicas > 1;
    const place = new Construct(this, "control-plane");
    const template = this.addMachines(place, this.controlPlaneName, apart ? AntiAffinity.HARD : undefined, {
      flavor: (controlPlaneFlavor ?? CONTROL_PLANE_FLAVOR).name,
      rootDiskGB: controlPlaneFlavor === undefined ? 0 : (controlPlaneRootDiskGB ?? 0),
    });
    const made = this.add(
      place,
      "Resource",
      CONTROL_PLANE,
      "KubeadmControlPlane",
      this.controlPlaneName,
      {
        spec: {
          replicas,
          version: cluster.version.tag,
          machineTemplate: this.dialect.controlPlaneMachines(template.objectName),
          kubeadmConfigSpec: this.kubeadm.controlPlane(cluster),
          // A fourth node would need a fourth host; a scale-in needs three nodes (KubeadmControlPlane's webhook).
          ...(apart && this.dialect.withoutSurge()),
        },
      },
      { dependsOn: [this.props.platform, template] },
    );
    if (replicas > 1) {
      this.addHealthCheck(place, this.controlPlaneName, 1, {
        matchLabels: { "cluster.x-k8s.io/control-plane": "" },
      });
    }
    return made;
  }

  private addPool(pool: NodePool): KubernetesObject[] {
    const { cluster } = this.props;
    const place = new Construct(this, `pool-${pool.name}`);
    const name = `${cluster.name}-${pool.name}`;
    const { carried, kubelet } = this.labelsOf(pool);
    const template = this.addMachines(place, name, cluster.antiAffinity ? AntiAffinity.SOFT : undefined, {
      flavor: pool.flavor.name,
      rootDiskGB: pool.rootDiskGB,
    });
    const joining = this.kubeadm.worker(pool, kubelet);
    const bootstrap = this.add(
      place,
      "bootstrap",
      BOOTSTRAP,
      "KubeadmConfigTemplate",
      named(name, joining),
      { spec: { template: { spec: joining } } },
      { dependsOn: [this.props.platform], createBeforeDestroy: true },
    );
    this.addHealthCheck(place, name, MOST_UNHEALTHY, { matchLabels: { [POOL_LABEL]: pool.name } });
    return CapiMachines.parts(pool).map((part) =>
      this.addDeployment(place, part, { ...carried, [POOL_LABEL]: pool.name }, template, bootstrap),
    );
  }

  private addDeployment(
    place: Construct,
    { name: partName, zone, replicas, annotations }: PoolPart,
    labels: Record<string, string>,
    template: KubernetesObject,
    bootstrap: KubernetesObject,
  ): KubernetesObject {
    const { cluster } = this.props;
    const name = Names.join([cluster.name, partName]);
    // What the webhook would fill in: written out, so that no provider takes it for a change.
    const selector = { "cluster.x-k8s.io/cluster-name": cluster.name, "cluster.x-k8s.io/deployment-name": name };
    return this.add(
      place,
      zone === undefined ? "Resource" : `zone-${zone}`,
      CORE,
      "MachineDeployment",
      name,
      {
        spec: {
          clusterName: cluster.name,
          ...(replicas !== undefined && { replicas }),
          selector: { matchLabels: selector },
          template: {
            metadata: { labels: { ...selector, ...labels } },
            spec: {
              clusterName: cluster.name,
              version: cluster.version.tag,
              ...(zone !== undefined && { failureDomain: zone }),
              bootstrap: {
                configRef: this.dialect.reference(BOOTSTRAP, "KubeadmConfigTemplate", bootstrap.objectName),
              },
              infrastructureRef: this.dialect.reference(
                INFRASTRUCTURE,
                "OpenStackMachineTemplate",
                template.objectName,
              ),
            },
          },
        },
      },
      {
        labels: { "cluster.x-k8s.io/cluster-name": cluster.name },
        annotations,
        dependsOn: [this.props.platform, template, bootstrap],
        deletionMinutes: DELETION_MINUTES,
      },
    );
  }

  /** A template of machines, and the group that keeps them on different hosts. */
  private addMachines(
    place: Construct,
    name: string,
    policy: AntiAffinity | undefined,
    { flavor, rootDiskGB }: Pick<MachineShape, "flavor" | "rootDiskGB">,
  ): KubernetesObject {
    const { platform, cluster } = this.props;
    // Named, not by its id, which only Terraform knows: the template's name is a digest of what is known.
    const serverGroup = policy === undefined ? undefined : Names.join([platform.namespace, name]);
    const group =
      policy === undefined ? [] : [new ServerGroup(place, "group", { antiAffinity: policy, name: serverGroup })];
    const machine = this.dialect.machine({
      flavor,
      rootDiskGB,
      image: platform.imageFor(cluster.version.tag),
      ...(serverGroup !== undefined && { serverGroup }),
      ...(platform.sshKeyName !== undefined && { sshKeyName: platform.sshKeyName }),
    });
    return this.add(
      place,
      "machines",
      INFRASTRUCTURE,
      "OpenStackMachineTemplate",
      named(name, machine),
      { spec: { template: { spec: machine } } },
      { dependsOn: [platform, ...group], createBeforeDestroy: true },
    );
  }

  private addHealthCheck(place: Construct, name: string, atMost: string | number, selector: object): void {
    const { platform, cluster } = this.props;
    if (platform.healthChecks) {
      const spec = { clusterName: cluster.name, selector, ...this.dialect.healthCheck(UNHEALTHY_SECONDS, atMost) };
      this.add(place, "health", CORE, "MachineHealthCheck", name, { spec }, { dependsOn: [platform] });
    }
  }

  private add(
    scope: Construct,
    id: string,
    group: string,
    kind: string,
    name: string,
    body: Record<string, unknown>,
    more: Partial<KubernetesObjectProps> = { dependsOn: [this.props.platform] },
  ): KubernetesObject {
    const { api, namespace } = this.props.platform;
    const apiVersion = this.dialect.apiVersion(group);
    return new KubernetesObject(scope, id, { api, apiVersion, kind, name, namespace, body, ...more });
  }

  private get controlPlaneName(): string {
    return `${this.props.cluster.name}-control-plane`;
  }

  /** Labels that Cluster API carries to nodes, also to those that run; and those that a new node gives itself. */
  private labelsOf(pool: NodePool): { carried: Record<string, string>; kubelet: Record<string, string> } {
    const { path } = this.node;
    if (pool.members !== undefined) {
      throw unsupported("Cluster API", `name the nodes of pool ${pool.name}`, pool.members.join(", "), "size", path);
    }
    const entries = Object.entries(pool.labels);
    const lost = entries
      .map(([key]) => key)
      .filter((key) => !CapiMachines.carries(key) && RESTRICTED.test(key) && !ALLOWED_TO_KUBELET.test(key));
    if (lost.length > 0) {
      throw unsupported(
        "a kubelet",
        `give itself these labels of pool ${pool.name}`,
        lost.join(", "),
        "labels outside kubernetes.io and k8s.io, or of node-role.kubernetes.io, node-restriction.kubernetes.io, node.kubernetes.io",
        path,
      );
    }
    const pick = (carried: boolean) =>
      Object.fromEntries(entries.filter(([key]) => CapiMachines.carries(key) === carried));
    return { carried: pick(true), kubelet: pick(false) };
  }

  /** CAPO passes over allowedCIDRs in silence where the balancer cannot hold to them (pkg/cloud/services/loadbalancer). */
  private requireBalancer(): void {
    const { loadBalancer, allowedCidrs = [] } = this.props.cluster.api;
    const unknown = loadBalancer === undefined || loadBalancer === LoadBalancerProvider.CLOUD_DEFAULT;
    if (allowedCidrs.length > 0 && unknown) {
      throw unsupported(
        "Cluster API",
        "hold to allowedCidrs by the cloud's default balancer, which may be OVN",
        allowedCidrs.join(", "),
        "allowedCidrs with loadBalancer: LoadBalancerProvider.AMPHORA",
        this.node.path,
      );
    }
  }
}

/** A name that changes with what it names. */
function named(base: string, content: Record<string, unknown>): string {
  return `${base}-${createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 8)}`;
}
