import os
import sys

from .. import context, entry_points

BEGIN_IMMEDIATE = False  # it nests transactions: the inner one would wait for the outer for ever


def load():
    sys.argv = ["octavia-api", "--config-file", context.etc("octavia.conf")]
    entry_points.add("octavia.api.drivers", "sandbox", "scs_sandbox.server.drivers.load_balancer:SandboxProviderDriver")
    import octavia.common.config  # noqa: F401
    from oslo_config import cfg
    cfg.CONF.set_override("pool_timeout", None, "database")  # SQLite has no pool
    from octavia.wsgi.api import application
    from ..drivers import load_balancer

    def one_at_a_time(environ, start_response):
        """Octavia nests transactions and does not retry: parallel ones end in 'database is locked'."""
        with load_balancer.ONE:
            return list(application(environ, start_response))
    return one_at_a_time


def prepare():
    """As with Neutron: tables from the models, stamped, plus the rows that the migrations insert."""
    import alembic.command
    import alembic.config
    import octavia.db
    import sqlalchemy
    from octavia.common import config as octavia_config
    from octavia.db import base_models, models  # noqa: F401
    from oslo_config import cfg
    octavia_config.init(["--config-file", context.etc("octavia.conf")])
    engine = sqlalchemy.create_engine(cfg.CONF.database.connection)
    base_models.BASE.metadata.create_all(engine)
    _lookup_rows(engine)
    config = alembic.config.Config(os.path.join(os.path.dirname(octavia.db.__file__), "migration", "alembic.ini"))
    config.set_main_option("script_location", "octavia.db.migration:alembic_migrations")
    config.octavia_config = cfg.CONF
    alembic.command.stamp(config, "heads")


def _lookup_rows(engine):
    """What the migrations insert into a new database: lookup tables, the placeholders that deleted load
    balancers point to, and the one amphora build slot counter."""
    import sqlalchemy.orm
    from octavia.common import constants as c
    from octavia.db import models as m
    with sqlalchemy.orm.Session(engine) as s, s.begin():
        for names, model in (
                (c.SUPPORTED_PROVISIONING_STATUSES, m.ProvisioningStatus), (c.SUPPORTED_HEALTH_MONITOR_TYPES, m.HealthMonitorType),
                (c.SUPPORTED_LB_ALGORITHMS, m.Algorithm), (c.SUPPORTED_PROTOCOLS, m.Protocol),
                (c.SUPPORTED_OPERATING_STATUSES, m.OperatingStatus), (c.SUPPORTED_SP_TYPES, m.SessionPersistenceType),
                (c.SUPPORTED_AMPHORA_ROLES, m.AmphoraRoles), (c.SUPPORTED_LB_TOPOLOGIES, m.LBTopology),
                (c.SUPPORTED_VRRP_AUTH, m.VRRPAuthMethod), (c.SUPPORTED_L7RULE_TYPES, m.L7RuleType),
                (c.SUPPORTED_L7RULE_COMPARE_TYPES, m.L7RuleCompareType), (c.SUPPORTED_L7POLICY_ACTIONS, m.L7PolicyAction),
                (c.SUPPORTED_CLIENT_AUTH_MODES, m.ClientAuthenticationMode)):
            s.add_all([model(name=n) for n in names])
        gone = {"name": "DELETED-PLACEHOLDER", "id": c.NIL_UUID}
        s.add(m.FlavorProfile(provider_name=c.DELETED, flavor_data="{}", **gone))
        s.flush()
        s.add(m.Flavor(flavor_profile_id=c.NIL_UUID, enabled=False, description="", **gone))
        s.flush()
        s.add(m.AvailabilityZoneProfile(provider_name=c.DELETED, availability_zone_data="{}", **gone))
        s.flush()
        s.add(m.AvailabilityZone(name="DELETED-PLACEHOLDER", availability_zone_profile_id=c.NIL_UUID, enabled=False, description=""))
        s.add(m.AmphoraBuildSlots(id=1, slots_used=0))
