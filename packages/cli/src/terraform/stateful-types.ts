import { isMapping, type Mapping } from "@scs-blueprints/toolkit";

/** Types whose objects hold what an apply cannot make again, and what is lost when one is destroyed or replaced. */
const LOSSES: Readonly<Record<string, string>> = {
  openstack_blockstorage_volume_v3: "the volume's data is lost",
  openstack_sharedfilesystem_share_v2: "the share's files are lost",
  openstack_objectstorage_container_v1: "the container's objects are lost",
  openstack_objectstorage_object_v1: "the object is lost",
  openstack_db_instance_v1: "all databases on it are lost",
  openstack_db_database_v1: "the database is lost",
  openstack_containerinfra_cluster_v1: "all that runs in the cluster is lost",
  openstack_containerinfra_nodegroup_v1: "what its nodes hold locally is lost",
  openstack_orchestration_stack_v1: "all that Heat made by it is lost",
  openstack_keymanager_secret_v1: "the secret is lost, and what was encrypted by it",
  openstack_keymanager_order_v1: "the key is lost, and what was encrypted by it",
  openstack_images_image_v2: "the image is lost: servers cannot be rebuilt from it",
  openstack_networking_network_v2: "all with a port in it loses it",
  openstack_networking_subnet_v2: "all with an address in it loses it",
  openstack_networking_subnetpool_v2: "its address blocks go back, and others may get them",
  openstack_networking_floatingip_v2: "the public address goes back to the cloud, which may give it to others",
  openstack_networking_router_v2: "connections break, and outgoing ones get another source address",
  openstack_lb_loadbalancer_v2: "connections break, and its address may change",
  openstack_dns_zone_v2: "all records of the zone are lost",
  openstack_identity_project_v3: "all that the project owns is orphaned",
  openstack_identity_user_v3: "the user's logins, keys and role assignments are lost",
  openstack_vpnaas_service_v2: "its public address may change, and tunnels break",
  kubernetes_namespace: "all in the namespace is lost",
  kubernetes_namespace_v1: "all in the namespace is lost",
  kubernetes_persistent_volume_claim: "the claim's volume may be lost",
  kubernetes_persistent_volume_claim_v1: "the claim's volume may be lost",
};

/** Kinds of Kubernetes objects, for providers that send manifests. */
const KINDS: Readonly<Record<string, string>> = {
  Namespace: "all in the namespace is lost",
  PersistentVolumeClaim: "the claim's volume may be lost",
  PersistentVolume: "the volume may be lost",
  CustomResourceDefinition: "all objects of its kind are lost",
  Cluster: "the cluster with all that runs in it is lost",
  Shoot: "the cluster with all that runs in it is lost",
  CephCluster: "all that is stored in it is lost",
  CephBlockPool: "all that is stored in it is lost",
};

const SERVER = "openstack_compute_instance_v2";
const MANIFESTS = ["kubectl_manifest", "kubernetes_manifest"];

/**
 * What is lost with an object.
 *
 * @param before what the state has of it
 * @returns undefined when an apply can make it again as it was
 */
export function lossOf(type: string, before: unknown): string | undefined {
  const values = isMapping(before) ? before : {};
  if (type === SERVER) {
    return serverLoss(values);
  }
  if (MANIFESTS.includes(type)) {
    const manifest = isMapping(values.manifest) ? values.manifest : {};
    return KINDS[String(values.kind ?? manifest.kind ?? "")];
  }
  return LOSSES[type];
}

/** A server whose disks are all volumes that stay holds nothing itself. */
function serverLoss(values: Mapping): string | undefined {
  const disks = (Array.isArray(values.block_device) ? (values.block_device as unknown[]) : []).filter(isMapping);
  const boot = disks.find((disk) => Number(disk.boot_index ?? -1) === 0);
  if (boot === undefined || boot.destination_type !== "volume") {
    return "its local disk is lost";
  }
  return disks.some((disk) => disk.delete_on_termination === true)
    ? "volumes that were made with it are lost"
    : undefined;
}
