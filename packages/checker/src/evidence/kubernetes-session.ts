import type { CloudAnswer } from "./cloud-session";

/** A login to a Kubernetes cluster. It can only read: there is no other method than GET. */
export interface IKubernetesSession {
  /** Name of the context in the kubeconfig. */
  readonly context: string;
  /** Address of the API, without a slash at its end. */
  readonly server: string;

  /**
   * Reads a path of the API, such as `/api/v1/nodes?limit=500`; answers of every status are returned. Rejects when
   * there is no answer.
   */
  get(path: string): Promise<CloudAnswer>;
}
