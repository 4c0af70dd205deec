import os
import sys
import threading

from .. import context, messages
from ..manage import Command

BEGIN_IMMEDIATE = True


def load():
    os.environ["OS_CINDER_DISABLE_EVENTLET_PATCHING"] = "1"
    from cinder import monkey_patch
    monkey_patch.patch(backend="threading")
    sys.argv = ["cinder-api", "--config-file", context.etc("cinder.conf")]
    from cinder.cmd import backup as cmd_backup  # noqa: F401  these register options, which must
    from cinder.cmd import volume as cmd_volume  # happen before the configuration is parsed
    from cinder.wsgi.api import application
    messages.wake_listeners()
    context.say("api loaded")
    import os_brick
    from cinder import service, utils
    from cinder.common import constants
    from oslo_config import cfg
    CONF = cfg.CONF
    os_brick.setup(CONF)
    _report_each_service(service)
    for backend in CONF.enabled_backends:
        CONF.register_opt(cmd_volume.host_opt, group=backend)
        service.Service.create(host="%s@%s" % (CONF.host, backend), service_name=backend,
                               binary=constants.VOLUME_BINARY, coordination=True).start()
        context.say("volume %s up" % backend)
    service.Service.create(binary="cinder-backup", coordination=True, service_name="backup", process_number=1,
                           semaphore=utils.semaphore_factory(CONF.backup_max_operations, 1)).start()
    context.say("backup up")
    # last: as it starts it asks the volume services for their capabilities
    service.Service.create(binary="cinder-scheduler").start()
    context.say("scheduler up")
    return application


def _report_each_service(service):
    """Cinder keeps the id of 'the' service of a process in the class: with several in one process only the last
    would report, and the others would be 'down' after 180 s. Give each report its own id."""
    report, lock = service.Service.report_state, threading.Lock()

    def report_own(self):
        with lock:
            service.Service.service_id = self.origin_service_id
            return report(self)
    service.Service.report_state = report_own


def prepare():
    from cinder.cmd.manage import main
    Command("cinder-manage", main, ["--config-file", context.etc("cinder.conf")])("db", "sync")
