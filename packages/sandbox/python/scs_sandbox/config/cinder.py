"""Cinder with two simulated back ends and a simulated backup store (server/drivers/volumes.py, backup.py)."""
from ..services import ZONES
from .common import ini

BACKENDS = ("ssd", "hdd")


def files(s):
    backend = lambda name: {"volume_driver": "scs_sandbox.server.drivers.volumes.SandboxDriver", "volume_backend_name": name,
                            "target_helper": "fake", "backend_host": "sandbox"}
    return {"cinder.conf": ini({
        "DEFAULT": {**s.base("cinder"), "enabled_backends": ",".join(BACKENDS), "auth_strategy": "keystone",
                    "glance_api_servers": s.url("glance"), "api_paste_config": s.shipped("cinder", "api-paste.ini"),
                    "resource_query_filters_file": s.shipped("cinder", "resource_filters.json"),
                    # one storage zone for all compute zones, as scs-0121 recommends; other zones' names fall back to it
                    "storage_availability_zone": ZONES[0], "allow_availability_zone_fallback": True,
                    "enable_force_upload": True, "report_interval": 30, "service_down_time": 180,
                    "scheduler_driver_init_wait_time": 1, "scheduler_default_filters": "CapabilitiesFilter",
                    "backup_driver": "scs_sandbox.server.drivers.backup.SandboxBackupDriver",
                    "backup_manager": "scs_sandbox.server.drivers.backup.SandboxBackupManager"},
        **{name: backend(name) for name in BACKENDS},
        "database": s.database("cinder"),
        # without it no login with access rules gets in
        "keystone_authtoken": {**s.token("cinder"), "service_type": "block-storage"},
        "nova": s.auth("nova"),
        "service_user": s.service_user("cinder"),
        **s.barbican,
        "coordination": {"backend_url": "file://" + s.service_dir("cinder")},
        "oslo_concurrency": s.lock("cinder"),
        "oslo_messaging_notifications": s.no_notifications})}
