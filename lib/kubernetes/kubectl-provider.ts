import type { Construct } from "constructs";
import { TerraformProvider, TerraformResource, type TerraformMetaArguments } from "../core/engine";
import type { ConnectionConfig } from "./connection";

/** Address and versions of the kubectl provider (registry.terraform.io is the engines' default host). */
const SOURCE = "gavinbunney/kubectl";
const VERSION = ">= 1.19.0, < 2.0.0";

/** The kubectl provider, by hand: one provider and one resource are all that is used of it. */
export class KubectlProvider extends TerraformProvider {
  public constructor(
    scope: Construct,
    id: string,
    private readonly connection: ConnectionConfig,
    private readonly ownAlias?: string,
  ) {
    super(scope, id, {
      terraformResourceType: "kubectl",
      terraformGeneratorMetadata: { providerName: "kubectl", providerVersionConstraint: VERSION },
      terraformProviderSource: SOURCE,
    });
  }

  /** The engine's own accessor keeps nothing. */
  public override get alias(): string | undefined {
    return this.ownAlias;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { configPath, configContext, host, token, clusterCaCertificate } = this.connection;
    return {
      config_path: configPath,
      config_context: configContext,
      host,
      token,
      cluster_ca_certificate: clusterCaCertificate,
      // Without a file named, a token's connection must not be mixed with whatever ~/.kube/config says.
      load_config_file: host === undefined ? undefined : false,
    };
  }
}

/** Configuration of a `kubectl_manifest`. */
export interface KubectlManifestConfig extends TerraformMetaArguments {
  readonly yamlBody: string;
  readonly forceConflicts?: boolean;
  /** Paths such as `data` that plans do not show. */
  readonly sensitiveFields?: string[];
  /** Whether a destroy waits until the object is gone. */
  readonly wait?: boolean;
  /** Whether a destroy leaves the object: for those that are not made here. */
  readonly applyOnly?: boolean;
}

/**
 * `kubectl_manifest`, applied by the server (server-side apply). The provider calls itself `kubectl` as the owner of
 * fields, and waits for rollouts only: neither can be changed in 1.19.
 */
export class KubectlManifest extends TerraformResource {
  public constructor(
    scope: Construct,
    id: string,
    private readonly config: KubectlManifestConfig,
  ) {
    super(scope, id, {
      ...config,
      terraformResourceType: "kubectl_manifest",
      terraformGeneratorMetadata: { providerName: "kubectl", providerVersionConstraint: VERSION },
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { yamlBody, forceConflicts, sensitiveFields, wait, applyOnly } = this.config;
    return {
      yaml_body: yamlBody,
      server_side_apply: true,
      force_conflicts: forceConflicts,
      sensitive_fields: sensitiveFields,
      wait,
      apply_only: applyOnly,
    };
  }
}
