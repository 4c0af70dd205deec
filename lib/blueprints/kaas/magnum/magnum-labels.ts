import { BlueprintError } from "../../../core/errors";
import type { KaasClusterDescription } from "../kaas-cluster";

/**
 * Labels that the driver reads (openstack/magnum-capi-helm `magnum_capi_helm/conf.py`, group `capi_helm_cluster_labels`,
 * at a8b82c2). It takes any other one in silence.
 */
const KNOWN = [
  "api_master_lb_allowed_cidrs",
  "auto_healing_enabled",
  "auto_scaling_enabled",
  "boot_volume_size",
  "boot_volume_type",
  "capi_helm_chart_version",
  "csi_cinder_allow_volume_expansion",
  "csi_cinder_availability_zone",
  "csi_cinder_fstype",
  "csi_cinder_reclaim_policy",
  "csi_cinder_volume_binding_mode",
  "etcd_blockdevice_size",
  "etcd_blockdevice_type",
  "etcd_blockdevice_volume_az",
  "etcd_blockdevice_volume_type",
  "etcd_volume_size",
  "etcd_volume_type",
  "extra_network_name",
  "extra_network_names",
  "fixed_subnet_cidr",
  "keystone_auth_enabled",
  "kube_dashboard_enabled",
  "master_lb_floating_ip_enabled",
  "max_node_count",
  "min_node_count",
  "monitoring_enabled",
  "octavia_lb_algorithm",
  "octavia_lb_healthcheck",
  "octavia_provider",
];

/**
 * Labels of a cluster: what the description asks for, in the driver's words, and further ones as given.
 *
 * @throws BlueprintError SCSBP-6465 for a label that the driver does not know, or that the description says already
 * @internal
 */
export function clusterLabels(
  cluster: KaasClusterDescription,
  autoScaling: boolean,
  further: { readonly [label: string]: string },
  path: string,
): { [label: string]: string } {
  const { api, network } = cluster;
  const { nodeCidr } = network.asked;
  const rootDisk = [cluster.controlPlaneRootDiskGB ?? 0, ...cluster.pools.map((pool) => pool.rootDiskGB)].find(
    (size) => size > 0,
  );
  const own = Object.fromEntries(
    Object.entries({
      auto_scaling_enabled: autoScaling ? "true" : undefined,
      api_master_lb_allowed_cidrs: api.allowedCidrs?.join(","),
      boot_volume_size: rootDisk === undefined ? undefined : String(rootDisk),
      fixed_subnet_cidr: nodeCidr,
      master_lb_floating_ip_enabled: api.publicAddress === undefined ? undefined : String(api.publicAddress),
      octavia_provider: api.loadBalancer?.name,
    }).filter((one): one is [string, string] => one[1] !== undefined),
  );
  const unfit = Object.keys(further).find((label) => !KNOWN.includes(label) || own[label] !== undefined);
  if (unfit !== undefined) {
    const twice = own[unfit] !== undefined;
    throw new BlueprintError({
      code: "SCSBP-6465",
      what: twice ? "a label that follows from the cluster's description" : "not a label that the driver reads",
      got: unfit,
      allowed: KNOWN.filter((label) => own[label] === undefined).join(", "),
      fix: twice ? "leave it out, or change the description" : "correct it; the driver takes any other one in silence",
      path,
    });
  }
  return { ...own, ...further };
}
