"""Nova with three simulated compute hosts (server/drivers/hypervisor.py), one in each zone."""
from ..services import REGION
from .common import ini

# No AggregateInstanceExtraSpecsFilter or RAM/disk filters: Placement does those. Availability zones go through Placement too.
FILTERS = ("ComputeFilter", "ComputeCapabilitiesFilter", "ImagePropertiesFilter",
           "ServerGroupAntiAffinityFilter", "ServerGroupAffinityFilter")


def files(s):
    return {"nova.conf": ini({
        "DEFAULT": {**s.base("nova"), "compute_driver": "scs_sandbox_hypervisor.SandboxDriver", "my_ip": "127.0.0.1",
                    "enabled_apis": "osapi_compute", "osapi_compute_workers": 1, "reserved_host_memory_mb": 0,
                    "allow_resize_to_same_host": True, "instances_path": s.service_dir("nova", "instances"),
                    "sync_power_state_interval": 600, "update_resources_interval": 300,
                    "heal_instance_info_cache_interval": -1, "report_interval": 30, "service_down_time": 180,
                    # nothing ever waits for the agents: the fake hypervisor wires no device
                    "vif_plugging_is_fatal": False, "vif_plugging_timeout": 0},
        "api": {"auth_strategy": "keystone"},
        "api_database": s.database("nova_api"),
        "database": s.database("nova_cell1"),
        "keystone_authtoken": s.token("nova"),
        "service_user": s.service_user("nova"),
        "placement": s.auth("placement"),
        "glance": {"api_servers": s.url("glance")},
        "neutron": {**s.auth("neutron"), "service_metadata_proxy": True, "metadata_proxy_shared_secret": s.secret("metadata")},
        "cinder": {**s.auth("nova"), "catalog_info": "block-storage::publicURL", "os_region_name": REGION},
        **s.barbican,
        "vnc": {"enabled": False},
        "oslo_concurrency": s.lock("nova"),
        "filter_scheduler": {"enabled_filters": ",".join(FILTERS)},
        "oslo_messaging_notifications": s.no_notifications,
        "wsgi": {"api_paste_config": s.shipped("nova", "api-paste.ini")}})}
