import type { Construct } from "constructs";
import { BaseStack } from "../cloud/base-stack";
import { StateBackend } from "../cloud/state-backend";
import { hiddenScope } from "../core/lookups";
import { KubernetesApi, type KubernetesApiProps } from "./kubernetes-api";

/** Properties of a {@link KubernetesStack}. */
export interface KubernetesStackProps extends KubernetesApiProps {
  /** Where the state lies. @default StateBackend.local() */
  readonly state?: StateBackend;
}

/**
 * A Terraform stack on one Kubernetes cluster, with nothing of OpenStack: provider and state are set up.
 *
 * Defines: the provider configuration, the backend.
 *
 * @example
 * const platform = new KubernetesStack(app, "platform", {
 *   connection: KubernetesConnection.fromKubeconfig("~/.kube/config", "undercloud"),
 * });
 * new KubernetesNamespace(platform, "yaook", { api: platform.api });
 */
export class KubernetesStack extends BaseStack {
  /** The cluster, for constructs of the stack. */
  public readonly api: KubernetesApi;

  /**
   * @throws BlueprintError SCSBP-1030 when the id cannot be the name of a directory and a prefix of resource names, and what
   * {@link KubernetesApi} throws
   */
  public constructor(scope: Construct, id: string, props: KubernetesStackProps = {}) {
    super(scope, id);
    const { state, ...api } = props;
    this.api = new KubernetesApi(hiddenScope(this), "cluster", api);
    (state ?? StateBackend.local()).attachTo(this);
  }
}
