"""Swift's proxy, account, container and object servers in ONE process: one replica, one device, no daemons."""
import os
import sys

from .. import context

INNER = ("account", "container", "object")


def run():
    import eventlet
    eventlet.monkey_patch()
    from .. import caller, serving
    caller.mark_outgoing_requests("swift")
    sys.argv = ["swift"]
    from swift.common import utils
    utils.SWIFT_CONF_FILE = context.etc("swift.conf")
    utils.validate_hash_conf()
    from swift.common import constraints, storage_policy, wsgi
    storage_policy.reload_storage_policies()
    constraints.reload_constraints()
    from eventlet import wsgi as eventlet_wsgi
    ports = {name: int(os.environ["SCS_SANDBOX_SWIFT_" + name.upper()]) for name in INNER}
    os.makedirs(context.cloud("state", "swift", "d1"), exist_ok=True)
    _rings(ports)

    def serve(name, port, wrap=lambda app: app):
        app = wrap(wsgi.loadapp(context.etc(name + "-server.conf"), global_conf={"log_name": name}))
        socket = eventlet.listen(("127.0.0.1", port), backlog=256)
        context.say("%s on %d" % (name, port))
        return lambda: eventlet_wsgi.server(socket, app, wsgi.NullLogger(), protocol=wsgi.SwiftHttpProtocol,
                                            capitalize_response_headers=False, debug=False)
    for name, port in ports.items():
        eventlet.spawn(serve(name, port))
    serve("proxy", context.port(), serving.observed)()


def _rings(ports):
    """Made at each start: they hold ports, and one device gives the same placement every time."""
    from swift.common.ring import RingBuilder
    for name, port in ports.items():
        builder = RingBuilder(4, 1, 0)
        builder.add_dev({"region": 1, "zone": 1, "weight": 100, "ip": "127.0.0.1", "port": port, "device": "d1", "meta": "",
                         "replication_ip": "127.0.0.1", "replication_port": port})
        builder.rebalance()
        builder.get_ring().save(context.etc(name + ".ring.gz"))


def prepare():
    os.makedirs(context.cloud("state", "swift", "d1"), exist_ok=True)
