"""An Octavia provider without amphorae: the API validates and stores, the VIP port is a real Neutron port made by
Octavia's own network driver, and what a data plane would report comes back through Octavia's own DriverUpdater."""
import threading
import time

from octavia.api.drivers.driver_agent import driver_updater
from octavia.db import api as db_api
from octavia.db import models
from octavia_lib.api.drivers import exceptions, provider_base
from oslo_log import log as logging

LOG = logging.getLogger(__name__)
WAKE = threading.Event()
ONE = threading.Lock()  # see ../services/octavia.py: nothing else may be in a transaction meanwhile
PENDING = ("PENDING_CREATE", "PENDING_UPDATE", "PENDING_DELETE")
KINDS = ("loadbalancers", "listeners", "pools", "members", "healthmonitors", "l7policies", "l7rules")


def _entry(row, online="ONLINE"):
    gone = row.provisioning_status == "PENDING_DELETE"
    entry = {"id": row.id, "provisioning_status": "DELETED" if gone else "ACTIVE"}
    if hasattr(row, "operating_status") and not gone:
        entry["operating_status"] = online if getattr(row, "enabled", True) else "OFFLINE"
    return entry


def _pending(row):
    return row.provisioning_status in PENDING


def _report(balancer):
    """What a healthy data plane would say about everything of a balancer that is under way."""
    report = {kind: [] for kind in KINDS}
    for listener in balancer.listeners:
        if _pending(listener):
            report["listeners"].append(_entry(listener))
        for policy in listener.l7policies:
            if _pending(policy):
                report["l7policies"].append(_entry(policy))
            report["l7rules"] += [_entry(rule) for rule in policy.l7rules if _pending(rule)]
    for pool in balancer.pools:
        if _pending(pool):
            report["pools"].append(_entry(pool))
        monitor = pool.health_monitor
        report["members"] += [_entry(m, "ONLINE" if monitor else "NO_MONITOR") for m in pool.members if _pending(m)]
        if monitor and _pending(monitor):
            report["healthmonitors"].append(_entry(monitor))
    report["loadbalancers"].append(_entry(balancer))
    return {kind: entries for kind, entries in report.items() if entries}


def settle():
    session = db_api.get_session()
    with session.begin():
        rows = session.query(models.LoadBalancer).filter(models.LoadBalancer.provisioning_status.in_(PENDING)).all()
        reports = [_report(balancer) for balancer in rows]
    for report in reports:
        answer = driver_updater.DriverUpdater().update_loadbalancer_status(report)
        if answer.get("status_code") != 200:
            LOG.warning("sandbox provider: %s", answer)
    return len(reports)


def _loop():
    while True:
        WAKE.wait(30)
        WAKE.clear()
        quiet = 0
        while quiet < 5:  # the API commits after it has called the driver
            time.sleep(0.3)
            try:
                with ONE:
                    quiet = 0 if settle() else quiet + 1
            except Exception:
                LOG.exception("sandbox provider")
                quiet += 1


class SandboxProviderDriver(provider_base.ProviderDriver):
    started = False

    def __init__(self):
        super().__init__()
        if not SandboxProviderDriver.started:
            SandboxProviderDriver.started = True
            threading.Thread(target=_loop, daemon=True).start()
            WAKE.set()

    def create_vip_port(self, *args, **kwargs):
        text = "Octavia makes the port"
        raise exceptions.NotImplementedError(user_fault_string=text, operator_fault_string=text)

    def get_supported_flavor_metadata(self):
        return {"loadbalancer_topology": "SINGLE or ACTIVE_STANDBY"}

    def validate_flavor(self, flavor_metadata):
        pass

    def get_supported_availability_zone_metadata(self):
        return {"compute_zone": "The compute availability zone"}

    def validate_availability_zone(self, availability_zone_metadata):
        pass


def _wake(self, *args, **kwargs):
    WAKE.set()


for _what in ("loadbalancer", "listener", "pool", "member", "health_monitor", "l7policy", "l7rule"):
    for _verb in ("create", "update", "delete"):
        setattr(SandboxProviderDriver, "%s_%s" % (_what, _verb), _wake)
for _name in ("loadbalancer_failover", "loadbalancer_failover_with_flavor", "member_batch_update"):
    setattr(SandboxProviderDriver, _name, _wake)
