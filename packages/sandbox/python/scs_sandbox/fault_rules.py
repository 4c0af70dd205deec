"""The fault file: rules with a count that only ever goes down, shared by the command line and ten servers.

Read and written under a lock file, so ten parallel requests use up exactly ten calls.
"""
import contextlib
import fcntl
import os
import re

from .errors import SandboxError
from .files import read_json, write_json
from .services import SERVICES


@contextlib.contextmanager
def _locked(path):
    fd = os.open(path + ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


def _write(path, rules):
    if rules:
        write_json(path, rules)
    else:
        with contextlib.suppress(FileNotFoundError):  # no file: servers need not look any further
            os.unlink(path)


def _bad(what, got, allowed):
    return SandboxError("SCSBP-9011", what, got, allowed, "correct the option and run this again")


def make(service, status=None, hang=None, times=1, method=None, path=None, callers="client", retry_after=1):
    if service not in SERVICES:
        raise _bad("no such service to disturb", service, ", ".join(SERVICES))
    if status is None and hang is None:
        raise _bad("a fault needs --status or --hang", "neither", "--status 503, --status 429, --hang 30 …")
    if status is not None and not 400 <= status <= 599:
        raise _bad("the status of a fault must be an error", status, "400 to 599, usually 503 or 429")
    if hang is not None and not 0 < hang <= 3600:
        raise _bad("the seconds of a hang are out of range", hang, "more than 0, at most 3600")
    if not 1 <= times <= 1000000:
        raise _bad("the number of calls to disturb is out of range", times, "1 to 1000000")
    if path is not None:
        try:
            re.compile(path)
        except re.error as error:
            raise _bad("--path is not a regular expression", "%s: %s" % (path, error), "for example '^/v2.0/ports'") from error
    return {"service": service, "status": status, "hang": hang, "left": times, "times": times,
            "method": method.upper() if method else None, "path": path, "from": callers, "retry_after": retry_after}


def add(file, rule):
    with _locked(file):
        rules = read_json(file, [])
        number = 1 + max((int(r["id"][1:]) for r in rules), default=0)
        rules.append({"id": "f%d" % number, **rule})
        _write(file, rules)
        return rules[-1]


def listed(file):
    return read_json(file, [])


def clear(file):
    with _locked(file):
        count = len(read_json(file, []))
        _write(file, [])
        return count


def matches(rule, service, method, path, caller):
    return (rule["service"] == service and rule["left"] > 0 and (rule["from"] == "any" or rule["from"] == caller)
            and (not rule["method"] or rule["method"] == method) and (not rule["path"] or re.search(rule["path"], path) is not None))


def take(file, service, method, path, caller):
    """The rule that disturbs this request, its count lowered; None when none does."""
    if not any(matches(r, service, method, path, caller) for r in read_json(file, [])):
        return None  # without the lock: most requests end here
    with _locked(file):
        rules = read_json(file, [])
        for rule in rules:
            if matches(rule, service, method, path, caller):
                rule["left"] -= 1
                _write(file, [r for r in rules if r["left"] > 0])
                return rule
    return None
