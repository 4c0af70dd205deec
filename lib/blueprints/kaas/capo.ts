import { Construct } from "constructs";
import { createHash } from "node:crypto";
import { Token } from "../../core/engine";
import { refuse } from "@scs-blueprints/standards/errors";
import { Names } from "../../core/names";
import { Secret } from "../../core/secret";
import type { IKubernetesApi } from "../../kubernetes/kubernetes-api";
import { KubernetesSecret } from "../../kubernetes/kubernetes-secret";
import { KubernetesObject, type KubernetesObjectProps } from "../../kubernetes/manifest";
import { KubernetesNamespace } from "../../kubernetes/namespace";
import { AntiAffinity, ServerGroup } from "../../openstack/compute/server-group";
import { LoadBalancerProvider } from "../../openstack/load-balancing/load-balancer-provider";
import { CapiMachines, type PoolPart, CapiVersion, CapoVersion, MOVE_LABEL } from "./cluster-api";
import {
  CONTROL_PLANE_FLAVOR,
  Cni,
  type IKaasPlatform,
  type KaasClusterDescription,
  type KaasClusterParts,
  oidcArguments,
  unsupported,
} from "./kaas-cluster";
import type { NodePool } from "./node-pool";
import { secretManifest } from "./openstack-add-ons";
type Json = Record<string, unknown>;

/** Groups of the kinds. */
const CORE = "cluster.x-k8s.io";
const BOOTSTRAP = "bootstrap.cluster.x-k8s.io";
const CONTROL_PLANE = "controlplane.cluster.x-k8s.io";
const INFRASTRUCTURE = "infrastructure.cluster.x-k8s.io";

/** Label by which a cluster gets the add-ons. */
const MANAGED_ADDONS: Readonly<Record<string, string>> = { "managed-addons": "all" };

/** What a machine is made of. */
interface MachineShape {
  readonly flavor: string;
  readonly image: string;
  /** 0 where the flavor brings a disk. */
  readonly rootDiskGB: number;
  /** @default - on any host */
  readonly serverGroup?: string;
  /** @default - none */
  readonly sshKeyName?: string;
}

/** Which login, of the Secret's clouds.yaml. */
interface Identity {
  readonly secretName: string;
  readonly cloudName: string;
}

/**
 * The kinds of Cluster API and of its OpenStack provider in one version each: what differs between the versions, and
 * nothing else (cluster-api docs/book/src/developer/providers/migrations/v1.10-to-v1.11.md;
 * cluster-api-provider-openstack docs/book/src/topics/crd-changes/v1beta1-to-v1beta2.md).
 */
class CapoDialect {
  public constructor(
    private readonly capi: CapiVersion,
    private readonly capo: CapoVersion,
  ) {}

  /** `cluster.x-k8s.io/v1beta2`. */
  public apiVersion(group: string): string {
    return `${group}/${group === INFRASTRUCTURE ? this.capo : this.capi}`;
  }

  /** How one object names another. */
  public reference(group: string, kind: string, name: string): Json {
    return this.isOld ? { apiVersion: this.apiVersion(group), kind, name } : { apiGroup: group, kind, name };
  }

  /** Arguments of a component or of the kubelet. */
  public commandLine(values: Record<string, string>): Json | Json[] {
    const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
    return this.isOld ? Object.fromEntries(sorted) : sorted.map(([name, value]) => ({ name, value }));
  }

  /** `spec.machineTemplate` of a KubeadmControlPlane. */
  public controlPlaneMachines(template: string): Json {
    const infrastructureRef = this.reference(INFRASTRUCTURE, "OpenStackMachineTemplate", template);
    return this.isOld ? { infrastructureRef } : { spec: { infrastructureRef } };
  }

  /** One node less while one is renewed, in place of one more. */
  public withoutSurge(): Json {
    const strategy = { type: "RollingUpdate", rollingUpdate: { maxSurge: 0 } };
    return this.isOld ? { rolloutStrategy: strategy } : { rollout: { strategy } };
  }

