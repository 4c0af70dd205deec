"""Both modes: the compute hosts grouped into availability zones. They belong to the infrastructure, as racks do."""
from ..services import COMPUTE_HOSTS, ZONES


def ensure(session):
    there = {a["name"]: a for a in session.call("GET", "nova", "/v2.1/os-aggregates")["aggregates"]}
    for zone, host in zip(ZONES, COMPUTE_HOSTS):
        aggregate = there.get(zone) or session.call("POST", "nova", "/v2.1/os-aggregates", {
            "aggregate": {"name": zone, "availability_zone": zone}})["aggregate"]
        if host not in aggregate.get("hosts", ()):
            session.call("POST", "nova", "/v2.1/os-aggregates/%s/action" % aggregate["id"], {"add_host": {"host": host}})
