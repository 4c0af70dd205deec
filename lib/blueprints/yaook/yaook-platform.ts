import { DataKubernetesResources } from "@cdktf/provider-kubernetes/lib/data-kubernetes-resources";
import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { withoutRegistry } from "@scs-blueprints/standards/internal";
import { Construct } from "constructs";
import { RemovalPolicy } from "../../core/removal-policy";
import { HelmRelease } from "../../kubernetes/helm-release";
import { type IKubernetesApi, ManifestEmitter } from "../../kubernetes/kubernetes-api";
import { KubernetesObject } from "../../kubernetes/manifest";
import { KubernetesNamespace, PodSecurity } from "../../kubernetes/namespace";
import { NodeLabels, TaintEffect } from "../../kubernetes/node-labels";
import { requirePoolsApart, type YaookComputePool } from "./yaook-compute-pool";
import { YAOOK_NAMESPACE } from "./yaook-custom-resource";
import { type YaookCeph, YaookCephAccess } from "./yaook-ceph";
import { YaookService } from "./control-plane-settings";

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

/**
 * Labels that Yaook's pods look for; each is the key of a taint that they tolerate as well (docs.yaook.cloud
 * user/explanations/concepts/scheduling). A fresh cluster schedules nothing. For the control plane as in phily-me/alasca2025-yaook-workshop
 * at 15b4db4, with those of the image service of lanixx/talos-aws at b86dadc.
 */
const CONTROL = [
  "any.yaook.cloud/api",
  "infra.yaook.cloud/any",
  "infra.yaook.cloud/caching",
  "operator.yaook.cloud/any",
  "compute.yaook.cloud/nova-any-service",
  "image.yaook.cloud/glance-any-service",
  "network.yaook.cloud/neutron-northd",
  "network.yaook.cloud/neutron-ovn-agent",
];

const BY_SERVICE: Partial<Record<YaookService, readonly string[]>> = {
  [YaookService.CINDER]: ["block-storage.yaook.cloud/cinder-any-service"],
  [YaookService.BARBICAN]: [
    "key-manager.yaook.cloud/barbican-any-service",
    "key-manager.yaook.cloud/barbican-keystone-listener",
  ],
  [YaookService.DESIGNATE]: ["central", "mdns", "producer", "worker"].map((one) => `designate.yaook.cloud/${one}`),
};

/** Key of hypervisors. */
const HYPERVISOR = "compute.yaook.cloud/hypervisor";
const HYPERVISOR_TYPE = "compute.yaook.cloud/hypervisor-type";

/** Labels of a control node. */
function controlLabels(services: readonly YaookService[]): Record<string, string> {
  const keys = [...CONTROL, ...services.flatMap((one) => BY_SERVICE[one] ?? [])];
  return Object.fromEntries(keys.map((key) => [key, "true"]));
}

/** Labels of a hypervisor. */
function hypervisorLabels(nodeSelector: Record<string, string>): Record<string, string> {
  return { [HYPERVISOR]: "true", [HYPERVISOR_TYPE]: "qemu", ...nodeSelector };
}

const CHARTS = "https://charts.yaook.cloud/operator/stable/";
/** Operators without which no cloud runs; cds keeps one pod on each node (configured daemon sets). */
const OPERATORS = [
  ...["infra-operator", "cds-operator", "keystone-operator", "keystone-resources-operator", "glance-operator"],
  ...["nova-operator", "nova-compute-operator", "neutron-operator", "neutron-ovn-operator"],
];
const SELF_SIGNED = "selfsigned-issuer";
const ROOT = "root-ca";

/**
 * What Yaook runs on, the first of the stacks of a Yaook cloud, in the order of its quickstart: namespace, authority and
 * issuer, definitions, operators, users of Ceph, labels of nodes. The cluster has cert-manager, prometheus-operator and an ingress
 * controller already; with hashicorp/kubernetes each plan looks whether it has.
 *
 * Defines: a namespace, issuers and a certificate, a Helm release for the definitions and one for each operator, labels for each node,
 * and what {@link YaookCephAccess} and {@link YaookExpectations} define.
 *
 * @example
 * const undercloud = new KubernetesStack(app, "platform");
 * new YaookPlatform(undercloud, "yaook", {
 *   api: undercloud.api,
 *   chartVersion: "3.2.1",
 *   controlNodes: ["control-1", "control-2", "control-3"],
 *   computePools: [new YaookComputePool({ name: "general", nodes: ["compute-1", "compute-2"] })],
 * });
 */
export class YaookPlatform extends Construct {
  /** Namespace of the operators and services. */
  public readonly namespace: string;
  /** Issuer of the services' certificates. */
  public readonly issuer: string;
  /** Charts of the operators that are installed. */
  public readonly operators: string[];

