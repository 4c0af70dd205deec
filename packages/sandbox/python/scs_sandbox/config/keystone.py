"""Keystone, with the scope and role rules that SCS asks for (scs-0302: enforce_scope, enforce_new_defaults)."""
from .common import ini


def files(s):
    return {"keystone.conf": ini({
        "DEFAULT": {**s.logging("keystone"), "max_token_size": 255},
        "database": s.database("keystone"),
        "token": {"provider": "fernet", "expiration": 86400},
        "fernet_tokens": {"key_repository": s.service_dir("keystone", "fernet")},
        "fernet_receipts": {"key_repository": s.service_dir("keystone", "fernet")},
        "credential": {"key_repository": s.service_dir("keystone", "credential")},
        "cache": {"enabled": True, "backend": "oslo_cache.dict"},
        "oslo_messaging_notifications": s.no_notifications,
        "oslo_policy": {"enforce_scope": True, "enforce_new_defaults": True}})}
