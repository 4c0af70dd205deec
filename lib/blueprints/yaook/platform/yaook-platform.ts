import type { ErrorCode } from "@scs-blueprints/standards/error-codes";
import { Construct } from "constructs";
import { BlueprintError, refuse } from "@scs-blueprints/standards/errors";
import { RemovalPolicy } from "../../../core/removal-policy";
import { HelmRelease } from "../../../kubernetes/helm-release";
import { ManifestEmitter } from "../../../kubernetes/kubernetes-api";
import { withoutRegistry } from "@scs-blueprints/standards/internal";
import { KubernetesObject } from "../../../kubernetes/manifest";
import { KubernetesNamespace, PodSecurity } from "../../../kubernetes/namespace";
import { NodeLabels } from "../../../kubernetes/node-labels";
import { TaintEffect } from "../../../kubernetes/taint-effect";
import { requirePoolsApart } from "../control-plane/compute-pools";
import { YAOOK_NAMESPACE } from "../resources/yaook-custom-resource";
import { YaookService } from "../yaook-service";
import { controlLabels, HYPERVISOR, hypervisorLabels } from "./scheduling-keys";
import { YaookCephAccess } from "./yaook-ceph-access";
import { YaookExpectations } from "./yaook-expectations";
import type { YaookPlatformProps } from "./yaook-platform-props";

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
