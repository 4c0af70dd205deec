import type { Construct } from "constructs";
import type { OpenstackProviderConfig } from "@scs-blueprints/provider-openstack/lib/provider";
import { BlueprintError } from "../core/errors";
import type { Secret } from "../core/secret";

/** How to reach a cloud with an application credential (Keystone v3). */
export interface ApplicationCredentialLogin {
  /** Keystone's URL, with or without `/v3`. */
  readonly authUrl: string;
  /** Id of the application credential. */
  readonly id: string;
  /** Its secret. */
  readonly secret: Secret;
  /** Region to work in. @default - the only region of the catalogue */
  readonly region?: string;
}

/**
 * Which OpenStack cloud a stack works on, and how the provider logs in. Nothing of it is read at synth.
 */
export class Cloud {
  /**
   * An entry of clouds.yaml, found where all OpenStack tools look: `OS_CLIENT_CONFIG_FILE`, the current directory,
   * `~/.config/openstack`, `/etc/openstack`.
   *
   * @param name the entry's key below `clouds:`
   * @throws BlueprintError SCSBP-1020 when the name is empty
   */
  public static fromCloudsYaml(name: string): Cloud {
    if (name.trim() === "") {
      throw new BlueprintError({
        code: "SCSBP-1020",
        what: "the cloud has no name",
        got: JSON.stringify(name),
        allowed: "a key below `clouds:` of clouds.yaml",
        fix: 'name the entry, Cloud.fromCloudsYaml("regio"), or use Cloud.fromEnvironment() to leave it to OS_CLOUD',
      });
    }
    return new Cloud(() => ({ cloud: name }));
  }

  /**
   * Whatever the environment says when Terraform runs: `OS_CLOUD`, or `OS_AUTH_URL` and its companions.
   * The same program then deploys to any cloud.
   */
  public static fromEnvironment(): Cloud {
    return new Cloud(() => ({}));
  }

  /** An application credential, the login that SCS clouds recommend for automation. */
  public static fromApplicationCredential(login: ApplicationCredentialLogin): Cloud {
    return new Cloud((scope) => ({
      authUrl: login.authUrl,
      applicationCredentialId: login.id,
      applicationCredentialSecret: login.secret.resolveIn(scope),
      ...(login.region === undefined ? {} : { region: login.region }),
    }));
  }

  private constructor(private readonly config: (scope: Construct) => OpenstackProviderConfig) {}

  /** @internal */
  public providerConfig(scope: Construct): OpenstackProviderConfig {
    return this.config(scope);
  }
}
