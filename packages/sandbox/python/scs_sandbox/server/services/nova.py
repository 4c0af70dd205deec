import os
import sys

from .. import context, messages, waiting
from ..manage import Command

BEGIN_IMMEDIATE = True


def load():
    os.environ["OS_NOVA_CONFIG_DIR"] = context.etc()
    os.environ["OS_NOVA_DISABLE_EVENTLET_PATCHING"] = "1"
    from nova.wsgi.osapi_compute import application
    messages.wake_listeners()
    context.say("api loaded")
    import nova.conf
    import nova.virt
    import os_vif
    from nova import context as nova_context
    from nova import service
    from nova.compute import rpcapi as compute_rpcapi
    from nova.conductor import rpcapi as conductor_rpcapi
    from nova.objects import host_mapping
    from nova.scheduler import rpcapi as scheduler_rpcapi

    from ..drivers import hypervisor, scheduling
    # Nova loads compute drivers from its own namespace only
    sys.modules["nova.virt.scs_sandbox_hypervisor"] = nova.virt.scs_sandbox_hypervisor = hypervisor
    CONF = nova.conf.CONF
    scheduling.install()
    os_vif.initialize()
    service.Service.create(binary="nova-conductor", topic=conductor_rpcapi.RPC_TOPIC).start()
    service.Service.create(binary="nova-scheduler", topic=scheduler_rpcapi.RPC_TOPIC).start()
    context.say("conductor, scheduler up")
    waiting.until_answers("keystone", "placement")  # a compute host reports its resources as it starts
    for host in context.hosts():
        CONF.set_override("host", host)
        service.Service.create(host=host, binary="nova-compute", topic=compute_rpcapi.RPC_TOPIC,
                               topic_alt=compute_rpcapi.RPC_TOPIC_ALT).start()
        context.say("compute %s up" % host)
    CONF.clear_override("host")
    context.say("hosts mapped: %d new" % len(host_mapping.discover_hosts(nova_context.get_admin_context())))
    return application


def prepare():
    from nova.cmd.manage import main
    run = Command("nova-manage", main, ["--config-file", context.etc("nova.conf")])
    connection = lambda name: "sqlite:///%s?timeout=60" % context.cloud("db", name + ".sqlite")
    run("api_db", "sync")
    run("cell_v2", "map_cell0", "--database_connection", connection("nova_cell0"))
    run("db", "sync")
    run("cell_v2", "create_cell", "--name", "cell1", "--database_connection", connection("nova_cell1"), "--transport-url", "fake://")
