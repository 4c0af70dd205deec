import io
import json
import re
import unittest

from . import base
from scs_sandbox import cli, errors
from scs_sandbox.errors import SandboxError
from scs_sandbox.progress import Progress


class ErrorTest(unittest.TestCase):
    def test_text_has_four_parts(self):
        text = SandboxError("SCSBP-9006", "port 1 is taken", "pid 2", "a free port", "stop it").as_text()
        self.assertEqual(text, "SCSBP-9006 port 1 is taken\n  got:     pid 2\n  allowed: a free port\n  do this: stop it")

    def test_further_lines_are_indented(self):
        self.assertIn("\n           second", SandboxError("SCSBP-9006", "x", "first\nsecond").as_text())

    def test_unknown_code_is_a_programming_error(self):
        with self.assertRaises(ValueError):
            SandboxError("SCSBP-1", "x")

    def test_every_code_that_the_source_names_is_listed_and_documented(self):
        import glob
        import os
        package = os.path.dirname(errors.__file__)
        used = set()
        for path in glob.glob(package + "/**/*.py", recursive=True):
            with open(path) as f:
                used |= set(re.findall(r"SCSBP-9\d\d\d", f.read()))
        self.assertEqual(used, set(errors.CODES))
        with open(os.path.join(os.path.dirname(package), "..", "..", "..", "docs", "sandbox.md")) as f:
            documented = set(re.findall(r"SCSBP-9\d\d\d", f.read()))
        self.assertEqual(set(errors.CODES) - documented, set())

    def test_usage_and_interruption_have_exit_codes_of_their_own(self):
        self.assertEqual(SandboxError("SCSBP-9011", "x").exit_code, 2)
        self.assertEqual(SandboxError("SCSBP-9014", "x").exit_code, 130)
        self.assertEqual(SandboxError("SCSBP-9001", "x").exit_code, 1)


class ProgressTest(unittest.TestCase):
    def events(self, work):
        out = io.StringIO()
        try:
            work(Progress(True, out))
        except RuntimeError:
            pass
        return [json.loads(line) for line in out.getvalue().splitlines()]

    def test_a_step_that_works(self):
        def work(progress):
            with progress.step("a", "Doing a") as step:
                step.progress("half")
                step.progress("half")  # said once
                step.detail = "two things"
        states = [(e["state"], e.get("detail")) for e in self.events(work)]
        self.assertEqual(states, [("start", None), ("progress", "half"), ("done", "two things")])

    def test_a_step_that_fails_says_so_and_raises(self):
        def work(progress):
            with progress.step("a", "Doing a"):
                raise RuntimeError("broken")
        events = self.events(work)
        self.assertEqual((events[-1]["state"], events[-1]["detail"]), ("fail", "broken"))
        self.assertIn("seconds", events[-1])

    def test_text_lines_carry_elapsed_time(self):
        out = io.StringIO()
        clock = iter([0.0, 1.0, 2.0, 3.0, 4.0, 5.0]).__next__
        with Progress(False, out, clock).step("a", "Doing a"):
            pass
        self.assertRegex(out.getvalue(), r"\[ +\d\.0 s\] \.\.\. Doing a\n\[ +\d\.0 s\] ok  Doing a \(")


class CommandLineTest(base.HomeTest):
    def run_cli(self, *argv):
        import contextlib
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.main([*argv])
        return code, out.getvalue(), err.getvalue()

    def test_options_may_stand_before_or_after_the_command(self):
        for argv in (["--home", self.layout.home, "--json", "status"], ["status", "--home", self.layout.home, "--json"]):
            code, out, _ = self.run_cli(*argv)
            self.assertEqual((code, json.loads(out)["state"], json.loads(out)["home"]), (3, "absent", self.layout.home))

    def test_unknown_command_is_one_json_error(self):
        code, out, _ = self.run_cli("nonsense", "--json")
        self.assertEqual((code, json.loads(out)["event"], json.loads(out)["code"]), (2, "error", "SCSBP-9011"))

    def test_env_without_a_sandbox(self):
        code, out, err = self.run_cli("env", "--home", self.layout.home)
        self.assertEqual((code, out), (1, ""))
        self.assertTrue(err.startswith("SCSBP-9012"))

    def test_wipe_keeps_a_directory_that_is_no_sandbox(self):
        self.write(self.layout.path("precious.txt"), "x")
        code, _, err = self.run_cli("wipe", "--home", self.layout.home)
        self.assertEqual(code, 1)
        self.assertIn("SCSBP-9013", err)
        with open(self.layout.path("precious.txt")) as f:
            self.assertEqual(f.read(), "x")

    def test_up_refuses_a_directory_with_other_files(self):
        self.write(self.layout.path("precious.txt"), "x")
        code, _, err = self.run_cli("up", "--home", self.layout.home)
        self.assertIn("SCSBP-9013", err)
        self.assertEqual(code, 1)

    def test_down_and_wipe_of_nothing_are_fine(self):
        self.assertEqual(self.run_cli("down", "--home", self.layout.home)[0], 0)
        self.assertEqual(self.run_cli("wipe", "--home", self.layout.home)[0], 0)
