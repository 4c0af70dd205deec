import type { Construct } from "constructs";
import { BlueprintError } from "../core/errors";
import { Secret } from "../core/secret";

/** Login with a token, of a service account for one. */
export interface TokenLogin {
  /** URL of the API server, `https://…`. */
  readonly host: string;
  /** The token. */
  readonly token: Secret;
  /** The authority that signed the server's certificate, PEM; no secret. @default - those that the machine trusts */
  readonly caCertificate?: string;
}

/** What both providers take; their attributes have the same names. */
export interface ConnectionConfig {
  readonly configPath?: string;
  readonly configContext?: string;
  readonly host?: string;
  readonly token?: string;
  readonly clusterCaCertificate?: string;
}

/** How Terraform reaches a Kubernetes API. Nothing of it is read at synth. */
export class KubernetesConnection {
  /** Whatever the environment says when Terraform runs: `KUBE_CONFIG_PATH`, `KUBE_CTX`, `KUBE_HOST`, `KUBE_TOKEN` … */
  public static fromEnvironment(): KubernetesConnection {
    return new KubernetesConnection(() => ({}));
  }

  /**
   * A context of a kubeconfig.
   *
   * @param path the file, relative to where Terraform runs, or with `~`
   * @param context the context. @default - the file's current one
   * @throws BlueprintError SCSBP-3001 for an empty path
   */
  public static fromKubeconfig(path: string, context?: string): KubernetesConnection {
    if (path.trim() === "") {
      throw new BlueprintError({
        code: "SCSBP-3001",
        what: "the kubeconfig has no path",
        got: JSON.stringify(path),
        allowed: "the path of a file, such as ~/.kube/config",
        fix: "name the file, or use KubernetesConnection.fromEnvironment() to leave it to KUBE_CONFIG_PATH",
      });
    }
    return new KubernetesConnection(() => ({ configPath: path, configContext: context }));
  }

  /**
   * A token.
   *
   * @throws BlueprintError SCSBP-3001 for a URL that is not https
   */
  public static fromToken(login: TokenLogin): KubernetesConnection {
    if (!login.host.startsWith("https://") && !login.host.includes("${")) {
      throw new BlueprintError({
        code: "SCSBP-3001",
        what: "a token goes over an encrypted connection only",
        got: JSON.stringify(login.host),
        allowed: "a URL that begins with https://",
        fix: "give the address of the API server as its kubeconfig has it",
      });
    }
    return new KubernetesConnection((scope) => ({
      host: login.host,
      token: Secret.resolve(login.token, scope),
      clusterCaCertificate: login.caCertificate,
    }));
  }

  private constructor(private readonly config: (scope: Construct) => ConnectionConfig) {}

  /** @internal @jsii ignore */
  public configIn(scope: Construct): ConnectionConfig {
    return this.config(scope);
  }
}
