import type { Construct } from "constructs";
import { TerraformResource, type TerraformMetaArguments } from "../core/engine";
import { ConnectedProvider } from "./connected-provider";
import type { ConnectionConfig } from "./connection";

const KUBECTL = { name: "kubectl", source: "gavinbunney/kubectl", version: ">= 1.19.0, < 2.0.0" };

/** The kubectl provider: it and one resource are all that is used of it. */
export class KubectlProvider extends ConnectedProvider {
  public constructor(scope: Construct, id: string, connection: ConnectionConfig, alias?: string) {
    super(scope, id, KUBECTL, connection, alias);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const connection = this.connectionAttributes;
    // Without a file named, a token's connection must not be mixed with whatever ~/.kube/config says.
    return { ...connection, load_config_file: connection["host"] === undefined ? undefined : false };
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
      terraformGeneratorMetadata: { providerName: KUBECTL.name, providerVersionConstraint: KUBECTL.version },
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