  /**
   * @throws BlueprintError SCSBP-6514 for a version of charts that is none, SCSBP-6509 for pools that contradict each other,
   * SCSBP-6517 for a node in two roles
   */
  public constructor(scope: Construct, id: string, props: YaookPlatformProps) {
    super(scope, id);
    this.requireVersion(props.chartVersion);
    requirePoolsApart(props.computePools, this.node.path);
    const { api, removalPolicy = RemovalPolicy.RETAIN } = props;
    const services = props.services ?? Object.values(YaookService);
    this.namespace = props.namespace ?? YAOOK_NAMESPACE;
    new KubernetesNamespace(this, "namespace", {
      ...{ api, name: this.namespace },
      podSecurity: PodSecurity.PRIVILEGED, // hypervisors and OVN work on the node itself
      removalPolicy, // all databases go with it
    });
    this.issuer = props.issuer ?? "yaook-internal";
    const chosen = services.map((one) => `${one}-operator`);
    this.operators = [...new Set([...OPERATORS, ...chosen, ...(props.furtherOperators ?? [])])];
    if (api.emitter !== ManifestEmitter.KUBECTL) {
      const { ingressClass, storageClass } = props;
      new YaookExpectations(this, "expectations", { api, ingressClass, storageClass });
    }
    this.addIssuers(props);
    if (props.installOperators ?? !withoutRegistry()) {
      this.addOperators(props);
    }
    if (props.ceph !== undefined) {
      new YaookCephAccess(this, "ceph", {
        ...{ api, ceph: props.ceph, namespace: this.namespace, poolReplicas: props.cephPoolReplicas },
        removalPolicy: props.removalPolicy,
        rookNamespace: props.rookNamespace ?? "rook-ceph",
      });
    }
    this.addNodes(props, services);
  }

  private addIssuers({ api, caSecret, removalPolicy = RemovalPolicy.RETAIN }: YaookPlatformProps): void {
    const object = (id: string, kind: string, name: string, spec: object, after: Construct[], kept?: RemovalPolicy) =>
      new KubernetesObject(this, id, {
        ...{ api, apiVersion: "cert-manager.io/v1", kind, name, namespace: this.namespace },
        ...{ body: { spec }, dependsOn: after, removalPolicy: kept },
      });
    let authority: Construct[] = [];
    if (caSecret === undefined) {
      const selfSigned = object("self-signed", "Issuer", SELF_SIGNED, { selfSigned: {} }, []);
      const certificate = {
        ...{ isCA: true, commonName: "YAOOK-CA", secretName: ROOT, issuerRef: { name: SELF_SIGNED } },
        duration: "87600h0m0s", // ten years, written as the API gives it back
        privateKey: { rotationPolicy: "Never" }, // all services trust this key
      };
      authority = [object("authority", "Certificate", ROOT, certificate, [selfSigned], removalPolicy)];
    }
    object("issuer", "Issuer", this.issuer, { ca: { secretName: caSecret ?? ROOT } }, authority);
  }

  /** The definitions first, then the operators, all of one version. */
  private addOperators(props: YaookPlatformProps): void {
    const { api, chartVersion: version, operatorValues = {}, clusterDomain, chartRepository } = props;
    const release = (id: string, chart: string, values: object, after: Construct[], removalPolicy?: RemovalPolicy) =>
      new HelmRelease(this, id, {
        ...{ api, chart, version, repository: chartRepository ?? CHARTS, namespace: this.namespace },
        ...{ values: Object.keys(values).length > 0 ? { ...values } : undefined, dependsOn: after, removalPolicy },
      });
    const policy = props.removalPolicy ?? RemovalPolicy.RETAIN; // all services go with their definitions
    const definitions = props.installDefinitions === false ? [] : [release("definitions", "crds", {}, [], policy)];
    const domain = clusterDomain && { env: [{ name: "YAOOK_OP_CLUSTER_DOMAIN", value: clusterDomain }] };
    for (const operator of this.operators) {
      release(operator, operator, { ...domain, ...operatorValues }, definitions);
    }
  }

