/** Version of Cluster API's own kinds; the management cluster serves one or both. */
export enum CapiVersion {
  /** `cluster.x-k8s.io/v1beta1`, up to Cluster API 1.10; what the SCS cluster stacks are written in. */
  V1BETA1 = "v1beta1",
  /** `cluster.x-k8s.io/v1beta2`, from Cluster API 1.11 on. */
  V1BETA2 = "v1beta2",
}

/** Version of the kinds of Cluster API's OpenStack provider (CAPO). */
export enum CapoVersion {
  /** `infrastructure.cluster.x-k8s.io/v1beta1`: CAPO up to 0.14, and served beside the newer one by 0.15. */
  V1BETA1 = "v1beta1",
  /** `infrastructure.cluster.x-k8s.io/v1beta2`: CAPO 0.15. */
  V1BETA2 = "v1beta2",
}

/** Keeps an object with the cluster it belongs to when `clusterctl move` carries that to another management cluster. */
export const MOVE_LABEL: Readonly<Record<string, string>> = { "clusterctl.cluster.x-k8s.io/move": "true" };
