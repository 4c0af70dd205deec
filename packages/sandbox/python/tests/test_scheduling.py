import unittest

from scs_sandbox.server.drivers.scheduling import SECONDS, RecentChoices


class RecentChoicesTest(unittest.TestCase):
    def setUp(self):
        self.now = 0
        self.choices = RecentChoices(lambda: self.now)

    def test_known_on_the_host_that_was_chosen(self):
        self.choices.record("a", "host-1")
        self.choices.record("b", "host-2")
        self.assertEqual((self.choices.on("host-1"), self.choices.on("host-2"), self.choices.on("host-3")), (["a"], ["b"], []))

    def test_the_last_choice_counts(self):
        self.choices.record("a", "host-1")
        self.choices.record("a", "host-2")
        self.assertEqual((self.choices.on("host-1"), self.choices.on("host-2")), ([], ["a"]))

    def test_forgotten_when_the_host_must_know(self):
        self.choices.record("a", "host-1")
        self.now = SECONDS
        self.assertEqual(self.choices.on("host-1"), ["a"])
        self.now = SECONDS + 1
        self.assertEqual(self.choices.on("host-1"), [])

    def test_a_deleted_server_leaves_room_at_once(self):
        self.choices.record("a", "host-1")
        self.choices.forget("a")
        self.choices.forget("never seen")
        self.assertEqual(self.choices.on("host-1"), [])
