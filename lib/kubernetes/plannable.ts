import type { Construct } from "constructs";
import { DefaultTokenResolver, StringConcat, Token, Tokenization } from "../core/engine";
import { refuse } from "@scs-blueprints/standards/errors";
import type { CrdSchemas } from "./crd-schemas";

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
export function requirePlannable(
  object: Record<string, unknown>,
  schemas: CrdSchemas | undefined,
  scope: Construct,
): void {
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
