import type { Construct } from "constructs";
import { TerraformProvider } from "../core/engine";
import type { ConnectionConfig } from "./connection";

/** A provider for which there is no package of bindings. */
export interface ProviderOrigin {
  /** Name in addresses, such as `kubectl`. */
  readonly name: string;
  /** Address; registry.terraform.io is the engines' default host. */
  readonly source: string;
  readonly version: string;
}

/** A provider, written by hand, that works on a cluster: `helm`, `kubectl`. */
export abstract class ConnectedProvider extends TerraformProvider {
  protected constructor(
    scope: Construct,
    id: string,
    { name, source, version }: ProviderOrigin,
    private readonly connection: ConnectionConfig,
    private readonly ownAlias?: string,
  ) {
    super(scope, id, {
      terraformResourceType: name,
      terraformGeneratorMetadata: { providerName: name, providerVersionConstraint: version },
      terraformProviderSource: source,
    });
  }

  /** The engine's own accessor keeps nothing. */
  public override get alias(): string | undefined {
    return this.ownAlias;
  }

  /** The connection as both providers spell it; what is not set is undefined. */
  protected get connectionAttributes(): Record<string, unknown> {
    const { configPath, configContext, host, token, clusterCaCertificate } = this.connection;
    return {
      config_path: configPath,
      config_context: configContext,
      host,
      token,
      cluster_ca_certificate: clusterCaCertificate,
    };
  }
}
