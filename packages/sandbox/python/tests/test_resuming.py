"""A run that is killed anywhere is continued: markers, clean starts of half-done steps, snapshot swaps, locks, processes."""
import contextlib
import io
import os
import sqlite3
import subprocess
import sys
import time
from unittest import mock

from . import base
from scs_sandbox import files, locking, prepare, process_table, snapshot
from scs_sandbox.errors import SandboxError
from scs_sandbox.markers import Markers
from scs_sandbox.progress import Progress


class PrepareTest(base.HomeTest):
    def setUp(self):
        super().setUp()
        self.layout.make()
        self.markers, self.progress = Markers(self.layout), Progress(True, io.StringIO())

    def run_one(self, work):
        with mock.patch("scs_sandbox.processes.prepare", side_effect=work):
            prepare.prepare_one(self.layout, None, self.markers, self.progress, "cinder")

    def make_database(self, *_):
        self.assertFalse(os.path.exists(self.layout.database("cinder")), "half a database was kept")
        sqlite3.connect(self.layout.database("cinder")).execute("CREATE TABLE t (x)").connection.close()

    def test_a_failed_step_is_not_marked_and_starts_clean(self):
        def half(*args):
            self.make_database()
            raise SandboxError("SCSBP-9007", "killed")
        with self.assertRaises(SandboxError):
            self.run_one(half)
        self.assertFalse(self.markers.has("prepared-cinder"))
        self.write(self.layout.database("cinder") + "-wal", "half")
        self.run_one(self.make_database)
        self.assertTrue(self.markers.has("prepared-cinder"))

    def test_a_marked_step_is_not_repeated(self):
        self.markers.set("prepared-cinder")
        self.run_one(lambda *a: self.fail("repeated"))

    def test_databases_get_write_ahead_logging(self):
        self.run_one(self.make_database)
        con = sqlite3.connect(self.layout.database("cinder"))
        self.addCleanup(con.close)
        self.assertEqual(con.execute("PRAGMA journal_mode").fetchone(), ("wal",))


class SnapshotTest(base.HomeTest):
    def setUp(self):
        super().setUp()
        self.layout.make()
        self.con = sqlite3.connect(self.layout.database("nova_api"))
        self.con.execute("CREATE TABLE t (x)")
        self.con.commit()
        self.write(self.layout.cloud("state", "glance", "image"), "fresh")
        Markers(self.layout).set("prepared-nova")
        snapshot.take(self.layout, "tenant")
        self.con.execute("INSERT INTO t VALUES (1)")
        self.con.commit()
        self.con.close()
        self.write(self.layout.cloud("state", "glance", "image"), "used")
        Markers(self.layout).set("complete-tenant")

    def state(self):
        with open(self.layout.cloud("state", "glance", "image")) as f:
            text = f.read()
        con = sqlite3.connect(self.layout.database("nova_api"))
        try:
            return text, con.execute("SELECT count(*) FROM t").fetchone()[0], Markers(self.layout).all()
        finally:
            con.close()

    def test_restore_brings_data_and_markers_back_together(self):
        self.assertEqual(self.state(), ("used", 1, ["complete-tenant", "prepared-nova"]))
        snapshot.restore(self.layout, "tenant")
        self.assertEqual(self.state(), ("fresh", 0, ["prepared-nova"]))
        self.assertFalse(os.path.exists(self.layout.path("cloud.old")))

    def test_killed_at_any_rename_it_is_finished_or_undone(self):
        for stop_at in range(1, 6):
            self.setUp()
            calls = [0]

            def counted(real):
                def call(*args, **kwargs):
                    calls[0] += 1
                    if calls[0] == stop_at:
                        raise KeyboardInterrupt
                    return real(*args, **kwargs)
                return call
            with mock.patch("os.rename", counted(os.rename)), mock.patch("shutil.copytree", counted(__import__("shutil").copytree)), \
                    mock.patch("os.unlink", counted(os.unlink)), contextlib.suppress(KeyboardInterrupt):
                snapshot.restore(self.layout, "tenant")
            snapshot.recover(self.layout)
            self.assertIn(self.state(), (("used", 1, ["complete-tenant", "prepared-nova"]), ("fresh", 0, ["prepared-nova"])), "killed at call %d" % stop_at)
            self.assertFalse(os.path.exists(self.layout.path("cloud.new")))

    def test_half_a_snapshot_does_not_count(self):
        os.unlink(self.layout.path("snapshots", "tenant", snapshot.COMPLETE))
        self.assertFalse(snapshot.exists(self.layout, "tenant"))


class FilesTest(base.HomeTest):
    def test_a_failed_write_leaves_the_old_content_and_no_rest(self):
        path = self.write(self.root + "/d/f", "old")
        with mock.patch("os.replace", side_effect=OSError), self.assertRaises(OSError):
            files.write_atomic(path, "new")
        self.assertEqual((open(path).read(), os.listdir(self.root + "/d")), ("old", ["f"]))


class LockTest(base.HomeTest):
    def test_second_waits_no_longer_than_told_and_names_the_first(self):
        path, said = self.root + "/lock", []
        with locking.exclusive(path, "the sandbox"):
            with self.assertRaises(SandboxError) as caught:
                with locking.exclusive(path, "the sandbox", wait=0.2, told=said.append, sleep=lambda s: time.sleep(0.05)):
                    self.fail("both in")
        self.assertEqual(caught.exception.code, "SCSBP-9005")
        self.assertIn(str(os.getpid()), caught.exception.got)
        self.assertEqual(len(said), 1)
        with locking.exclusive(path, "the sandbox", wait=0):
            pass


class ProcessTableTest(base.HomeTest):
    def test_only_this_instances_processes_match(self):
        argv = ["/v/bin/python", "/s/server/main.py", "nova", "/home/a", "id1"]
        self.assertEqual(process_table.match(argv, "/home/a", "id1"), ("main.py", "nova"))
        self.assertEqual(process_table.match([" ".join(argv)], "/home/a", "id1"), ("main.py", "nova"))
        for home, instance in (("/home/b", "id1"), ("/home/a", "id2")):
            self.assertIsNone(process_table.match(argv, home, instance))
        for other in (["grep", "id1"], ["vim", "/s/server/main.py"], ["tail", "/home/a", "id1"], [], argv + ["more"]):
            self.assertIsNone(process_table.match(other, "/home/a", "id1"), other)

    def test_find_and_stop_a_real_process_and_nothing_else(self):
        script = self.write(self.root + "/main.py", "import time\ntime.sleep(60)\n")
        home = self.layout.home
        ours = subprocess.Popen([sys.executable, script, "nova", home, "id1"])
        other = subprocess.Popen([sys.executable, script, "nova", home, "id2"])
        self.addCleanup(other.wait)
        self.addCleanup(other.kill)
        deadline = time.monotonic() + 10
        while not (found := process_table.find(home, "id1")) and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual([(f.pid, f.service) for f in found], [(ours.pid, "nova")])
        process_table.stop(found, grace=5)
        ours.wait(5)
        self.assertIsNone(other.poll())
