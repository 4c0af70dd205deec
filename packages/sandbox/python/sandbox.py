#!/usr/bin/env python3
"""Entry point of the sandbox cloud: `python3 sandbox.py COMMAND [options]`.

Only this file may run on a Python that is too old, so it uses no new syntax and
checks the version before it imports anything else.
"""
import os
import sys

if sys.version_info < (3, 11):
    PARTS = ("this Python is too old for the sandbox cloud",
             "%s at %s" % (".".join(map(str, sys.version_info[:3])), sys.executable), "Python 3.11 or newer",
             "install a newer python3, or run the command with it, as in: python3.12 sandbox.py up")
    if "--json" in sys.argv:
        import json
        print(json.dumps(dict(zip(("event", "code", "what", "got", "allowed", "do"), ("error", "SCSBP-9001") + PARTS))))
    else:
        sys.stderr.write("SCSBP-9001 %s\n  got:     %s\n  allowed: %s\n  do this: %s\n" % PARTS)
    sys.exit(1)

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from scs_sandbox.cli import main  # noqa: E402  the version comes first

if __name__ == "__main__":
    sys.exit(main())
