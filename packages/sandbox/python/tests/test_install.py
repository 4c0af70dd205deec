from unittest import mock

from . import base
from scs_sandbox import disk, install
from scs_sandbox.errors import SandboxError


class InstallTest(base.HomeTest):
    def explain(self, text):
        with self.assertRaises(SandboxError) as caught:
            install._explain(self.write(self.root + "/log", text), 1)
        return caught.exception

    def test_network_trouble_is_told_from_other_failures(self):
        for text in ("error: Failed to fetch: `x`\n  Caused by: error sending request\n  Caused by: dns error: failed to lookup",
                     "ERROR: Could not find a version that satisfies the requirement uv (from versions: none)",
                     "ProxyError('Cannot connect to proxy.', OSError('Tunnel connection failed: 403 Forbidden'))"):
            self.assertEqual(self.explain(text).code, "SCSBP-9003", text)
        self.assertEqual(self.explain("error: command 'cc' failed: no such file").code, "SCSBP-9004")

    def test_proxy_settings_are_named_without_their_values(self):
        with mock.patch.dict("os.environ", {"HTTPS_PROXY": "http://user:secret@proxy"}):
            error = self.explain("connection refused")
        self.assertIn("HTTPS_PROXY", error.got)
        self.assertNotIn("secret", error.as_text())

    def test_half_an_installation_is_not_complete(self):
        self.write(self.layout.venv + "/bin/python", "")
        self.assertFalse(install.complete(self.layout))

    def test_missing_module_says_how_to_get_it(self):
        with mock.patch("importlib.util.find_spec", side_effect=lambda name: None if name == "ensurepip" else object()):
            with self.assertRaises(SandboxError) as caught:
                install.check_python()
        self.assertEqual(caught.exception.code, "SCSBP-9001")
        self.assertIn("python3-venv", caught.exception.do)

    def test_a_strangers_directory_is_not_deleted(self):
        self.write(self.layout.venv + "/precious", "x")
        with self.assertRaises(SandboxError) as caught:
            install.ensure(self.layout, mock.Mock())
        self.assertEqual(caught.exception.code, "SCSBP-9013")

    def test_disk_space(self):
        with mock.patch("shutil.disk_usage", return_value=mock.Mock(free=10 << 20)), self.assertRaises(SandboxError) as caught:
            disk.require(self.root + "/not/there/yet", 100, "a cloud")
        self.assertEqual(caught.exception.code, "SCSBP-9002")
        self.assertIn("10 MiB", caught.exception.got)
