import type { Construct } from "constructs";
import { TerraformResource, type TerraformMetaArguments } from "../core/engine";
import { ConnectedProvider } from "./connected-provider";
import type { ConnectionConfig } from "./connection";
import { KubectlSource } from "./kubectl-source";

const NAME = "kubectl";
/** 1.14 crashed on newer clusters; 3.0 of the other line is not out yet. */
const VERSIONS: Record<KubectlSource, string> = {
  [KubectlSource.GAVINBUNNEY]: ">= 1.19.0, < 2.0.0",
  [KubectlSource.ALEKC]: ">= 2.4.0, < 3.0.0",
};

/** The kubectl provider: it and one resource are all that is used of it. */
export class KubectlProvider extends ConnectedProvider {
  public constructor(
    scope: Construct,
    id: string,
    source: KubectlSource,
    connection: ConnectionConfig,
    alias?: string,
  ) {
    super(scope, id, { name: NAME, source, version: VERSIONS[source] }, connection, alias);
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
  /** Fields to wait for, by their paths; alekc/kubectl only. */
  readonly waitForFields?: Record<string, string>;
  /** Conditions to wait for, by their types; alekc/kubectl only. */
  readonly waitForConditions?: Record<string, string>;
  /** How long a deletion may take; alekc/kubectl only. */
  readonly deletionMinutes?: number;
}

/**
 * `kubectl_manifest`, applied by the server (server-side apply). The provider calls itself `kubectl` as the owner of
 * fields; of gavinbunney's 1.19 that cannot be changed, and it waits for rollouts only.
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
      terraformGeneratorMetadata: { providerName: NAME },
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { yamlBody, forceConflicts, sensitiveFields, wait, applyOnly, deletionMinutes } = this.config;
    const field = Object.entries(this.config.waitForFields ?? {}).map(([key, value]) => ({ key, value }));
    const condition = Object.entries(this.config.waitForConditions ?? {}).map(([type, status]) => ({ type, status }));
    const waits = [...(field.length > 0 ? [{ field }] : []), ...(condition.length > 0 ? [{ condition }] : [])];
    return {
      yaml_body: yamlBody,
      server_side_apply: true,
      force_conflicts: forceConflicts,
      sensitive_fields: sensitiveFields,
      wait,
      apply_only: applyOnly,
      wait_for: waits.length > 0 ? Object.assign({}, ...waits) : undefined,
      timeouts: deletionMinutes === undefined ? undefined : { delete: `${deletionMinutes}m` },
    };
  }
}
