"""Is a service really there? An authenticated request that reads its database, and its parts alive.

The first authenticated request also primes what Keystone, Neutron and Barbican build lazily (see
server/serving.py), before any client can race for it.
"""
import time
from concurrent.futures import ThreadPoolExecutor

from . import process_table
from .errors import SandboxError
from .files import tail
from .http import Session, request
from .services import COMPUTE_HOSTS, SERVICES

TIMEOUT = 240


def wait_open(layout, state, service, process, timeout=TIMEOUT):
    """Until the service answers at all; a process that died meanwhile is an error at once."""
    deadline = time.monotonic() + timeout
    while True:
        if process is not None and process.poll() is not None:
            raise _dead(layout, service, "exit code %s" % process.returncode)
        if process is None and service not in process_table.services(layout.home, state.instance):
            raise _dead(layout, service, "its process went away")
        if is_open(state, service):
            return
        if time.monotonic() > deadline:
            raise _dead(layout, service, "no answer within %d s" % timeout)
        time.sleep(0.1)


def is_open(state, service):
    try:
        return request("GET", state.url(service) + ("/healthcheck" if service == "swift" else "/"), timeout=15)[0] < 500
    except OSError:
        return False


def _dead(layout, service, got):
    log = layout.log(service + "-stdout.log")
    return SandboxError("SCSBP-9008", "%s did not start" % service, "%s\n%s" % (got, tail(log, 8)), "an answer on its port",
                        "read %s (or `logs %s`); `up` starts it again, `reset` makes a fresh cloud" % (log, service))


def wait_healthy(layout, state, service, session, timeout=150):
    deadline, trouble = time.monotonic() + timeout, ""
    while time.monotonic() < deadline:
        trouble = trouble_of(state, service, session)
        if not trouble:
            return
        time.sleep(0.3)
    raise SandboxError("SCSBP-9008", "%s is not healthy" % service, trouble, "an authenticated list, and all its parts alive",
                       "read `logs %s`; `down` and `up` start it anew, `reset` makes a fresh cloud" % service)


def trouble_of(state, service, session, timeout=30):
    """'' when healthy, else what is wrong."""
    path = SERVICES[service].health.replace("{project}", session.project_id)
    try:
        status, _, body = request("GET", state.url(service) + path, token=session.token, timeout=timeout)
        if status not in (200, 204):
            return "GET %s: %s %s" % (path, status, str(body)[:200])
        return _PARTS.get(service, lambda s: "")(session)
    except OSError as error:
        return "GET %s: %s" % (path, error)
    except SandboxError as error:
        return error.got


def _nova_parts(session):
    services = session.call("GET", "nova", "/v2.1/os-services")["services"]
    up = {s["host"] for s in services if s["binary"] == "nova-compute" and s["state"] == "up"}
    down = [s["binary"] for s in services if s["state"] != "up"]
    missing = sorted(set(COMPUTE_HOSTS) - up)
    return "compute hosts not up: %s" % ", ".join(missing) if missing else ("down: " + ", ".join(down) if down else "")


def _neutron_parts(session):
    agents = session.call("GET", "neutron", "/v2.0/agents")["agents"]
    alive = [a for a in agents if a["alive"]]
    return "" if len(alive) >= 3 * len(COMPUTE_HOSTS) else "%d of %d agents alive" % (len(alive), 3 * len(COMPUTE_HOSTS))


def _cinder_parts(session):
    services = session.call("GET", "cinder", "/v3/%s/os-services" % session.project_id)["services"]
    up = {s["binary"] + " " + s["host"] for s in services if s["state"] == "up"}
    wanted = {"cinder-volume sandbox@ssd", "cinder-volume sandbox@hdd", "cinder-scheduler sandbox", "cinder-backup sandbox"}
    return "not up: %s" % ", ".join(sorted(wanted - up)) if wanted - up else ""


_PARTS = {"nova": _nova_parts, "neutron": _neutron_parts, "cinder": _cinder_parts}


def check_all(state, services):
    """{service: trouble} of what runs; Keystone's own trouble shows in all."""
    try:
        session = Session(state)
    except (OSError, SandboxError) as error:
        text = "no token: %s" % (error.got if isinstance(error, SandboxError) else error)
        return {s: text for s in services}
    with ThreadPoolExecutor(4) as pool:
        return dict(zip(services, pool.map(lambda s: trouble_of(state, s, session), services)))
