"""Which ports the other sandboxes of this user have, also those that are stopped now.

Without it a second sandbox made while the first is down would take the first one's ports, and the
first could not start again. An entry counts as long as its instance's state file is there.
"""
import os

from .files import read_json, write_json
from .layout import cache_root
from .locking import exclusive


def _file():
    return os.path.join(cache_root(), "sandbox-ports.json")


def taken_by_others(home):
    entries = read_json(_file(), {})
    return {port for other, ports in entries.items() if other != home and os.path.exists(os.path.join(other, "state.json")) for port in ports}


def record(home, ports):
    entries = {h: p for h, p in read_json(_file(), {}).items() if os.path.exists(os.path.join(h, "state.json"))}
    entries[home] = sorted(ports)
    write_json(_file(), entries)


def lock():
    """Held from choosing to recording, so that two first `up`s at once differ."""
    return exclusive(_file() + ".lock", "the choice of ports", wait=60)
