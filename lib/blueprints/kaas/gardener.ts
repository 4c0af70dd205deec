import { Construct } from "constructs";
import { stringify } from "yaml";
import { refuse } from "@scs-blueprints/standards/errors";
import { RemovalPolicy } from "../../core/removal-policy";
import type { Secret } from "../../core/secret";
import type { IKubernetesApi } from "../../kubernetes/kubernetes-api";
import { KubernetesSecret } from "../../kubernetes/kubernetes-secret";
import { KubernetesObject } from "../../kubernetes/manifest";
import { LoadBalancerProvider } from "../../openstack/load-balancing/load-balancer-provider";
import {
  Cni,
  type IKaasPlatform,
  type KaasClusterDescription,
  type KaasClusterParts,
  type OidcOptions,
  unsupported,
} from "./kaas-cluster";
import type { NodePool } from "./node-pool";

/** What a shoot is for (gardener docs/usage/shoot-basics/shoot_purposes.md): its monitoring and alerts follow from it. */
export enum ShootPurpose {
  /** Short-lived, to try things out. */
  EVALUATION = "evaluation",
  /** For development; alerts go to its owners. */
  DEVELOPMENT = "development",
  /** For tests; no monitoring. */
  TESTING = "testing",
  /** For production; alerts go to its operators too. */
  PRODUCTION = "production",
}

/** What a control plane of three survives (gardener docs/usage/high-availability/shoot_high_availability.md). */
export enum FailureTolerance {
  /** The loss of a host. */
  NODE = "node",
  /** The loss of a zone; the provider's seed needs three. */
  ZONE = "zone",
}

/** Properties of a {@link GardenerProject}. */
export interface GardenerProjectProps {
  /** The garden's API, by the kubeconfig of a service account of the project. */
  readonly api: IKubernetesApi;
  /** Name of the Gardener project, which is there already. */
  readonly project: string;
  /** Name of the cloud profile that the provider made, `openstack`. */
  readonly cloudProfile: string;
  /** Region of the cloud profile. */
  readonly region: string;
  /** Zones of the region: where nodes of pools are that name none. */
  readonly zones: string[];
  /** Name of the network that floating IPs come from. */
  readonly floatingPool: string;
  /** Domain of the OpenStack project, by name. */
  readonly domainName: string;
  /** The OpenStack project, by name. */
  readonly tenantName: string;
  /** Id of the application credential that makes the clusters. */
  readonly credentialId: string;
  /** Secret of the application credential. */
  readonly credentialSecret: Secret;
  /** Namespace of the project. @default - `garden-` and the project */
  readonly namespace?: string;
  /** What the clusters are for. @default ShootPurpose.EVALUATION, Gardener's own */
  readonly purpose?: ShootPurpose;
  /** Image of the nodes, `flatcar`. @default - the first of the cloud profile */
  readonly machineImage?: string;
  /** Version of the image. @default - the newest; Gardener renews nodes when there is a newer one */
  readonly machineImageVersion?: string;
  /** What balances Services of the clusters. @default LoadBalancerProvider.OVN */
  readonly loadBalancer?: LoadBalancerProvider;
  /** What a control plane of three nodes survives. @default FailureTolerance.NODE */
  readonly failureTolerance?: FailureTolerance;
  /** Whether the provider has installed Gardener's extension `acl`, which `allowedCidrs` need. @default false */
  readonly accessControl?: boolean;
  /**
   * What becomes of a cluster when a plan would destroy it. Gardener deletes none that is not marked as confirmed: with
   * RETAIN it is not marked.
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Name of the login's Secret and of its binding. */
const LOGIN = "openstack";
/** Kinds of Gardener for logins (Gardener docs/api-reference/security.md). */
const BINDING = "security.gardener.cloud/v1alpha1";

/**
 * A project of a Gardener on OpenStack, as providers of SCS clouds run it: where a team's clusters (shoots) are made, and
 * the login they are made with. A platform for {@link KaasCluster}.
 *
 * The control plane runs on the provider's own clusters (seeds): its flavor, disk and zones are not the user's.
 *
 * Defines: a Secret with the login, a CredentialsBinding.
 *
 * @example
 * const login = new ApplicationCredential(stack, "clusters", { roles: ["member", "load-balancer_member"] });
 * const garden = new GardenerProject(stack, "garden", {
 *   api: new KubernetesApi(stack, "garden-api"),
 *   project: "team-a",
 *   cloudProfile: "openstack",
 *   region: "RegionOne",
 *   zones: ["az1"],
 *   floatingPool: "public",
 *   domainName: "default",
 *   tenantName: "team-a",
 *   credentialId: login.credentialId,
 *   credentialSecret: login.secret,
 * });
 * const cluster = new KaasCluster(stack, "shop", {
 *   platform: garden,
 *   name: "shop",
 *   version: KubernetesVersion.parse("1.36.4"),
 *   pools: { web: { flavor: Flavor.SCS_4V_8, min: 2, max: 6 } },
 * });
 */
export class GardenerProject extends Construct implements IKaasPlatform {
  public readonly platformName = "Gardener";
  /** The garden's API. */
  public readonly api: IKubernetesApi;
  /** Name of the project. */
  public readonly project: string;
  /** Namespace of the project. */
  public readonly namespace: string;
  /** Name of the binding of the login. */
  public readonly credentialsBinding = LOGIN;
  /** What the clusters are for. */
  public readonly purpose: ShootPurpose;
  /** What balances Services of the clusters. */
  public readonly loadBalancer: LoadBalancerProvider;
  /** What a control plane of three nodes survives. */
  public readonly failureTolerance: FailureTolerance;
  /** What becomes of a cluster when a plan would destroy it. */
  public readonly removalPolicy: RemovalPolicy;

