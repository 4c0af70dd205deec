import { refuse } from "@scs-blueprints/standards/errors";
import type { CloudAnswer } from "./cloud-session";
import { HttpCloudSession } from "./http-cloud-session";
import { exchange } from "./http-exchange";
import { KubernetesCredential } from "./kubernetes-credential";
import type { KubernetesLogin } from "./kubernetes-login";
import type { IKubernetesSession } from "./kubernetes-session";

/** An answer that is larger than any page of a list. */
const LARGEST_MIB = 64;

/** A session over HTTP, through the proxies of the environment; sends nothing but GET. */
export class KubernetesHttpSession implements IKubernetesSession {
  /**
   * Gets the credential where a program has to be asked for it, and tries the login.
   *
   * @throws BlueprintError SCSBP-4063 when the cluster does not accept it, SCSBP-4064 when it does not answer,
   * SCSBP-4065 when the program gives no credential
   */
  public static async open(login: KubernetesLogin): Promise<KubernetesHttpSession> {
    const session = new KubernetesHttpSession(await KubernetesCredential.resolve(login));
    let answer: CloudAnswer;
    try {
      answer = await session.get("/version");
    } catch (error) {
      throw refuse("SCSBP-4064", {
        what: `the cluster of context ${login.context} does not answer`,
        got: `${HttpCloudSession.reason(error)} at ${login.server}`,
        allowed: "the API of a cluster, over TLS that the kubeconfig's authority vouches for",
        fix: "check server, certificate-authority and the way there: kubectl version",
      });
    }
    if (answer.status === 401) {
      throw refuse("SCSBP-4063", {
        what: `the cluster of context ${login.context} does not accept the credential`,
        got: `401 from ${login.server}/version`,
        allowed: "a token or client certificate that is valid",
        fix: "get a new kubeconfig: tokens and client certificates expire",
      });
    }
    return session;
  }

  public readonly context: string;
  public readonly server: string;

  private constructor(private readonly login: KubernetesLogin) {
    this.context = login.context;
    this.server = login.server;
  }

  /** Follows no redirect: a token must not leave for another host. */
  public get(path: string): Promise<CloudAnswer> {
    const { login } = this;
    const seconds = login.timeoutSeconds ?? 20;
    const url = `${login.server}${path}`;
    return exchange({
      url,
      method: "GET",
      headers: {
        accept: "application/json",
        ...login.headers,
        ...(login.authorization === undefined ? {} : { authorization: login.authorization }),
      },
      tls: {
        ca: login.caPem,
        cert: login.certPem,
        key: login.keyPem,
        verify: login.verify,
        serverName: login.serverName,
      },
      proxy: login.proxyUrl,
      timeoutSeconds: seconds,
      largestMiB: LARGEST_MIB,
    });
  }
}
