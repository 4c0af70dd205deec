import type { Construct } from "constructs";
import { type TerraformMetaArguments, TerraformResource } from "./engine";

/** Properties of a {@link TerraformData}. */
export interface TerraformDataProps extends TerraformMetaArguments {
  /** Kept in the state. @default - nothing */
  readonly input?: { readonly [key: string]: unknown };
  /** Another value replaces the resource. @default - nothing replaces it */
  readonly triggersReplace?: unknown;
}

/**
 * Terraform's built-in `terraform_data`.
 *
 * Not the engine's own class for it: that one runs `terraform version` at each synth, once for each resource. That takes a
 * minute with 400 servers, and fails where only OpenTofu is installed.
 *
 * @internal
 */
export class TerraformData extends TerraformResource {
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: TerraformDataProps = {},
  ) {
    super(scope, id, {
      ...props,
      terraformResourceType: "terraform_data",
      terraformGeneratorMetadata: { providerName: "terraform" },
    });
  }

  /** @internal */
  protected override synthesizeAttributes(): { [name: string]: unknown } {
    const { input, triggersReplace } = this.props;
    return { input, triggers_replace: triggersReplace };
  }
}

/**
 * Has a resource take over what the cloud has already, by an `import` block.
 *
 * Not by the engine's `importFrom`, for the same reason: its check of Terraform's version is a process for each resource.
 *
 * @param id of what is there, as the provider's import takes it
 * @internal
 */
export function importExisting(resource: TerraformResource, id: string): void {
  Object.assign(resource, { _imported: { id } });
}
