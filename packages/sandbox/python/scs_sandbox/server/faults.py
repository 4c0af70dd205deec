"""Faults that tests ask for: the next N matching requests get 503, 429 … or wait.

The rules come from <home>/run/faults.json, written by `sandbox fault` (../fault_rules.py holds the
rules themselves). Without that file a request costs one stat().
"""
import os
import time

from scs_sandbox import fault_rules

from . import caller

REASONS = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 409: "Conflict", 413: "Content Too Large",
           429: "Too Many Requests", 500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


class Faults:
    def __init__(self, app, home, service):
        self.app, self.path, self.service = app, os.path.join(home, "run", "faults.json"), service

    def __call__(self, environ, start_response):
        if not os.path.exists(self.path):
            return self.app(environ, start_response)
        rule = fault_rules.take(self.path, self.service, environ.get("REQUEST_METHOD", ""),
                                environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""), caller.of(environ))
        if rule is None:
            return self.app(environ, start_response)
        environ["scs_sandbox.fault"] = rule["id"]
        if rule.get("hang"):
            time.sleep(rule["hang"])
        if not rule.get("status"):
            return self.app(environ, start_response)
        text = b'{"error": {"code": %d, "message": "fault injected by the sandbox (rule %s)"}}' % (rule["status"], rule["id"].encode())
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(text)))]
        if rule["status"] in (429, 503) and rule.get("retry_after") is not None:
            headers.append(("Retry-After", str(rule["retry_after"])))
        start_response("%d %s" % (rule["status"], REASONS.get(rule["status"], "Injected Fault")), headers)
        return [text]