  private addNodes(props: YaookPlatformProps, services: readonly YaookService[]): void {
    const { api, controlNodes, computePools, taintHypervisors, sharedNodes } = props;
    const effect = TaintEffect.NO_SCHEDULE;
    const taints = taintHypervisors === true ? [{ key: HYPERVISOR, value: "true", effect }] : undefined;
    const labels = new Map(controlNodes.map((node) => [node, controlLabels(services)]));
    const hypervisors = new Set<string>();
    for (const { nodes, nodeSelector } of computePools) {
      for (const node of nodes) {
        const control = labels.get(node);
        if (control !== undefined && sharedNodes !== true) {
          throw this.refusal(
            "SCSBP-6517",
            "a node is for control and for servers",
            node,
            "each node in one role",
            "take it out of controlNodes or its pool, or say sharedNodes: true for a trial",
          );
        }
        hypervisors.add(node);
        labels.set(node, { ...control, ...hypervisorLabels(nodeSelector) });
      }
    }
    for (const [node, own] of labels) {
      new NodeLabels(this, `node-${node}`, {
        api,
        node,
        labels: own,
        taints: hypervisors.has(node) ? taints : undefined,
      });
    }
  }

  private requireVersion(version: string): void {
    if (!/^\d+\.\d+\.\d+$/.test(version)) {
      throw this.refusal(
        "SCSBP-6514",
        "not a version of Yaook's charts (chartVersion)",
        JSON.stringify(version),
        "three numbers, exactly: such as 3.2.1, or 0.20251211.0 of old",
        "take one of helm search repo yaook/crds --versions",
      );
    }
  }

  private refusal(code: ErrorCode, what: string, got: string, allowed: string, fix: string): BlueprintError {
    return refuse(this, code, { what, got, allowed, fix });
  }
}

/** Definitions that Yaook's operators work with, and who brings them (docs.yaook.cloud requirements/k8s-cluster). */
const DEFINITIONS: Record<string, string> = {
  "servicemonitors.monitoring.coreos.com": "prometheus-operator",
  "prometheusrules.monitoring.coreos.com": "prometheus-operator",
  "certificates.cert-manager.io": "cert-manager",
  "issuers.cert-manager.io": "cert-manager",
};
const DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

/** Properties of {@link YaookExpectations}. */
export interface YaookExpectationsProps {
  /** The cluster. Checked by hashicorp/kubernetes only: the kubectl provider reads nothing. */
  readonly api: IKubernetesApi;
  /** Class of ingresses that has to be there. @default - none */
  readonly ingressClass?: string;
  /** Class of volumes that has to be there. @default - the cluster has a default class */
  readonly storageClass?: string;
}

/**
 * What has to be in a cluster before Yaook, looked up when Terraform plans: it refuses to go on with the name of what is
 * missing (SCSBP-6515).
 *
 * Defines: a data source with a postcondition for each.
 */
export class YaookExpectations extends Construct {
  public constructor(scope: Construct, id: string, props: YaookExpectationsProps) {
    super(scope, id);
    const { api, ingressClass, storageClass } = props;
    for (const [name, owner] of Object.entries(DEFINITIONS)) {
      const kind = "CustomResourceDefinition";
      this.expect(api, "apiextensions.k8s.io/v1", kind, name, `install ${owner}`);
    }
    if (ingressClass !== undefined) {
      this.expect(
        api,
        "networking.k8s.io/v1",
        "IngressClass",
        ingressClass,
        "install the ingress controller, or name its class",
      );
    }
    if (storageClass !== undefined) {
      this.expect(api, "storage.k8s.io/v1", "StorageClass", storageClass, "name a class of kubectl get storageclass");
    } else {
      this.expectDefaultStorageClass(api);
    }
  }

  /** By a list with a selector: for one object that is not there, the provider fails with words of its own. */
  private expect(api: IKubernetesApi, apiVersion: string, kind: string, name: string, fix: string): void {
    new DataKubernetesResources(this, name.replace(/[^A-Za-z0-9]+/g, "-"), {
      ...{ provider: api.typedProvider(), apiVersion, kind },
      fieldSelector: `metadata.name=${name}`,
      lifecycle: {
        postcondition: [
          {
            condition: "${length(self.objects) > 0}",
            errorMessage: `SCSBP-6515: the cluster has no ${kind} ${name}, which Yaook asks for: ${fix}`,
          },
        ],
      },
    });
  }

  private expectDefaultStorageClass(api: IKubernetesApi): void {
    const isDefault = `try(one.metadata.annotations["${DEFAULT_CLASS}"], "") == "true"`;
    new DataKubernetesResources(this, "storage-classes", {
      ...{ provider: api.typedProvider(), apiVersion: "storage.k8s.io/v1", kind: "StorageClass" },
      lifecycle: {
        postcondition: [
          {
            condition: `\${anytrue([for one in self.objects : ${isDefault}])}`,
            errorMessage: `SCSBP-6515: the cluster has no default StorageClass, which Yaook asks for: annotate one with ${DEFAULT_CLASS}=true, or name a class (storageClass)`,
          },
        ],
      },
    });
  }
}
