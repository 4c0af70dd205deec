/** A line of cluster classes of SCS for OpenStack. */
export enum ClusterStackSeries {
  /** The present one; variables in camelCase (cluster-stacks providers/openstack/scs2). */
  SCS2 = "scs2",
  /** The older one; variables in snake_case (cluster-stacks providers/openstack/scs). */
  SCS = "scs",
}

/** Where the operator looks for releases (cluster-stack-operator api/v1alpha1, ClusterStack `channel`). */
export enum ClusterStackChannel {
  /** Releases for everybody. */
  STABLE = "stable",
  /** Releases of one's own. */
  CUSTOM = "custom",
}

/**
 * Name of the ClusterClass that a release brings, `openstack-scs2-1-33-v1`: the name of the release's chart
 * (cluster-stacks README; cluster-stack-operator pkg/release).
 */
export function className(series: ClusterStackSeries, minor: string, release: string): string {
  return `openstack-${series}-${minor.replace(".", "-")}-${release}`;
}
