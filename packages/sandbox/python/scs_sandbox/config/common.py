"""What the services' configurations have in common: databases, tokens, transport, places."""
from ..services import REGION


def ini(sections):
    return "\n".join("[%s]\n%s\n" % (name, "\n".join("%s = %s" % (k, _value(v)) for k, v in options.items()))
                     for name, options in sections.items())


def _value(v):
    return str(v).lower() if isinstance(v, bool) else v


class Settings:
    """Turns the instance's state into configuration sections."""

    def __init__(self, layout, state):
        self.layout, self.state = layout, state

    def url(self, service):
        return self.state.url(service)

    def port(self, key):
        return self.state.ports[key]

    def secret(self, name):
        return self.state.secrets[name]

    def shipped(self, service, name):
        return self.layout.etc(service, name)

    def service_dir(self, service, *parts):
        return self.layout.service_state(service, *parts)

    def connection(self, name):
        return "sqlite:///%s?timeout=60" % self.layout.database(name)

    def database(self, name):
        # fsync guards against power loss only; a killed process loses nothing without it
        return {"connection": self.connection(name), "sqlite_synchronous": False}

    def auth(self, user):
        return {"auth_type": "password", "auth_url": self.url("keystone") + "/v3", "username": user,
                "password": self.secret("service"), "project_name": "service", "user_domain_name": "Default",
                "project_domain_name": "Default", "region_name": REGION}

    def token(self, user):
        return {**self.auth(user), "www_authenticate_uri": self.url("keystone") + "/v3",
                "service_token_roles_required": True, "service_token_roles": "service"}

    def service_user(self, user):
        return {**self.auth(user), "send_service_user_token": True}

    def base(self, service, **more):
        """[DEFAULT] of most: fake:// is oslo.messaging's transport inside one process, so no broker is needed."""
        return {**self.logging(service), "transport_url": "fake://", "host": "sandbox", "state_path": self.service_dir(service), **more}

    def logging(self, service):
        """Logs of a sandbox that runs for weeks must not fill the disk."""
        return {"debug": False, "log_file": self.layout.log(service + ".log"), "log_rotation_type": "size",
                "max_logfile_size_mb": 50, "max_logfile_count": 2}

    def lock(self, service):
        return {"lock_path": self.service_dir(service, "lock")}

    @property
    def no_notifications(self):
        return {"driver": "noop"}

    @property
    def barbican(self):
        return {"key_manager": {"backend": "barbican"}, "barbican": {"auth_endpoint": self.url("keystone") + "/v3"}}
