/**
 * Attributes that the provider can't find out when it imports, and whose change replaces: what was imported would be
 * deleted and made anew. By type.
 *
 * Source: `ForceNew` attributes that neither `Read` nor the importer sets, openstack/resource_openstack_*.go of
 * terraform-provider-openstack 3.4.0; of an instance those too whose blocks come back without a port, a disk or a group.
 */
const UNREAD: Readonly<Record<string, readonly string[]>> = {
  openstack_blockstorage_volume_v3: ["consistency_group_id", "scheduler_hints", "source_replica"],
  openstack_compute_instance_v2: [
    ...["availability_zone_hints", "block_device", "config_drive", "network", "network_mode"],
    ...["personality", "scheduler_hints", "user_data"],
  ],
  openstack_compute_volume_attach_v2: ["multiattach", "tag", "vendor_options"],
  openstack_images_image_v2: ["decompress", "image_source_url", "local_file_path"],
  openstack_keymanager_secret_v1: ["payload_content_encoding"],
  openstack_networking_secgroup_v2: ["delete_default_rules"],
  openstack_networking_subnet_v2: ["prefix_length"],
};

/** Attributes that Terraform has to pass over in a resource of a type that was imported. */
export function unreadAttributes(type: string): readonly string[] {
  return UNREAD[type] ?? [];
}
