export type { ApiAccessOptions } from "./api-access";
export { CapiVersion } from "./capi-version";
export { ClusterNetwork, type ClusterNetworkOptions } from "./cluster-network";
export { ClusterStackCluster, type ClusterStackClusterProps } from "./cluster-stacks/cluster-stack-cluster";
export { ClusterStackTenant, type ClusterStackTenantProps } from "./cluster-stacks/cluster-stack-tenant";
export { ClusterStackChannel, ClusterStackSeries } from "./cluster-stacks/series";
export * from "./kaas-cluster";
export * from "./kubernetes-version";
export { NodePool, type NodePoolOptions, type NodeTaint, TaintEffect } from "./node-pool";
