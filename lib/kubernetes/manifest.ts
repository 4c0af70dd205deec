import { Manifest as KubernetesManifest } from "@cdktf/provider-kubernetes/lib/manifest";
import { refuse } from "@scs-blueprints/standards/errors";
import { Construct } from "constructs";
import { makeAfter } from "../core/dependencies";
import {
  DefaultTokenResolver,
  Fn,
  StringConcat,
  type TerraformResource,
  type TerraformResourceLifecycle,
  Token,
  Tokenization,
} from "../core/engine";
import { RemovalPolicy } from "../core/removal-policy";
import { importExisting } from "../core/terraform-data";
import type { CrdSchemas } from "./crd-schemas";
import { KubectlManifest } from "./kubectl-provider";
import { KubectlSource } from "./kubectl-source";
import { type IKubernetesApi, ManifestEmitter } from "./kubernetes-api";
import { ObjectName } from "./object-name";

/** What every object of Kubernetes has. */
export interface ObjectOptions {
  /** The API it is written to. */
  readonly api: IKubernetesApi;
  /** Labels. @default - none */
  readonly labels?: Record<string, string>;
  /** Annotations. @default - none */
  readonly annotations?: Record<string, string>;
  /** What has to be there first, where no reference says so: all that these define. @default - nothing */
  readonly dependsOn?: Construct[];
}

/** Properties of a {@link KubernetesObject}. */
export interface KubernetesObjectProps extends ObjectOptions {
  /** Group and version, `cluster.x-k8s.io/v1beta1`; `v1` for the core. */
  readonly apiVersion: string;
  /** Kind, `Cluster`. */
  readonly kind: string;
  /** Name. */
  readonly name: string;
  /**
   * Namespace. One that the same API makes by a construct is there first, and goes last.
   * @default - none: the kind is one of the whole cluster
   */
  readonly namespace?: string;
  /** Everything else: `spec`, mostly. Neither `status` nor empty values. */
  readonly body: Record<string, unknown>;
  /** Fields that have to have a value before what depends on this goes on: `{ "status.phase": "Ready" }`. @default - none */
  readonly waitForFields?: Record<string, string>;
  /** Conditions of the status, `{ Ready: "True" }`. @default - none */
  readonly waitForConditions?: Record<string, string>;
  /** Fields that the API fills in, which are no drift: `["metadata.annotations"]`. @default - the provider's */
  readonly computedFields?: string[];
  /**
   * When the name changes, make the new object before the old one goes: for what others refer to by its name.
   * @default false
   */
  readonly createBeforeDestroy?: boolean;
  /**
   * Whether a destroy waits until the object is gone, so that what its controller needs to clean up (a login, a
   * template) stays until then. hashicorp/kubernetes always does.
   * @default - true with `deletionMinutes`, else false
   */
  readonly awaitDeletion?: boolean;
  /** For how many minutes a destroy waits; gavinbunney/kubectl waits without an end. @default - 10 */
  readonly deletionMinutes?: number;
  /** What becomes of the object when a plan would destroy it. @default RemovalPolicy.DESTROY */
  readonly removalPolicy?: RemovalPolicy;
  /**
   * Take note of an object that is there, in place of making it: an `import` block, and nothing is written as long as this
   * is said, whatever the object is like. Take it out once the import is applied: the next plan shows what differs. By the
   * kubectl provider only (SCSBP-3013).
   * @default false
   */
  readonly importExisting?: boolean;
  /**
   * What sends this object; another one makes it anew. `KUBERNETES` for an object that is to be waited for, while the API
   * sends the others by kubectl.
   * @default - the API's
   */
  readonly emitter?: ManifestEmitter;
  /** Definitions to check this object against. @default - the API's */
  readonly schemas?: CrdSchemas;
}

/**
 * Any object of Kubernetes, sent as it is. Typed constructs stand on this one.
 *
 * Checked at synth: names and labels, that no field is null, no `status`, one construct for one object, and the object
 * against its definition where the API was given {@link CrdSchemas}.
 *
 * Defines: a `kubectl_manifest`; with ManifestEmitter.KUBERNETES a `kubernetes_manifest`.
 *
 * @example
 * const api = new KubernetesApi(stack, "management");
 * new KubernetesObject(stack, "limits", {
 *   api,
 *   apiVersion: "v1",
 *   kind: "LimitRange",
 *   name: "defaults",
 *   namespace: "team-a",
 *   body: { spec: { limits: [{ type: "Container", default: { memory: "256Mi" } }] } },
 * });
 */
