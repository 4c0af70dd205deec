import { Construct } from "constructs";
import { Token } from "../../../core/engine";
import { BlueprintError } from "../../../core/errors";
import { Secret } from "../../../core/secret";
import type { IKubernetesApi } from "../../../kubernetes/kubernetes-api";
import { KubernetesSecret } from "../../../kubernetes/kubernetes-secret";
import { KubernetesObject } from "../../../kubernetes/manifest";
import { KubernetesNamespace } from "../../../kubernetes/namespace";
import { CapiMachines } from "../capi-machines";
import { CapiVersion, CapoVersion, MOVE_LABEL } from "../capi-version";
import type { IKaasPlatform, KaasClusterDescription, KaasClusterParts } from "../kaas-cluster";
import { secretManifest } from "../secret-manifest";
import { CapoCluster } from "./capo-cluster";
import { MANAGED_ADDONS } from "./capo-dialect";

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
 *   version: KubernetesVersion.of("1.36.4"),
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
      throw new BlueprintError({
        code: "SCSBP-6432",
        what: "an add-on is carried by a ConfigMap, which does not hold this one",
        got: `${name}: ${bytes} bytes`,
        allowed: `1 to ${ADDON_BYTES} bytes`,
        fix: "split the manifests into several add-ons",
        path: this.node.path,
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
    throw new BlueprintError({
      code: "SCSBP-6431",
      what: "the names of image and key pair go into templates that are never changed: they have to be known at synth",
      got: later ? "a value that only Terraform knows" : JSON.stringify(name),
      allowed: "a text",
      fix: "write the name out",
      path,
    });
  }
}

/** Manifests may hold `${…}` of their own (shells, Envoy's configuration), which Terraform would read. */
function escaped(text: string): string {
  return text.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);
}
