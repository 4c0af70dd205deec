import type { Construct } from "constructs";
import { MEMORY_KEYS } from "@scs-blueprints/checker/reading";
import { TerraformData } from "./terraform-data";

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
    private readonly kind: keyof typeof MEMORY_KEYS,
    private readonly value: string | undefined,
  ) {
    super(scope, kind);
  }

  /** For `replaceTriggeredBy`. */
  public get trigger(): string {
    return `${this.terraformResourceType}.${this.friendlyUniqueId}.input.${MEMORY_KEYS[this.kind]}`;
  }

  /** Says which value the resources had before there was a memory: it is kept as none, and only another one replaces them. */
  public alreadyHeld(value: string): void {
    this.held = value;
  }

  /** @internal */
  protected override synthesizeAttributes(): { [name: string]: unknown } {
    const remembered = this.value !== undefined && this.value !== this.held;
    return remembered ? { input: { [MEMORY_KEYS[this.kind]]: this.value } } : {};
  }
}