export class KubernetesObject extends Construct {
  /** Name of the object. */
  public readonly objectName: string;
  /** Its namespace. @default - none */
  public readonly namespace?: string;

  /**
   * @throws BlueprintError SCSBP-3003 for an unfit name, SCSBP-3004 for a second construct for one object, SCSBP-3005
   * for a null or a `status`, SCSBP-3006 for a Secret, SCSBP-3009 for waits that the provider does not know, SCSBP-3011 for what its definition does not allow,
   * SCSBP-3013 for an import by hashicorp/kubernetes, SCSBP-3014 for what hashicorp/kubernetes cannot plan
   */
  public constructor(scope: Construct, id: string, props: KubernetesObjectProps) {
    super(scope, id);
    const path = this.node.path;
    this.objectName = props.name;
    this.namespace = props.namespace;
    if (props.kind === "Secret" && props.apiVersion === "v1") {
      throw refuse(path, "SCSBP-3006", { got: props.name, fix: "use KubernetesSecret" });
    }
    ObjectName.requireSubdomain(props.name, "the object's name", path);
    const object = objectOf(props, path);
    props.api.claim(`${props.apiVersion} ${props.kind}`, [props.namespace, props.name].filter(Boolean).join("/"), path);
    const schemas = props.schemas ?? props.api.schemas;
    schemas?.require(object, path);
    if (emitterOf(props) === ManifestEmitter.KUBERNETES) {
      requirePlannable(object, schemas, this);
    }
    const resource = this.send(props, object);
    makeAfter(resource, props.dependsOn ?? []);
    if (props.namespace !== undefined) {
      props.api.placeIn(props.namespace, resource);
    } else if (props.kind === "Namespace" && props.apiVersion === "v1") {
      props.api.definesNamespace(props.name, resource);
    }
    if (props.importExisting === true) {
      importExisting(resource, importIdOf(props, path));
    }
    this.node.defaultChild = resource;
  }

  private send(props: KubernetesObjectProps, object: Record<string, unknown>): TerraformResource {
    const { api, waitForFields, waitForConditions, computedFields, deletionMinutes } = props;
    const awaited = props.awaitDeletion ?? deletionMinutes !== undefined;
    const lifecycle = lifecycleOf(props);
    if (emitterOf(props) !== ManifestEmitter.KUBERNETES) {
      const canWait = api.kubectlSource === KubectlSource.ALEKC;
      if (!canWait) {
        requireNoWaits(props, this.node.path);
      }
      return new KubectlManifest(this, "Resource", {
        provider: api.kubectlProvider(),
        lifecycle,
        yamlBody: textOf(object),
        forceConflicts: api.forceConflicts || undefined,
        wait: awaited || undefined,
        waitForFields,
        waitForConditions,
        deletionMinutes: canWait ? deletionMinutes : undefined,
      });
    }
    const condition = Object.entries(waitForConditions ?? {}).map(([type, status]) => ({ type, status }));
    const waits = waitForFields !== undefined || condition.length > 0;
    return new KubernetesManifest(this, "Resource", {
      provider: api.typedProvider(),
      lifecycle,
      timeouts: deletionMinutes === undefined ? undefined : { delete: `${deletionMinutes}m` },
      manifest: object,
      computedFields,
      fieldManager: { name: api.fieldManager, forceConflicts: api.forceConflicts || undefined },
      wait: waits ? { fields: waitForFields, condition: condition.length > 0 ? condition : undefined } : undefined,
    });
  }
}

/**
 * JSON, which is YAML. As a text where all is known, so that checks of the synthesized stack can read it; what looks like an
 * expression is masked in it, because the engine's functions leave quotes beside such a text unescaped.
 */
