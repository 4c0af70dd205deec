"""Where everything lies.

    <home>/state.json      ports, secrets, mode (0600)        <home>/etc, log, run
    <home>/clouds.yaml     credentials for clients (0600)     <home>/snapshots   for `reset`
    <home>/cloud/          db, state, done: what `reset` replaces as a whole

The virtualenv is shared by all instances and named after the lock file, so an update of the
lock makes a new one beside the old one instead of changing what a running cloud imports.
"""
import hashlib
import os
import sys

SANDBOX_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOCK_FILE = os.path.join(SANDBOX_DIR, "requirements.lock")


def cache_root(env=os.environ):
    """The XDG base directory rule: an unset, empty or relative XDG_CACHE_HOME means ~/.cache."""
    base = env.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        base = os.path.join(env.get("HOME") or os.path.expanduser("~"), ".cache")
    return os.path.join(base, "scs-blueprints")


def default_home(env=os.environ):
    return os.path.abspath(env.get("SCS_SANDBOX_HOME") or os.path.join(cache_root(env), "sandbox"))


def lock_hash(lock_file=LOCK_FILE):
    with open(lock_file, "rb") as f:
        return hashlib.sha256(f.read()).hexdigest()


def default_venv(env=os.environ, lock_file=LOCK_FILE):
    if env.get("SCS_SANDBOX_VENV"):
        return os.path.abspath(env["SCS_SANDBOX_VENV"])
    key = "%s py%d.%d" % (lock_hash(lock_file), *sys.version_info[:2])
    return os.path.join(cache_root(env), "sandbox-venv-" + hashlib.sha256(key.encode()).hexdigest()[:10])


class Layout:
    def __init__(self, home=None, venv=None, env=os.environ):
        self.home = os.path.abspath(home) if home else default_home(env)
        self.venv = venv or default_venv(env)

    def path(self, *parts):
        return os.path.join(self.home, *parts)

    def cloud(self, *parts):
        return os.path.join(self.home, "cloud", *parts)

    def etc(self, *parts):
        return os.path.join(self.home, "etc", *parts)

    def log(self, *parts):
        return os.path.join(self.home, "log", *parts)

    def database(self, name):
        return self.cloud("db", name + ".sqlite")

    def service_state(self, service, *parts):
        return self.cloud("state", service, *parts)

    def tool(self, name):
        return os.path.join(self.venv, "bin", name)

    @property
    def python(self):
        return self.tool("python")

    @property
    def clouds_yaml(self):
        return self.path("clouds.yaml")

    @property
    def faults(self):
        return self.path("run", "faults.json")

    def make(self):
        for parts in (("etc",), ("log",), ("run",), ("snapshots",), ("cloud", "db"), ("cloud", "state"), ("cloud", "done")):
            os.makedirs(self.path(*parts), exist_ok=True)
        os.chmod(self.home, 0o700)  # configuration and databases hold passwords
