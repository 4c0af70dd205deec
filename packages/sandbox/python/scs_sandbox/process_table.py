"""The sandbox's processes, found by their own command line instead of by pid files.

A pid file can name a process that died and whose number another program got since. Each process
of an instance carries `main.py SERVICE HOME INSTANCE-ID` (or `prepare.py …`) as its arguments, so
the process table itself says what runs, also after this command was killed while it started one.
"""
import os
import signal
import subprocess
import time
from dataclasses import dataclass

SCRIPTS = ("main.py", "prepare.py")


@dataclass(frozen=True)
class Found:
    pid: int
    script: str
    service: str


def _rows():
    """(pid, argv) of every process this user may look at."""
    try:
        pids = [int(n) for n in os.listdir("/proc") if n.isdigit()]
    except FileNotFoundError:  # no /proc (macOS): ps splits at blanks, which is why a home has none there
        out = subprocess.run(["ps", "-axo", "pid=,command="], capture_output=True, text=True).stdout
        for line in out.splitlines():
            pid, *argv = line.split()
            yield int(pid), argv
        return
    for pid in pids:
        try:
            with open("/proc/%d/cmdline" % pid, "rb") as f:
                yield pid, f.read().decode(errors="replace").split("\0")[:-1]
        except OSError:
            continue


def match(argv, home, instance):
    """(script, service) when a command line is one of this instance's processes."""
    if len(argv) == 1:
        argv = argv[0].split(" ")  # a process that rewrote its title leaves one string
    for i, argument in enumerate(argv[:3]):
        name = os.path.basename(argument)
        if name in SCRIPTS and len(argv) == i + 4 and argv[i + 2] == home and instance in (None, argv[i + 3]):
            return name, argv[i + 1]
    return None


def find(home, instance, rows=None):
    found = []
    for pid, argv in rows if rows is not None else _rows():
        hit = match(argv, home, instance)
        if hit:
            found.append(Found(pid, *hit))
    return found


def services(home, instance):
    return {f.service: f.pid for f in find(home, instance) if f.script == "main.py"}


def stop(processes, grace=10, sleep=time.sleep):
    """SIGTERM, then SIGKILL for what is still there. Only pids that `find` has just returned are signalled."""
    pids = {p.pid for p in processes}
    for pid in pids:
        _signal(pid, signal.SIGTERM)
    deadline = time.monotonic() + grace
    while (left := {p for p in pids if exists(p)}) and time.monotonic() < deadline:
        sleep(0.05)
    for pid in left:
        _signal(pid, signal.SIGKILL)
    while any(exists(p) for p in left) and time.monotonic() < deadline + 5:
        sleep(0.05)


def _signal(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def exists(pid):
    """Whether it still holds anything: a dying process is a zombie while its other threads still hold its sockets."""
    try:
        with open("/proc/%d/stat" % pid) as f:
            if f.read().rpartition(")")[2].split()[0] != "Z":
                return True
        return len(os.listdir("/proc/%d/task" % pid)) > 1
    except FileNotFoundError:
        if os.path.isdir("/proc/self"):
            return False
    try:
        os.kill(pid, 0)
        return True
    except OSError:
        return False


def rss_mib(pid):
    try:
        with open("/proc/%d/status" % pid) as f:
            for line in f:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) // 1024
    except OSError:
        pass
    return None
