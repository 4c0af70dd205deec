import type { Construct } from "constructs";
import { isObject, type JsonObject } from "./read-json";
import { TerraformData } from "./terraform-data";

/** Ids of memories, each with the key of its value in the state: states that were applied hold them, so they stay. */
const KEYS = { "image-revision": "revision", name: "name" } as const;

/**
 * Remembers a value in the state. Another value replaces the resources that have the {@link trigger} in their
 * `replaceTriggeredBy`; a memory that is made without a value replaces nothing.
 *
 * The trigger is the value, not the whole resource: to OpenTofu from 1.12 on, making a resource is a change of it as well,
 * and so would be making a memory for a server that is there already. Where such a memory has a value, {@link alreadyHeld}
 * does for OpenTofu what Terraform does by itself.
 *
 * Defines: a `terraform_data`.
 *
 * @internal
 */
export class Memory extends TerraformData {
  private held?: string;

  public constructor(
    scope: Construct,
    private readonly kind: keyof typeof KEYS,
    private readonly value: string | undefined,
  ) {
    super(scope, kind);
  }

  /** For `replaceTriggeredBy`. */
  public get trigger(): string {
    return `${this.terraformResourceType}.${this.friendlyUniqueId}.input.${KEYS[this.kind]}`;
  }

  /** Says which value the resources had before there was a memory: it is kept as none, and only another one replaces them. */
  public alreadyHeld(value: string): void {
    this.held = value;
  }

  /** @internal */
  protected override synthesizeAttributes(): { [name: string]: unknown } {
    const remembered = this.value !== undefined && this.value !== this.held;
    return remembered ? { input: { [KEYS[this.kind]]: this.value } } : {};
  }
}

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
  const value = isObject(input) ? input[KEYS[kind as keyof typeof KEYS]] : undefined;
  return owner === undefined || typeof value !== "string" ? undefined : { owner, value };
}
