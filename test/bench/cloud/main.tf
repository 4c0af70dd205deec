# What ours.cjs makes, as it is written by hand.
terraform {
  required_providers {
    openstack = { source = "terraform-provider-openstack/openstack" }
  }
}
variable "servers" { type = number }
locals {
  tiers   = { web = "10.60.16.0/20", db = "10.60.32.0/20" }
  members = toset([for index in range(var.servers) : tostring(index + 1)])
}
data "openstack_networking_network_v2" "outside" { external = true }
data "openstack_images_image_v2" "ubuntu" {
  name        = "Ubuntu 24.04"
  most_recent = true
}
data "openstack_compute_flavor_v2" "small" { name = "SCS-2V-4-20s" }
resource "openstack_networking_network_v2" "tier" {
  for_each = local.tiers
  name     = "hand-${each.key}"
}
resource "openstack_networking_subnet_v2" "tier" {
  for_each   = local.tiers
  name       = "hand-${each.key}"
  network_id = openstack_networking_network_v2.tier[each.key].id
  cidr       = each.value
}
resource "openstack_networking_router_v2" "router" {
  name                = "hand"
  external_network_id = data.openstack_networking_network_v2.outside.id
}
resource "openstack_networking_router_interface_v2" "tier" {
  for_each  = openstack_networking_subnet_v2.tier
  router_id = openstack_networking_router_v2.router.id
  subnet_id = each.value.id
}
resource "openstack_networking_secgroup_v2" "web" {
  name                 = "hand-web"
  delete_default_rules = true
}
resource "openstack_networking_secgroup_rule_v2" "egress" {
  for_each          = toset(["IPv4", "IPv6"])
  security_group_id = openstack_networking_secgroup_v2.web.id
  direction         = "egress"
  ethertype         = each.key
}
resource "openstack_networking_secgroup_rule_v2" "https" {
  security_group_id = openstack_networking_secgroup_v2.web.id
  direction         = "ingress"
  ethertype         = "IPv4"
  protocol          = "tcp"
  port_range_min    = 443
  port_range_max    = 443
  remote_ip_prefix  = "192.0.2.0/24"
}
resource "openstack_compute_servergroup_v2" "web" {
  name     = "hand-web"
  policies = ["soft-anti-affinity"]
}
resource "openstack_networking_port_v2" "web" {
  for_each           = local.members
  name               = "hand-web-${each.key}"
  network_id         = openstack_networking_network_v2.tier["web"].id
  security_group_ids = [openstack_networking_secgroup_v2.web.id]
  fixed_ip { subnet_id = openstack_networking_subnet_v2.tier["web"].id }
}
resource "openstack_compute_instance_v2" "web" {
  for_each  = openstack_networking_port_v2.web
  name      = "hand-web-${each.key}"
  flavor_id = data.openstack_compute_flavor_v2.small.id
  image_id  = data.openstack_images_image_v2.ubuntu.id
  network { port = each.value.id }
  scheduler_hints { group = openstack_compute_servergroup_v2.web.id }
}
