"""Barbican with its simple crypto plug-in: secrets are encrypted with a key that lies outside the database (scs-0116)."""
from .common import ini


def files(s):
    return {"barbican.conf": ini({
        "DEFAULT": {**s.logging("barbican"), "transport_url": "fake://", "host_href": s.url("barbican"),
                    "db_auto_create": False},
        "database": s.database("barbican"),
        "keystone_authtoken": s.token("barbican"),
        # with Barbican's new defaults a plain member may create, list and delete secrets (scs-0116)
        "oslo_policy": {"enforce_scope": True, "enforce_new_defaults": True},
        "secretstore": {"enabled_secretstore_plugins": "store_crypto", "namespace": "barbican.secretstore.plugin"},
        "crypto": {"enabled_crypto_plugins": "simple_crypto", "namespace": "barbican.crypto.plugin"},
        "simple_crypto_plugin": {"kek": s.secret("barbican_kek")},
        "oslo_messaging_notifications": s.no_notifications,
        "queue": {"enable": False}})}
