"""clouds.yaml for every OpenStack client, beside the sandbox's data and never in the user's own place."""
import json

from .files import write_atomic
from .services import REGION

HEAD = "# Written by the SCS sandbox at each `up`; use it with OS_CLIENT_CONFIG_FILE (see `sandbox env`).\n"


def clouds(state):
    def cloud(user, scope):
        return {"region_name": REGION, "identity_api_version": 3, "interface": "public",
                "auth": {"auth_url": state.url("keystone") + "/v3", "username": user, "password": state.secrets[user],
                         "user_domain_name": "Default", **scope}}
    project = lambda name: {"project_name": name, "project_domain_name": "Default"}
    return {"sandbox": cloud("demo", project("demo")), "sandbox-admin": cloud("admin", project("admin")),
            "sandbox-system": cloud("admin", {"system_scope": "all"})}


def render(state):
    lines = [HEAD + "clouds:"]
    for name, cloud in clouds(state).items():
        lines.append("  %s:" % name)
        for key, value in cloud.items():
            if isinstance(value, dict):
                lines.append("    %s:" % key)
                lines += ["      %s: %s" % (k, _scalar(v)) for k, v in value.items()]
            else:
                lines.append("    %s: %s" % (key, _scalar(value)))
    return "\n".join(lines) + "\n"


def _scalar(value):
    return json.dumps(value)  # a JSON string or number is a YAML one; random passwords need the quotes


def write(layout, state):
    write_atomic(layout.clouds_yaml, render(state), 0o600)
