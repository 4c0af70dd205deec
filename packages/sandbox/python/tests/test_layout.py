import os
import sys
import unittest

from . import base  # noqa: F401
from scs_sandbox import layout


class HomeTest(unittest.TestCase):
    def test_default_is_under_xdg_cache(self):
        self.assertEqual(layout.default_home({"XDG_CACHE_HOME": "/x", "HOME": "/h"}), "/x/scs-blueprints/sandbox")

    def test_without_xdg_it_is_dot_cache(self):
        self.assertEqual(layout.default_home({"HOME": "/h"}), "/h/.cache/scs-blueprints/sandbox")

    def test_relative_xdg_is_ignored_as_its_specification_says(self):
        self.assertEqual(layout.default_home({"HOME": "/h", "XDG_CACHE_HOME": "x"}), "/h/.cache/scs-blueprints/sandbox")

    def test_variable_wins(self):
        self.assertEqual(layout.default_home({"HOME": "/h", "SCS_SANDBOX_HOME": "/else"}), "/else")


class VenvTest(base.HomeTest):
    def test_name_follows_the_lock_file(self):
        a, b = self.write(self.root + "/a", "x==1\n"), self.write(self.root + "/b", "x==2\n")
        env = {"XDG_CACHE_HOME": "/x"}
        self.assertNotEqual(layout.default_venv(env, a), layout.default_venv(env, b))
        self.assertEqual(layout.default_venv(env, a), layout.default_venv(env, a))
        self.assertTrue(layout.default_venv(env, a).startswith("/x/scs-blueprints/sandbox-venv-"))

    def test_variable_wins(self):
        self.assertEqual(layout.default_venv({"SCS_SANDBOX_VENV": "/v"}), "/v")

    def test_home_is_private(self):
        self.layout.make()
        self.assertEqual(os.stat(self.layout.home).st_mode & 0o777, 0o700)


class LockFileTest(unittest.TestCase):
    def test_every_requirement_is_pinned_and_nothing_names_a_download_address(self):
        with open(layout.LOCK_FILE) as f:
            lines = [line.strip() for line in f if line.strip() and not line.startswith("#")]
        self.assertGreater(len(lines), 100)
        for line in lines:
            self.assertRegex(line, r"^[a-z0-9.-]+==[0-9][^ /]*$")

    def test_python_is_new_enough_for_the_driver(self):
        self.assertGreaterEqual(sys.version_info, (3, 11))
