import {
  YAOOK_KINDS,
  type JsonSchema,
  type YaookField,
  type YaookKindFacts,
  type YaookType,
} from "@scs-blueprints/standards/internal";

/** A map of JSON. */
export type Json = Record<string, unknown>;

/** TypeScript as it is to stand in the program: `ScheduleRule.SCHEDULE_ANYWAY`. */
export class Code {
  public constructor(public readonly text: string) {}
}

export const isMap = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Code);
const isEmpty = (value: unknown): boolean => isMap(value) && Object.keys(value).length === 0;

/** A spec in props of its kind's class. */
export interface TypedSpec {
  readonly props: Json;
  /** @default - the props say it all */
  readonly overrides?: Json;
}

/** A part of a spec in props: their value, and what no prop takes. */
interface Reading {
  readonly value: unknown;
  /** What goes into `overrides`. @default - nothing */
  readonly rest?: unknown;
}

const KINDS = Object.entries<YaookKindFacts>(YAOOK_KINDS).filter(([, { hasClass }]) => hasClass);
/** Kinds with a class, in the order in which they need each other. */
export const TYPED_KINDS: readonly string[] = KINDS.map(([kind]) => kind);

/** Reads a spec into props; undefined for kinds without a class, and for specs that the class cannot write. */
export function typedSpec(apiVersion: string, kind: string, spec: Json): TypedSpec | undefined {
  const facts = KINDS.find(([name, { group }]) => name === kind && apiVersion === `${group}/v1`)?.[1];
  const read = facts && readFields(spec, facts.fields);
  const oneOf = facts?.oneOf ?? [];
  if (read === undefined || (oneOf.length > 0 && oneOf.filter((prop) => prop in read.value).length !== 1)) {
    return undefined;
  }
  return isMap(read.rest) ? { props: read.value, overrides: read.rest } : { props: read.value };
}

/** Reads known fields of a map; undefined where one is missing that the class always writes. */
function readFields(value: Json, fields: readonly YaookField[]): (Reading & { readonly value: Json }) | undefined {
  const props: Json = {};
  let rest: unknown = value;
  for (const { keys, prop, isOptional, standard, type } of fields) {
    if (prop === undefined && standard === undefined) {
      continue;
    }
    const inner = at(rest, keys); // what fields before it have left
    const read = inner === undefined ? undefined : readField(inner, type, prop, standard);
    if (read !== undefined) {
      if (prop !== undefined && read.value !== undefined) {
        props[prop] = read.value;
      }
      rest = replaced(rest, keys, read.rest);
    } else if (!isOptional || standard !== undefined) {
      return undefined;
    }
  }
  return { value: props, rest };
}

/** The standard needs no prop; a value that no prop takes stands in `overrides`, where the class writes the standard. */
function readField(value: unknown, type: YaookType, prop: string | undefined, standard: unknown): Reading | undefined {
  if (value === standard || (isEmpty(value) && isEmpty(standard))) {
    return { value: undefined };
  }
  const read = prop === undefined ? undefined : readValue(value, type);
  return read ?? (standard === undefined ? undefined : { value: undefined, rest: value });
}

/** Undefined for what props cannot take. */
function readValue(value: unknown, type: YaookType): Reading | undefined {
  switch (type.is) {
    case "object": {
      const read = isMap(value) ? readFields(value, type.fields) : undefined;
      return read === undefined || isEmpty(read.value) ? undefined : read;
    }
    case "map":
      return isMap(value) ? readMap(value, type.of) : undefined;
    case "list":
      return Array.isArray(value) ? readList(value, type.of) : undefined;
    case "selector": {
      const isSelector = isMap(value) && Object.keys(value).length === 1 && fits(value["matchLabels"], LABELS);
      return isSelector ? { value: value["matchLabels"] } : undefined;
    }
    case "member": {
      const member = typeof value === "string" && Object.hasOwn(type.members, value) ? type.members[value] : undefined;
      return member === undefined ? undefined : { value: new Code(member) };
    }
    case "release":
      return typeof value === "string" ? readRelease(value) : undefined;
    case "numberAsText":
      return typeof value === "string" && /^(0|[1-9]\d*)$/.test(value) ? { value: Number(value) } : undefined;
    case "value":
      return fits(value, type.shape ?? type.schema) ? { value } : undefined;
  }
}

/** A map with keys of one's own. Entries that no props take stay for `overrides`. */
function readMap(value: Json, type: YaookType): Reading | undefined {
  const props: Json = {};
  const rest: Json = {};
  for (const [key, inner] of Object.entries(value)) {
    const read = readValue(inner, type);
    if (read === undefined) {
      rest[key] = inner;
    } else {
      props[key] = read.value;
      if (read.rest !== undefined) {
        rest[key] = read.rest;
      }
    }
  }
  if (isEmpty(props) && !isEmpty(value)) {
    return undefined;
  }
  return isEmpty(rest) ? { value: props } : { value: props, rest };
}

/** A list; with one element that no props take it goes into `overrides` as a whole, since lists are not merged there. */
function readList(value: readonly unknown[], type: YaookType): Reading {
  const read = value.map((one) => readValue(one, type));
  return read.every((one) => one !== undefined && one.rest === undefined)
    ? { value: read.map((one) => one?.value) }
    : { value: [], rest: value };
}

/** Releases that YaookRelease knows by heart. */
export const KNOWN_RELEASES = ["2024.1", "2025.1", "2025.2", "2026.1"];

function readRelease(value: string): Reading | undefined {
  if (!/^20\d{2}\.[12]$/.test(value)) {
    return undefined;
  }
  const name = JSON.stringify(value);
  return {
    value: new Code(
      KNOWN_RELEASES.includes(value)
        ? `YaookRelease.fromName(${name})`
        : `YaookRelease.unlisted(${name}, "the imported cloud runs it")`,
    ),
  };
}

const LABELS: JsonSchema = { type: "object", additionalProperties: { type: "string" } };

/** Whether a value has the type that a schema says; bounds and patterns are the API server's to check. */
function fits(value: unknown, schema: JsonSchema): boolean {
  const { type, items, additionalProperties: values } = schema;
  if (type === "array") {
    return Array.isArray(value) && value.every((one) => fits(one, items as JsonSchema));
  }
  if (type === "object") {
    return (
      isMap(value) && (values === undefined || Object.values(value).every((one) => fits(one, values as JsonSchema)))
    );
  }
  return typeof value === (type === "integer" ? "number" : type);
}

/** The value at a path; undefined where the path ends before. */
function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((one, key) => (isMap(one) && Object.hasOwn(one, key) ? one[key] : undefined), value);
}

/** The value with another one at a path, or without it; maps that lose all their fields by that go, too. */
function replaced(value: unknown, path: readonly string[], by: unknown): unknown {
  const [key, ...further] = path;
  if (key === undefined || !isMap(value)) {
    return by;
  }
  const { [key]: inner, ...others } = value;
  const made = replaced(inner, further, by);
  if (made !== undefined) {
    return Object.fromEntries(Object.keys(value).map((one) => [one, one === key ? made : value[one]]));
  }
  return Object.keys(others).length === 0 ? undefined : others;
}
