/**
 * What can't be changed once it is made, by type: another value would replace the resource. Only what programs set and
 * what tells resources of a type apart; of a type that is not here, everything that the plan knows.
 *
 * Source: `ForceNew` of the attributes, openstack/resource_openstack_*.go of terraform-provider-openstack 3.4.0.
 */
const FIXED: Readonly<Record<string, readonly string[]>> = {
  openstack_blockstorage_volume_v3: ["availability_zone", "image_id", "snapshot_id", "source_vol_id"],
  openstack_compute_instance_v2: ["availability_zone", "image_id", "key_pair"],
  openstack_compute_keypair_v2: ["name", "public_key"],
  openstack_compute_servergroup_v2: ["name", "policies"],
  openstack_compute_volume_attach_v2: ["instance_id", "volume_id"],
  openstack_dns_recordset_v2: ["name", "type", "zone_id"],
  openstack_dns_zone_v2: ["name", "type"],
  openstack_lb_listener_v2: ["loadbalancer_id", "protocol", "protocol_port"],
  openstack_lb_loadbalancer_v2: ["availability_zone", "flavor_id", "loadbalancer_provider", "vip_network_id"],
  openstack_lb_member_v2: ["address", "pool_id", "protocol_port", "subnet_id"],
  openstack_lb_monitor_v2: ["pool_id", "type"],
  openstack_lb_pool_v2: ["listener_id", "loadbalancer_id", "protocol"],
  openstack_networking_floatingip_v2: ["pool"],
  openstack_networking_network_v2: ["external", "transparent_vlan"],
  openstack_networking_port_v2: ["mac_address", "network_id"],
  openstack_networking_router_interface_v2: ["port_id", "router_id", "subnet_id"],
  openstack_networking_router_v2: ["availability_zone_hints"],
  openstack_networking_secgroup_rule_v2: [
    ...["direction", "ethertype", "port_range_max", "port_range_min", "protocol"],
    ...["remote_address_group_id", "remote_group_id", "remote_ip_prefix", "security_group_id"],
  ],
  openstack_networking_secgroup_v2: [],
  openstack_networking_subnet_v2: ["cidr", "ip_version", "network_id", "subnetpool_id"],
  openstack_objectstorage_container_v1: ["name"],
};

/** Attributes of a type that can't be changed; `undefined`: all of them count. */
export function fixedAttributes(type: string): readonly string[] | undefined {
  return FIXED[type];
}
