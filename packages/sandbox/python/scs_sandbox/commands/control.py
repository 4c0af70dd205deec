"""`status`, `down` and `wipe`."""
import json
import os
import shutil

from .. import health, process_table, processes
from .. import state as states
from ..errors import EXIT_PARTLY, EXIT_STOPPED, SandboxError
from ..locking import exclusive
from . import reports


def require(layout):
    state = states.load(layout)
    if state is None:
        raise SandboxError("SCSBP-9012", "there is no sandbox there", layout.home, "a sandbox that `up` has made",
                           "run `up`, or name another one with --home")
    return state


def status(layout, options, progress):
    state = states.load(layout)
    if state is None:
        _tell(progress, {"home": layout.home, "mode": None, "cloudsYaml": None, "clouds": [], "services": [], "state": "absent"})
        return EXIT_STOPPED
    running = process_table.services(layout.home, state.instance)
    report = reports.describe(layout, state, health.check_all(state, running) if running else {})
    healthy = sum(s["state"] == "healthy" for s in report["services"])
    set_up = os.path.exists(layout.clouds_yaml)  # written last by the first `up`
    report["state"] = "stopped" if not running else ("healthy" if healthy == len(report["services"]) and set_up else "partly")
    _tell(progress, report)
    return {"stopped": EXIT_STOPPED, "partly": EXIT_PARTLY, "healthy": 0}[report["state"]]


def _tell(progress, report):
    if progress.as_json:
        print(json.dumps({"event": "status", **report}))
        return
    print("sandbox at %s: %s%s" % (report["home"], report["state"], ", mode %s" % report["mode"] if report["mode"] else " (run `up`)"))
    for s in report["services"]:
        memory = "%4d MiB" % s["rssMiB"] if s["rssMiB"] is not None else ""
        print("  %-10s %-9s %-28s %-12s %s  %s" % (s["name"], s["state"], s["url"], "pid %s" % s["pid"] if s["pid"] else "", memory, s.get("detail", "")))
    total = sum(s["rssMiB"] or 0 for s in report["services"])
    if total:
        print("  total      %d MiB" % total)
    if report["state"] == "partly":
        print("run `up` to mend it")


def down(layout, options, progress):
    state = states.load(layout)
    if state is None:
        progress.skip("stop", "There is no sandbox", layout.home)
        progress.event("result", ok=True, home=layout.home, mode=None, cloudsYaml=None, clouds=[], services=[])
        return 0
    with exclusive(layout.path(".lock"), "the sandbox at %s" % layout.home, told=progress.waiting):
        with progress.step("stop", "Stopping the services") as step:
            step.detail = "%d processes" % len(processes.stop_all(layout, state))
        progress.event("result", ok=True, **reports.describe(layout, state, {}))
    return 0


def wipe(layout, options, progress):
    """Only a directory that bears a sandbox's state file is deleted."""
    if not os.path.exists(layout.path("state.json")):
        if os.path.isdir(layout.home) and [n for n in os.listdir(layout.home) if n != ".lock" and not n.startswith(".state.json.")]:
            raise SandboxError("SCSBP-9013", "that directory is no sandbox's and stays as it is", layout.home, "a sandbox's directory",
                               "name the right one with --home")
        progress.skip("wipe", "There is no sandbox", layout.home)
    else:
        with exclusive(layout.path(".lock"), "the sandbox at %s" % layout.home, told=progress.waiting):
            with progress.step("wipe", "Stopping the services and deleting %s" % layout.home):
                process_table.stop(process_table.find(layout.home, None))  # also when the state file is damaged
                _delete(layout.home)
    progress.event("result", ok=True, home=layout.home, mode=None, cloudsYaml=None, clouds=[], services=[])
    return 0


def _delete(home):
    """state.json goes last but one: until then a second `wipe` can finish what a killed one began."""
    names = [n for n in os.listdir(home) if n not in ("state.json", ".lock")]
    for name in [*names, "state.json", ".lock"]:
        path = os.path.join(home, name)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        elif os.path.lexists(path):
            os.unlink(path)
    os.rmdir(home)