  /**
   * @throws BlueprintError SCSBP-6440 for an unfit project, SCSBP-6441 for no zone or one twice, SCSBP-6442 for a balancer without a
   * name, SCSBP-1011 for a login in clear
   */
  public constructor(
    scope: Construct,
    id: string,
    /** What was given. */
    public readonly props: GardenerProjectProps,
  ) {
    super(scope, id);
    this.api = props.api;
    this.project = props.project;
    this.namespace = props.namespace ?? `garden-${props.project}`;
    this.purpose = props.purpose ?? ShootPurpose.EVALUATION;
    this.loadBalancer = props.loadBalancer ?? LoadBalancerProvider.OVN;
    this.failureTolerance = props.failureTolerance ?? FailureTolerance.NODE;
    this.removalPolicy = props.removalPolicy ?? RemovalPolicy.DESTROY;
    this.check();
    const secret = new KubernetesSecret(this, "login", {
      api: this.api,
      name: LOGIN,
      namespace: this.namespace,
      values: { applicationCredentialSecret: props.credentialSecret },
      plainValues: {
        applicationCredentialID: props.credentialId,
        domainName: props.domainName,
        tenantName: props.tenantName,
      },
    });
    new KubernetesObject(this, "binding", {
      api: this.api,
      apiVersion: BINDING,
      kind: "CredentialsBinding",
      name: LOGIN,
      namespace: this.namespace,
      body: {
        provider: { type: "openstack" },
        credentialsRef: { apiVersion: "v1", kind: "Secret", name: LOGIN, namespace: this.namespace },
      },
      dependsOn: [secret],
    });
  }

  /** Makes the cluster. */
  public provide(scope: Construct, cluster: KaasClusterDescription): KaasClusterParts {
    const made = new GardenerShoot(scope, "Cluster", { project: this, cluster });
    const shoot = `/apis/core.gardener.cloud/v1beta1/namespaces/${this.namespace}/shoots/${made.clusterName}`;
    const request = `{"apiVersion":"authentication.gardener.cloud/v1alpha1","kind":"AdminKubeconfigRequest","spec":{"expirationSeconds":3600}}`;
    return {
      kubeconfigCommand: `echo '${request}' | kubectl create --raw ${shoot}/adminkubeconfig -f - | jq -r .status.kubeconfig | base64 -d`,
    };
  }

