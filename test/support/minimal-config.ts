import type { SchemaBlock } from "./provider-schema";

/** As the generator does it: a letter behind a digit is upper case too. */
const camel = (name: string) =>
  name.replace(
    /_([a-z0-9])|(\d)([a-z])/g,
    (_, a = "", digit = "", b = "") => a.toUpperCase() + digit + b.toUpperCase(),
  );

/** The smallest configuration that a schema accepts, in the words of the bindings: required arguments and blocks. */
export function minimalConfig(block: SchemaBlock): Record<string, unknown> {
  const config: Record<string, unknown> = {};
  for (const [name, attribute] of Object.entries(block.attributes ?? {})) {
    if (attribute.required === true) {
      config[camel(name)] = sample(attribute.type);
    }
  }
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    if ((nested.min_items ?? 0) > 0) {
      const one = minimalConfig(nested.block);
      config[camel(name)] = nested.max_items === 1 ? one : [one];
    }
  }
  return config;
}

function sample(type: unknown): unknown {
  if (typeof type === "string") {
    return { string: "text", number: 1, bool: true }[type];
  }
  const [kind, element] = type as [string, unknown];
  if (kind === "object") {
    return Object.fromEntries(Object.entries(element as object).map(([key, one]) => [camel(key), sample(one)]));
  }
  return kind === "map" ? { key: sample(element) } : [sample(element)];
}
