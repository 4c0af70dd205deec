import type { Construct } from "constructs";
import { Lazy, TerraformProvider } from "../core/engine";
import type { ConnectionConfig } from "./connection";

/** What `required_providers` says of a provider. */
export interface ProviderOrigin {
  /** Name in addresses, such as `kubectl`. */
  readonly name: string;
  /** Address; registry.terraform.io is the engines' default host. */
  readonly source: string;
  readonly version: string;
}

/** A provider that works on a cluster: `kubernetes`, `kubectl`, `helm`. */
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

  /** The connection as all of them spell it; what is not set is undefined. */
  protected get connectionAttributes(): Record<string, unknown> {
    const { configPath, configContext, host, token, clientCertificate, clientKey, clusterCaCertificate, exec } =
      this.connection;
    return {
      config_path: configPath,
      config_context: configContext,
      host,
      token,
      client_certificate: clientCertificate,
      client_key: clientKey,
      cluster_ca_certificate: clusterCaCertificate,
      exec: exec && {
        api_version: exec.apiVersion,
        command: exec.command,
        args: exec.args,
        // as a value that is resolved later: of any other the engine changes the keys
        env: exec.env && Lazy.anyValue({ produce: () => exec.env }),
      },
    };
  }
}

/**
 * hashicorp/kubernetes. The schemas of all that is used of it are the same in 2.38.0 and 3.2.1
 * (test/data/kubernetes-provider.schema.json.gz), so users choose the version, whichever the bindings were made from.
 */
const KUBERNETES: ProviderOrigin = { name: "kubernetes", source: "hashicorp/kubernetes", version: ">= 2.38, < 4" };

/** The provider of typed resources; the bindings' own class would pin one version. */
export class KubernetesProvider extends ConnectedProvider {
  public constructor(scope: Construct, id: string, connection: ConnectionConfig, alias?: string) {
    super(scope, id, KUBERNETES, connection, alias);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return this.connectionAttributes;
  }
}