  private check(): void {
    const { project, zones } = this.props;
    const { path } = this.node;
    // 21 characters are for project and cluster together: one at least is the cluster's.
    if (!/^[a-z0-9]([-a-z0-9]{0,18}[a-z0-9])?$/.test(project) || project.includes("--")) {
      throw refuse(path, "SCSBP-6440", {
        got: JSON.stringify(project),
        allowed: "lower-case letters, digits and single hyphens, at most 20",
        fix: "take the name as Gardener's dashboard shows it, without garden- in front",
      });
    }
    if (zones.length === 0 || new Set(zones).size !== zones.length) {
      throw refuse(path, "SCSBP-6441", {
        what: "Gardener puts each pool into zones: the project names those of its region, each once",
        got: zones.join(", ") || "none",
        allowed: "zones of the cloud profile",
        fix: "kubectl get cloudprofile NAME -o yaml lists them at spec.regions",
      });
    }
    if (this.loadBalancer.name === undefined) {
      throw refuse(path, "SCSBP-6442", {
        what: "Gardener wants a balancer by its name",
        got: "LoadBalancerProvider.CLOUD_DEFAULT",
        allowed: "LoadBalancerProvider.OVN, LoadBalancerProvider.AMPHORA, LoadBalancerProvider.fromName(…)",
        fix: "take one that the cloud profile lists at loadBalancerProviders",
      });
    }
  }
}

type Json = Record<string, unknown>;

/** Properties of a {@link GardenerShoot}. */
export interface GardenerShootProps {
  /** Where it is made. */
  readonly project: GardenerProject;
  /** What is wanted. */
  readonly cluster: KaasClusterDescription;
}

const GARDEN = "core.gardener.cloud/v1beta1";
/** Of gardener-extension-provider-openstack (docs/usage/usage.md). */
const OPENSTACK = "openstack.provider.extensions.gardener.cloud/v1alpha1";
/** Without it Gardener deletes no shoot (gardener docs/usage/shoot-operations/shoot_operations.md). */
const CONFIRMED = { "confirmation.gardener.cloud/deletion": "true" };
/** Characters of a project's and a shoot's name together (gardener plugin/pkg/shoot/validator/admission.go, `lengthLimit`). */
const LONGEST_NAMES = 21;
/** Characters of a worker pool's name (gardener pkg/apis/core/validation/shoot.go, maxWorkerNameLength). */
const LONGEST_POOL = 15;
/** Gardener takes a cluster apart in this time, with the nodes' volumes and balancers. */
const DELETION_MINUTES = 60;

/**
 * A cluster of a Gardener: what {@link KaasCluster} makes with a {@link GardenerProject}.
 *
 * Defines: a Shoot; with login by OpenID Connect a ConfigMap.
 */
export class GardenerShoot extends Construct {
  /** Name of the Shoot. */
  public readonly clusterName: string;

  /**
   * @throws BlueprintError SCSBP-6443 for names that are too long together, SCSBP-6444 for a pool's name that is too long,
   * SCSBP-6445 for fewer nodes than zones, SCSBP-6409 for what Gardener cannot do
   */
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: GardenerShootProps,
  ) {
    super(scope, id);
    const { project, cluster } = props;
    this.clusterName = cluster.name;
    this.requireSupported();
    this.requireNames();
    const confirmed = project.removalPolicy === RemovalPolicy.DESTROY;
    const login = cluster.oidc === undefined ? undefined : this.addLogin(cluster.oidc);
    const object = new KubernetesObject(this, "Resource", {
      api: project.api,
      apiVersion: GARDEN,
      kind: "Shoot",
      name: cluster.name,
      namespace: project.namespace,
      annotations: confirmed ? { ...CONFIRMED } : {},
      body: { spec: this.spec(login) },
      dependsOn: [project, ...(login === undefined ? [] : [login])],
      deletionMinutes: DELETION_MINUTES,
      removalPolicy: project.removalPolicy,
    });
    this.node.defaultChild = object.node.defaultChild;
  }

