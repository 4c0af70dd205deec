export type { ApiAccessOptions } from "./api-access";
export { CapiVersion, CapoVersion } from "./capi-version";
export { CapoCluster, type CapoClusterProps } from "./capo/capo-cluster";
export { CapoPlatform, type CapoPlatformProps } from "./capo/capo-platform";
export { ClusterNetwork, type ClusterNetworkOptions } from "./cluster-network";
export { ClusterStackCluster, type ClusterStackClusterProps } from "./cluster-stacks/cluster-stack-cluster";
export { ClusterStackTenant, type ClusterStackTenantProps } from "./cluster-stacks/cluster-stack-tenant";
export { ClusterStackChannel, ClusterStackSeries } from "./cluster-stacks/series";
export {
  FailureTolerance,
  GardenerProject,
  type GardenerProjectProps,
  ShootPurpose,
} from "./gardener/gardener-project";
export { GardenerShoot, type GardenerShootProps } from "./gardener/gardener-shoot";
export * from "./kaas-cluster";
export * from "./kubernetes-version";
export { MagnumCluster, type MagnumClusterProps } from "./magnum/magnum-cluster";
export { MagnumPlatform, type MagnumPlatformProps, type MagnumTemplate } from "./magnum/magnum-platform";
export { KubernetesDistribution } from "./self-managed/node-software";
export { SelfManagedCluster, type SelfManagedClusterProps } from "./self-managed/self-managed-cluster";
export { SelfManagedPlatform } from "./self-managed/self-managed-platform";
export type { KubeadmSources, SelfManagedPlatformProps } from "./self-managed/self-managed-props";
export * from "./v1/kaas-v1-management-host";
export { TaintEffect } from "../../kubernetes/taint-effect";
export { NodePool, type NodePoolOptions, type NodeTaint } from "./node-pool";
