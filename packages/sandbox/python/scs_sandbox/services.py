"""The ten services: their usual ports, their entry in the catalogue, and what a health check asks.

Catalogue types are those of SCS standard scs-0123 and the OpenStack service types authority.
"""
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CatalogEntry:
    name: str
    type: str
    path: str = ""  # appended to the service's URL


@dataclass(frozen=True)
class Service:
    name: str
    title: str
    port: int
    catalog: tuple = ()
    health: str = "/"  # an authenticated GET that reads the database
    inner_ports: dict = field(default_factory=dict)  # further listening sockets, name -> usual port


_CINDER_V3 = "/v3/%(project_id)s"
_SWIFT = "/v1/AUTH_%(project_id)s"

SERVICES = {s.name: s for s in (
    Service("keystone", "Identity", 5000, health="/v3/projects"),
    Service("placement", "Placement", 8778, (CatalogEntry("placement", "placement"),), "/resource_providers"),
    Service("nova", "Compute", 8774, (CatalogEntry("nova", "compute", "/v2.1"),), "/v2.1/flavors"),
    Service("neutron", "Network", 9696, (CatalogEntry("neutron", "network"),), "/v2.0/networks"),
    Service("cinder", "Block storage", 8776,
            (CatalogEntry("cinder", "block-storage", "/v3"), CatalogEntry("cinderv3", "volumev3", _CINDER_V3)),
            "/v3/{project}/types"),
    Service("glance", "Image", 9292, (CatalogEntry("glance", "image"),), "/v2/images"),
    Service("octavia", "Load balancer", 9876, (CatalogEntry("octavia", "load-balancer"),), "/v2.0/lbaas/providers"),
    Service("designate", "DNS", 9001, (CatalogEntry("designate", "dns"),), "/v2/zones", {"mdns": 5354}),
    Service("barbican", "Key manager", 9311, (CatalogEntry("barbican", "key-manager"),), "/v1/secrets"),
    Service("swift", "Object store", 8080,
            # object-store-s3 is the name that scs-0123-v2 (draft) asks for; both are one proxy
            (CatalogEntry("swift", "object-store", _SWIFT), CatalogEntry("swift-s3", "object-store-s3")),
            "/v1/AUTH_{project}", {"account": 6202, "container": 6201, "object": 6200}),
)}

ZONES = ("zone1", "zone2", "zone3")
COMPUTE_HOSTS = ("compute-zone1", "compute-zone2", "compute-zone3")
REGION = "RegionOne"
MODES = ("tenant", "operator-blank")
CLOUDS = ("sandbox", "sandbox-admin", "sandbox-system")


def port_keys():
    """Every socket of the sandbox with its usual port: {"keystone": 5000, "swift.object": 6200, …}."""
    keys = {}
    for service in SERVICES.values():
        keys[service.name] = service.port
        keys.update({"%s.%s" % (service.name, name): port for name, port in service.inner_ports.items()})
    return keys
