import type { Construct } from "constructs";
import { TerraformResource, type TerraformMetaArguments } from "../core/engine";
import { ConnectedProvider } from "./connected-provider";
import type { ConnectionConfig } from "./connection";

/** 3.x has attributes where 2.x has blocks; what is used here is written alike in JSON. */
const HELM = { name: "helm", source: "hashicorp/helm", version: ">= 2.12.0, < 4.0.0" };

/** The helm provider: it and one resource are all that is used of it. */
export class HelmProvider extends ConnectedProvider {
  public constructor(scope: Construct, id: string, connection: ConnectionConfig, alias?: string) {
    super(scope, id, HELM, connection, alias);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const kubernetes = this.connectionAttributes;
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
      terraformGeneratorMetadata: { providerName: HELM.name, providerVersionConstraint: HELM.version },
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { name, namespace, repository, chart, version, values, timeout } = this.config;
    return { name, namespace, repository, chart, version, values, timeout };
  }
}
