import os

from .. import context
from ..manage import Command

BEGIN_IMMEDIATE = True


def load():
    os.environ["OS_KEYSTONE_CONFIG_DIR"] = context.etc()
    from keystone.wsgi.api import application
    return application


def prepare():
    import getpass
    import grp
    from keystone.cmd.manage import main
    config = ["--config-file", context.etc("keystone.conf")]
    run = Command("keystone-manage", main, config)
    # as root keystone-manage insists on being told whose the keys are
    own = ["--keystone-user", getpass.getuser(), "--keystone-group", grp.getgrgid(os.getgid()).gr_name] if os.getuid() == 0 else []
    run("db_sync")
    run("fernet_setup", *own)
    run("credential_setup", *own)
    url = context.url("keystone") + "/v3"
    from scs_sandbox.services import REGION
    os.environ["OS_BOOTSTRAP_PASSWORD"] = context.state()["secrets"]["admin"]  # not in argv, where everybody can read it
    run("bootstrap", "--bootstrap-region-id", REGION, "--bootstrap-public-url", url,
        "--bootstrap-internal-url", url, "--bootstrap-admin-url", url)
