import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { Construct } from "constructs";
import { makeAfter } from "../core/dependencies";
import { refuse } from "@scs-blueprints/standards/errors";
import { RemovalPolicy } from "../core/removal-policy";
import { ManifestEmitter } from "./kubernetes-api";
import { KubernetesObject, type ObjectOptions } from "./manifest";
import { ObjectName } from "./object-name";

/** A level of the Pod Security Standards (kubernetes.io/docs/concepts/security/pod-security-standards). */
export enum PodSecurity {
  /** Everything is allowed. */
  PRIVILEGED = "privileged",
  /** No known ways to more rights. */
  BASELINE = "baseline",
  /** Hardened. */
  RESTRICTED = "restricted",
}

/** Properties of a {@link KubernetesNamespace}. */
export interface KubernetesNamespaceProps extends ObjectOptions {
  /** Name. @default - the construct's id */
  readonly name?: string;
  /** What pods in it may do (label `pod-security.kubernetes.io/enforce`). @default - the cluster's default */
  readonly podSecurity?: PodSecurity;
  /** What becomes of it, and of all that is in it, when a plan would destroy it. @default RemovalPolicy.DESTROY */
  readonly removalPolicy?: RemovalPolicy;
}

/** Namespaces that Kubernetes makes itself. */
const RESERVED = ["default", "kube-system", "kube-public", "kube-node-lease"];

/**
 * A namespace.
 *
 * Defines: a `kubernetes_namespace_v1`; a `kubectl_manifest` or a `kubernetes_manifest` where the API sends all objects alike.
 *
 * @example
 * const api = new KubernetesApi(stack, "management");
 * const team = new KubernetesNamespace(stack, "team-a", { api, podSecurity: PodSecurity.BASELINE });
 * team.namespaceName; // "team-a"
 */
export class KubernetesNamespace extends Construct {
  /** Name of the namespace. What the same API has in it is made after it and destroyed before it. */
  public readonly namespaceName: string;

  /**
   * @throws BlueprintError SCSBP-3003 for an unfit name or label, SCSBP-3004 for a second construct for one namespace,
   * SCSBP-3007 for one that Kubernetes makes itself
   */
  public constructor(scope: Construct, id: string, props: KubernetesNamespaceProps) {
    super(scope, id);
    this.namespaceName = props.name ?? id;
    if (RESERVED.includes(this.namespaceName)) {
      throw refuse(this, "SCSBP-3007", {
        what: "Kubernetes makes this namespace itself",
        got: this.namespaceName,
        fix: "use its name where a namespace is asked for, without a construct",
      });
    }
    ObjectName.requireLabel(this.namespaceName, "the namespace", this.node.path);
    const enforce = props.podSecurity && { "pod-security.kubernetes.io/enforce": props.podSecurity };
    const labels = { ...enforce, ...props.labels };
    if (props.api.emitter === ManifestEmitter.AUTO) {
      this.defineTyped(props, labels);
      return;
    }
    const object = new KubernetesObject(this, "Resource", {
      api: props.api,
      apiVersion: "v1",
      kind: "Namespace",
      name: this.namespaceName,
      labels,
      annotations: props.annotations,
      dependsOn: props.dependsOn,
      body: {},
      removalPolicy: props.removalPolicy,
    });
    this.node.defaultChild = object.node.defaultChild;
  }

  private defineTyped(props: KubernetesNamespaceProps, labels: Record<string, string>): void {
    const { api, annotations, dependsOn, removalPolicy } = props;
    const path = this.node.path;
    ObjectName.requireLabels(labels, path);
    ObjectName.requireKeys(annotations ?? {}, path);
    api.claim("v1 Namespace", this.namespaceName, path);
    const metadata = {
      name: this.namespaceName,
      ...(Object.keys(labels).length > 0 && { labels }),
      ...(annotations !== undefined && Object.keys(annotations).length > 0 && { annotations }),
    };
    const resource = new NamespaceV1(this, "Resource", {
      provider: api.typedProvider(),
      metadata,
      ...(removalPolicy === RemovalPolicy.RETAIN && { lifecycle: { preventDestroy: true } }),
    });
    makeAfter(resource, dependsOn ?? []);
    api.definesNamespace(this.namespaceName, resource);
    this.node.defaultChild = resource;
  }
}
