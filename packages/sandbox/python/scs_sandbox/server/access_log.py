"""One JSON line per request: time, method, path, status, ms, bytes, agent, from.

The query string is left out (temporary URLs carry signatures there). `from` is "client" or the
name of the service that asked. Lines are appended with one write each, so they never mix.
"""
import json
import os
import time

from . import caller

ROTATE_AT = 64 << 20  # one older file is kept


class AccessLog:
    def __init__(self, app, path):
        self.app, self.path = app, path
        self.fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def __call__(self, environ, start_response):
        begun, answer = time.time(), {"status": 0}

        def started(status, headers, exc_info=None):
            answer["status"] = int(status.split(" ", 1)[0])
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        try:
            body = self.app(environ, started)
        except BaseException:
            answer["status"] = 500
            self._write(environ, begun, answer["status"], 0)
            raise
        return _Counted(body, lambda size: self._write(environ, begun, answer["status"], size))

    def _write(self, environ, begun, status, size):
        line = {"time": round(begun, 3), "method": environ.get("REQUEST_METHOD", ""),
                "path": environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""), "status": status,
                "ms": round((time.time() - begun) * 1000, 1), "bytes": size,
                "agent": environ.get("HTTP_USER_AGENT", "")[:120], "from": caller.of(environ)}
        if "scs_sandbox.fault" in environ:
            line["fault"] = environ["scs_sandbox.fault"]
        os.write(self.fd, (json.dumps(line) + "\n").encode())
        if os.fstat(self.fd).st_size > ROTATE_AT:
            self._rotate()

    def _rotate(self):
        os.replace(self.path, self.path + ".1")
        old, self.fd = self.fd, os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        # another thread may be about to write to the old one: leave it open, it happens once per 64 MiB
        del old


class _Counted:
    """The body, passed through; the line is written when it ends or the server gives it up."""

    def __init__(self, body, done):
        self.body, self.iterator, self.done, self.size = body, iter(body), done, 0

    def __iter__(self):
        return self

    def __next__(self):
        chunk = next(self.iterator)
        self.size += len(chunk)
        return chunk

    def close(self):
        try:
            getattr(self.body, "close", lambda: None)()
        finally:
            if self.done:
                done, self.done = self.done, None
                done(self.size)
