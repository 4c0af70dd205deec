import os

from .. import context, messages, waiting

BEGIN_IMMEDIATE = False  # Neutron retries on deadlocks by itself


def load():
    os.environ["OS_NEUTRON_CONFIG_DIR"] = context.etc()
    from neutron.wsgi.api import application
    messages.wake_listeners()
    context.say("api loaded")
    from neutron_lib.plugins import directory
    for plugin in directory.get_unique_plugins():
        try:
            getattr(plugin, "start_rpc_listeners", lambda: None)()
        except NotImplementedError:
            pass
    # neutron.policy.init() publishes its enforcer before the rules are in it: concurrent first
    # requests are then answered 404 or with empty lists. Load it before anybody can ask.
    from neutron import policy
    policy.init()
    waiting.until_answers("keystone")
    from ..drivers import agents
    agents.start(context.hosts(), context.zones())
    return application


def prepare():
    """Neutron's migrations alter constraints, which SQLite cannot: the tables come from the models, stamped at the
    migrations' heads, and the rows that migrations insert into an empty database are added after them."""
    import alembic.command
    import sqlalchemy
    from neutron.db.migration import cli
    from neutron.db.migration.models import head
    arguments = ["--config-file", context.etc("neutron.conf"), "--config-file", context.etc("plugins/ml2/ml2_conf.ini")]
    cli.CONF(arguments + ["stamp", "heads"], project="neutron")
    engine = sqlalchemy.create_engine(cli.CONF.database.connection)
    metadata = head.get_metadata()
    metadata.create_all(engine)
    _default_security_group_rules(engine, metadata)
    for config in cli.get_alembic_configs():
        config.neutron_config = cli.CONF
        alembic.command.stamp(config, "heads")


def _default_security_group_rules(engine, metadata):
    """The only rows that Neutron's migrations put into a new database (all their other inserts convert rows that
    older releases left): revision c33da356b165. Its own list is used, so a change there reaches the sandbox."""
    import importlib.util
    import sqlalchemy
    from neutron.db.migration import alembic_migrations
    path = os.path.join(os.path.dirname(alembic_migrations.__file__), "versions", "2023.2", "expand",
                        "c33da356b165_security_group_default_rules.py")
    spec = importlib.util.spec_from_file_location("scs_sandbox_default_rules", path)  # a package path cannot start with a digit
    migration = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(migration)
    rules, attributes = metadata.tables[migration.table_name], metadata.tables["standardattributes"]
    now = sqlalchemy.func.now()
    with engine.begin() as connection:
        for template in migration.default_template_rules:
            rule = dict(template)
            added = connection.execute(attributes.insert().values(
                resource_type=migration.table_name, description=rule.pop("description"), revision_number=0, created_at=now, updated_at=now))
            connection.execute(rules.insert().values(standard_attr_id=added.inserted_primary_key[0], **rule))
