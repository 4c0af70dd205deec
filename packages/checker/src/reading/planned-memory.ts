import { isObject, type JsonObject } from "./read-json";

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