  /** Nodes that were not ready for some seconds are replaced, as long as no more than `atMost` are so at once. */
  public healthCheck(seconds: number, atMost: string | number): Json {
    const conditions = ["Unknown", "False"].map((status) => ({ type: "Ready", status }));
    return this.isOld
      ? {
          maxUnhealthy: atMost,
          unhealthyConditions: conditions.map((one) => ({ ...one, timeout: `${seconds}s` })),
        }
      : {
          checks: { unhealthyNodeConditions: conditions.map((one) => ({ ...one, timeoutSeconds: seconds })) },
          remediation: { triggerIf: { unhealthyLessThanOrEqualTo: atMost } },
        };
  }

  /** `spec` of an OpenStackCluster. */
  public cluster(cluster: KaasClusterDescription, identity: Identity, rules: readonly NodeRule[]): Json {
    const { api, network, controlPlaneZones } = cluster;
    const { asked } = network;
    const balancer = {
      enabled: true,
      ...(api.loadBalancer?.name !== undefined && { provider: api.loadBalancer.name }),
      ...(api.allowedCidrs !== undefined && api.allowedCidrs.length > 0 && { allowedCIDRs: [...api.allowedCidrs] }),
    };
    const subnet = {
      cidr: network.nodeCidr,
      ...(asked.dnsServers !== undefined && { dnsNameservers: [...asked.dnsServers] }),
    };
    return {
      identityRef: this.identity(identity),
      managedSubnets: [subnet],
      ...(asked.externalNetworkId !== undefined && { externalNetwork: { id: asked.externalNetworkId } }),
      ...(controlPlaneZones.length > 0 && { controlPlaneAvailabilityZones: [...controlPlaneZones] }),
      ...(this.capo === CapoVersion.V1BETA1
        ? {
            apiServerLoadBalancer: balancer,
            ...(api.publicAddress === false && { disableAPIServerFloatingIP: true }),
            ...(asked.mtu !== undefined && { networkMTU: asked.mtu }),
            managedSecurityGroups: { allowAllInClusterTraffic: false, allNodesSecurityGroupRules: [...rules] },
          }
        : {
            apiServer: {
              managedLoadBalancer: balancer,
              ...(api.publicAddress === false && { enableFloatingIP: false }),
            },
            ...(asked.mtu !== undefined && { managedNetwork: { mtu: asked.mtu } }),
            managedSecurityGroups: { allowAllInClusterTraffic: false, clusterNodesSecurityGroupRules: [...rules] },
          }),
    };
  }

  /** `spec.template.spec` of an OpenStackMachineTemplate. */
  public machine({ flavor, image, rootDiskGB, serverGroup, sshKeyName }: MachineShape): Json {
    return {
      flavor: this.capo === CapoVersion.V1BETA1 ? flavor : { filter: { name: flavor } },
      image: { filter: { name: image } },
      ...(rootDiskGB > 0 && { rootVolume: { sizeGiB: rootDiskGB } }),
      ...(serverGroup !== undefined && { serverGroup: { filter: { name: serverGroup } } }),
      ...(sshKeyName !== undefined && { sshKeyName }),
    };
  }

  private identity({ secretName, cloudName }: Identity): Json {
    return { type: "Secret", name: secretName, cloudName };
  }

  private get isOld(): boolean {
    return this.capi === CapiVersion.V1BETA1;
  }
}

