"""Run by `sandbox selftest` inside the virtualenv: selftest.py MODE [--json] [--only REGEX]"""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from scs_sandbox.selftest import runner  # noqa: E402

if __name__ == "__main__":
    sys.exit(runner.main(sys.argv[1:]))
