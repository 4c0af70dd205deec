import type { Construct } from "constructs";
import { refuse } from "@scs-blueprints/standards/errors";
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

/** Login with a client certificate, as kubeadm's `admin.conf` has one. */
export interface CertificateLogin {
  /** URL of the API server, `https://…`. */
  readonly host: string;
  /** The client's certificate, PEM; no secret. */
  readonly certificate: string;
  /** The certificate's key, PEM. */
  readonly key: Secret;
  /** The authority that signed the server's certificate, PEM; no secret. @default - those that the machine trusts */
  readonly caCertificate?: string;
}

/** Login with a credential that a program prints, as `users[].user.exec` of a kubeconfig has it. */
export interface ExecLogin {
  /** URL of the API server, `https://…`. */
  readonly host: string;
  /** The program, such as `kubelogin`: a path, or a name that is in `PATH` where Terraform runs. */
  readonly command: string;
  /** Arguments. Nothing secret: they stand in the synthesized files. @default - none */
  readonly args?: string[];
  /** Variables for the program. Nothing secret: they stand in the synthesized files. @default - none */
  readonly env?: Record<string, string>;
  /** Version of the ExecCredential that the program prints. @default "client.authentication.k8s.io/v1" */
  readonly apiVersion?: string;
  /** The authority that signed the server's certificate, PEM; no secret. @default - those that the machine trusts */
  readonly caCertificate?: string;
}

/** What the providers take; their attributes have the same names. @internal */
export interface ConnectionConfig {
  readonly configPath?: string;
  readonly configContext?: string;
  readonly host?: string;
  readonly token?: string;
  readonly clientCertificate?: string;
  readonly clientKey?: string;
  readonly clusterCaCertificate?: string;
  readonly exec?: {
    readonly apiVersion: string;
    readonly command: string;
    readonly args?: string[];
    readonly env?: Record<string, string>;
  };
}

/**
 * How Terraform reaches a Kubernetes API. All providers of an API get the same connection. No file is read at synth.
 *
 * The versions of ExecCredential: kubernetes.io/docs/reference/config-api/client-authentication.v1.
 */
export class KubernetesConnection {
  /**
   * Whatever the environment says when Terraform runs: `KUBE_CONFIG_PATH`, `KUBE_CTX`, `KUBE_HOST`, `KUBE_TOKEN` …
   *
   * The kubectl provider reads `KUBE_CONFIG` and `KUBECONFIG` before `KUBE_CONFIG_PATH`, hashicorp/kubernetes only the last:
   * where they differ, an API that needs both providers is refused (SCSBP-3001).
   */
  public static fromEnvironment(): KubernetesConnection {
    return new KubernetesConnection(() => ({}), true);
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
      throw refuse("SCSBP-3001", {
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
    requireHttps(login.host, "a token");
    return new KubernetesConnection((scope) => ({
      host: login.host,
      token: Secret.resolve(login.token, scope),
      clusterCaCertificate: login.caCertificate,
    }));
  }

  /**
   * A client certificate.
   *
   * @throws BlueprintError SCSBP-3001 for a URL that is not https
   */
  public static fromClientCertificate(login: CertificateLogin): KubernetesConnection {
    requireHttps(login.host, "a client certificate");
    return new KubernetesConnection((scope) => ({
      host: login.host,
      clientCertificate: login.certificate,
      clientKey: Secret.resolve(login.key, scope),
      clusterCaCertificate: login.caCertificate,
    }));
  }

  /**
   * An exec plugin: a program that prints a credential each time that Terraform runs.
   *
   * @throws BlueprintError SCSBP-3001 for a URL that is not https, or without a command
   */
  public static fromExecPlugin(login: ExecLogin): KubernetesConnection {
    requireHttps(login.host, "the credential of an exec plugin");
    const { host, command, args, env, caCertificate, apiVersion = "client.authentication.k8s.io/v1" } = login;
    if (command.trim() === "") {
      throw refuse("SCSBP-3001", {
        what: "the exec plugin has no command",
        got: JSON.stringify(command),
        allowed: "a program, such as kubelogin",
        fix: "name the program as `users[].user.exec.command` of the kubeconfig does",
      });
    }
    const exec = { apiVersion, command, args, env };
    return new KubernetesConnection(() => ({ host, exec, clusterCaCertificate: caCertificate }));
  }

  private constructor(
    private readonly config: (scope: Construct) => ConnectionConfig,
    private readonly ofEnvironment = false,
  ) {}

  /** Whether the environment of Terraform decides. @internal @jsii ignore */
  public get isFromEnvironment(): boolean {
    return this.ofEnvironment;
  }

  /** @internal @jsii ignore */
  public configIn(scope: Construct): ConnectionConfig {
    return this.config(scope);
  }
}

function requireHttps(host: string, what: string): void {
  if (!host.startsWith("https://") && !host.includes("${")) {
    throw refuse("SCSBP-3001", {
      what: `${what} goes over an encrypted connection only`,
      got: JSON.stringify(host),
      allowed: "a URL that begins with https://",
      fix: "give the address of the API server as its kubeconfig has it",
    });
  }
}
