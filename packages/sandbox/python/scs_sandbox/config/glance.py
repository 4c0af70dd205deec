"""Glance with images as files."""
from .common import ini


def files(s):
    return {"glance-api.conf": ini({
        "DEFAULT": {**s.base("glance"), "enabled_backends": "local:file", "show_image_direct_url": False,
                    "worker_self_reference_url": s.url("glance")},
        "database": s.database("glance"),
        "keystone_authtoken": s.token("glance"),
        "paste_deploy": {"flavor": "keystone", "config_file": s.shipped("glance", "glance-api-paste.ini")},
        "glance_store": {"default_backend": "local"},
        "local": {"filesystem_store_datadir": s.service_dir("glance", "images")},
        "os_glance_staging_store": {"filesystem_store_datadir": s.service_dir("glance", "staging")},
        "os_glance_tasks_store": {"filesystem_store_datadir": s.service_dir("glance", "tasks")},
        "oslo_messaging_notifications": s.no_notifications,
        "oslo_concurrency": s.lock("glance")})}
