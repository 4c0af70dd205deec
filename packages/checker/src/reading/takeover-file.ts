import { refuse } from "@scs-blueprints/standards/errors";
import { isObject, type JsonObject, readJsonObject } from "./read-json";

const FORMAT = "scs-blueprints/takeover";
const VERSION = 1;
const CODE = "SCSBP-1012";
const FIX = "make it: npx scs-blueprints import state --help";

/**
 * Ids by address, from a file.
 *
 * @throws BlueprintError SCSBP-1012 when it cannot be read or is no file of what to take over
 * @internal
 */
export function readTakeover(path: string): JsonObject {
  const { format, version, resources } = readJsonObject(path, CODE, "the file of what to take over", FIX);
  if (format !== FORMAT || version !== VERSION || !isObject(resources)) {
    throw refuse(CODE, {
      what: "this is no file of what to take over",
      got: `format ${JSON.stringify(format)}, version ${JSON.stringify(version)}, in ${path}`,
      allowed: `format ${JSON.stringify(FORMAT)}, version ${VERSION}, and resources by address`,
      fix: FIX,
    });
  }
  return resources;
}

/** The text of such a file: the same resources give the same bytes. @internal */
export function renderTakeover(ids: ReadonlyMap<string, string>): string {
  const resources = Object.fromEntries([...ids].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, resources }, undefined, 2)}\n`;
}

/** Ids of memories, each with the key of its value in the state: states that were applied hold them, so they stay. @internal */
export const MEMORY_KEYS = { "image-revision": "revision", name: "name" } as const;

/** A memory that a plan makes. @internal */
export interface PlannedMemory {
  /** Name in the plan, without type and digest, of the construct that it is the memory of: `web_members_a`. */
  readonly owner: string;
  readonly value: string;
}

/**
 * What a resource in a plan remembers.
 *
 * @returns undefined for any other resource, and for a memory without a value
 * @internal
 */
export function plannedMemory(address: string, values: JsonObject): PlannedMemory | undefined {
  const [, owner, kind] = /^terraform_data\.(.+)_(image-revision|name)_[0-9A-F]{8}$/.exec(address) ?? [];
  const input = values["input"];
  const value = isObject(input) ? input[MEMORY_KEYS[kind as keyof typeof MEMORY_KEYS]] : undefined;
  return owner === undefined || typeof value !== "string" ? undefined : { owner, value };
}
