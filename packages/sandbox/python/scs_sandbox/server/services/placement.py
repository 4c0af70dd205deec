import os
import threading

from .. import context
from ..manage import Command

BEGIN_IMMEDIATE = True
ONE = threading.Lock()


def load():
    os.environ["OS_PLACEMENT_CONFIG_DIR"] = context.etc()
    from placement.wsgi.api import application

    def one_at_a_time(environ, start_response):
        """Allocations of servers that are made side by side ended in 'database is locked', and the servers in ERROR."""
        with ONE:
            return list(application(environ, start_response))
    return one_at_a_time


def prepare():
    from placement.cmd.manage import main
    Command("placement-manage", main, ["--config-file", context.etc("placement.conf")])("db", "sync")
