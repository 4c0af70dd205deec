import type { CloudInit } from "../../../openstack/compute/cloud-init";
import type { Port } from "../../../openstack/security/port";
import type { NodePool } from "../node-pool";

/** What nodes become Kubernetes by. */
export enum KubernetesDistribution {
  /** RKE2: one installer, network plugin and charts within (docs.rke2.io). */
  RKE2 = "rke2",
  /** kubeadm from pkgs.k8s.io, with containerd; Debian and Ubuntu (kubernetes.io/docs/setup/production-environment/tools). */
  KUBEADM = "kubeadm",
}

/** What a distribution has to say. @internal */
export interface INodeSoftware {
  /** Metadata (Nova) that tells a node what to install at its first boot. */
  readonly release: { readonly [key: string]: string };
  /** A port beside the API's that nodes join at. @default - they join at the API */
  readonly joinPort: Port | undefined;
  /** User data of a node of the control plane. */
  server(): CloudInit;
  /** User data of a worker. */
  agent(pool: NodePool): CloudInit;
  /** Command that prints the administrator's kubeconfig. */
  kubeconfigCommand(firstNode: string, address: string): string;
}
