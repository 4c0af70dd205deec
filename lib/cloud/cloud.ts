import type { Construct } from "constructs";
import type { OpenstackProviderConfig } from "@scs-blueprints/provider-openstack/lib/provider";
import { refuse } from "@scs-blueprints/standards/errors";
import type { Secret } from "../core/secret";
import { CloudProfile, type CloudProfileProps } from "./cloud-profile";

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

/** How to reach a cloud with a user's password (Keystone v3): what a new cloud's first administrator has. */
export interface PasswordLogin {
  /** Keystone's URL, with or without `/v3`. */
  readonly authUrl: string;
  /** Name of the user. */
  readonly userName: string;
  /** The password. */
  readonly password: Secret;
  /** Name of the project. */
  readonly projectName: string;
  /** Domain of the user. @default "Default" */
  readonly userDomainName?: string;
  /** Domain of the project. @default "Default" */
  readonly projectDomainName?: string;
  /** Region to work in. @default - the only region of the catalogue */
  readonly region?: string;
}

/** What a program knows of a cloud beside the login. */
export interface CloudOptions {
  /** What is particular to the cloud. @default - nothing: all is left to the cloud */
  readonly profile?: CloudProfile;
}

/** A cloud that SCS lists: how to log in, and what its profile says otherwise. */
export interface ScsCloudProps extends CloudProfileProps {
  /**
   * Entry of clouds.yaml to log in with.
   * @default - the cloud's URL and region, and what the environment has when Terraform runs:
   * `OS_APPLICATION_CREDENTIAL_ID` and `OS_APPLICATION_CREDENTIAL_SECRET`, or `OS_CLOUD`
   */
  readonly cloudName?: string;
}

/**
 * Which OpenStack cloud a stack works on, how the provider logs in, and what is particular to the cloud. Nothing of it
 * is read at synth.
 *
 * @example
 * new ScsStack(app, "shop", { cloud: Cloud.regiocloud({ cloudName: "regio" }) });
 */
export class Cloud {
  /**
   * An entry of clouds.yaml, found where all OpenStack tools look: `OS_CLIENT_CONFIG_FILE`, the current directory,
   * `~/.config/openstack`, `/etc/openstack`.
   *
   * @param name the entry's key below `clouds:`
   * @throws BlueprintError SCSBP-1020 when the name is empty
   */
  public static fromCloudsYaml(name: string, options: CloudOptions = {}): Cloud {
    if (name.trim() === "") {
      throw refuse("SCSBP-1020", {
        got: JSON.stringify(name),
        allowed: "a key below `clouds:` of clouds.yaml",
        fix: 'name the entry, Cloud.fromCloudsYaml("regio"), or use Cloud.fromEnvironment() to leave it to OS_CLOUD',
      });
    }
    return new Cloud(() => ({ cloud: name }), options.profile);
  }

  /**
   * Whatever the environment says when Terraform runs: `OS_CLOUD`, or `OS_AUTH_URL` and its companions.
   * The same program then deploys to any cloud.
   */
  public static fromEnvironment(options: CloudOptions = {}): Cloud {
    return new Cloud(() => ({}), options.profile);
  }

  /** An application credential, the login that SCS clouds recommend for automation. */
  public static fromApplicationCredential(login: ApplicationCredentialLogin, options: CloudOptions = {}): Cloud {
    return new Cloud(
      (scope) => ({
        authUrl: login.authUrl,
        applicationCredentialId: login.id,
        applicationCredentialSecret: login.secret.resolveIn(scope),
        ...(login.region === undefined ? {} : { region: login.region }),
      }),
      options.profile,
    );
  }

  /** A user's password, for an administrator who has nothing else yet; prefer an application credential. */
  public static fromPassword(login: PasswordLogin, options: CloudOptions = {}): Cloud {
    return new Cloud(
      (scope) => ({
        authUrl: login.authUrl,
        userName: login.userName,
        password: login.password.resolveIn(scope),
        tenantName: login.projectName,
        userDomainName: login.userDomainName ?? "Default",
        projectDomainName: login.projectDomainName ?? "Default",
        ...(login.region === undefined ? {} : { region: login.region }),
      }),
      options.profile,
    );
  }

