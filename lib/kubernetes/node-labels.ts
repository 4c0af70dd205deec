import { Labels } from "@cdktf/provider-kubernetes/lib/labels";
import { NodeTaint } from "@cdktf/provider-kubernetes/lib/node-taint";
import { refuse } from "@scs-blueprints/standards/errors";
import { Construct } from "constructs";
import { Fn } from "../core/engine";
import { KubectlManifest } from "./kubectl-provider";
import { type IKubernetesApi, ManifestEmitter } from "./kubernetes-api";
import { ObjectName } from "./object-name";

/** What a taint does to pods that do not tolerate it (kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration). */
export enum TaintEffect {
  /** New pods are not put there. */
  NO_SCHEDULE = "NoSchedule",
  /** New pods are put there last. */
  PREFER_NO_SCHEDULE = "PreferNoSchedule",
  /** Running pods leave, too. */
  NO_EXECUTE = "NoExecute",
}

/** A taint of a node. */
export interface NodeTaintOptions {
  readonly key: string;
  readonly effect: TaintEffect;
  /** @default - empty */
  readonly value?: string;
}

/** Properties of {@link NodeLabels}. */
export interface NodeLabelsProps {
  /** The cluster. */
  readonly api: IKubernetesApi;
  /** Name of the node. */
  readonly node: string;
  /** Labels. Others that the node has are left alone. */
  readonly labels: Record<string, string>;
  /** Taints; the kubectl provider has none. @default - none */
  readonly taints?: NodeTaintOptions[];
}

/**
 * Labels and taints of a node that is there already.
 *
 * The kubectl provider would delete a whole node for its labels: with it they stay when this is destroyed, and one that is
 * left out later goes.
 *
 * Defines: a `kubernetes_labels` and, with taints, a `kubernetes_node_taint`; with
 * ManifestEmitter.KUBECTL a `kubectl_manifest`.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new NodeLabels(stack, "compute-1", {
 *   api,
 *   node: "compute-1.example.org",
 *   labels: { "compute.yaook.cloud/hypervisor": "true" },
 *   taints: [{ key: "compute.yaook.cloud/hypervisor", effect: TaintEffect.NO_SCHEDULE }],
 * });
 */
export class NodeLabels extends Construct {
  /**
   * @throws BlueprintError SCSBP-3003 for a name, a label or a key that Kubernetes does not take, SCSBP-3004 for a second
   * construct for one node, SCSBP-3009 for taints by the kubectl provider
   */
  public constructor(scope: Construct, id: string, props: NodeLabelsProps) {
    super(scope, id);
    const { api, node, labels, taints = [] } = props;
    const path = this.node.path;
    ObjectName.requireSubdomain(node, "the node's name", path);
    ObjectName.requireLabels(labels, path);
    taints.forEach(({ key }) => ObjectName.requireKey(key, "a taint's key", path));
    api.claim("labels of v1 Node", node, path);
    const metadata = { name: node };
    if (api.emitter === ManifestEmitter.KUBECTL) {
      this.requireNoTaints(taints);
      this.node.defaultChild = new KubectlManifest(this, "Resource", {
        provider: api.kubectlProvider(),
        yamlBody: Fn.jsonencode({ apiVersion: "v1", kind: "Node", metadata: { name: node, labels } }),
        forceConflicts: api.forceConflicts || undefined,
        applyOnly: true,
      });
      return;
    }
    const { fieldManager } = api;
    const fields = { provider: api.typedProvider(), fieldManager, force: api.forceConflicts || undefined };
    this.node.defaultChild = new Labels(this, "Resource", {
      ...fields,
      apiVersion: "v1",
      kind: "Node",
      metadata,
      labels,
    });
    if (taints.length > 0) {
      new NodeTaint(this, "taints", {
        ...fields,
        metadata,
        taint: taints.map(({ key, value, effect }) => ({ key, value: value ?? "", effect })),
      });
    }
  }

  private requireNoTaints(taints: readonly NodeTaintOptions[]): void {
    if (taints.length > 0) {
      throw refuse(this, "SCSBP-3009", {
        what: "the kubectl provider would take away the taints that a node has from others",
        got: taints.map(({ key }) => key).join(", "),
        allowed: "taints with ManifestEmitter.AUTO or KUBERNETES",
        fix: "leave the taints out and set them with kubectl taint, or change the API's emitter",
      });
    }
  }
}
