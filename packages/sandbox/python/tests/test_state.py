import json
import os
import stat
from unittest import mock

from . import base
from scs_sandbox import clouds_yaml, state
from scs_sandbox.errors import SandboxError
from scs_sandbox.services import port_keys


class StateTest(base.HomeTest):
    def create(self):
        with mock.patch("scs_sandbox.ports.choose", return_value=port_keys()), mock.patch.dict("os.environ", {"XDG_CACHE_HOME": self.root}):
            return state.create(self.layout, "tenant")

    def test_none_before_the_first_up(self):
        self.assertIsNone(state.load(self.layout))

    def test_it_is_kept_and_private(self):
        made, again = self.create(), state.load(self.layout)
        self.assertEqual(made.data, again.data)
        self.assertEqual(stat.S_IMODE(os.stat(self.layout.path("state.json")).st_mode), 0o600)

    def test_passwords_differ_between_instances_and_users(self):
        a, b = self.create().secrets, self.create().secrets
        self.assertEqual(len({*a.values(), *b.values()}), len(a) + len(b))

    def test_damaged_file_is_told(self):
        for text in ("{", "[]", '{"version": 99}'):
            self.write(self.layout.path("state.json"), text)
            with self.assertRaises(SandboxError) as caught:
                state.load(self.layout)
            self.assertEqual(caught.exception.code, "SCSBP-9013")

    def test_moved_directory_is_told(self):
        self.create()
        os.rename(self.layout.home, self.layout.home + "-moved")
        self.layout.home += "-moved"
        with self.assertRaises(SandboxError) as caught:
            state.load(self.layout)
        self.assertIn("moved", caught.exception.what)

    def test_home_that_is_a_file(self):
        self.write(self.layout.home, "x")
        with self.assertRaises(SandboxError) as caught:
            state.check_home(self.layout)
        self.assertEqual(caught.exception.code, "SCSBP-9013")

    def test_leftovers_of_a_killed_first_write_are_no_strangers(self):
        self.write(self.layout.path(".state.json.abc"), "{")
        state.check_home(self.layout)

    def test_names_that_configuration_files_cannot_carry(self):
        self.layout.home += "/100%"
        with self.assertRaises(SandboxError):
            state.check_home(self.layout)

    def test_clouds_yaml(self):
        made = self.create()
        clouds_yaml.write(self.layout, made)
        self.assertEqual(stat.S_IMODE(os.stat(self.layout.clouds_yaml).st_mode), 0o600)
        clouds = clouds_yaml.clouds(made)
        self.assertEqual(list(clouds), ["sandbox", "sandbox-admin", "sandbox-system"])
        self.assertEqual((clouds["sandbox"]["auth"]["username"], clouds["sandbox"]["auth"]["project_name"]), ("demo", "demo"))
        self.assertEqual((clouds["sandbox-admin"]["auth"]["username"], clouds["sandbox-admin"]["auth"]["project_name"]), ("admin", "admin"))
        for cloud in clouds.values():
            self.assertEqual((cloud["region_name"], cloud["identity_api_version"], cloud["interface"]), ("RegionOne", 3, "public"))
        self.assertEqual(self.parse(clouds_yaml.render(made)), clouds)

    @staticmethod
    def parse(text):
        """The small part of YAML that is written: nested maps with JSON scalars."""
        root, stack = {}, []
        for line in text.splitlines():
            if line.startswith("#"):
                continue
            depth, (key, _, value) = (len(line) - len(line.lstrip())) // 2, line.strip().partition(":")
            del stack[depth:]
            target = stack[-1] if stack else root
            target[key] = json.loads(value) if value.strip() else {}
            stack.append(target[key])
        return root["clouds"]
