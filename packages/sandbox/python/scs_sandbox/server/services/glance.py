import os
import sys

from .. import context
from ..manage import Command

BEGIN_IMMEDIATE = True


def load():
    os.environ["OS_GLANCE_CONFIG_DIR"] = context.etc()
    from glance.wsgi.api import application
    return application


def prepare():
    for name in ("images", "staging", "tasks"):
        os.makedirs(context.cloud("state", "glance", name), exist_ok=True)
    from glance.cmd.manage import main
    run = Command("glance-manage", main, ["--config-file", context.etc("glance-api.conf")])
    run("db_sync")
    run("db_load_metadefs", os.path.join(sys.prefix, "etc", "glance", "metadefs"))
