import type { Construct } from "constructs";
import { TerraformBackend, TerraformRemoteState } from "../core/engine";

type Config = Readonly<Record<string, unknown>>;

/**
 * A backend written as it is given. The engine has no class for Kubernetes, and those for PostgreSQL and Consul insist on
 * the password or token in the file.
 *
 * @internal
 */
export class PlainBackend extends TerraformBackend {
  /** @param config in Terraform's own names; nothing secret */
  public constructor(
    scope: Construct,
    type: string,
    private readonly config: Config,
  ) {
    super(scope, "backend", type);
  }

  /** For references from other stacks: outputs are read from this one's state. */
  public override getRemoteStateDataSource(scope: Construct, name: string, _fromStack: string): TerraformRemoteState {
    return new PlainRemoteState(scope, name, this.name, this.config);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { ...this.config };
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return this.synthesizeAttributes();
  }
}

class PlainRemoteState extends TerraformRemoteState {
  public constructor(scope: Construct, id: string, type: string, config: Config) {
    super(scope, id, type, { ...config, workspace: "${terraform.workspace}" });
  }
}
