"""What the tests share: a throw-away home and the package on the path. Run: python3 -m unittest discover -s packages/sandbox/python/tests -t packages/sandbox/python"""
import json
import os
import shutil
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from scs_sandbox.layout import Layout  # noqa: E402


class HomeTest(unittest.TestCase):
    def setUp(self):
        self.root = tempfile.mkdtemp(prefix="scs-sandbox-test-")
        self.addCleanup(shutil.rmtree, self.root, ignore_errors=True)
        self.layout = Layout(os.path.join(self.root, "cloud"), venv=os.path.join(self.root, "venv"))

    def write(self, path, text):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as f:
            f.write(text if isinstance(text, str) else json.dumps(text))
        return path

    def access(self, service, **line):
        full = {"time": 100.0, "method": "GET", "path": "/", "status": 200, "ms": 1.0, "bytes": 1, "agent": "x", "from": "client", **line}
        os.makedirs(self.layout.log(), exist_ok=True)
        with open(self.layout.log(service + "-access.log"), "a") as f:
            f.write(json.dumps(full) + "\n")
