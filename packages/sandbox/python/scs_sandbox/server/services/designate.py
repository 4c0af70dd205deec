import os

from .. import context, messages
from ..manage import Command

BEGIN_IMMEDIATE = True


def load():
    import oslo_service.backend as backend
    backend.init_backend(backend.BackendType.THREADING)
    os.environ["OS_DESIGNATE_CONFIG_DIR"] = context.etc()
    from designate.wsgi.api import application
    messages.wake_listeners()
    context.say("api loaded")
    from designate.central import service as central
    from designate.mdns import service as mdns
    from designate.producer import service as producer
    from designate.worker import service as worker
    for module in (central, worker, mdns, producer):
        module.Service().start()
        context.say(module.__name__ + " up")
    _update_pools_once()
    return application


def _update_pools_once():
    """Not at each start: a pool update sets every zone to PENDING again."""
    mark = context.cloud("state", "designate", "pools-updated")
    if os.path.exists(mark):
        return
    from designate.context import DesignateContext
    from designate.manage import pool
    commands = pool.PoolCommands()
    commands.context = DesignateContext.get_admin_context()
    commands.update(file=context.etc("pools.yaml"), delete=False, skip_verify_drivers=False)
    open(mark, "w").close()


def prepare():
    from designate.cmd.manage import main
    Command("designate-manage", main, ["--config-file", context.etc("designate.conf")])("database", "sync")
