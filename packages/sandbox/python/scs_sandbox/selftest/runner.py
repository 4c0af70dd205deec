"""Steps, their order, their clean-up, and how they are told."""
import importlib
import json
import os
import re
import secrets
import sys
import time
import traceback

import openstack

MODULES = ("identity", "image", "network", "storage", "compute", "services")
STEPS = []


class Skip(Exception):
    """This step has nothing to look at in this mode; the reason is shown."""


def step(name):
    def register(function):
        STEPS.append((name, function))
        return function
    return register


def check(condition, text):
    if not condition:
        raise AssertionError(text)


class Walk:
    def __init__(self, mode):
        self.mode, self.id = mode, "selftest-" + secrets.token_hex(3)
        self.member, self.admin = openstack.connect(cloud="sandbox"), openstack.connect(cloud="sandbox-admin")
        self.things, self._undo = {}, []

    def __getattr__(self, name):
        try:
            return self.__dict__["things"][name]
        except KeyError:
            raise AssertionError("needs %r, which an earlier step did not make" % name) from None

    def keep(self, name, thing):
        self.things[name] = thing
        return thing

    def later(self, text, function, *args, **kwargs):
        self._undo.append((text, lambda: function(*args, **kwargs)))

    def wait(self, text, probe, seconds=40, every=0.1):
        """Until probe() gives something true; its last value is in the failure."""
        deadline, value = time.monotonic() + seconds, None
        while time.monotonic() < deadline:
            value = probe()
            if value:
                return value
            time.sleep(every)
        raise AssertionError("%s: not within %d s (last: %r)" % (text, seconds, value))

    def clean_up(self):
        left = []
        while self._undo:
            text, function = self._undo.pop()
            try:
                function()
            except Exception as error:  # go on: what else is there shall go too
                left.append("%s: %s: %s" % (text, type(error).__name__, str(error)[:200]))
        check(not left, "; ".join(left))
        return "everything deleted"


def main(argv):
    mode, as_json = argv[0], "--json" in argv
    only = re.compile(argv[argv.index("--only") + 1]) if "--only" in argv else None
    for module in MODULES:  # importing registers its steps
        importlib.import_module("scs_sandbox.selftest." + module)
    walk, failed, passed, skipped = Walk(mode), 0, 0, 0
    for name, function in [*STEPS, ("clean up", Walk.clean_up)]:
        if only and not only.search(name) and name != "clean up":
            continue
        begun = time.monotonic()
        try:
            detail, state = function(walk) or "", "done"
            passed += 1
        except Skip as reason:
            detail, state = str(reason), "skip"
            skipped += 1
        except Exception as error:
            detail, state = "%s: %s" % (type(error).__name__, str(error)[:500]), "fail"
            failed += 1
            if os.environ.get("SCS_SANDBOX_TRACE"):
                traceback.print_exc()
        seconds = time.monotonic() - begun
        if as_json:
            print(json.dumps({"event": "step", "id": "selftest-" + name.replace(" ", "-"), "title": name, "state": state,
                              "seconds": round(seconds, 1), "detail": detail}), flush=True)
        else:
            print("%-4s %-26s %5.1f s  %s" % ({"done": "ok", "skip": "skip", "fail": "FAIL"}[state], name, seconds, detail), flush=True)
    if as_json:
        print(json.dumps({"event": "result", "ok": not failed, "passed": passed, "failed": failed, "skipped": skipped}))
    else:
        print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