  private spec(login: KubernetesObject | undefined): Json {
    const { project, cluster } = this.props;
    const { network, controlPlaneReplicas, api, cni, pools, version } = cluster;
    const { cloudProfile, region, floatingPool, machineImageVersion } = project.props;
    return {
      cloudProfile: { kind: "CloudProfile", name: cloudProfile },
      region,
      credentialsBindingName: project.credentialsBinding,
      purpose: project.purpose,
      kubernetes: {
        version: version.text,
        ...(login !== undefined && {
          kubeAPIServer: { structuredAuthentication: { configMapName: login.objectName } },
        }),
      },
      networking: {
        type: cni ?? Cni.CILIUM,
        nodes: network.nodeCidr,
        pods: network.podCidr,
        services: network.serviceCidr,
      },
      ...(controlPlaneReplicas > 1 && {
        controlPlane: { highAvailability: { failureTolerance: { type: project.failureTolerance } } },
      }),
      ...(api.allowedCidrs !== undefined &&
        api.allowedCidrs.length > 0 && { extensions: [accessControl(api.allowedCidrs)] }),
      // The program names the version; were Gardener to raise it, the next plan would want it back.
      maintenance: { autoUpdate: { kubernetesVersion: false, machineImageVersion: machineImageVersion === undefined } },
      provider: {
        type: "openstack",
        infrastructureConfig: {
          apiVersion: OPENSTACK,
          kind: "InfrastructureConfig",
          floatingPoolName: floatingPool,
          networks: { workers: network.nodeCidr },
        },
        controlPlaneConfig: {
          apiVersion: OPENSTACK,
          kind: "ControlPlaneConfig",
          loadBalancerProvider: project.loadBalancer.name,
        },
        workers: pools.map((pool) => this.worker(pool)),
      },
    };
  }

  private worker(pool: NodePool): Json {
    const { project, cluster } = this.props;
    const { machineImage, machineImageVersion } = project.props;
    const zones = pool.zones.length > 0 ? pool.zones : project.props.zones;
    const most = pool.max ?? pool.size ?? 0;
    this.requirePool(pool, zones, most);
    const image = {
      name: machineImage,
      ...(machineImageVersion !== undefined && { version: machineImageVersion }),
    };
    return {
      name: pool.name,
      minimum: pool.min ?? pool.size ?? 0,
      maximum: most,
      maxSurge: 1,
      machine: { type: pool.flavor.name, ...(machineImage !== undefined && { image }) },
      zones: [...zones],
      ...(pool.rootDiskGB > 0 && { volume: { size: `${pool.rootDiskGB}Gi` } }),
      ...(Object.keys(pool.labels).length > 0 && { labels: pool.labels }),
      ...(pool.taints.length > 0 && { taints: [...pool.taints] }),
      ...(cluster.antiAffinity && {
        providerConfig: { apiVersion: OPENSTACK, kind: "WorkerConfig", serverGroup: { policy: "soft-anti-affinity" } },
      }),
    };
  }

  /** Gardener refuses `oidcConfig` from Kubernetes 1.32 on (pkg/apis/core/validation/shoot.go): the API server reads a file in place of it. */
  private addLogin(oidc: OidcOptions): KubernetesObject {
    const { project, cluster } = this.props;
    const { issuerUrl, clientId, usernameClaim = "sub", usernamePrefix, groupsClaim, groupsPrefix } = oidc;
    const config = {
      apiVersion: "apiserver.config.k8s.io/v1beta1",
      kind: "AuthenticationConfiguration",
      jwt: [
        {
          issuer: { url: issuerUrl, audiences: [clientId] },
          claimMappings: {
            username: { claim: usernameClaim, prefix: usernamePrefix ?? `${issuerUrl}#` },
            ...(groupsClaim !== undefined && { groups: { claim: groupsClaim, prefix: groupsPrefix ?? "" } }),
          },
        },
      ],
    };
    return new KubernetesObject(this, "login", {
      api: project.api,
      apiVersion: "v1",
      kind: "ConfigMap",
      name: `${cluster.name}-authentication`,
      namespace: project.namespace,
      body: { data: { "config.yaml": stringify(config) } },
    });
  }

