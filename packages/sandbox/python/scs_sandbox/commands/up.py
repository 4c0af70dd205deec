"""`up` and `reset`: from whatever is there to a healthy cloud.

Every step either leaves a marker after it succeeded or looks for what is there before it makes
anything, so a run that was killed anywhere is continued by the next one.
"""
import shutil
from concurrent.futures import ThreadPoolExecutor

from .. import clouds_yaml, config, disk, fingerprint, health, identities, install, ports, prepare, process_table, processes, snapshot
from .. import state as states
from ..errors import SandboxError
from ..http import Session
from ..locking import exclusive
from ..markers import Markers
from ..prepare import Preparation
from ..seed import flavors, images, infrastructure, network, quotas, volume_types
from ..services import SERVICES
from . import reports

NEED_MIB = 100
# In the order of how long they take to load: the slowest first.
START_ORDER = ("keystone", "placement", "nova", "neutron", "cinder", "octavia", "designate", "glance", "barbican", "swift")
TENANT_BEGUN = "tenant-begun"


def up(layout, options, progress):
    states.check_home(layout)
    with exclusive(layout.path(".lock"), "the sandbox at %s" % layout.home, told=progress.waiting):
        return _up(layout, options, progress)


def reset(layout, options, progress):
    state = states.load(layout)
    if state is None:
        raise SandboxError("SCSBP-9012", "there is no sandbox to reset", layout.home, "a sandbox that `up` has made", "run `up`")
    with exclusive(layout.path(".lock"), "the sandbox at %s" % layout.home, told=progress.waiting):
        mode = options.mode or state.mode
        if mode == "tenant":
            flavors.data_file(options.data_dir)  # before anything is thrown away
        snapshot.recover(layout)
        with progress.step("stop", "Stopping the services"):
            processes.stop_all(layout, state)
        with progress.step("restore", "Going back to a fresh cloud") as step:
            step.detail = _make_fresh(layout, mode)
        state.set_mode(mode)
        return _up(layout, options, progress)


def _make_fresh(layout, mode):
    for kept in (mode, "operator-blank"):
        if snapshot.exists(layout, kept):
            snapshot.restore(layout, kept)
            return "from the %s snapshot" % kept
    shutil.rmtree(layout.cloud(), ignore_errors=True)
    return "no snapshot is there: it is set up anew"


def _up(layout, options, progress):
    state, markers = _state(layout, options, progress)
    install.ensure(layout, progress)
    prepare.stop_leftovers(layout, state)
    if not markers.has(prepare.marker("keystone")):
        states.choose_ports_again(layout, state)
    config.write(layout, state)
    _restart_outdated(layout, state, progress)
    session = _start(layout, state, markers, progress)
    _seed(layout, state, markers, session, options, progress)
    clouds_yaml.write(layout, state)
    progress.event("result", ok=True, **reports.describe(layout, state, {s: "" for s in SERVICES}))
    if not progress.as_json:
        progress.say("ready, mode %s, %d MiB of memory" % (state.mode, reports.total_rss(layout, state)))
        print("\nUse it:   eval \"$(python3 %s env)\"" % reports.entry(layout))
    return 0


def _restart_outdated(layout, state, progress):
    if not fingerprint.matches(layout):
        if process_table.services(layout.home, state.instance):
            with progress.step("stop", "Stopping services that run an older version of the sandbox"):
                processes.stop_all(layout, state)
        fingerprint.write(layout)


def _state(layout, options, progress):
    """The instance's state, made when there is none; the wanted mode is checked before anything happens."""
    install.check_python()
    state = states.load(layout)
    if (options.mode or (state.mode if state else "tenant")) == "tenant":
        flavors.data_file(options.data_dir)
    snapshot.recover(layout)
    markers = Markers(layout)
    if state is None:
        disk.require(layout.home, NEED_MIB, "a cloud")
        state = states.create(layout, options.mode or "tenant")
    elif options.mode == "operator-blank" and markers.has(TENANT_BEGUN):
        raise SandboxError("SCSBP-9009", "a tenant cloud cannot be made blank again while it is kept", "mode tenant at %s" % layout.home,
                           "`up --mode tenant`, or `up` without a mode", "run `reset --mode operator-blank` (what is in the cloud is lost)")
    elif options.mode:
        state.set_mode(options.mode)
    layout.make()
    return state, markers


def _start(layout, state, markers, progress):
    """All services up and healthy; returns an admin session."""
    started, running = {}, process_table.services(layout.home, state.instance)

    def start(service):
        started[service] = None if service in running else processes.start(layout, state, service)

    def wait_open(service):
        # one that a killed `up` started may still be loading
        if service not in running or not health.is_open(state, service):
            with progress.step("start-" + service, "Starting %s" % service):
                health.wait_open(layout, state, service, started.get(service))

    for service in SERVICES:  # all before any: a cloud half up is harder to understand
        if service not in running:
            ports.require_free(state.ports, service)
    if running:
        progress.skip("start", "%d of %d services are running" % (len(running), len(SERVICES)))
    with Preparation(layout, state, markers, progress) as preparation:
        preparation.wait("keystone")
        start("keystone")
        fresh = not markers.has("identities")
        if not fresh:  # nobody waits for Keystone here: load all at once
            for service in START_ORDER[1:]:
                preparation.wait(service)
                start(service)
        wait_open("keystone")
        if fresh:
            with progress.step("identities", "Writing users, roles and the catalogue"):
                identities.ensure(state)
                markers.set("identities")
            for service in START_ORDER[1:]:
                preparation.wait(service)
                start(service)
        session = Session(state)
        for service in START_ORDER[1:]:
            wait_open(service)
    with progress.step("health", "Asking every service"), ThreadPoolExecutor(4) as pool:
        for answer in [pool.submit(health.wait_healthy, layout, state, service, session) for service in START_ORDER]:
            answer.result()
    return session


def _seed(layout, state, markers, session, options, progress):
    if not markers.has("infrastructure"):
        with progress.step("infrastructure", "Grouping the hosts into availability zones"):
            infrastructure.ensure(session)
            markers.set("infrastructure")
    # a snapshot may only hold what nobody has used yet
    fresh = not markers.has("complete-operator-blank") and not markers.has("complete-tenant")
    if fresh and not markers.has(TENANT_BEGUN):
        _keep(layout, "operator-blank", progress)
    if state.mode == "tenant":
        _seed_tenant(markers, session, options, progress)
        if fresh:
            _keep(layout, "tenant", progress)
    markers.set("complete-" + state.mode)


def _keep(layout, mode, progress):
    if not snapshot.exists(layout, mode):
        with progress.step("snapshot-" + mode, "Keeping the fresh cloud for `reset`"):
            snapshot.take(layout, mode)


def _seed_tenant(markers, session, options, progress):
    if markers.has("tenant"):
        progress.skip("tenant", "Flavors, images, network and volume types are there")
        return
    markers.set(TENANT_BEGUN)
    with progress.step("tenant", "Making flavors, images, network and volume types") as step:
        network.ensure(session)
        volume_types.ensure(session)
        step.progress("flavors")
        count = flavors.ensure(session, options.data_dir)
        step.progress("images")
        images.ensure(session)
        quotas.ensure(session)
        step.detail = "%d flavors, %d images" % (count, len(images.IMAGES))
    markers.set("tenant")


assert set(START_ORDER) == set(SERVICES)
