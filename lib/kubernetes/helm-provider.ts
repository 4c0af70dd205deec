import type { Construct } from "constructs";
import { TerraformProvider, TerraformResource, type TerraformMetaArguments } from "../core/engine";
import type { ConnectionConfig } from "./connection";

/** Address and versions of the helm provider (registry.terraform.io is the engines' default host). */
const SOURCE = "hashicorp/helm";
/** 3.x has attributes where 2.x has blocks; what is used here is written alike in JSON. */
const VERSION = ">= 2.12.0, < 4.0.0";

/** The helm provider, by hand: one provider and one resource are all that is used of it. */
export class HelmProvider extends TerraformProvider {
  public constructor(
    scope: Construct,
    id: string,
    private readonly connection: ConnectionConfig,
    private readonly ownAlias?: string,
  ) {
    super(scope, id, {
      terraformResourceType: "helm",
      terraformGeneratorMetadata: { providerName: "helm", providerVersionConstraint: VERSION },
      terraformProviderSource: SOURCE,
    });
  }

  /** The engine's own accessor keeps nothing. */
  public override get alias(): string | undefined {
    return this.ownAlias;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { configPath, configContext, host, token, clusterCaCertificate } = this.connection;
    const kubernetes = {
      config_path: configPath,
      config_context: configContext,
      host,
      token,
      cluster_ca_certificate: clusterCaCertificate,
    };
    const set = Object.values(kubernetes).some((value) => value !== undefined);
    return { kubernetes: set ? kubernetes : undefined };
  }
}

/** Configuration of a `helm_release`. */
export interface HelmReleaseConfig extends TerraformMetaArguments {
  readonly name: string;
  readonly namespace: string;
  readonly repository: string;
  readonly chart: string;
  readonly version: string;
  /** Documents of YAML, later ones win. */
  readonly values?: string[];
  readonly timeout?: number;
}

/** `helm_release`. */
export class HelmReleaseResource extends TerraformResource {
  public constructor(
    scope: Construct,
    id: string,
    private readonly config: HelmReleaseConfig,
  ) {
    super(scope, id, {
      ...config,
      terraformResourceType: "helm_release",
      terraformGeneratorMetadata: { providerName: "helm", providerVersionConstraint: VERSION },
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { name, namespace, repository, chart, version, values, timeout } = this.config;
    return { name, namespace, repository, chart, version, values, timeout };
  }
}
