"""Magnum for a test: its real API, conductor and database models in one process, with a driver that makes nothing.

    serve.py FOLDER PORT        with KEYSTONE, SERVICE_PASSWORD, SANDBOX and the Python of the sandbox's virtualenv

A cluster or node group is complete, or gone, a moment after it was asked for. Everything before that is Magnum's own:
its checks of image, flavors and network, its certificates, its refusals.
"""
import os
import sys
import threading
import time

FOLDER, PORT = sys.argv[1], int(sys.argv[2])
AUTH = {"auth_type": "password", "auth_url": os.environ["KEYSTONE"], "username": "octavia", "password": os.environ["SERVICE_PASSWORD"],
        "project_name": "service", "user_domain_name": "Default", "project_domain_name": "Default"}
CONFIG = {
    "DEFAULT": {"transport_url": "fake://", "host": "stand-in", "state_path": FOLDER},
    "api": {"api_paste_config": os.path.join(FOLDER, "api-paste.ini")},
    "certificates": {"cert_manager_type": "x509keypair"},
    "cluster": {"nodes_affinity_policy": "soft-anti-affinity"},
    "database": {"connection": "sqlite:///%s?timeout=60" % os.path.join(FOLDER, "magnum.sqlite")},
    "keystone_auth": AUTH,
    "keystone_authtoken": {**AUTH, "www_authenticate_uri": AUTH["auth_url"]},
    "oslo_concurrency": {"lock_path": os.path.join(FOLDER, "lock")},
    "oslo_messaging_notifications": {"driver": "noop"},
}
PASTE = """[pipeline:main]
pipeline = request_id authtoken app
[app:app]
paste.app_factory = magnum.api.app:app_factory
[filter:authtoken]
acl_public_routes = /, /v1
paste.filter_factory = magnum.api.middleware.auth_token:AuthTokenMiddleware.factory
[filter:request_id]
paste.filter_factory = oslo_middleware:RequestId.factory
"""


def stand_in():
    from magnum.drivers.common import driver

    class StandIn(driver.Driver):
        """Takes every wish and makes nothing."""
        provides = [{"server_type": "vm", "os": "ubuntu", "coe": "kubernetes"}]

        def _nothing(self, *args, **kwargs):
            return None
        create_cluster = update_cluster = upgrade_cluster = delete_cluster = resize_cluster = _nothing
        create_nodegroup = update_nodegroup = delete_nodegroup = _nothing
        create_federation = update_federation = delete_federation = _nothing

    driver.Driver.load_entry_points = classmethod(lambda cls: iter(()))
    driver.Driver.get_driver = classmethod(lambda cls, *args, **kwargs: StandIn())
    driver.Driver.get_default_driver = classmethod(lambda cls, *args, **kwargs: "stand_in")


def settle():
    """What a driver's periodic task does: brings what is in progress to its end."""
    from magnum import objects
    from magnum.common import context
    from magnum.objects import fields
    status = fields.ClusterStatus
    admin = context.make_admin_context(all_tenants=True)
    while True:
        time.sleep(1)
        for cluster in objects.Cluster.list(admin):
            for group in cluster.nodegroups:
                if group.status == status.DELETE_IN_PROGRESS or cluster.status == status.DELETE_IN_PROGRESS:
                    group.destroy()
                elif str(group.status).endswith("_IN_PROGRESS"):
                    group.status = group.status.replace("_IN_PROGRESS", "_COMPLETE")
                    group.save()
            if cluster.status == status.DELETE_IN_PROGRESS:
                cluster.destroy()
            elif str(cluster.status).endswith("_IN_PROGRESS"):
                cluster.status = cluster.status.replace("_IN_PROGRESS", "_COMPLETE")
                cluster.api_address = "https://192.0.2.10:6443"
                cluster.save()


def main():
    os.makedirs(FOLDER, exist_ok=True)
    text = "\n".join("[%s]\n%s\n" % (name, "\n".join("%s = %s" % pair for pair in options.items())) for name, options in CONFIG.items())
    for name, content in (("magnum.conf", text), ("api-paste.ini", PASTE)):
        with open(os.open(os.path.join(FOLDER, name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(content)
    sys.argv = ["magnum-api", "--config-file", os.path.join(FOLDER, "magnum.conf")]
    import oslo_service.backend as backend
    backend.init_backend(backend.BackendType.THREADING)
    stand_in()
    sys.path.append(os.environ["SANDBOX"])
    from scs_sandbox.server import sqlite
    sqlite.locked_is_deadlock()
    sqlite.begin_immediate()
    from magnum.api import app
    from magnum.common import rpc, rpc_service, service  # noqa: F401
    from magnum.conductor.handlers import ca_conductor, cluster_conductor, conductor_listener, indirection_api, nodegroup_conductor
    import magnum.conf
    service.prepare_service(sys.argv)
    import sqlalchemy
    from magnum.db.sqlalchemy import models
    models.Base.metadata.create_all(sqlalchemy.create_engine(magnum.conf.CONF.database.connection))
    handlers = [indirection_api.Handler(), cluster_conductor.Handler(), conductor_listener.Handler(), ca_conductor.Handler(),
                nodegroup_conductor.Handler()]
    rpc_service.Service.create(magnum.conf.CONF.conductor.topic, "stand-in", handlers, binary="magnum-conductor").start()
    threading.Thread(target=settle, daemon=True).start()
    import waitress
    waitress.serve(app.load_app(), host="127.0.0.1", port=PORT, threads=8)


main()
