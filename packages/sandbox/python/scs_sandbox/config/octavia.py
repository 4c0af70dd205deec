"""Octavia with a provider that has no data path (server/drivers/load_balancer.py)."""
from ..services import REGION
from .common import ini


def files(s):
    return {"octavia.conf": ini({
        "DEFAULT": {**s.logging("octavia"), "transport_url": "fake://", "host": "sandbox"},
        "api_settings": {"auth_strategy": "keystone", "enabled_provider_drivers": "sandbox:SCS sandbox",
                         "default_provider_driver": "sandbox", "allow_tls_terminated_listeners": True,
                         "api_base_uri": s.url("octavia")},
        "database": s.database("octavia"),
        "keystone_authtoken": s.token("octavia"),
        "service_auth": s.auth("octavia"),
        "neutron": {"region_name": REGION},
        "certificates": {"cert_manager": "barbican_cert_manager"},
        "controller_worker": {"network_driver": "allowed_address_pairs_driver", "client_ca": ""},
        "health_manager": {"heartbeat_key": s.secret("heartbeat")},
        "task_flow": {"persistence_connection": "sqlite://"},
        "oslo_messaging": {"topic": "octavia"},
        "oslo_messaging_notifications": s.no_notifications})}
