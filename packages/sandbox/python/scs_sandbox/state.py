"""`state.json`: what an instance must remember for its whole life (0600: it holds passwords)."""
import base64
import json
import os
import secrets
import time

from . import port_registry
from . import ports as port_choice
from .errors import SandboxError
from .files import write_json

VERSION = 1
SECRETS = ("admin", "demo", "service", "metadata", "swift_prefix", "swift_suffix", "heartbeat")


class State:
    def __init__(self, layout, data):
        self.layout, self.data = layout, data

    instance = property(lambda self: self.data["instance"])
    ports = property(lambda self: self.data["ports"])
    secrets = property(lambda self: self.data["secrets"])
    mode = property(lambda self: self.data["mode"])

    def url(self, service):
        return "http://127.0.0.1:%d" % self.ports[service]

    def set_mode(self, mode):
        if self.data["mode"] != mode:
            self.data["mode"] = mode
            self.save()

    def save(self):
        write_json(self.layout.path("state.json"), self.data, 0o600)


def load(layout):
    """The state of an instance that exists, None when nothing was set up at this home."""
    path = layout.path("state.json")
    try:
        with open(path) as f:
            data = json.load(f)
        state = State(layout, data)
        assert data["version"] == VERSION and state.instance and state.ports and state.secrets and state.mode
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, AssertionError, TypeError) as error:
        raise SandboxError("SCSBP-9013", "the sandbox's state file cannot be read", "%s: %r" % (path, error),
                           "a state.json of version %d" % VERSION, "delete %s and run `up` again" % layout.home) from error
    except OSError as error:
        raise SandboxError("SCSBP-9013", "the sandbox's state file cannot be read", error,
                           "a directory this user owns", "choose another --home") from error
    if os.path.realpath(data["home"]) != os.path.realpath(layout.home):
        raise SandboxError("SCSBP-9013", "the sandbox's directory was moved or copied",
                           "made at %s, found at %s" % (data["home"], layout.home),
                           "the place it was made at (its databases hold absolute paths)",
                           "move it back, or use another --home")
    return state


def create(layout, mode):
    """A new instance: its id, free ports and passwords are chosen once and kept."""
    password = lambda: secrets.token_urlsafe(18)
    values = {name: password() for name in SECRETS}
    values["barbican_kek"] = base64.urlsafe_b64encode(os.urandom(32)).decode()
    with port_registry.lock():
        state = State(layout, {"version": VERSION, "instance": secrets.token_hex(8), "home": layout.home, "mode": mode,
                               "created": int(time.time()), "ports": {}, "secrets": values})
        _choose_ports(layout, state)
    return state


def choose_ports_again(layout, state):
    """Before the ports are written into the cloud: one that was free when the instance was made may have been taken
    while OpenStack was being installed."""
    with port_registry.lock():
        if not all(port_choice.is_free(port) for port in state.ports.values()):
            _choose_ports(layout, state)


def _choose_ports(layout, state):
    others = port_registry.taken_by_others(layout.home)
    state.data["ports"] = port_choice.choose(lambda port: port not in others and port_choice.is_free(port))
    state.save()
    port_registry.record(layout.home, state.ports.values())


def check_home(layout):
    """The directory can be made and is ours: nothing else may live in it, since `wipe` deletes it."""
    home = layout.home
    try:
        os.makedirs(home, exist_ok=True)
        strangers = [n for n in os.listdir(home) if n != ".lock" and not n.startswith(".state.json.")]  # the latter: left by a kill
        usable = os.access(home, os.W_OK | os.X_OK)
    except OSError as error:
        raise SandboxError("SCSBP-9013", "the sandbox's directory cannot be made", error,
                           "a directory this user may write", "choose another one with --home or SCS_SANDBOX_HOME") from error
    if not usable:
        raise SandboxError("SCSBP-9013", "the sandbox's directory cannot be written", home, "a directory this user may write",
                           "choose another one with --home or SCS_SANDBOX_HOME")
    if strangers and "state.json" not in strangers:
        raise SandboxError("SCSBP-9013", "the sandbox's directory holds other files",
                           "%s with %s" % (home, ", ".join(sorted(strangers)[:5])), "an empty directory or a sandbox's own",
                           "choose another one with --home or SCS_SANDBOX_HOME")
    if any(c in home for c in "%?#\n") or len(home) > 150:
        raise SandboxError("SCSBP-9013", "the sandbox's directory has a name that configuration files cannot carry", home,
                           "at most 150 characters, none of % ? #", "choose another one with --home or SCS_SANDBOX_HOME")
