import type { Secret } from "../../core/secret";
import type { CloudInit } from "../../openstack/compute/cloud-init";
import type { Image } from "../../openstack/compute/image";
import type { IKeyPair } from "../../openstack/compute/key-pair";
import type { PoolMemberOverrides } from "../../openstack/compute/server-pool";
import type { INetworkTier } from "../../openstack/network/network-tier";
import type { Port } from "../../openstack/security/port";
import type { NodePool } from "./node-pool";

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

/** Revision of RKE2's release where none is named. */
export const RKE2_REVISION = "rke2r1";
/** RKE2's own installer. */
export const INSTALL_URL = "https://get.rke2.io";

/** Where nodes with kubeadm fetch what they install; all over https. */
export interface KubeadmSources {
  /** Repository of kubelet, kubeadm and kubectl, without the minor version. @default "https://pkgs.k8s.io/core:/stable:" */
  readonly kubernetesUrl?: string;
  /**
   * Repository of containerd.io, without the system's name. Kubernetes 1.36 wants containerd 2, which not every system
   * has itself.
   * @default "https://download.docker.com/linux"
   */
  readonly containerdUrl?: string;
  /** Where the archives of Helm are. @default "https://get.helm.sh" */
  readonly helmUrl?: string;
}

/** Properties of a SelfManagedPlatform. */
export interface SelfManagedPlatformProps {
  /** Where the nodes are. */
  readonly tier: INetworkTier;
  /** What nodes are made from: Ubuntu, Debian or another system with systemd, curl and cloud-init. */
  readonly image: Image;
  /**
   * What nodes log in to the cluster with: a long random text of one's own. For kubeadm a bootstrap token, six and
   * sixteen lower-case letters or digits with a dot between (`kubeadm token generate`).
   */
  readonly token: Secret;
  /** cloud.conf for the cloud controller manager and Cinder CSI: of an ApplicationCredential, by `Secret.fromReference`. */
  readonly cloudConf: Secret;
  /** What nodes become Kubernetes by. @default KubernetesDistribution.RKE2 */
  readonly distribution?: KubernetesDistribution;
  /**
   * What the keys of the control plane are encrypted with on their way to its other nodes: 64 hexadecimal digits
   * (`kubeadm certs certificate-key`). For kubeadm, which asks for one.
   * @default - none: RKE2 has no use for it
   */
  readonly certificateKey?: Secret;
  /** Where nodes with kubeadm fetch what they install. @default - the projects' own places */
  readonly sources?: KubeadmSources;
  /** Revision of RKE2's release for the version of Kubernetes. @default "rke2r1" */
  readonly rke2Revision?: string;
  /** Where nodes fetch RKE2's installer from. @default "https://get.rke2.io" */
  readonly installUrl?: string;
  /** Key pair of those who log in to nodes. @default - none: nobody does */
  readonly keyPair?: IKeyPair;
  /**
   * Keys of the control-plane nodes, in place of counting: any of them can be replaced. The first one begins the
   * cluster, and only where none answers.
   * @default - `1`, `2`, `3`
   */
  readonly controlPlaneMembers?: string[];
  /** What single control-plane nodes have of their own, by key: a new `imageRevision` renews one node. @default - all are alike */
  readonly controlPlaneOverrides?: Record<string, PoolMemberOverrides>;
}