/** Properties of a {@link CapoPlatform}. */
export interface CapoPlatformProps {
  /** The management cluster, on which Cluster API with kubeadm and its OpenStack provider (CAPO) run. */
  readonly api: IKubernetesApi;
  /** A clouds.yaml with the login that makes the clusters: of an ApplicationCredential, by `Secret.fromReference`. */
  readonly cloudsYaml: Secret;
  /** Namespace of the clusters. @default - the construct's id */
  readonly namespace?: string;
  /** Entry of the clouds.yaml. @default "openstack" */
  readonly cloudName?: string;
  /**
   * Name of the node image in the cloud; `{version}` stands for the version of Kubernetes, `v1.36.4`.
   * @default "ubuntu-capi-image-{version}", as the SCS image manager names it
   */
  readonly image?: string;
  /** Key pair of those who log in to nodes; it belongs to the user of the login. @default - none: nobody does */
  readonly sshKeyName?: string;
  /**
   * cloud.conf for the cloud controller manager and Cinder CSI: of an ApplicationCredential. Each cluster gets it as
   * the Secret `kube-system/cloud-config`, key `cloud.conf`.
   * @default - clusters get none
   */
  readonly cloudConf?: Secret;
  /**
   * Manifests that each cluster gets, YAML by a name of one's own: the network plugin, the cloud controller manager,
   * Cinder CSI with a default StorageClass. Without a network plugin nodes never get ready.
   * @default - none: they are brought by other means
   */
  readonly addons?: Record<string, string>;
  /** Replace nodes that are not ready for five minutes. @default true */
  readonly healthChecks?: boolean;
  /** Version of Cluster API's kinds. @default CapiVersion.V1BETA2, of Cluster API 1.11 and newer */
  readonly capiVersion?: CapiVersion;
  /** Version of the OpenStack provider's kinds. @default CapoVersion.V1BETA1, which CAPO serves up to 0.15 */
  readonly capoVersion?: CapoVersion;
}

const LOGIN = "cloud-config";
/** Stands for the version in the image's name. */
const VERSION = "{version}";
/** A ConfigMap holds 1 MiB (kubernetes.io/docs/concepts/configuration/configmap); the rest is for its own fields. */
const ADDON_BYTES = 1_000_000;

/**
 * Clusters by Cluster API and its OpenStack provider alone, without classes: for management clusters that run no cluster
 * stack operator, and where a cluster wants what no class offers (taints, a server group for each pool). A platform for
 * {@link KaasCluster}.
 *
 * Defines: a namespace, a Secret with the login; with add-ons a ConfigMap for each, with cloud.conf a Secret, and a
 * ClusterResourceSet that carries them into the clusters.
 *
 * @example
 * const management = new KubernetesApi(stack, "management");
 * const credential = new ApplicationCredential(stack, "clusters", { roles: ["member", "load-balancer_member"] });
 * const platform = new CapoPlatform(stack, "team-a", {
 *   api: management,
 *   cloudsYaml: Secret.fromReference(credential.cloudsYaml),
 *   cloudConf: Secret.fromReference(credential.cloudConf),
 * });
 * const cluster = new KaasCluster(stack, "shop", {
 *   platform,
 *   version: KubernetesVersion.parse("1.36.4"),
 *   pools: { web: { flavor: Flavor.SCS_4V_8, size: 3 } },
 * });
 */
export class CapoPlatform extends Construct implements IKaasPlatform {
  public readonly platformName = "Cluster API";
  /** The management cluster. */
  public readonly api: IKubernetesApi;
  /** Namespace of the clusters. */
  public readonly namespace: string;
  /** Entry of the clouds.yaml. */
  public readonly cloudName: string;
  /** Name of the Secret with the login. */
  public readonly loginSecret = LOGIN;
  /** Key pair of those who log in to nodes. @default - none */
  public readonly sshKeyName?: string;
  /** Whether nodes that are not ready are replaced. */
  public readonly healthChecks: boolean;
  /** Version of Cluster API's kinds. */
  public readonly capiVersion: CapiVersion;
  /** Version of the OpenStack provider's kinds. */
  public readonly capoVersion: CapoVersion;
  private readonly image: string;

  /**
   * @throws BlueprintError SCSBP-6431 for a name that is not known at synth, SCSBP-6432 for an add-on that no ConfigMap
   * holds, SCSBP-3003 for an unfit namespace or name of an add-on
   */
  public constructor(scope: Construct, id: string, props: CapoPlatformProps) {
    super(scope, id);
    this.api = props.api;
    this.cloudName = props.cloudName ?? "openstack";
    this.image = props.image ?? `ubuntu-capi-image-${VERSION}`;
    this.sshKeyName = props.sshKeyName;
    this.healthChecks = props.healthChecks ?? true;
    this.capiVersion = props.capiVersion ?? CapiVersion.V1BETA2;
    this.capoVersion = props.capoVersion ?? CapoVersion.V1BETA1;
    [this.image, this.sshKeyName].forEach((name) => requireKnown(name, this.node.path));
    this.namespace = props.namespace ?? id;
    new KubernetesNamespace(this, "Namespace", { api: props.api, name: this.namespace });
    new KubernetesSecret(this, "login", {
      api: this.api,
      name: LOGIN,
      namespace: this.namespace,
      labels: { ...MOVE_LABEL },
      values: { "clouds.yaml": props.cloudsYaml },
    });
    this.addAddons(props);
  }

