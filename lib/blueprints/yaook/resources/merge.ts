type Json = Record<string, unknown>;

const isMap = (value: unknown): value is Json =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  Object.getPrototypeOf(value) === Object.prototype;

/**
 * Fields without those that were not set. Maps that lose all their fields go too, unless they were given empty:
 * to Yaook `backup: {}` says something.
 */
export function onlySet(fields: Json): Json {
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
export function mergeOverrides(spec: Json, overrides: Json): Json {
  const made: Json = { ...spec };
  for (const [key, value] of Object.entries(overrides)) {
    const present = made[key];
    made[key] = isMap(present) && isMap(value) ? mergeOverrides(present, value) : value;
  }
  return made;
}
