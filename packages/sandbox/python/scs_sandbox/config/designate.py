"""Designate: central, worker, producer and mdns are real, the name server behind them is Designate's own `fake` back end."""
from .common import ini

POOL_ID = "794ccc2c-d751-44fe-b57f-8894c9f5c842"  # the default pool's id in Designate's own database migration

POOLS = """- name: default
  description: SCS sandbox
  attributes: {}
  ns_records:
    - {hostname: ns1.sandbox.internal., priority: 1}
  nameservers:
    - {host: 127.0.0.1, port: %(mdns)d}
  targets:
    - type: fake
      description: designate-mdns answers for itself
      masters:
        - {host: 127.0.0.1, port: %(mdns)d}
      options: {host: 127.0.0.1, port: %(mdns)d}
"""


def files(s):
    mdns = s.port("designate.mdns")
    return {
        "designate.conf": ini({
            "DEFAULT": {**s.base("designate"), "default_pool_id": POOL_ID, "root_helper": ""},
            "storage:sqlalchemy": s.database("designate"),
            "keystone_authtoken": s.token("designate"),
            "service:api": {"api_base_uri": s.url("designate"), "auth_strategy": "keystone", "enable_api_v2": True,
                            "enable_api_admin": True, "enabled_extensions_admin": "quotas,reports", "enable_host_header": True,
                            "api_paste_config": s.shipped("designate", "api-paste.ini")},
            "service:central": {"workers": 1},
            "service:worker": {"workers": 1, "poll_max_retries": 10, "poll_retry_interval": 1, "poll_delay": 0, "poll_timeout": 2},
            "service:producer": {"workers": 1},
            "service:mdns": {"workers": 1, "listen": "127.0.0.1:%d" % mdns},
            "heartbeat_emitter": {"emitter_type": "noop"},
            "coordination": {"backend_url": "file://" + s.service_dir("designate")},
            "oslo_concurrency": s.lock("designate"),
            "oslo_messaging_notifications": s.no_notifications}),
        "pools.yaml": POOLS % {"mdns": mdns}}
