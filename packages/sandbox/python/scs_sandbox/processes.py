"""Starting the service processes and running their preparation inside the virtualenv."""
import os
import subprocess

from . import ports, process_table
from .errors import SandboxError
from .files import tail
from .layout import SANDBOX_DIR
from .services import COMPUTE_HOSTS, ZONES

_SERVER = os.path.join(SANDBOX_DIR, "scs_sandbox", "server")


def environment(layout, state, service):
    """No OS_*, no proxies, no user site: what the caller's shell has must not reach the services."""
    drop = ("OS_", "PYTHON", "VIRTUAL_ENV")
    env = {k: v for k, v in os.environ.items() if not k.startswith(drop) and not k.lower().endswith("_proxy")}
    env.update(PYTHONWARNINGS="ignore", PYTHONNOUSERSITE="1", PYTHONUNBUFFERED="1", MALLOC_ARENA_MAX="2",
               SCS_SANDBOX_PORT=str(state.ports[service]), SCS_SANDBOX_HOSTS=" ".join(COMPUTE_HOSTS), SCS_SANDBOX_ZONES=" ".join(ZONES),
               SCS_SANDBOX_URLS=" ".join("%s=%s" % (s, state.url(s)) for s in ("keystone", "placement")))
    for inner in ("account", "container", "object"):
        env["SCS_SANDBOX_SWIFT_" + inner.upper()] = str(state.ports["swift." + inner])
    if service == "barbican":  # reads ~/.barbican/barbican.conf or /etc, nothing else
        home = layout.etc("barbican", "home")
        os.makedirs(home, exist_ok=True)
        link = os.path.join(home, ".barbican")
        if not os.path.islink(link):
            os.symlink(layout.etc("barbican"), link)
        env["HOME"] = home
    return env


def _spawn(layout, state, script, service, log):
    big = os.path.exists(log) and os.path.getsize(log) > 20 << 20
    with open(log, "w" if big else "a") as out:
        return subprocess.Popen([layout.python, os.path.join(_SERVER, script), service, layout.home, state.instance],
                                stdout=out, stderr=out, stdin=subprocess.DEVNULL, cwd=layout.home,
                                env=environment(layout, state, service), start_new_session=True)


def start(layout, state, service):
    """The service's process; None when it runs already."""
    if service in process_table.services(layout.home, state.instance):
        return None
    ports.require_free(state.ports, service)
    return _spawn(layout, state, "main.py", service, layout.log(service + "-stdout.log"))


def prepare(layout, state, service):
    """Run the service's database migrations and the like; raises with the end of the log when they fail."""
    log = layout.log(service + "-setup.log")
    process = _spawn(layout, state, "prepare.py", service, log)
    try:
        code = process.wait()
    except BaseException:
        process.kill()
        process.wait()
        raise
    if code:
        raise SandboxError("SCSBP-9007", "preparing %s failed" % service, "exit code %d\n%s" % (code, tail(log, 6)), "a clean first set-up",
                           "read %s; `up` starts this step anew" % log)


def stop_all(layout, state):
    found = process_table.find(layout.home, state.instance)
    process_table.stop(found)
    return found
