import type { RemovalPolicy } from "../../../core/removal-policy";
import type { IKubernetesApi } from "../../../kubernetes/kubernetes-api";
import type { YaookCeph } from "../yaook-ceph";
import type { YaookComputePool } from "../yaook-compute-pool";
import type { YaookService } from "../yaook-service";

/** What a platform is to be, beside what the control plane on it says of the cloud as well. */
export interface YaookPlatformOptions {
  /** Version of all of Yaook's charts, `3.2.1`. */
  readonly chartVersion: string;
  /** Further operators, by their charts: `heat-operator`. @default - none */
  readonly furtherOperators?: string[];
  /** Make Ceph's pools, with so many copies. @default - they are there */
  readonly cephPoolReplicas?: number;
  /** Namespace of Rook. @default "rook-ceph" */
  readonly rookNamespace?: string;
  /** Secret in the namespace with an authority of one's own. @default - one is made, and kept in the Secret `root-ca` */
  readonly caSecret?: string;
  /** Where charts come from. @default "https://charts.yaook.cloud/operator/stable/" */
  readonly chartRepository?: string;
  /** Domain of the cluster's Services, where it is another than Kubernetes' default. @default - the operators': cluster.local */
  readonly clusterDomain?: string;
  /** Values of all the operators' charts. @default - the charts' own */
  readonly operatorValues?: Record<string, unknown>;
  /**
   * Whether definitions and operators are installed here; false where Flux or Argo CD does it.
   * @default true; false where `scs-blueprints start` finds no registry of providers, thus no Helm
   */
  readonly installOperators?: boolean;
  /** Whether the chart with the definitions is installed here. Helm never changes definitions that are there. @default true */
  readonly installDefinitions?: boolean;
  /** Keep everything else off the hypervisors, by a taint. @default false */
  readonly taintHypervisors?: boolean;
  /** Whether nodes may be both, for trials. @default false */
  readonly sharedNodes?: boolean;
}

/** Properties of a {@link YaookPlatform}. */
export interface YaookPlatformProps extends YaookPlatformOptions {
  /** The cluster, on bare metal. cert-manager, prometheus-operator and an ingress controller are on it. */
  readonly api: IKubernetesApi;
  /** Names of the nodes that the control plane runs on. */
  readonly controlNodes: string[];
  /** The hypervisors. */
  readonly computePools: YaookComputePool[];
  /** Services whose operators are installed, beside those that are always there. @default - all of YaookService */
  readonly services?: YaookService[];
  /** Ceph, for the users of services. @default - none */
  readonly ceph?: YaookCeph;
  /** Namespace of the operators and services. @default "yaook" */
  readonly namespace?: string;
  /** Issuer of the services' certificates. @default "yaook-internal" */
  readonly issuer?: string;
  /** Class of ingresses that has to be there. @default - not looked for */
  readonly ingressClass?: string;
  /** Class of volumes that has to be there. @default - the cluster has to have a default class */
  readonly storageClass?: string;
  /**
   * What becomes of that with which data would go, when a plan would destroy it: the namespace, the definitions, the authority,
   * Ceph's pools.
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}