  private requireSupported(): void {
    const { project, cluster } = this.props;
    const { controlPlaneReplicas, controlPlaneFlavor, controlPlaneZones, controlPlaneRootDiskGB, api } = cluster;
    const { asked } = cluster.network;
    const refusal = (given: boolean, wish: string, got: unknown, allowed: string): void => {
      if (given) {
        throw unsupported("Gardener", wish, String(got), allowed, this.node.path);
      }
    };
    const own = "what the provider runs its seeds on";
    refusal(controlPlaneReplicas > 3, "a control plane of that size", controlPlaneReplicas, "1, 3");
    refusal(controlPlaneFlavor !== undefined, "a flavor of the control plane", controlPlaneFlavor?.name, own);
    refusal(controlPlaneRootDiskGB !== undefined, "a root volume of the control plane", controlPlaneRootDiskGB, own);
    refusal(controlPlaneZones.length > 0, "zones of the control plane by name", controlPlaneZones.join(", "), own);
    refusal(
      asked.dnsServers !== undefined,
      "DNS servers of the nodes",
      asked.dnsServers?.join(", "),
      "the cloud profile's",
    );
    refusal(asked.mtu !== undefined, "an MTU of the nodes' network", asked.mtu, "the cloud's");
    refusal(
      asked.externalNetworkId !== undefined,
      "an external network by its id",
      asked.externalNetworkId,
      "floatingPool of the GardenerProject",
    );
    refusal(
      asked.serviceDomain !== undefined && asked.serviceDomain !== "cluster.local",
      "another domain of the services",
      asked.serviceDomain,
      "cluster.local",
    );
    refusal(api.publicAddress === false, "an API without a public address", "publicAddress: false", "true");
    refusal(api.loadBalancer !== undefined, "a balancer of one's own before the API", api.loadBalancer?.name, own);
    refusal((api.certSans ?? []).length > 0, "further names in the certificate", api.certSans?.join(", "), "none");
    refusal(
      (api.allowedCidrs ?? []).length > 0 && project.props.accessControl !== true,
      "an API for named blocks only, without its extension acl",
      api.allowedCidrs?.join(", "),
      "accessControl: true where the provider has the extension",
    );
  }

  private requireNames(): void {
    const { project, cluster } = this.props;
    const got = project.project.length + cluster.name.length;
    if (got > LONGEST_NAMES) {
      throw refuse(this, "SCSBP-6443", {
        got: `${project.project} and ${cluster.name}, ${got} characters`,
        allowed: `${LONGEST_NAMES} characters`,
        fix: `give the KaasCluster a name of at most ${Math.max(LONGEST_NAMES - project.project.length, 1)} characters`,
      });
    }
  }

  private requirePool(pool: NodePool, zones: readonly string[], most: number): void {
    const { path } = this.node;
    if (pool.members !== undefined) {
      throw unsupported("Gardener", `name the nodes of pool ${pool.name}`, pool.members.join(", "), "size", path);
    }
    if (pool.name.length > LONGEST_POOL) {
      throw refuse(path, "SCSBP-6444", {
        got: `${pool.name}, ${pool.name.length} characters`,
        allowed: `${LONGEST_POOL} characters`,
        fix: "shorten it",
      });
    }
    // Gardener: its own pods of the cluster spread over all zones (pkg/apis/core/validation/shoot.go).
    if (most > 0 && most < zones.length) {
      throw refuse(path, "SCSBP-6445", {
        what: `pool ${pool.name} can have fewer nodes than it has zones, which Gardener refuses`,
        got: `${most} nodes, zones ${zones.join(", ")}`,
        allowed: "as many nodes as zones, or more",
        fix: "name fewer zones in the pool, or raise size or max",
      });
    }
  }
}

/** Of gardener-extension-acl (docs/usage/usage.md). */
function accessControl(cidrs: readonly string[]): Json {
  return { type: "acl", providerConfig: { rule: { action: "ALLOW", type: "remote_ip", cidrs: [...cidrs] } } };
}
