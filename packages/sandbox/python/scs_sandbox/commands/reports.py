"""How an instance is described, the same way by `up`, `status` and `reset`."""
import os

from .. import process_table
from ..layout import SANDBOX_DIR, default_home
from ..services import CLOUDS, SERVICES


def describe(layout, state, troubles):
    """`troubles`: {service: '' or what is wrong} of the services that run."""
    pids = process_table.services(layout.home, state.instance)
    rows = []
    for name in SERVICES:
        pid = pids.get(name)
        condition = "stopped" if pid is None else ("healthy" if not troubles.get(name) else "unhealthy")
        row = {"name": name, "url": state.url(name), "pid": pid, "rssMiB": process_table.rss_mib(pid) if pid else None, "state": condition}
        if pid and troubles.get(name):
            row["detail"] = troubles[name]
        rows.append(row)
    return {"home": layout.home, "mode": state.mode, "cloudsYaml": layout.clouds_yaml, "clouds": list(CLOUDS), "services": rows}


def total_rss(layout, state):
    return sum(process_table.rss_mib(p) or 0 for p in process_table.services(layout.home, state.instance).values())


def entry(layout):
    """The command line that reaches this instance, for hints."""
    script = os.path.join(SANDBOX_DIR, "sandbox.py")
    return script if layout.home == default_home() else "%s --home %s" % (script, layout.home)
