from . import base
from scs_sandbox import access_summary as a
from scs_sandbox.errors import SandboxError


class SummaryTest(base.HomeTest):
    def setUp(self):
        super().setUp()
        self.access("nova", path="/v2.1/servers/5f0c1f0e-7c2b-4d6f-9a52-0123456789ab", method="DELETE", status=204)
        self.access("nova", status=404)
        self.access("neutron", **{"from": "nova"})
        self.access("neutron", time=200.0, status=503, fault="f1")

    def test_by_service_and_total(self):
        s = a.summarize(a.read(self.layout))
        self.assertEqual((s["groups"]["nova"]["client"], s["groups"]["neutron"]["internal"], s["groups"]["glance"]["requests"]), (2, 1, 0))
        self.assertEqual((s["total"]["requests"], s["total"]["client"], s["total"]["clientErrors"], s["total"]["faults"]), (4, 3, 2, 1))

    def test_since(self):
        self.assertEqual(a.summarize(a.read(self.layout, 150.0))["total"]["requests"], 1)

    def test_by_client_and_path(self):
        self.assertEqual({k: v["requests"] for k, v in a.summarize(a.read(self.layout), "client")["groups"].items()}, {"client": 3, "nova": 1})
        self.assertIn("nova DELETE /v2.1/servers/{id}", a.summarize(a.read(self.layout), "path")["groups"])

    def test_a_line_cut_short_is_passed_over(self):
        with open(self.layout.log("nova-access.log"), "a") as f:
            f.write('{"time": 1')
        self.assertEqual(a.summarize(a.read(self.layout))["total"]["requests"], 4)

    def test_text(self):
        text = a.as_text(a.summarize(a.read(self.layout)), "service").splitlines()
        self.assertEqual(text[0].split(), ["service", "requests", "client", "internal", "errors", "faults"])
        self.assertEqual(text[-1].split(), ["total", "4", "3", "1", "2", "1"])

    def test_since_must_be_a_time(self):
        self.assertEqual((a.parse_since(None), a.parse_since("12.5")), (0.0, 12.5))
        with self.assertRaises(SandboxError):
            a.parse_since("yesterday")

    def test_shapes(self):
        self.assertEqual(a.shape("/v1/AUTH_" + "a" * 32 + "/c/o"), "/v1/AUTH_{id}/c/o")
        self.assertEqual(a.shape("/v3/projects/" + "0" * 32), "/v3/projects/{id}")
