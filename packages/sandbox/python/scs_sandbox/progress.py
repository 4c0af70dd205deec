"""What a command tells while it works: readable lines for people, JSON lines for programs.

One `Progress` per command. Steps may run in parallel threads, so each write is one locked line.
"""
import contextlib
import json
import sys
import threading
import time


class Progress:
    def __init__(self, as_json=False, out=None, clock=time.monotonic):
        self.as_json, self.out, self.clock = as_json, out or sys.stdout, clock
        self.begun = clock()
        self._lock = threading.Lock()

    def _line(self, text):
        with self._lock:
            with contextlib.suppress(BrokenPipeError):  # `sandbox up | head` must not stop a set-up half-way
                self.out.write(text + "\n")
                self.out.flush()

    def event(self, event, **fields):
        if self.as_json:
            self._line(json.dumps({"event": event, **fields}))

    def say(self, text):
        """A line for people only."""
        if not self.as_json:
            self._line("[%6.1f s] %s" % (self.clock() - self.begun, text))

    def waiting(self, text):
        """Something else has to finish first; programs are told as well, or they would see a silent pause."""
        self._step("lock", text, "progress")

    def _step(self, id, title, state, seconds=None, detail=""):
        if self.as_json:
            fields = {"id": id, "title": title, "state": state}
            if seconds is not None:
                fields["seconds"] = round(seconds, 1)
            if detail:
                fields["detail"] = detail
            self.event("step", **fields)
            return
        tail = " (%.1f s)" % seconds if seconds is not None and state == "done" else ""
        mark = {"start": "...", "progress": "   ", "done": "ok ", "skip": "-  ", "fail": "!! "}[state]
        self.say("%s %s%s%s" % (mark, title, tail, ": " + detail if detail else ""))

    @contextlib.contextmanager
    def step(self, id, title):
        """A timed step; the body may call `.progress(text)` and set `.detail` for the closing line."""
        step = Step(self, id, title)
        self._step(id, title, "start")
        try:
            yield step
        except BaseException as error:
            self._step(id, title, "fail", self.clock() - step.begun, "interrupted" if isinstance(error, KeyboardInterrupt) else str(error) or type(error).__name__)
            raise
        self._step(id, title, "done", self.clock() - step.begun, step.detail)

    def skip(self, id, title, detail=""):
        self._step(id, title, "skip", 0, detail)


class Step:
    def __init__(self, owner, id, title):
        self.owner, self.id, self.title = owner, id, title
        self.detail, self.begun = "", owner.clock()
        self._last = None

    def progress(self, detail):
        if detail != self._last:  # a heartbeat that says nothing new is noise
            self._last = detail
            self.owner._step(self.id, self.title, "progress", self.owner.clock() - self.begun, detail)
