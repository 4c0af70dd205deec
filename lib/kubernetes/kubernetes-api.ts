import { Construct } from "constructs";
import { makeAfter } from "../core/dependencies";
import { TerraformStack, type TerraformProvider, type TerraformResource } from "../core/engine";
import { refuse } from "@scs-blueprints/standards/errors";
import { KubernetesProvider } from "./connected-provider";
import { type ConnectionConfig, KubernetesConnection } from "./connection";
import type { CrdSchemas } from "./crd-schemas";
import { HelmProvider } from "./helm-provider";
import { KubectlProvider } from "./kubectl-provider";
import { KubectlSource } from "./kubectl-source";
import { withoutRegistry } from "@scs-blueprints/standards/internal";

/** Which Terraform provider sends objects. Another one makes each object anew: docs/kubernetes.md shows the way over. */
export enum ManifestEmitter {
  /**
   * Namespaces, Secrets, labels and taints of nodes by the typed resources of hashicorp/kubernetes, any other object by
   * `kubectl_manifest`, which carries every kind. A stack configures only the providers that it needs.
   */
  AUTO = "auto",
  /**
   * All by `kubectl_manifest`: definitions and custom resources in one apply, and plans while the API is down; plans show
   * one text.
   */
  KUBECTL = "kubectl",
  /**
   * All by hashicorp/kubernetes, custom resources by `kubernetes_manifest`: plans show each field. It asks the API when it
   * plans, so the kinds (CRDs) have to be there: put operators in one stack and custom resources in the next. Some objects
   * it cannot plan at all (SCSBP-3014).
   */
  KUBERNETES = "kubernetes",
}

/** Properties of a {@link KubernetesApi}. */
export interface KubernetesApiProps {
  /** How Terraform reaches it. @default KubernetesConnection.fromEnvironment() */
  readonly connection?: KubernetesConnection;
  /**
   * What sends the objects.
   * @default ManifestEmitter.AUTO; ManifestEmitter.KUBECTL where `scs-blueprints start` finds no registry of providers
   */
  readonly emitter?: ManifestEmitter;
  /** Where the kubectl provider comes from. @default KubectlSource.GAVINBUNNEY */
  readonly kubectlSource?: KubectlSource;
  /** Who owns the fields that are sent (server-side apply); of what the kubectl provider sends it is `kubectl`. @default "scs-blueprints" */
  readonly fieldManager?: string;
  /** Take fields from other owners in place of failing. @default false */
  readonly forceConflicts?: boolean;
  /** Definitions to check custom resources against at synth. @default - not checked before the API does */
  readonly schemas?: CrdSchemas;
}

/** A Kubernetes API that a stack writes to: what manifests are given. */
export interface IKubernetesApi {
  /** What sends the objects. */
  readonly emitter: ManifestEmitter;
  /** Where the kubectl provider comes from. */
  readonly kubectlSource: KubectlSource;
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
  /** hashicorp/kubernetes, for a typed resource; configured with the first one. @internal @jsii ignore */
  typedProvider(): TerraformProvider;
  /** The kubectl provider, for an object; configured with the first one. @internal @jsii ignore */
  kubectlProvider(): TerraformProvider;
  /** The helm provider, for a release; configured with the first one. @internal @jsii ignore */
  helmProvider(): TerraformProvider;
}

/**
 * A Kubernetes API: the management cluster of Cluster API, a Gardener, a cluster of one's own. A stack can have several.
 *
 * Defines: a configuration of each provider that its objects need.
 *
 * @example
 * const management = new KubernetesApi(stack, "management", {
 *   connection: KubernetesConnection.fromKubeconfig("~/.kube/config", "management"),
 * });
 * new KubernetesNamespace(stack, "team-a", { api: management });
 */
export class KubernetesApi extends Construct implements IKubernetesApi {
  public readonly emitter: ManifestEmitter;
  public readonly kubectlSource: KubectlSource;
  public readonly fieldManager: string;
  public readonly forceConflicts: boolean;
  public readonly schemas?: CrdSchemas;
  private readonly isFromEnvironment: boolean;
  private readonly config: ConnectionConfig;
  private readonly earlier: readonly KubernetesApi[];
  private readonly ownerChosen: boolean;
  private typed?: TerraformProvider;
  private kubectl?: TerraformProvider;
  private helm?: TerraformProvider;
  private readonly claimed = new Map<string, string>();
  private readonly namespaces = new Map<string, TerraformResource>();
  /** What lies in namespaces that nobody has defined so far. */
  private readonly waiting = new Map<string, TerraformResource[]>();

