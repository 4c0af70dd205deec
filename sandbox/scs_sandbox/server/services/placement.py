import os

from .. import context
from ..manage import Command

BEGIN_IMMEDIATE = True


def load():
    os.environ["OS_PLACEMENT_CONFIG_DIR"] = context.etc()
    from placement.wsgi.api import application
    return application


def prepare():
    from placement.cmd.manage import main
    Command("placement-manage", main, ["--config-file", context.etc("placement.conf")])("db", "sync")
