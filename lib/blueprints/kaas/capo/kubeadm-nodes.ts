import type { KaasClusterDescription } from "../kaas-cluster";
import type { NodePool } from "../node-pool";
import { oidcArguments } from "../oidc-arguments";
import type { CapoDialect } from "./capo-dialect";

type Json = Record<string, unknown>;

/** Name of a node: what the cloud calls the server, which CAPO writes into its metadata (its templates/cluster-template.yaml). */
const NODE_NAME = "{{ local_hostname }}";
/** The kubelet leaves addresses and zones to the cloud controller manager, which finds the server by this id. */
const KUBELET = { "cloud-provider": "external", "provider-id": "openstack:///'{{ instance_id }}'" };

/** What kubeadm is told on nodes. @internal */
export class KubeadmNodes {
  public constructor(private readonly dialect: CapoDialect) {}

  /** `kubeadmConfigSpec` of a KubeadmControlPlane. */
  public controlPlane({ api, oidc }: KaasClusterDescription): Json {
    const nodeRegistration = this.registration({});
    const apiServer = {
      ...(api.certSans !== undefined && api.certSans.length > 0 && { certSANs: [...api.certSans] }),
      ...(oidc !== undefined && { extraArgs: this.dialect.commandLine(Object.fromEntries(oidcArguments(oidc))) }),
    };
    return {
      clusterConfiguration: {
        ...(Object.keys(apiServer).length > 0 && { apiServer }),
        controllerManager: { extraArgs: this.dialect.commandLine({ "cloud-provider": "external" }) },
      },
      initConfiguration: { nodeRegistration },
      joinConfiguration: { nodeRegistration },
    };
  }

  /** `spec.template.spec` of a KubeadmConfigTemplate. */
  public worker({ taints }: NodePool, labels: Record<string, string>): Json {
    const nodeRegistration = this.registration(labels);
    return {
      joinConfiguration: {
        nodeRegistration: { ...nodeRegistration, ...(taints.length > 0 && { taints: [...taints] }) },
      },
    };
  }

  private registration(labels: Record<string, string>): Json {
    const text = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
    const extra: Record<string, string> = text.length === 0 ? {} : { "node-labels": text.sort().join(",") };
    return { name: NODE_NAME, kubeletExtraArgs: this.dialect.commandLine({ ...KUBELET, ...extra }) };
  }
}