  /**
   * @throws BlueprintError SCSBP-3001 where the environment names two kubeconfigs for two providers, SCSBP-3002 for an unfit
   * field manager, SCSBP-3009 for one that the kubectl provider cannot have, SCSBP-3015 beside another API of the stack with
   * the same alias or another source of the kubectl provider
   */
  public constructor(scope: Construct, id: string, props: KubernetesApiProps = {}) {
    super(scope, id);
    this.emitter = props.emitter ?? (withoutRegistry() ? ManifestEmitter.KUBECTL : ManifestEmitter.AUTO);
    this.kubectlSource = props.kubectlSource ?? KubectlSource.GAVINBUNNEY;
    const isKubectl = this.emitter === ManifestEmitter.KUBECTL;
    this.fieldManager = props.fieldManager ?? (isKubectl ? KUBECTL_OWNER : "scs-blueprints");
    this.forceConflicts = props.forceConflicts ?? false;
    this.schemas = props.schemas;
    // 128 characters: k8s.io/apimachinery, FieldManagerMaxLength
    if (!/^[\x21-\x7e]{1,128}$/.test(this.fieldManager)) {
      throw refuse(this, "SCSBP-3002", {
        got: JSON.stringify(this.fieldManager),
        allowed: "1 to 128 printable characters",
        fix: "name what applies this: a team, a pipeline",
      });
    }
    const connection = props.connection ?? KubernetesConnection.fromEnvironment();
    this.isFromEnvironment = connection.isFromEnvironment;
    this.config = connection.configIn(this);
    this.earlier = TerraformStack.of(this)
      .node.findAll()
      .filter((one): one is KubernetesApi => one !== this && one instanceof KubernetesApi);
    this.requireApart();
    this.ownerChosen = props.fieldManager !== undefined && props.fieldManager !== KUBECTL_OWNER;
    if (isKubectl) {
      this.kubectlProvider();
    } else if (this.emitter === ManifestEmitter.KUBERNETES) {
      this.typedProvider();
    }
  }

  public claim(kind: string, object: string, path: string): void {
    const key = `${kind} ${object}`;
    const other = this.claimed.get(key);
    if (other !== undefined) {
      throw refuse(path, "SCSBP-3004", {
        got: `${key}, by ${other} too`,
        fix: "rename one of them, or use one construct for both",
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
  public typedProvider(): TerraformProvider {
    this.typed ??= new KubernetesProvider(this, "kubernetes", this.config, this.aliasFor("kubernetes"));
    this.requireOneKubeconfig();
    return this.typed;
  }

  /** @internal @jsii ignore */
  public kubectlProvider(): TerraformProvider {
    if (this.ownerChosen) {
      throw refuse(this, "SCSBP-3009", {
        what: "the kubectl provider owns fields under its own name",
        got: this.fieldManager,
        allowed: KUBECTL_OWNER,
        fix: "leave fieldManager out, or use ManifestEmitter.KUBERNETES",
      });
    }
    this.kubectl ??= new KubectlProvider(this, "kubectl", this.kubectlSource, this.config, this.aliasFor("kubectl"));
    this.requireOneKubeconfig();
    return this.kubectl;
  }

  /** @internal @jsii ignore */
  public helmProvider(): TerraformProvider {
    this.helm ??= new HelmProvider(this, "helm", this.config, this.aliasFor("helm"));
    return this.helm;
  }

  /**
   * The first API that may need a provider has it without an alias, whether it needs it or not: what another API of the stack
   * defines must not change the cluster that this one's objects are looked for in.
   *
   * A provider that is configured with its first object is gone with its last. Terraform then looks for the object with an
   * empty configuration, which is right for a connection from the environment only. With an alias it stops and says so.
   */
  private aliasFor(provider: "kubernetes" | "kubectl" | "helm"): string | undefined {
    const isFirst = !this.earlier.some((one) => one.mayNeed(provider));
    const staysConfigured = provider === this.emitter;
    return isFirst && (staysConfigured || this.isFromEnvironment) ? undefined : this.aliasName;
  }

  private mayNeed(provider: "kubernetes" | "kubectl" | "helm"): boolean {
    return provider === "helm" || provider === this.emitter || this.emitter === ManifestEmitter.AUTO;
  }

  private get aliasName(): string {
    return this.node.id.replace(/[^A-Za-z0-9_]/g, "_");
  }

  /** Whether some provider of this API has its alias. */
  private get hasAlias(): boolean {
    return this.earlier.length > 0 || !this.isFromEnvironment;
  }

  private requireApart(): void {
    const same = this.earlier.find((one) => one.hasAlias && one.aliasName === this.aliasName);
    if (same !== undefined && this.hasAlias) {
      throw refuse(this, "SCSBP-3015", {
        what: "two APIs of a stack have one alias",
        got: `${this.aliasName}, by ${same.node.path} too`,
        allowed: "ids that differ in letters, digits or underscores",
        fix: "give one of the two APIs another id; no address of a resource changes by that",
      });
    }
    const other = this.earlier.find((one) => one.kubectlSource !== this.kubectlSource);
    if (other !== undefined) {
      throw refuse(this, "SCSBP-3015", {
        what: "a stack has one source of the kubectl provider",
        got: `${this.kubectlSource}; ${other.node.path}: ${other.kubectlSource}`,
        fix: "give all APIs of the stack the same kubectlSource",
      });
    }
  }

  /** The providers read different variables: with two kubeconfigs a stack would write to two clusters. */
  private requireOneKubeconfig(): void {
    if (!this.isFromEnvironment || this.typed === undefined || this.kubectl === undefined) {
      return;
    }
    const { KUBE_CONFIG_PATH: ours } = process.env;
    const [name, theirs] =
      ["KUBE_CONFIG", "KUBECONFIG"].map((key) => [key, process.env[key]]).find(([, value]) => value) ?? [];
    if (ours && theirs !== undefined && theirs !== ours) {
      throw refuse(this, "SCSBP-3001", {
        what: "the environment names two kubeconfigs: the kubectl provider would write to another cluster than hashicorp/kubernetes",
        got: `${name}=${theirs}, KUBE_CONFIG_PATH=${ours}`,
        allowed: `one kubeconfig for both`,
        fix: `unset ${name}, or name the file in the program: KubernetesConnection.fromKubeconfig(PATH)`,
      });
    }
  }
}

/** Owner of what the kubectl provider sends; gavinbunney's 1.19 has no other. */
const KUBECTL_OWNER = "kubectl";
