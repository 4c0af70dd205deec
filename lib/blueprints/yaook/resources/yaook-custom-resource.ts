import { Construct } from "constructs";
import { RemovalPolicy } from "../../../core/removal-policy";
import { KubernetesObject, type ObjectOptions } from "../../../kubernetes/manifest";
import { YaookDefinitions } from "../definitions/yaook-definitions";
import { groupOf, isStateful, type YaookKind } from "../yaook-kind";
import { mergeOverrides } from "./merge";

/** What every custom resource of Yaook takes. */
export interface YaookResourceOptions extends ObjectOptions {
  /** Name of the object. @default - the construct's id */
  readonly name?: string;
  /** Namespace: the one that the operators watch. @default "yaook" */
  readonly namespace?: string;
  /**
   * Fields of `spec` that no property has. They are merged in last and win: maps key by key, anything else is replaced.
   * @default - none
   */
  readonly overrides?: Record<string, unknown>;
  /**
   * Wait until the operator says that it is done (`status.phase: Updated`, docs.yaook.cloud
   * handbook/custom-resource-status) before what depends on this is made. gavinbunney/kubectl cannot (SCSBP-3009).
   * @default false
   */
  readonly waitUntilUpdated?: boolean;
  /**
   * What becomes of the resource when a plan would destroy it. With a deployment, a database or OVN's databases data goes.
   * @default - RemovalPolicy.RETAIN for these: such a plan is refused; RemovalPolicy.DESTROY for what keeps nothing
   */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * Take note of a resource that is there, in place of making it; see `KubernetesObjectProps`. Programs of
   * `scs-blueprints import yaook` say it. @default false
   */
  readonly importExisting?: boolean;
}

/** Properties of a {@link YaookCustomResource}. */
export interface YaookCustomResourceProps extends YaookResourceOptions {
  /** The kind. */
  readonly kind: YaookKind;
  /** The whole `spec`. */
  readonly spec: Record<string, unknown>;
}

/** A custom resource of Yaook. */
export interface IYaookResource {
  /** Its kind. */
  readonly yaookKind: YaookKind;
  /** Name of the object: what `…Ref.name` of others takes. */
  readonly resourceName: string;
  /** Its namespace. */
  readonly namespace: string;
}

/** Namespace of the operators and their resources in Yaook's documents. */
export const YAOOK_NAMESPACE = "yaook";

/**
 * A custom resource of any kind of Yaook, its `spec` as it is. The typed classes stand on this one; use it for kinds
 * without a class of their own, most of which the operators make themselves.
 *
 * Checked at synth against {@link YaookDefinitions}, the library's own stand-ins for Yaook's definitions, unless the API
 * was given the real ones (`schemas: CrdSchemas.fromFiles(…)`).
 *
 * Defines: one object.
 *
 * @example
 * const api = new KubernetesApi(stack, "undercloud");
 * new YaookCustomResource(stack, "cache", {
 *   api,
 *   kind: YaookKind.MEMCACHED_SERVICE,
 *   spec: { replicas: 3, memory: 512, connections: 1024 },
 * });
 */
export class YaookCustomResource extends Construct implements IYaookResource {
  public readonly yaookKind: YaookKind;
  public readonly resourceName: string;
  public readonly namespace: string;

  /**
   * @throws BlueprintError SCSBP-3011 for what the definition does not allow, and what {@link KubernetesObject} throws
   */
  public constructor(scope: Construct, id: string, props: YaookCustomResourceProps) {
    super(scope, id);
    this.yaookKind = props.kind;
    this.resourceName = props.name ?? id;
    this.namespace = props.namespace ?? YAOOK_NAMESPACE;
    const apiVersion = `${groupOf(props.kind)}/v1`;
    const spec = mergeOverrides(props.spec, props.overrides ?? {});
    const { api, labels, annotations, dependsOn } = props;
    const hasOwn = api.schemas?.kinds.includes(`${apiVersion} ${props.kind}`) === true;
    const object = new KubernetesObject(this, "Resource", {
      ...{ api, labels, annotations, dependsOn },
      ...{ apiVersion, kind: props.kind, name: this.resourceName, namespace: this.namespace },
      body: { spec },
      schemas: hasOwn ? undefined : YaookDefinitions.schemas,
      removalPolicy: props.removalPolicy ?? (isStateful(props.kind) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY),
      importExisting: props.importExisting,
      awaitDeletion: true, // operators clean up in services that have to be there until then
      waitForFields: props.waitUntilUpdated === true ? { "status.phase": "Updated" } : undefined,
    });
    this.node.defaultChild = object.node.defaultChild;
  }
}