  /** Cloud&Heat IaaS, region dd8a, certified; `cah-dd8a` of the SCS test pipeline. */
  public static cloudAndHeat(props: ScsCloudProps = {}): Cloud {
    return Cloud.fromScsCloud("cah-dd8a", props);
  }

  /** CNDS of artcodix, region MUC, certified; `artcodix` of the SCS test pipeline. */
  public static cndsMuc(props: ScsCloudProps = {}): Cloud {
    return Cloud.fromScsCloud("artcodix", props);
  }

  /** CNDS of artcodix, region RO, certified; `artcodix-ro` of the SCS test pipeline. */
  public static cndsRo(props: ScsCloudProps = {}): Cloud {
    return Cloud.fromScsCloud("artcodix-ro", props);
  }

  /** REGIO.cloud of OSISM, region RegionA, certified; `regio-a` of the SCS test pipeline. */
  public static regiocloud(props: ScsCloudProps = {}): Cloud {
    return Cloud.fromScsCloud("regio-a", props);
  }

  /** ScaleUp Open Cloud, certified; `scaleup-occ2` of the SCS test pipeline. */
  public static scaleup(props: ScsCloudProps = {}): Cloud {
    return Cloud.fromScsCloud("scaleup-occ2", props);
  }

  /**
   * Any cloud that SCS lists, certified or not, with what is published of it ({@link CloudProfile.fromScsCloud}).
   *
   * @param id in the SCS test pipeline, such as `pco-prod1`
   * @throws BlueprintError SCSBP-5020 when SCS lists no such cloud, SCSBP-1020 for an empty `cloudName`, SCSBP-1021
   *   when neither `cloudName` nor a URL is known, SCSBP-1120 for an impossible profile
   */
  public static fromScsCloud(id: string, props: ScsCloudProps = {}): Cloud {
    const { cloudName, ...own } = props;
    const profile = CloudProfile.fromScsCloud(id).with(own);
    if (cloudName !== undefined) {
      return Cloud.fromCloudsYaml(cloudName, { profile });
    }
    const { authUrl, region } = profile;
    if (authUrl === undefined) {
      throw refuse("SCSBP-1021", {
        what: `the URL of ${id} is not published`,
        got: "neither cloudName nor authUrl",
        allowed: "an entry of clouds.yaml, or Keystone's URL",
        fix: 'name the entry: { cloudName: "mine" }',
      });
    }
    return new Cloud(() => ({ authUrl, ...(region === undefined ? {} : { region }) }), profile);
  }

  private constructor(
    private readonly config: (scope: Construct) => OpenstackProviderConfig,
    /** What is particular to the cloud. */
    public readonly profile: CloudProfile = CloudProfile.custom({}),
  ) {}

  /** @internal @jsii ignore */
  public providerConfig(scope: Construct): OpenstackProviderConfig {
    return this.config(scope);
  }

  /**
   * The same login for programs that Terraform runs: variables to add to their environment.
   *
   * @internal
   * @jsii ignore
   */
  public environment(scope: Construct): Record<string, string> {
    const { cloud, authUrl, region, applicationCredentialId, applicationCredentialSecret, password, ...user } =
      this.config(scope);
    const byPassword: Record<string, string> =
      password === undefined
        ? {}
        : {
            OS_CLOUD: "",
            OS_AUTH_TYPE: "password",
            OS_USERNAME: user.userName ?? "",
            OS_PASSWORD: password,
            OS_PROJECT_NAME: user.tenantName ?? "",
            OS_USER_DOMAIN_NAME: user.userDomainName ?? "",
            OS_PROJECT_DOMAIN_NAME: user.projectDomainName ?? "",
          };
    const credential: Record<string, string> =
      applicationCredentialId === undefined
        ? {}
        : {
            OS_CLOUD: "",
            OS_AUTH_TYPE: "v3applicationcredential",
            OS_APPLICATION_CREDENTIAL_ID: applicationCredentialId,
          };
    return {
      ...(cloud === undefined ? {} : { OS_CLOUD: cloud }),
      ...(authUrl === undefined ? {} : { OS_AUTH_URL: authUrl }),
      ...(region === undefined ? {} : { OS_REGION_NAME: region }),
      ...credential,
      ...byPassword,
      ...(applicationCredentialSecret === undefined
        ? {}
        : { OS_APPLICATION_CREDENTIAL_SECRET: applicationCredentialSecret }),
    };
  }
}
