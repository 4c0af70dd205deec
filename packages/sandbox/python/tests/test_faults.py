import os
import threading

from . import base
from scs_sandbox import fault_rules as f
from scs_sandbox.errors import SandboxError


class FaultTest(base.HomeTest):
    def setUp(self):
        super().setUp()
        os.makedirs(self.layout.path("run"))
        self.file = self.layout.faults

    def take(self, service="nova", method="GET", path="/v2.1/servers", caller="client"):
        return f.take(self.file, service, method, path, caller)

    def test_counts_down_and_is_gone(self):
        f.add(self.file, f.make("nova", 503, times=2))
        self.assertEqual([r["status"] if r else None for r in (self.take(), self.take(), self.take())], [503, 503, None])
        self.assertFalse(os.path.exists(self.file))

    def test_only_what_matches(self):
        f.add(self.file, f.make("nova", 429, method="post", path="^/v2.1/servers$"))
        for other in ({"service": "glance"}, {"method": "GET"}, {"method": "POST", "path": "/v2.1/servers/1"}, {"method": "POST", "caller": "neutron"}):
            self.assertIsNone(self.take(**other), other)
        self.assertEqual(self.take(method="POST")["status"], 429)

    def test_from_any_includes_services(self):
        f.add(self.file, f.make("nova", 503, callers="any"))
        self.assertIsNotNone(self.take(caller="neutron"))

    def test_parallel_requests_use_up_exactly_the_count(self):
        f.add(self.file, f.make("nova", 503, times=7))
        hits = []
        threads = [threading.Thread(target=lambda: hits.append(self.take())) for _ in range(20)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(sum(h is not None for h in hits), 7)

    def test_list_and_clear(self):
        f.add(self.file, f.make("nova", 503))
        f.add(self.file, f.make("glance", hang=2))
        self.assertEqual([(r["id"], r["left"]) for r in f.listed(self.file)], [("f1", 1), ("f2", 1)])
        self.assertEqual((f.clear(self.file), f.listed(self.file)), (2, []))

    def test_bad_input(self):
        for wrong in ({"service": "nvoa", "status": 503}, {"service": "nova"}, {"service": "nova", "status": 200}, {"service": "nova", "hang": 0},
                      {"service": "nova", "status": 503, "times": 0}, {"service": "nova", "status": 503, "path": "("}):
            with self.assertRaises(SandboxError, msg=wrong) as caught:
                f.make(**wrong)
            self.assertEqual(caught.exception.code, "SCSBP-9011")


class MiddlewareTest(base.HomeTest):
    """The server side's two observing middlewares need nothing of the virtualenv."""

    def call(self, app, **environ):
        seen = {}
        body = app({"REQUEST_METHOD": "GET", "PATH_INFO": "/x", **environ}, lambda status, headers, exc=None: seen.update(status=status, headers=dict(headers)))
        seen["body"] = b"".join(body)
        getattr(body, "close", lambda: None)()
        return seen

    def setUp(self):
        super().setUp()
        from scs_sandbox.server import access_log, faults
        os.makedirs(self.layout.path("run"))
        os.makedirs(self.layout.log())

        def api(environ, start_response):
            start_response("200 OK", [])
            return [b"hello"]
        self.app = access_log.AccessLog(faults.Faults(api, self.layout.home, "nova"), self.layout.log("nova-access.log"))

    def lines(self):
        from scs_sandbox import access_summary
        return access_summary.read(self.layout)

    def test_a_request_is_logged_without_its_query(self):
        self.call(self.app, QUERY_STRING="temp_url_sig=secret", HTTP_USER_AGENT="tf")
        line = self.lines()[0]
        self.assertEqual((line["method"], line["path"], line["status"], line["bytes"], line["agent"], line["from"]), ("GET", "/x", 200, 5, "tf", "client"))
        self.assertNotIn("secret", str(line))

    def test_services_are_told_from_clients(self):
        self.call(self.app, HTTP_X_SCS_SANDBOX_CALLER="neutron")
        self.assertEqual(self.lines()[0]["from"], "neutron")

    def test_a_fault_answers_and_is_logged(self):
        f.add(self.layout.faults, f.make("nova", 429, retry_after=7))
        answer = self.call(self.app)
        self.assertEqual((answer["status"], answer["headers"]["Retry-After"]), ("429 Too Many Requests", "7"))
        self.assertEqual((self.lines()[0]["status"], self.lines()[0]["fault"]), (429, "f1"))
        self.assertEqual(self.call(self.app)["status"], "200 OK")

    def test_a_hang_waits_and_then_answers(self):
        import time
        f.add(self.layout.faults, f.make("nova", hang=0.2))
        begun = time.monotonic()
        self.assertEqual(self.call(self.app)["status"], "200 OK")
        self.assertGreaterEqual(time.monotonic() - begun, 0.2)
