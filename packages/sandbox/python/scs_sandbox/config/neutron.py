"""Neutron with ML2/Open vSwitch and the plug-ins of a usual cloud; its agents are simulated (server/drivers/agents.py)."""
from .common import ini

# Beside these Neutron always loads its own defaults (auto_allocate, flavors, network_ip_availability, revisions, tag, timestamp …).
SERVICE_PLUGINS = ("router", "qos", "trunk", "segments", "metering", "port_forwarding", "network_segment_range", "conntrack_helper")
# subnet_dns_publish_fixed_ip builds on dns_domain_ports, which builds on dns: naming the last one brings all.
EXTENSION_DRIVERS = ("port_security", "qos", "subnet_dns_publish_fixed_ip", "uplink_status_propagation")


def files(s):
    return {
        "neutron.conf": ini({
            "DEFAULT": {**s.base("neutron"), "core_plugin": "ml2", "auth_strategy": "keystone",
                        "service_plugins": ",".join(SERVICE_PLUGINS),
                        "api_paste_config": s.shipped("neutron", "api-paste.ini"),
                        "dns_domain": "sandbox.internal.", "dhcp_agents_per_network": 1, "agent_down_time": 150,
                        "notify_nova_on_port_status_changes": True, "notify_nova_on_port_data_changes": True,
                        "global_physnet_mtu": 1500, "allow_automatic_dhcp_failover": False, "allow_automatic_l3agent_failover": False,
                        "rpc_workers": 1,  # with 0 agents are never told of anything, without any error
                        "router_scheduler_driver": "neutron.scheduler.l3_agent_scheduler.AZLeastRoutersScheduler",
                        "network_scheduler_driver": "neutron.scheduler.dhcp_agent_scheduler.AZAwareWeightScheduler",
                        "network_auto_schedule": True, "router_auto_schedule": True, "max_routes": 100},
            "database": s.database("neutron"),
            "keystone_authtoken": s.token("neutron"),
            "nova": s.auth("nova"),
            "placement": s.auth("placement"),
            "oslo_concurrency": s.lock("neutron"),
            "oslo_messaging_notifications": s.no_notifications,
            "quotas": {"quota_driver": "neutron.db.quota.driver_nolock.DbQuotaNoLockDriver"}}),
        "plugins/ml2/ml2_conf.ini": ini({
            "ml2": {"type_drivers": "flat,vlan,vxlan,local", "project_network_types": "vxlan",
                    "mechanism_drivers": "openvswitch", "extension_drivers": ",".join(EXTENSION_DRIVERS)},
            "ml2_type_flat": {"flat_networks": "physnet1,physnet2"},
            "ml2_type_vlan": {"network_vlan_ranges": "physnet1:100:999,physnet2:100:999"},
            "ml2_type_vxlan": {"vni_ranges": "1000:9999"},
            "securitygroup": {"enable_security_group": True, "firewall_driver": "openvswitch"}})}
