"""What a server process knows about its instance: its arguments, SCS_SANDBOX_* variables and state.json."""
import json
import os
import sys
import time

STARTED = time.time()
SERVICE = HOME = None


def read_arguments():
    """`main.py SERVICE HOME INSTANCE-ID`; the last only marks the process. Leaves sys.argv as OpenStack's tools expect."""
    global SERVICE, HOME
    SERVICE, HOME = sys.argv[1], sys.argv[2]
    sys.argv = [SERVICE + "-api"]
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))


def etc(*parts):
    return os.path.join(HOME, "etc", SERVICE, *parts)


def cloud(*parts):
    return os.path.join(HOME, "cloud", *parts)


def port():
    return int(os.environ["SCS_SANDBOX_PORT"])


def hosts():
    return os.environ["SCS_SANDBOX_HOSTS"].split()


def zones():
    return os.environ["SCS_SANDBOX_ZONES"].split()


def url(service):
    return dict(pair.split("=", 1) for pair in os.environ["SCS_SANDBOX_URLS"].split())[service]


def say(text):
    print("[%7.2f] %s: %s" % (time.time() - STARTED, SERVICE, text), file=sys.stderr, flush=True)


def state():
    with open(os.path.join(HOME, "state.json")) as f:
        return json.load(f)
