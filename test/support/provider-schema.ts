import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** A block of a provider's schema, as `terraform providers schema -json` prints it. */
export interface SchemaBlock {
  readonly attributes?: Record<string, SchemaAttribute>;
  readonly block_types?: Record<
    string,
    { nesting_mode: string; min_items?: number; max_items?: number; block: SchemaBlock }
  >;
}

export interface SchemaAttribute {
  readonly type: unknown;
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
}

interface ProviderSchema {
  readonly provider: { block: SchemaBlock };
  readonly resource_schemas: Record<string, { block: SchemaBlock }>;
  readonly data_source_schemas: Record<string, { block: SchemaBlock }>;
}

const unzipped = (file: string): unknown =>
  JSON.parse(gunzipSync(readFileSync(join(__dirname, "../..", file))).toString("utf8"));

/** The schema that the bindings are made from. */
export const providerSchema = Object.values(
  (
    unzipped("packages/provider-openstack/schema/openstack-3.4.0.schema.json.gz") as {
      provider_schemas: Record<string, ProviderSchema>;
    }
  ).provider_schemas,
)[0]!;

/** hashicorp/kubernetes in the versions that were tried: the provider itself, and what the library uses of it. */
export const kubernetesSchemas = unzipped("test/data/kubernetes-provider.schema.json.gz") as Record<
  string,
  ProviderSchema
>;

/** Arguments that Terraform itself gives every resource. */
const META = new Set(["//", "depends_on", "count", "for_each", "provider", "lifecycle", "connection", "provisioner"]);

/**
 * What Terraform would refuse in the providers, resources and data sources of a synthesized stack, with any version of
 * hashicorp/kubernetes: unknown types, unknown or missing arguments, values of a wrong type, too many or too few blocks.
 * References count as any type.
 *
 * A stand-in for `terraform validate` where the provider is not installed; the end-to-end suite runs the real one for
 * OpenStack.
 */
export function schemaProblems(stack: Record<string, unknown>): string[] {
  return [
    ...problemsOf(stack, "openstack", providerSchema),
    ...Object.entries(kubernetesSchemas).flatMap(([version, schema]) =>
      problemsOf(stack, "kubernetes", schema).map((problem) => `${problem} (${version})`),
    ),
  ];
}

function problemsOf(stack: Record<string, unknown>, provider: string, schema: ProviderSchema): string[] {
  const configured = ((stack["provider"] ?? {}) as Record<string, Record<string, unknown>[]>)[provider] ?? [];
  const problems = configured.flatMap(({ alias: _, ...config }, index) =>
    blockProblems(`provider.${provider}[${index}]`, schema.provider.block, config),
  );
  for (const [kind, schemas] of [
    ["resource", schema.resource_schemas],
    ["data", schema.data_source_schemas],
  ] as const) {
    const types = (stack[kind] ?? {}) as Record<string, Record<string, Record<string, unknown>>>;
    for (const [type, byName] of Object.entries(types)) {
      const known = schemas[type];
      for (const [name, config] of Object.entries(byName)) {
        if (known !== undefined) {
          problems.push(...blockProblems(`${type}.${name}`, known.block, config));
        } else if (type.startsWith(`${provider}_`)) {
          problems.push(`${type}.${name}: no such ${kind}`);
        }
      }
    }
  }
  return problems;
}

function blockProblems(at: string, schema: SchemaBlock, config: Record<string, unknown>): string[] {
  const attributes = schema.attributes ?? {};
  const blocks = schema.block_types ?? {};
  const problems: string[] = [];
  for (const [key, value] of Object.entries(config)) {
    const attribute = attributes[key];
    const nested = blocks[key];
    if (META.has(key)) {
      continue;
    } else if (value === null) {
      problems.push(`${at}.${key}: null`);
    } else if (attribute !== undefined) {
      if (attribute.required !== true && attribute.optional !== true) {
        problems.push(`${at}.${key}: can only be read`);
      } else if (!fits(attribute.type, value)) {
        problems.push(`${at}.${key}: ${JSON.stringify(value)} is not ${JSON.stringify(attribute.type)}`);
      }
    } else if (nested !== undefined) {
      const items = Array.isArray(value) ? value : [value];
      if (items.length < (nested.min_items ?? 0) || items.length > (nested.max_items || Infinity)) {
        problems.push(`${at}.${key}: ${items.length} blocks`);
      }
      items.forEach((item, index) => problems.push(...blockProblems(`${at}.${key}[${index}]`, nested.block, item)));
    } else {
      problems.push(`${at}.${key}: no such argument`);
    }
  }
  for (const [key, attribute] of Object.entries(attributes)) {
    if (attribute.required === true && config[key] === undefined) {
      problems.push(`${at}.${key}: missing`);
    }
  }
  for (const [key, nested] of Object.entries(blocks)) {
    if ((nested.min_items ?? 0) > 0 && config[key] === undefined) {
      problems.push(`${at}.${key}: missing`);
    }
  }
  return problems;
}

function fits(type: unknown, value: unknown): boolean {
  if (typeof value === "string" && value.includes("${")) {
    return true;
  }
  if (typeof type === "string") {
    return type === "dynamic" || typeof value === (type === "bool" ? "boolean" : type);
  }
  const [kind, element] = type as [string, unknown];
  if (kind === "object") {
    const fields = element as Record<string, unknown>;
    return (
      typeof value === "object" &&
      Object.entries(value as object).every(([key, one]) => fields[key] !== undefined && fits(fields[key], one))
    );
  }
  const items = kind === "map" ? Object.values(value as object) : value;
  return Array.isArray(items) && items.every((item) => fits(element, item));
}
