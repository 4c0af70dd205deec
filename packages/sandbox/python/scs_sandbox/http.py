"""A small JSON client for the sandbox's own APIs (the driver side has no SDK).

The header marks these requests, so the access logs do not count them as a client's.
"""
import json
import urllib.error
import urllib.request

from .errors import SandboxError

CALLER_HEADER = "X-SCS-Sandbox-Caller"
# A proxy of the environment must never see requests to 127.0.0.1.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def request(method, url, body=None, token=None, timeout=60, headers=None, data=None):
    """(status, headers, parsed body or text); raises OSError only when nobody answers."""
    sent = {"Accept": "application/json", CALLER_HEADER: "sandbox", **(headers or {})}
    if body is not None:
        data = json.dumps(body).encode()
        sent["Content-Type"] = "application/json"
    if token:
        sent["X-Auth-Token"] = token
    try:
        with _OPENER.open(urllib.request.Request(url, data, sent, method=method), timeout=timeout) as r:
            return r.status, r.headers, _parse(r.read())
    except urllib.error.HTTPError as e:
        with e:
            return e.code, e.headers, _parse(e.read())


def _parse(raw):
    text = raw.decode(errors="replace")
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


class Session:
    """Requests of one user in one scope, with the errors of a set-up: a refusal is a failure."""

    def __init__(self, state, user="admin", project="admin", scope=None):
        self.state = state
        status, headers, body = request("POST", state.url("keystone") + "/v3/auth/tokens", {"auth": {
            "identity": {"methods": ["password"], "password": {"user": {
                "name": user, "domain": {"id": "default"}, "password": state.secrets[user]}}},
            "scope": scope or {"project": {"name": project, "domain": {"id": "default"}}}}})
        if status != 201:
            raise SandboxError("SCSBP-9015", "Keystone gave no token to %s" % user, "%s %s" % (status, body), "201",
                               "see `logs keystone`; `reset` makes a fresh cloud")
        self.token, self.info = headers["X-Subject-Token"], body["token"]

    @property
    def project_id(self):
        return self.info["project"]["id"]

    def call(self, method, service, path, body=None, also=(), **kw):
        """The parsed answer. `also` lists statuses that are fine as well (409: it is there already)."""
        url = self.state.url(service) + path
        status, _, answer = request(method, url, body, self.token, **kw)
        if status >= 300 and status not in also:
            raise SandboxError("SCSBP-9015", "%s refused a request of the set-up" % service, "%s %s: %s %s" % (method, path, status, str(answer)[:400]),
                               "a 2xx answer", "see `logs %s`; run `up` again, or `reset` for a fresh cloud" % service)
        return answer