  /** Name of the node image for a version, `ubuntu-capi-image-v1.36.4`. */
  public imageFor(tag: string): string {
    return this.image.replaceAll(VERSION, tag);
  }

  /** Makes the cluster. */
  public provide(scope: Construct, cluster: KaasClusterDescription): KaasClusterParts {
    const made = new CapoCluster(scope, "Cluster", { platform: this, cluster });
    return {
      kubeconfigCommand: CapiMachines.kubeconfigCommand(this.namespace, made.clusterName),
    };
  }

  private addAddons({ addons = {}, cloudConf }: CapoPlatformProps): void {
    const carried = Object.keys(addons)
      .sort()
      .map((name) => this.addAddon(name, addons[name] ?? ""));
    const secret = cloudConf === undefined ? [] : [this.addCloudConf(cloudConf)];
    if (carried.length + secret.length === 0) {
      return;
    }
    new KubernetesObject(this, "addons", {
      api: this.api,
      apiVersion: `addons.cluster.x-k8s.io/${this.capiVersion}`,
      kind: "ClusterResourceSet",
      name: "addons",
      namespace: this.namespace,
      body: {
        spec: {
          strategy: "Reconcile",
          clusterSelector: { matchLabels: { ...MANAGED_ADDONS } },
          resources: [
            ...secret.map(() => ({ kind: "Secret", name: "cloud-conf" })),
            ...carried.map(({ objectName }) => ({ kind: "ConfigMap", name: objectName })),
          ],
        },
      },
      dependsOn: [...secret, ...carried],
    });
  }

  private addAddon(name: string, text: string): KubernetesObject {
    const bytes = Buffer.byteLength(text);
    if (bytes === 0 || bytes > ADDON_BYTES) {
      throw refuse(this, "SCSBP-6432", {
        got: `${name}: ${bytes} bytes`,
        allowed: `1 to ${ADDON_BYTES} bytes`,
        fix: "split the manifests into several add-ons",
      });
    }
    return new KubernetesObject(this, `addon-${name}`, {
      api: this.api,
      apiVersion: "v1",
      kind: "ConfigMap",
      name: `addon-${name}`,
      namespace: this.namespace,
      labels: { ...MOVE_LABEL },
      body: { data: { [`${name}.yaml`]: escaped(text) } },
    });
  }

  /** cloud.conf, wrapped up for the workload clusters. */
  private addCloudConf(cloudConf: Secret): Construct {
    const copy = secretManifest("cloud-config", "cloud.conf", Secret.resolve(cloudConf, this));
    return new KubernetesSecret(this, "cloud-conf", {
      api: this.api,
      name: "cloud-conf",
      namespace: this.namespace,
      type: "addons.cluster.x-k8s.io/resource-set",
      labels: { ...MOVE_LABEL },
      values: { "cloud-config.yaml": Secret.fromReference(copy) },
    });
  }
}

/** Names of immutable templates hold a digest of what is in them. */
function requireKnown(name: string | undefined, path: string): void {
  const later = name !== undefined && (Token.isUnresolved(name) || name.includes("${"));
  if (name !== undefined && (name.trim() === "" || later)) {
    throw refuse(path, "SCSBP-6431", {
      what: "the names of image and key pair go into templates that are never changed: they have to be known at synth",
      got: later ? "a value that only Terraform knows" : JSON.stringify(name),
      allowed: "a text",
      fix: "write the name out",
    });
  }
}

/** Manifests may hold `${…}` of their own (shells, Envoy's configuration), which Terraform would read. */
function escaped(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
}

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

