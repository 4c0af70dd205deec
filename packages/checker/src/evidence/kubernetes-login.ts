/** A program that a kubeconfig names to get a credential (client.authentication.k8s.io). */
export interface KubernetesCredentialProgram {
  /** A name for the PATH, or an absolute path. */
  readonly command: string;
  readonly args: string[];
  /** Variables in addition to those of this process. */
  readonly env: Record<string, string>;
  /** `client.authentication.k8s.io/v1` or `…/v1beta1`. */
  readonly apiVersion: string;
  /** Whether it wants to know the cluster. */
  readonly provideClusterInfo: boolean;
  /** Never, IfAvailable or Always. */
  readonly interactiveMode: string;
  /** What the kubeconfig says to do when the program is not there. @default - nothing */
  readonly installHint?: string;
}

/** How to reach a cluster, as a context of a kubeconfig says it. */
export interface KubernetesLogin {
  /** Name of the context. */
  readonly context: string;
  /** Address of the API, without a slash at its end. */
  readonly server: string;
  /** Certificate of the authority, PEM. @default - the known ones */
  readonly caPem?: string;
  /** Client certificate, PEM. @default - none */
  readonly certPem?: string;
  /** Its key, PEM. @default - none */
  readonly keyPem?: string;
  /** Value of the header `authorization`. @default - none */
  readonly authorization?: string;
  /** Headers of impersonation. @default - none */
  readonly headers?: Record<string, string | string[]>;
  /** Program to ask for a credential. @default - none */
  readonly program?: KubernetesCredentialProgram;
  /** Whether to check the server's certificate. @default true */
  readonly verify?: boolean;
  /** Name that the server's certificate has to have. @default - the host's */
  readonly serverName?: string;
  /** URL of the proxy to go through. @default - as HTTPS_PROXY, HTTP_PROXY and NO_PROXY say */
  readonly proxyUrl?: string;
  /** Seconds without an answer after which a request fails. @default 20 */
  readonly timeoutSeconds?: number;
}