function textOf(object: Record<string, unknown>): string {
  const known = (value: unknown): boolean =>
    !Token.isUnresolved(value) && (typeof value !== "object" || value === null || Object.values(value).every(known));
  const unmasked = (value: unknown): unknown => {
    if (typeof value === "string") {
      return value.replace(/([$%])\1(?=\{)/g, "$1");
    }
    if (typeof value !== "object" || value === null || Token.isUnresolved(value)) {
      return value;
    }
    return Array.isArray(value)
      ? value.map(unmasked)
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unmasked(inner)]));
  };
  return known(object)
    ? JSON.stringify(unmasked(object)).replace(/([$%])(?=\{)/g, "$1$1")
    : Fn.jsonencode(unmasked(object));
}

function lifecycleOf(props: KubernetesObjectProps): TerraformResourceLifecycle | undefined {
  const before = props.createBeforeDestroy === true;
  const retain = props.removalPolicy === RemovalPolicy.RETAIN;
  const noted = props.importExisting === true;
  return before || retain || noted
    ? {
        ...(before && { createBeforeDestroy: true }),
        ...(retain && { preventDestroy: true }),
        // the provider's import keeps the object's whole text, status and all, which no program says
        ...(noted && { ignoreChanges: "all" }),
      }
    : undefined;
}

const emitterOf = ({ emitter, api }: KubernetesObjectProps) => emitter ?? api.emitter;

/** As the kubectl provider's import takes it. */
function importIdOf(props: KubernetesObjectProps, path: string): string {
  const { apiVersion, kind, name, namespace } = props;
  if (emitterOf(props) === ManifestEmitter.KUBERNETES) {
    throw refuse(path, "SCSBP-3013", {
      got: `ManifestEmitter.KUBERNETES for ${kind} ${name}`,
      allowed: "importExisting with ManifestEmitter.AUTO or KUBECTL",
      fix: "leave out emitter: ManifestEmitter.KUBERNETES",
    });
  }
  return [apiVersion, kind, name, ...(namespace === undefined ? [] : [namespace])].join("//");
}

/** kubectl_manifest of gavinbunney/kubectl waits for rollouts of workloads, and for nothing else. */
function requireNoWaits({ waitForFields, waitForConditions }: KubernetesObjectProps, path: string): void {
  const waits = Object.keys({ ...waitForFields, ...waitForConditions });
  if (waits.length > 0) {
    throw refuse(path, "SCSBP-3009", {
      what: "gavinbunney/kubectl waits for no fields and no conditions",
      got: waits.join(", "),
      allowed: "waits with KubectlSource.ALEKC, or with ManifestEmitter.KUBERNETES",
      fix: "leave the waits out, give the API kubectlSource: KubectlSource.ALEKC, or give the object emitter: ManifestEmitter.KUBERNETES",
    });
  }
}

/** The object as it is sent. */
function objectOf(props: KubernetesObjectProps, path: string): Record<string, unknown> {
  const { apiVersion, kind, name, namespace, labels, annotations, body } = props;
  if (namespace !== undefined) {
    ObjectName.requireLabel(namespace, "the namespace", path);
  }
  ObjectName.requireLabels(labels ?? {}, path);
  ObjectName.requireKeys(annotations ?? {}, path);
  requirePlain(body, "", path);
  const metadata = {
    name,
    ...(namespace !== undefined && { namespace }),
    ...(labels !== undefined && Object.keys(labels).length > 0 && { labels }),
    ...(annotations !== undefined && Object.keys(annotations).length > 0 && { annotations }),
  };
  return { apiVersion, kind, metadata, ...body };
}

/** No null and no status: the API would read the first as "remove this" and keeps the second to itself. */
function requirePlain(value: unknown, at: string, path: string): void {
  if (value === null || at === ".status" || at === ".metadata") {
    throw refuse(path, "SCSBP-3005", {
      got: value === null ? `null at ${at}` : `${at.slice(1)}`,
      allowed: "fields that have a value; neither status nor metadata, which has props of its own",
      fix: "leave the field out",
    });
  }
  if (typeof value === "object") {
    const depth = at === "" ? "" : at;
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== undefined) {
        requirePlain(inner, `${depth}.${key}`, path);
      }
    }
  }
}

type Schema = Record<string, unknown>;

