/** A map of JSON. */
export type Json = Record<string, unknown>;

/** TypeScript as it is to stand in the program: `ScheduleRule.SCHEDULE_ANYWAY`. */
export class Code {
  public constructor(public readonly text: string) {}
}

/** A part of a spec, said in props: their value, and what no prop says. */
export interface Said {
  readonly value: unknown;
  /** What has to go into `overrides`. @default - nothing */
  readonly rest?: unknown;
}

/** Says a part of a spec in props; undefined for what they cannot say. */
export type Reading = (value: unknown) => Said | undefined;

/** A field of a spec and the prop that says it. */
export interface Field {
  /** Where it is, from the spec on: `["proxy", "replicas"]`. */
  readonly path: readonly string[];
  /** Name of the prop. */
  readonly prop: string;
  readonly as: Reading;
  /** Whether the construct always writes the field: a spec without it cannot be said in props. */
  readonly required: boolean;
}

export const isMap = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Code);
const isEmpty = (value: unknown): boolean => isMap(value) && Object.keys(value).length === 0;

/** A field that may be missing. */
export const may = (path: string, prop: string, as: Reading): Field => ({
  ...{ path: path.split("."), prop, as },
  required: false,
});
/** A field that has to be there. */
export const must = (path: string, prop: string, as: Reading): Field => ({ ...may(path, prop, as), required: true });

const when =
  (fits: (value: unknown) => boolean): Reading =>
  (value) =>
    fits(value) ? { value } : undefined;

export const text = when((value) => typeof value === "string");
export const amount = when((value) => typeof value === "number");
export const flag = when((value) => typeof value === "boolean");
/** Keys of one's own with any values. */
export const map = when(isMap);
/** Sections with options. */
export const sections = when((value) => isMap(value) && Object.values(value).every(isMap));
/** Keys of one's own with texts. */
export const texts = when((value) => isMap(value) && Object.values(value).every((one) => typeof one === "string"));
/** Maps, one after the other. */
export const maps = when((value) => Array.isArray(value) && value.every(isMap));
export const textList = when((value) => Array.isArray(value) && value.every((one) => typeof one === "string"));

/** One of some words, each the name of a member in the program. */
export function word(names: Readonly<Record<string, string>>): Reading {
  return (value) => {
    const name = typeof value === "string" && Object.hasOwn(names, value) ? names[value] : undefined;
    return name === undefined ? undefined : { value: new Code(name) };
  };
}

/** A value that the construct always writes: nothing is left to say, or `overrides` say another. */
export function always(expected: unknown): Reading {
  return (value) => (value === expected ? { value: undefined } : { value: undefined, rest: value });
}

/** What the construct takes where the prop is left out needs no prop. */
export function unless(standard: unknown, reading: Reading): Reading {
  return (value) => (value === standard ? { value: undefined } : reading(value));
}

/** A map that the construct writes empty where the prop is left out. */
export function orEmpty(reading: Reading): Reading {
  return (value) => {
    if (!isMap(value)) {
      return undefined;
    }
    return isEmpty(value) ? { value: undefined } : (reading(value) ?? { value: undefined, rest: value });
  };
}

/** A map with known fields; undefined where no prop says any of them. */
export function object(...fields: readonly Field[]): Reading {
  return (value) => {
    const said = isMap(value) ? fieldsOf(value, fields) : undefined;
    return said === undefined || isEmpty(said.value) ? undefined : said;
  };
}

/** Says known fields of a map; undefined where one is missing that the construct always writes. */
export function fieldsOf(value: Json, fields: readonly Field[]): (Said & { readonly value: Json }) | undefined {
  const props: Json = {};
  let rest: unknown = value;
  for (const { path, prop, as, required } of fields) {
    const inner = at(rest, path); // what fields before it have not said
    const said = inner === undefined ? undefined : as(inner);
    if (said !== undefined) {
      if (said.value !== undefined) {
        props[prop] = said.value;
      }
      rest = replaced(rest, path, said.rest);
    } else if (required) {
      return undefined;
    }
  }
  return rest === undefined ? { value: props } : { value: props, rest };
}

/** A map with keys of one's own whose values are alike. Entries that no props say stay for `overrides`. */
export function mapOf(reading: Reading): Reading {
  return (value) => {
    if (!isMap(value)) {
      return undefined;
    }
    const props: Json = {};
    const rest: Json = {};
    for (const [key, inner] of Object.entries(value)) {
      const said = reading(inner);
      // a map without a field is dropped by the construct, and so has to be said by `overrides`
      if (said === undefined || isEmpty(inner)) {
        rest[key] = inner;
      } else {
        props[key] = said.value;
        if (said.rest !== undefined) {
          rest[key] = said.rest;
        }
      }
    }
    if (isEmpty(props) && !isEmpty(value)) {
      return undefined;
    }
    return isEmpty(rest) ? { value: props } : { value: props, rest };
  };
}

/** A list; with one element that no props say it goes into `overrides` as a whole, since lists are not merged there. */
export function listOf(reading: Reading): Reading {
  return (value) => {
    if (!Array.isArray(value)) {
      return undefined;
    }
    const said = value.map(reading);
    return said.every((one) => one !== undefined && one.rest === undefined)
      ? { value: said.map((one) => one?.value) }
      : { value: [], rest: value };
  };
}

/** A list of labels of nodes. */
export const selectors: Reading = listOf((value) =>
  isMap(value) && Object.keys(value).length === 1 && texts(value["matchLabels"]) !== undefined
    ? { value: value["matchLabels"] }
    : undefined,
);

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
