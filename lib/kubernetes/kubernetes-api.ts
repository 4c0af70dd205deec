import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Construct } from "constructs";
import { makeAfter } from "../core/dependencies";
import { TerraformStack, type TerraformProvider, type TerraformResource } from "../core/engine";
import { BlueprintError } from "../core/errors";
import { type ConnectionConfig, KubernetesConnection } from "./connection";
import type { CrdSchemas } from "./crd-schemas";
import { HelmProvider } from "./helm-provider";
import { KubectlProvider } from "./kubectl-provider";

/** Which Terraform provider sends manifests. */
export enum ManifestEmitter {
  /**
   * `kubernetes_manifest` of hashicorp/kubernetes: plans show each field. It asks the API at plan, so that the kinds
   * (CRDs) have to be there: put operators in one stack and custom resources in the next.
   */
  KUBERNETES = "kubernetes",
  /**
   * `kubectl_manifest` of gavinbunney/kubectl: definitions and resources in one apply, and plans while the API is
   * down; plans show one text.
   */
  KUBECTL = "kubectl",
}

/** Properties of a {@link KubernetesApi}. */
export interface KubernetesApiProps {
  /** How Terraform reaches it. @default KubernetesConnection.fromEnvironment() */
  readonly connection?: KubernetesConnection;
  /** What sends the manifests. @default ManifestEmitter.KUBERNETES */
  readonly emitter?: ManifestEmitter;
  /** Who owns the fields that are sent (server-side apply); the kubectl provider is always `kubectl`. @default "scs-blueprints" */
  readonly fieldManager?: string;
  /** Take fields from other owners in place of failing. @default false */
  readonly forceConflicts?: boolean;
  /** Definitions to check custom resources against at synth. @default - not checked before the API does */
  readonly schemas?: CrdSchemas;
}

/** A Kubernetes API that a stack writes to: what manifests are given. */
export interface IKubernetesApi {
  /** What sends the manifests. */
  readonly emitter: ManifestEmitter;
  /** Owner of the fields that are sent. */
  readonly fieldManager: string;
  /** Whether fields are taken from other owners. */
  readonly forceConflicts: boolean;
  /** Definitions to check against. @default - none */
  readonly schemas?: CrdSchemas;
  /**
   * Notes that an object is written, once.
   *
   * @throws BlueprintError SCSBP-3004 for a second one of the same kind, namespace and name
   */
  claim(kind: string, object: string, path: string): void;
  /** Notes what makes a namespace. @internal @jsii ignore */
  definesNamespace(name: string, resource: TerraformResource): void;
  /**
   * Has what lies in a namespace made after it and destroyed before it, where a construct makes the namespace through this
   * API, be it before or after this call. @internal
   * @jsii ignore
   */
  placeIn(namespace: string, resource: TerraformResource): void;
  /** The provider, for a resource. @internal @jsii ignore */
  readonly provider: TerraformProvider;
  /** The helm provider, for a release; made with the first one. @internal @jsii ignore */
  helmProvider(): TerraformProvider;
}

/**
 * A Kubernetes API: the management cluster of Cluster API, a Gardener, a cluster of one's own. A stack can have several.
 *
 * Defines: a provider configuration (an alias from the second on).
 *
 * @example
 * const management = new KubernetesApi(stack, "management", {
 *   connection: KubernetesConnection.fromKubeconfig("~/.kube/config", "management"),
 * });
 * new KubernetesNamespace(stack, "team-a", { api: management });
 */
export class KubernetesApi extends Construct implements IKubernetesApi {
  public readonly emitter: ManifestEmitter;
  public readonly fieldManager: string;
  public readonly forceConflicts: boolean;
  public readonly schemas?: CrdSchemas;
  /** @internal @jsii ignore */
  public readonly provider: TerraformProvider;
  private readonly config: ConnectionConfig;
  private helm?: HelmProvider;
  private readonly claimed = new Map<string, string>();
  private readonly namespaces = new Map<string, TerraformResource>();
  /** What lies in namespaces that nobody has defined so far. */
  private readonly waiting = new Map<string, TerraformResource[]>();