/**
 * Refuses what `kubernetes_manifest` of hashicorp/kubernetes cannot plan, as 2.38.0 and 3.2.1 were seen to:
 *
 * - entries of different shapes in a map whose entries have no schema: "maps must only contain one type of element";
 * - a field without a schema whose value is not known before the apply: "unmarshaling unknown values is not supported"; within
 *   an object or a list in such a field it is taken;
 * - a Cluster with a topology: Cluster API sorts and completes its variables, which ends as "Provider produced inconsistent
 *   result after apply" (hashicorp/terraform-provider-kubernetes issue 2712).
 *
 * @throws BlueprintError SCSBP-3014
 * @internal
 */
function requirePlannable(object: Record<string, unknown>, schemas: CrdSchemas | undefined, scope: Construct): void {
  const { apiVersion, kind, spec } = object as { apiVersion: string; kind: string; spec?: Schema };
  const problem =
    kind === "Cluster" && apiVersion.startsWith("cluster.x-k8s.io/") && spec?.["topology"] !== undefined
      ? "spec.topology: Cluster API sorts and completes it"
      : problemOf(object, schemas?.schemaOf(apiVersion, kind), "", scope);
  if (problem !== undefined) {
    throw refuse(scope, "SCSBP-3014", {
      what: `hashicorp/kubernetes cannot plan this ${kind}`,
      got: problem,
      allowed: "fields that have one shape, and that are known when Terraform plans",
      fix: "leave out emitter: ManifestEmitter.KUBERNETES: ManifestEmitter.AUTO and KUBECTL send any object",
    });
  }
}

/** The first field that cannot be planned, and why. */
function problemOf(value: unknown, schema: Schema | undefined, at: string, scope: Construct): string | undefined {
  if (schema === undefined || typeof value !== "object" || value === null) {
    return schema !== undefined && isFree(schema) && isUnknown(value, scope)
      ? `${at.slice(1)}: it has no schema, and its value is not known before the apply`
      : undefined;
  }
  if (isFree(schema)) {
    return undefined;
  }
  const { items, properties, additionalProperties } = schema as Record<string, Schema | undefined>;
  if (Array.isArray(value)) {
    return first(value.entries(), ([index, inner]) => problemOf(inner, items, `${at}[${index}]`, scope));
  }
  const each = typeof additionalProperties === "object" ? additionalProperties : undefined;
  const shapes = each === undefined ? [] : Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)] as const);
  const other = shapes.find(([, shape]) => shape !== shapes[0]?.[1]);
  if (each !== undefined && other !== undefined && !isTyped(each)) {
    return `${at.slice(1)}: the entries ${shapes[0]?.[0]} and ${other[0]} of this map differ in shape`;
  }
  return first(Object.entries(value), ([key, inner]) =>
    problemOf(inner, (properties?.[key] as Schema | undefined) ?? each, `${at}.${key}`, scope),
  );
}

const RESOLVER = new DefaultTokenResolver(new StringConcat());

/** Whether the provider gives the field no type of its own. */
function isFree(schema: Schema): boolean {
  const { type, properties, additionalProperties } = schema;
  return (
    (type === undefined && schema["x-kubernetes-int-or-string"] !== true && properties === undefined) ||
    (type === "object" && properties === undefined && additionalProperties === undefined)
  );
}

/** Whether each field below it has a type. */
function isTyped(schema: Schema): boolean {
  const { items, properties, additionalProperties } = schema as Record<string, Schema | undefined>;
  const below = [items, additionalProperties, ...Object.values(properties ?? {})].filter(
    (one): one is Schema => typeof one === "object",
  );
  return !isFree(schema) && below.every(isTyped);
}

/** The type that the provider gives a value that has no schema. */
function shapeOf(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(shapeOf).join()}]`;
  }
  if (typeof value === "object" && value !== null && !Token.isUnresolved(value)) {
    const fields = Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}:${shapeOf(inner)}`);
    return `{${fields.sort().join()}}`;
  }
  return typeof value;
}

/** Whether only an apply tells it: a reference to anything but a variable, which has its value when Terraform plans. */
function isUnknown(value: unknown, scope: Construct): boolean {
  if (!Token.isUnresolved(value)) {
    return false;
  }
  const text: unknown = Tokenization.resolve(value, { scope, resolver: RESOLVER, preparing: false });
  return typeof text !== "string" || /\$\{(?!var\.[\w-]+\})/.test(text);
}

function first<T>(all: Iterable<T>, find: (one: T) => string | undefined): string | undefined {
  for (const one of all) {
    const found = find(one);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}
