import { Construct } from "constructs";
import { BlueprintError } from "../../../core/errors";
import { Secret } from "../../../core/secret";
import type { IKubernetesApi } from "../../../kubernetes/kubernetes-api";
import { KubernetesSecret } from "../../../kubernetes/kubernetes-secret";
import { KubernetesObject } from "../../../kubernetes/manifest";
import { KubernetesNamespace } from "../../../kubernetes/namespace";
import { CapiMachines } from "../capi-machines";
import { CapiVersion, MOVE_LABEL } from "../capi-version";
import type { IKaasPlatform, KaasClusterDescription, KaasClusterParts } from "../kaas-cluster";
import { secretManifest } from "../secret-manifest";
import { MANAGED_SECRET } from "./class-variables";
import { ClusterStackCluster } from "./cluster-stack-cluster";
import { ClusterStackChannel, ClusterStackSeries } from "./series";

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
    throw new BlueprintError({
      code: "SCSBP-6420",
      what: "a cluster stack is for a minor version of Kubernetes, each once",
      got: minors.join(", ") || "none",
      allowed: "major and minor, such as 1.36: neither a v in front nor a patch",
      fix: "name the minor versions that clusters are to run",
      path,
    });
  }
  return [...minors].sort((a, b) => Number(a.split(".")[1]) - Number(b.split(".")[1]));
}

function requireReleases(releases: readonly string[], path: string): string[] {
  const unfit = releases.filter((one) => !/^v\d+(-[a-z0-9.]+)?$/.test(one));
  if (unfit.length > 0) {
    throw new BlueprintError({
      code: "SCSBP-6421",
      what: "not a release of a cluster stack",
      got: unfit.join(", "),
      allowed: "v and a number, such as v1, with a suffix in a channel of one's own (v0-sha.1a2b3c4)",
      fix: "take the tag of the release without the parts in front",
      path,
    });
  }
  return [...new Set(releases)];
}
