"""Placement."""
from .common import ini


def files(s):
    return {"placement.conf": ini({
        "DEFAULT": s.logging("placement"),
        "placement_database": s.database("placement"),
        "api": {"auth_strategy": "keystone"},
        "keystone_authtoken": s.token("placement")})}
