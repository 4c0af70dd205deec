"""Projects, users, roles and the catalogue. Each thing is looked for before it is made, so a killed run goes on.

`admin` operates the cloud; `demo` is the customer: member, load-balancer_member and creator in its
own project, never admin or manager, which is what the SCS tests demand of their user.
"""
from .http import Session
from .services import REGION, SERVICES

ROLES = ("load-balancer_member", "load-balancer_admin", "load-balancer_observer", "creator", "swiftoperator")
DEMO_ROLES = ("member", "load-balancer_member", "creator")
ADMIN_ROLES = ("member", "load-balancer_admin", "creator")


class _Finder:
    """get-or-create by name within one kind of thing."""

    def __init__(self, session, kind, plural):
        self.session, self.kind, self.plural = session, kind, plural
        self.ids = {x["name"]: x["id"] for x in session.call("GET", "keystone", "/v3/" + plural)[plural]}

    def __call__(self, name, **fields):
        if name not in self.ids:
            body = {self.kind: {"name": name, **fields}}
            self.ids[name] = self.session.call("POST", "keystone", "/v3/" + self.plural, body)[self.kind]["id"]
        return self.ids[name]


def ensure(state):
    session = Session(state)
    role, project, user, service = (_Finder(session, kind, kind + "s") for kind in ("role", "project", "user", "service"))

    def grant(project_id, user_id, *names):
        for name in names:
            session.call("PUT", "keystone", "/v3/projects/%s/users/%s/roles/%s" % (project_id, user_id, role(name)))

    services_project = project("service", domain_id="default", description="OpenStack's own users")
    demo_project = project("demo", domain_id="default", description="A customer's project")
    for name in ROLES:
        role(name)
    grant(project("admin"), user("admin"), *ADMIN_ROLES)
    demo = user("demo", domain_id="default", default_project_id=demo_project, password=state.secrets["demo"])
    grant(demo_project, demo, *DEMO_ROLES)
    endpoints = {(e["service_id"], e["interface"]) for e in session.call("GET", "keystone", "/v3/endpoints")["endpoints"]}
    for described in SERVICES.values():
        if described.name == "keystone":
            continue  # bootstrap made it
        own = user(described.name, domain_id="default", default_project_id=services_project, password=state.secrets["service"])
        grant(services_project, own, "admin", "service")
        for entry in described.catalog:
            service_id = service(entry.name, type=entry.type)
            for interface in ("public", "internal", "admin"):
                if (service_id, interface) not in endpoints:
                    session.call("POST", "keystone", "/v3/endpoints", {"endpoint": {
                        "service_id": service_id, "interface": interface, "region_id": REGION, "url": state.url(described.name) + entry.path}})