  /** @throws BlueprintError SCSBP-3002 for an unfit field manager, SCSBP-3009 for one that the kubectl provider cannot have */
  public constructor(scope: Construct, id: string, props: KubernetesApiProps = {}) {
    super(scope, id);
    this.emitter = props.emitter ?? ManifestEmitter.KUBERNETES;
    const isKubectl = this.emitter === ManifestEmitter.KUBECTL;
    this.fieldManager = props.fieldManager ?? (isKubectl ? "kubectl" : "scs-blueprints");
    this.forceConflicts = props.forceConflicts ?? false;
    this.schemas = props.schemas;
    // 128 characters: k8s.io/apimachinery, FieldManagerMaxLength
    if (!/^[\x21-\x7e]{1,128}$/.test(this.fieldManager)) {
      throw new BlueprintError({
        code: "SCSBP-3002",
        what: "not a name for an owner of fields",
        got: JSON.stringify(this.fieldManager),
        allowed: "1 to 128 printable characters",
        fix: "name what applies this: a team, a pipeline",
        path: this.node.path,
      });
    }
    if (isKubectl && this.fieldManager !== "kubectl") {
      throw new BlueprintError({
        code: "SCSBP-3009",
        what: "the kubectl provider owns fields under its own name",
        got: this.fieldManager,
        allowed: "kubectl",
        fix: "leave fieldManager out, or use ManifestEmitter.KUBERNETES",
        path: this.node.path,
      });
    }
    this.config = (props.connection ?? KubernetesConnection.fromEnvironment()).configIn(this);
    const alias = this.isFirst() ? undefined : this.aliasName;
    this.provider = isKubectl
      ? new KubectlProvider(this, "provider", this.config, alias)
      : new KubernetesProvider(this, "provider", { ...this.config, alias });
  }

  public claim(kind: string, object: string, path: string): void {
    const key = `${kind} ${object}`;
    const other = this.claimed.get(key);
    if (other !== undefined) {
      throw new BlueprintError({
        code: "SCSBP-3004",
        what: "two constructs write one object",
        got: `${key}, by ${other} too`,
        fix: "rename one of them, or use one construct for both",
        path,
      });
    }
    this.claimed.set(key, path);
  }

  /** @internal @jsii ignore */
  public definesNamespace(name: string, resource: TerraformResource): void {
    this.namespaces.set(name, resource);
    this.waiting.get(name)?.forEach((one) => makeAfter(one, [resource]));
    this.waiting.delete(name);
  }

  /** @internal @jsii ignore */
  public placeIn(namespace: string, resource: TerraformResource): void {
    const maker = this.namespaces.get(namespace);
    if (maker !== undefined) {
      makeAfter(resource, [maker]);
      return;
    }
    const waiting = this.waiting.get(namespace) ?? [];
    waiting.push(resource);
    this.waiting.set(namespace, waiting);
  }

  /** @internal @jsii ignore */
  public helmProvider(): TerraformProvider {
    if (this.helm === undefined) {
      const others = this.others().some((one) => one.helm !== undefined);
      this.helm = new HelmProvider(this, "helm", this.config, others ? this.aliasName : undefined);
    }
    return this.helm;
  }

  private get aliasName(): string {
    return this.node.id.replace(/[^A-Za-z0-9_]/g, "_");
  }

  private others(): KubernetesApi[] {
    return TerraformStack.of(this)
      .node.findAll()
      .filter((one): one is KubernetesApi => one !== this && one instanceof KubernetesApi);
  }

  /** Whether no other API of the stack has the same provider without an alias. */
  private isFirst(): boolean {
    return !this.others().some((one) => one.emitter === this.emitter);
  }
}
