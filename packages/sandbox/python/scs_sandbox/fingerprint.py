"""Whether running services were started from the code and configuration that is here now.

After an update of the repository (or of the virtualenv) `up` would otherwise report old services as
healthy; they are restarted instead.
"""
import glob
import hashlib
import os

from .files import write_atomic
from .layout import LOCK_FILE, SANDBOX_DIR


def current(layout):
    digest = hashlib.sha256(layout.venv.encode())
    package = os.path.join(SANDBOX_DIR, "scs_sandbox")
    sources = [p for part in ("server", "config") for p in glob.glob(os.path.join(package, part, "**", "*.py"), recursive=True)]
    for path in sorted([*sources, os.path.join(package, "fault_rules.py"), LOCK_FILE]):
        with open(path, "rb") as f:
            digest.update(path.encode() + b"\0" + f.read())
    return digest.hexdigest()


def _file(layout):
    return layout.path("run", "fingerprint")


def matches(layout):
    try:
        with open(_file(layout)) as f:
            return f.read() == current(layout)
    except FileNotFoundError:
        return False


def write(layout):
    write_atomic(_file(layout), current(layout))
