import { YAOOK_KINDS, type YaookField, type YaookType } from "@scs-blueprints/standards/internal";
import { Construct } from "constructs";
import { RemovalPolicy } from "../../core/removal-policy";
import { KubernetesObject, type ObjectOptions } from "../../kubernetes/manifest";
import { YaookDefinitions } from "./yaook-definitions";
import type { YaookKind } from "./yaook-kind";
import type { YaookRelease } from "./yaook-release";

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
    const { group, isStateful } = YAOOK_KINDS[props.kind];
    const apiVersion = `${group}/v1`;
    const spec = mergeOverrides(props.spec, props.overrides ?? {});
    const { api, labels, annotations, dependsOn } = props;
    const hasOwn = api.schemas?.kinds.includes(`${apiVersion} ${props.kind}`) === true;
    const object = new KubernetesObject(this, "Resource", {
      ...{ api, labels, annotations, dependsOn },
      ...{ apiVersion, kind: props.kind, name: this.resourceName, namespace: this.namespace },
      body: { spec },
      schemas: hasOwn ? undefined : YaookDefinitions.schemas,
      removalPolicy: props.removalPolicy ?? (isStateful ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY),
      importExisting: props.importExisting,
      awaitDeletion: true, // operators clean up in services that have to be there until then
      waitForFields: props.waitUntilUpdated === true ? { "status.phase": "Updated" } : undefined,
    });
    this.node.defaultChild = object.node.defaultChild;
  }
}

type Json = Record<string, unknown>;

const isMap = (value: unknown): value is Json =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.getPrototypeOf(value) === Object.prototype;

/** Props of a typed class, with the `spec` that the fields of its kind make of them. @internal @jsii ignore */
export function withSpec(kind: YaookKind, props: YaookResourceOptions): YaookCustomResourceProps {
  return { ...props, kind, spec: onlySet(fieldsOf(YAOOK_KINDS[kind].fields, props)) };
}

function fieldsOf(fields: readonly YaookField[], props: object): Json {
  const spec: Json = {};
  for (const { keys, prop, standard, type } of fields) {
    const given = prop === undefined ? undefined : (props as Json)[prop];
    const value = given === undefined ? standard : valueOf(type, given);
    const isEmptied = type.is === "object" && isMap(value) && Object.keys(value).length === 0 && standard === undefined;
    if (value !== undefined && !isEmptied) {
      put(spec, keys, value);
    }
  }
  return spec;
}

/** A value of a prop as it stands in a spec. */
function valueOf(type: YaookType, value: unknown): unknown {
  if (typeof value !== "object" || value === null) {
    return type.is === "numberAsText" ? String(value) : value; // of another type than the field's: refused by the schema
  }
  switch (type.is) {
    case "object":
      return fieldsOf(type.fields, value);
    case "map":
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, valueOf(type.of, one)]));
    case "list":
      return Array.isArray(value) ? value.map((one) => valueOf(type.of, one)) : value;
    case "selector":
      return { matchLabels: value };
    case "release":
      return (value as YaookRelease).name;
    default:
      return value;
  }
}

/** Puts a value in a map at a path; without keys its fields become the map's own. */
function put(map: Json, [key, ...further]: readonly string[], value: unknown): void {
  if (key === undefined) {
    Object.assign(map, value);
  } else if (further.length === 0) {
    map[key] = value;
  } else {
    map[key] ??= {};
    put(map[key] as Json, further, value);
  }
}

/**
 * Fields without those that were not set. Maps that lose all their fields go too, unless they were given empty:
 * to Yaook `backup: {}` says something.
 */
function onlySet(fields: Json): Json {
  const made: Json = {};
  for (const [key, value] of Object.entries(fields)) {
    const kept = isMap(value) ? onlySet(value) : value;
    const emptied = isMap(value) && isMap(kept) && Object.keys(kept).length === 0 && Object.keys(value).length > 0;
    if (kept !== undefined && !emptied) {
      made[key] = kept;
    }
  }
  return made;
}

/** A spec with further fields, which win: maps are merged key by key, anything else is replaced. */
function mergeOverrides(spec: Json, overrides: Json): Json {
  const made: Json = { ...spec };
  for (const [key, value] of Object.entries(overrides)) {
    const present = made[key];
    made[key] = isMap(present) && isMap(value) ? mergeOverrides(present, value) : value;
  }
  return made;
}
