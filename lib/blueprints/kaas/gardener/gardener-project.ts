import { Construct } from "constructs";
import { BlueprintError } from "../../../core/errors";
import { RemovalPolicy } from "../../../core/removal-policy";
import type { Secret } from "../../../core/secret";
import type { IKubernetesApi } from "../../../kubernetes/kubernetes-api";
import { KubernetesSecret } from "../../../kubernetes/kubernetes-secret";
import { KubernetesObject } from "../../../kubernetes/manifest";
import { LoadBalancerProvider } from "../../../openstack/load-balancing/load-balancer-provider";
import type { IKaasPlatform, KaasClusterDescription, KaasClusterParts } from "../kaas-cluster";
import { GardenerShoot } from "./gardener-shoot";

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
 *   version: KubernetesVersion.of("1.36.4"),
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
      throw new BlueprintError({
        code: "SCSBP-6440",
        what: "not a name of a Gardener project",
        got: JSON.stringify(project),
        allowed: "lower-case letters, digits and single hyphens, at most 20",
        fix: "take the name as Gardener's dashboard shows it, without garden- in front",
        path,
      });
    }
    if (zones.length === 0 || new Set(zones).size !== zones.length) {
      throw new BlueprintError({
        code: "SCSBP-6441",
        what: "Gardener puts each pool into zones: the project names those of its region, each once",
        got: zones.join(", ") || "none",
        allowed: "zones of the cloud profile",
        fix: "kubectl get cloudprofile NAME -o yaml lists them at spec.regions",
        path,
      });
    }
    if (this.loadBalancer.name === undefined) {
      throw new BlueprintError({
        code: "SCSBP-6442",
        what: "Gardener wants a balancer by its name",
        got: "LoadBalancerProvider.CLOUD_DEFAULT",
        allowed: "LoadBalancerProvider.OVN, LoadBalancerProvider.AMPHORA, LoadBalancerProvider.of(…)",
        fix: "take one that the cloud profile lists at loadBalancerProviders",
        path,
      });
    }
  }
}
