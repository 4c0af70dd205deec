"""Which ports the sandbox listens on, and who holds one that is taken.

The usual OpenStack ports are preferred because documentation and habit know them; when another
program (or another sandbox) has one, a free one below the range that systems hand out by
themselves is taken instead, and both are kept for the life of the instance.
"""
import glob
import os
import socket
import time

from .errors import SandboxError
from .services import port_keys

ADDRESS = "127.0.0.1"
SPARE = range(17000, 32000)


def is_free(port):
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers do: TIME_WAIT is no holder
        try:
            s.bind((ADDRESS, port))
            s.listen(1)
        except OSError:
            return False
    return True


def choose(free=is_free):
    chosen, spare = {}, iter(SPARE)
    for key, usual in port_keys().items():
        port = usual if usual not in chosen.values() and free(usual) else next((p for p in spare if free(p)), None)
        if port is None:
            raise SandboxError("SCSBP-9017", "no free port for %s" % key, "%d and %d-%d are all taken" % (usual, SPARE[0], SPARE[-1]),
                               "one free TCP port on %s" % ADDRESS, "stop some of what listens there")
        chosen[key] = port
    return chosen


def holder(port):
    """'pid 123 (command)' of the process that listens on a port, as far as /proc lets this user see."""
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(table) as f:
                rows = [line.split() for line in f.readlines()[1:]]
        except OSError:
            continue
        inodes |= {r[9] for r in rows if r[3] == "0A" and int(r[1].rsplit(":", 1)[1], 16) == port}
    wanted = {"socket:[%s]" % i for i in inodes}
    for link in glob.glob("/proc/[0-9]*/fd/*") if wanted else ():
        try:
            if os.readlink(link) in wanted:
                pid = link.split("/")[2]
                with open("/proc/%s/cmdline" % pid, "rb") as f:
                    return "pid %s (%s)" % (pid, f.read().replace(b"\0", b" ").decode(errors="replace").strip()[:120])
        except OSError:
            continue
    return "a process that this user cannot see"


def require_free(ports, service, patience=2.0):
    """Before a service starts: each of its recorded ports must be free. A service that was killed this moment may
    hold its sockets a little longer."""
    deadline = time.monotonic() + patience
    for key, port in ports.items():
        if key.split(".")[0] != service:
            continue
        while not (free := is_free(port)) and time.monotonic() < deadline:
            time.sleep(0.05)
        if not free:
            raise SandboxError("SCSBP-9006", "port %d, which %s of this sandbox listens on, is taken" % (port, key),
                               "held by %s" % holder(port), "the ports chosen when this sandbox was set up; clients' states name them",
                               "stop that process and run `up` again; or `wipe` this sandbox (its contents are lost) and run `up`, "
                               "which takes free ports; or use another --home beside it")