/** Name of a node: what the cloud calls the server, which CAPO writes into its metadata (its templates/cluster-template.yaml). */
const NODE_NAME = "{{ local_hostname }}";
/** The kubelet leaves addresses and zones to the cloud controller manager, which finds the server by this id. */
const KUBELET = { "cloud-provider": "external", "provider-id": "openstack:///'{{ instance_id }}'" };

/** What kubeadm is told on nodes. @internal */
class KubeadmNodes {
  public constructor(private readonly dialect: CapoDialect) {}

  /** `kubeadmConfigSpec` of a KubeadmControlPlane. */
  public controlPlane({ api, oidc }: KaasClusterDescription): Json {
    const nodeRegistration = this.registration({});
    const apiServer = {
      ...(api.certSans !== undefined && api.certSans.length > 0 && { certSANs: [...api.certSans] }),
      ...(oidc !== undefined && { extraArgs: this.dialect.commandLine(Object.fromEntries(oidcArguments(oidc))) }),
    };
    return {
      clusterConfiguration: {
        ...(Object.keys(apiServer).length > 0 && { apiServer }),
        controllerManager: { extraArgs: this.dialect.commandLine({ "cloud-provider": "external" }) },
      },
      initConfiguration: { nodeRegistration },
      joinConfiguration: { nodeRegistration },
    };
  }

  /** `spec.template.spec` of a KubeadmConfigTemplate. */
  public worker({ taints }: NodePool, labels: Record<string, string>): Json {
    const nodeRegistration = this.registration(labels);
    return {
      joinConfiguration: {
        nodeRegistration: { ...nodeRegistration, ...(taints.length > 0 && { taints: [...taints] }) },
      },
    };
  }

  private registration(labels: Record<string, string>): Json {
    const text = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    const extra: Record<string, string> = text.length === 0 ? {} : { "node-labels": text.sort().join(",") };
    return { name: NODE_NAME, kubeletExtraArgs: this.dialect.commandLine({ ...KUBELET, ...extra }) };
  }
}

/** A rule of the security groups that CAPO makes for a cluster (OpenStackCluster, `SecurityGroupRuleSpec`). */
interface NodeRule {
  readonly name: string;
  readonly direction: string;
  readonly etherType: string;
  readonly protocol: string;
  readonly portRangeMin?: number;
  readonly portRangeMax?: number;
  readonly remoteManagedGroups: string[];
}

/** Protocol number of IP in IP (RFC 2003), by which Calico tunnels unless told otherwise. */
const IP_IN_IP = "4";

/**
 * What a network plugin needs between nodes beside what CAPO opens by itself (API, etcd, kubelet, node ports). Cilium's
 * as in the class openstack-scs2 (cluster-stacks cluster-class.yaml, `allNodesSecurityGroupRules`); Calico's:
 * docs.tigera.io calico getting-started/kubernetes/requirements, "Network requirements".
 */
const RULES: Record<string, readonly NodeRule[]> = {
  [Cni.CILIUM]: [
    rule("VXLAN (Cilium)", "udp", 8472),
    rule("Health (Cilium)", "tcp", 4240),
    rule("Hubble (Cilium)", "tcp", 4244),
  ],
  [Cni.CALICO]: [
    rule("BGP (Calico)", "tcp", 179),
    rule("IP in IP (Calico)", IP_IN_IP),
    rule("VXLAN (Calico)", "udp", 4789),
    rule("Typha (Calico)", "tcp", 5473),
  ],
};

/** Rules for a plugin; Cilium's where none is named, as in the SCS cluster stacks. @internal */
function nodeRules(cni: Cni | undefined): readonly NodeRule[] {
  return RULES[cni ?? Cni.CILIUM] ?? [];
}

function rule(name: string, protocol: string, port?: number): NodeRule {
  return {
    name,
    direction: "ingress",
    etherType: "IPv4",
    protocol,
    ...(port !== undefined && { portRangeMin: port, portRangeMax: port }),
    remoteManagedGroups: ["controlplane", "worker"],
  };
}
