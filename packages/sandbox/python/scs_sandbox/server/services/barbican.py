from .. import context
from ..manage import Command

BEGIN_IMMEDIATE = True


def load():
    # barbican reads ~/.barbican/barbican.conf as it is imported: HOME is set by ../../processes.py
    from paste import deploy
    return deploy.loadapp("config:" + context.etc("barbican-api-paste.ini"))


def prepare():
    from barbican.cmd.barbican_manage import main
    Command("barbican-manage", main, ["--config-file", context.etc("barbican.conf")])("db", "upgrade")
