"""`env`, `logs`, `requests`, `fault` and `selftest`: looking at a cloud and disturbing it."""
import json
import os
import shlex
import subprocess
import time

from .. import access_summary, fault_rules
from ..errors import SandboxError
from ..files import tail
from ..layout import SANDBOX_DIR
from ..services import SERVICES
from .control import require

# What OpenStack clients and the Terraform provider read and what would override the chosen cloud.
OTHERS = tuple("OS_" + n for n in (
    "AUTH_URL AUTH_TYPE TOKEN USERNAME USER_ID USER_NAME PASSWORD PROJECT_ID PROJECT_NAME TENANT_ID TENANT_NAME USER_DOMAIN_ID "
    "USER_DOMAIN_NAME PROJECT_DOMAIN_ID PROJECT_DOMAIN_NAME DOMAIN_ID DOMAIN_NAME DEFAULT_DOMAIN SYSTEM_SCOPE REGION_NAME CACERT CERT "
    "KEY INSECURE INTERFACE ENDPOINT_TYPE IDENTITY_API_VERSION APPLICATION_CREDENTIAL_ID APPLICATION_CREDENTIAL_NAME "
    "APPLICATION_CREDENTIAL_SECRET TRUST_ID AUTH_TOKEN PASSCODE ENDPOINT_OVERRIDE SWAUTH USE_OCTAVIA").split())


def env(layout, options, progress):
    require(layout)
    if not os.path.exists(layout.clouds_yaml):
        raise SandboxError("SCSBP-9012", "the sandbox's set-up is not finished", "no %s" % layout.clouds_yaml, "a sandbox that `up` has finished", "run `up`")
    values = {"OS_CLIENT_CONFIG_FILE": layout.clouds_yaml, "OS_CLOUD": options.cloud}
    unset = [n for n in sorted({*OTHERS, *(k for k in os.environ if k.startswith("OS_"))}) if n not in values]
    if progress.as_json:
        print(json.dumps({"event": "env", "env": values, "unset": unset}))
    else:
        print("unset " + " ".join(unset))
        for name, value in values.items():
            print("export %s=%s" % (name, shlex.quote(value)))
    return 0


KINDS = {"main": "", "stdout": "-stdout", "setup": "-setup", "access": "-access"}


def _service(name):
    if name is not None and name not in SERVICES:
        raise SandboxError("SCSBP-9011", "no such service", name, ", ".join(SERVICES), "name one of these, or none for all")


def logs(layout, options, progress):
    require(layout)
    _service(options.service)
    kinds = [options.kind] if options.kind else (list(KINDS) if options.service else ["main"])
    files = [layout.log(s + KINDS[k] + ".log") for s in ([options.service] if options.service else SERVICES) for k in kinds]
    files = [f for f in files if os.path.exists(f) and os.path.getsize(f)]
    if options.follow:
        if not files:
            raise SandboxError("SCSBP-9012", "there is no log yet", layout.log(), "a sandbox that has run", "run `up`")
        return subprocess.call(["tail", "-n", str(options.lines), "-F", *files])
    for path in files:
        if len(files) > 1:
            print("==> %s <==" % path)
        print(tail(path, options.lines) + "\n" * (len(files) > 1))
    return 0


def requests(layout, options, progress):
    require(layout)
    if options.mark:
        mark = "%.3f" % time.time()
        print(json.dumps({"event": "mark", "mark": mark}) if progress.as_json else mark)
        return 0
    since = access_summary.parse_since(options.since)
    lines = access_summary.read(layout, since)
    summary = access_summary.summarize(lines, options.by)
    if progress.as_json:
        print(json.dumps({"event": "requests", "since": since, "by": options.by, **summary}))
    else:
        print(access_summary.as_text(summary, options.by))
    return 0


def fault(layout, options, progress):
    require(layout)
    if options.clear:
        count = fault_rules.clear(layout.faults)
        print(json.dumps({"event": "faults", "cleared": count, "faults": []}) if progress.as_json else "%d fault%s cleared" % (count, "s" * (count != 1)))
        return 0
    if not options.list:
        if not options.service:
            raise SandboxError("SCSBP-9011", "which service shall be disturbed?", "no service", ", ".join(SERVICES),
                               "for example: fault neutron --status 503 --times 3; or fault --list, fault --clear")
        rule = fault_rules.make(options.service, options.status, options.hang, options.times, options.method, options.path,
                                options.callers, options.retry_after)
        fault_rules.add(layout.faults, rule)
    rules = fault_rules.listed(layout.faults)
    if progress.as_json:
        print(json.dumps({"event": "faults", "faults": rules}))
    else:
        for r in rules:
            effect = " then ".join(x for x in ("wait %g s" % r["hang"] if r["hang"] else "", "answer %d" % r["status"] if r["status"] else "") if x)
            print("%s  %-10s %s, %d of %d left%s%s, requests from %s" % (
                r["id"], r["service"], effect, r["left"], r["times"], ", method %s" % r["method"] if r["method"] else "",
                ", path %s" % r["path"] if r["path"] else "", r["from"]))
        if not rules:
            print("no faults")
    return 0


def selftest(layout, options, progress):
    """Walk through every service with real clients; needs the virtualenv, so it runs inside it."""
    state = require(layout)
    argv = [layout.python, os.path.join(SANDBOX_DIR, "selftest.py"), state.mode, *(["--json"] if progress.as_json else []),
            *(["--only", options.only] if options.only else [])]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OS_") and not k.lower().endswith("_proxy")}
    code = subprocess.call(argv, env=dict(environment, OS_CLIENT_CONFIG_FILE=layout.clouds_yaml))
    if code:
        raise SandboxError("SCSBP-9016", "the self-test found faults", "exit code %d" % code, "every step passes",
                           "read the steps above and `logs SERVICE`")
    return 0
