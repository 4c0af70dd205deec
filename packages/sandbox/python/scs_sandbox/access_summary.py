"""Counting requests from the access logs, clients' and the services' own told apart."""
import json
import os
import re
import time

from .errors import SandboxError
from .services import SERVICES

_ID = re.compile(r"(?<=/)(?:[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12})(?=[/.]|$)")


def parse_since(text):
    """Seconds since 1970, as `--mark` prints them."""
    if text is None:
        return 0.0
    try:
        return float(text)
    except ValueError:
        raise SandboxError("SCSBP-9011", "--since must be a time", text, "seconds since 1970, for example %d" % time.time(),
                           "get one with `requests --mark`") from None


def read(layout, since=0.0):
    """All lines since then; a line that a kill cut short is passed over."""
    lines = []
    for service in SERVICES:
        for suffix in (".1", ""):
            path = layout.log(service + "-access.log" + suffix)
            if not os.path.exists(path):
                continue
            with open(path) as f:
                for text in f:
                    try:
                        line = json.loads(text)
                    except ValueError:
                        continue
                    if line["time"] >= since:
                        lines.append({**line, "service": service})
    return lines


def shape(path):
    """/v2.1/servers/5f0c… → /v2.1/servers/{id}"""
    return re.sub(r"AUTH_[0-9a-f]{32}", "AUTH_{id}", _ID.sub("{id}", path))


def _count(lines):
    client = [x for x in lines if x["from"] == "client"]
    return {"requests": len(lines), "client": len(client), "internal": len(lines) - len(client),
            "clientErrors": sum(x["status"] >= 400 for x in client), "faults": sum("fault" in x for x in lines),
            "ms": round(sum(x["ms"] for x in client))}


def summarize(lines, by="service"):
    key = {"service": lambda x: x["service"], "client": lambda x: x["from"],
           "path": lambda x: "%s %s %s" % (x["service"], x["method"], shape(x["path"]))}[by]
    groups = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    order = list(SERVICES) if by == "service" else sorted(groups, key=lambda k: -len(groups[k]))
    return {"groups": {name: _count(groups.get(name, [])) for name in order}, "total": _count(lines)}


def as_text(summary, by):
    rows = [*summary["groups"].items(), ("total", summary["total"])]
    width = max(10, *(len(name) for name, _ in rows))
    text = ["%-*s %8s %8s %8s %8s %8s" % (width, by, "requests", "client", "internal", "errors", "faults")]
    text += ["%-*s %8d %8d %8d %8d %8d" % (width, name, c["requests"], c["client"], c["internal"], c["clientErrors"], c["faults"])
             for name, c in rows]
    return "\n".join(text)
