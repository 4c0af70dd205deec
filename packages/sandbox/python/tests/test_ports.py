import os
import socket
import unittest
from unittest import mock

from . import base  # noqa: F401
from scs_sandbox import port_registry, ports, state
from scs_sandbox.errors import SandboxError
from scs_sandbox.services import port_keys


class ChoiceTest(unittest.TestCase):
    def test_usual_ports_when_all_are_free(self):
        self.assertEqual(ports.choose(lambda port: True), port_keys())

    def test_a_taken_one_is_replaced_and_all_differ(self):
        chosen = ports.choose(lambda port: port not in (5000, 8080, 17000))
        self.assertEqual((chosen["keystone"], chosen["swift"], chosen["nova"]), (17001, 17002, 8774))
        self.assertEqual(len(set(chosen.values())), len(chosen))

    def test_none_free(self):
        with self.assertRaises(SandboxError) as caught:
            ports.choose(lambda port: False)
        self.assertEqual(caught.exception.code, "SCSBP-9017")

    def test_every_inner_socket_has_a_port(self):
        self.assertLessEqual({"designate.mdns", "swift.account", "swift.container", "swift.object"}, set(port_keys()))


class TakenTest(unittest.TestCase):
    def setUp(self):
        self.socket = socket.socket()
        self.addCleanup(self.socket.close)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.listen(1)
        self.port = self.socket.getsockname()[1]

    def test_taken_is_seen_and_the_holder_named(self):
        self.assertFalse(ports.is_free(self.port))
        with self.assertRaises(SandboxError) as caught:
            ports.require_free({"nova": self.port, "glance": 1}, "nova", patience=0.1)
        error = caught.exception
        self.assertEqual(error.code, "SCSBP-9006")
        self.assertIn(str(self.port), error.what)
        if os.path.isdir("/proc/self"):
            self.assertIn("pid %d" % os.getpid(), error.got)

    def test_other_services_ports_do_not_matter(self):
        ports.require_free({"nova": self.port}, "glance")

    def test_inner_ports_belong_to_their_service(self):
        with self.assertRaises(SandboxError):
            ports.require_free({"swift.object": self.port}, "swift", patience=0.1)


class RegistryTest(base.HomeTest):
    """Ports of another sandbox stay its own while it is stopped, until it is wiped."""

    def create(self, name):
        self.layout.home = os.path.join(self.root, name)
        return state.create(self.layout, "tenant").ports

    def test_two_sandboxes_never_share(self):
        with mock.patch.dict("os.environ", {"XDG_CACHE_HOME": self.root}), mock.patch("scs_sandbox.ports.is_free", return_value=True):
            first, second = self.create("a"), self.create("b")
            self.assertEqual(first, port_keys())
            self.assertFalse(set(first.values()) & set(second.values()))
            os.unlink(os.path.join(self.root, "a", "state.json"))  # wiped
            self.assertEqual(self.create("c"), first)
            self.assertEqual(port_registry.taken_by_others(os.path.join(self.root, "c")), set(second.values()))

    def test_chosen_again_when_taken_before_the_cloud_knows_them(self):
        with mock.patch.dict("os.environ", {"XDG_CACHE_HOME": self.root}):
            with mock.patch("scs_sandbox.ports.is_free", return_value=True):
                first = dict(self.create("a"))
                instance = state.load(self.layout)
                state.choose_ports_again(self.layout, instance)
                self.assertEqual(instance.ports, first)
            with mock.patch("scs_sandbox.ports.is_free", lambda port: port != first["keystone"]):
                state.choose_ports_again(self.layout, instance)
            self.assertNotEqual(instance.ports["keystone"], first["keystone"])
            self.assertEqual(state.load(self.layout).ports, instance.ports)
