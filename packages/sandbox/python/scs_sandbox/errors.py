"""Every way a sandbox command can fail, as one error type with four parts: what, got, allowed, do this."""

CODES = {
    "SCSBP-9001": "Python is too old or lacks a standard module (venv, ensurepip)",
    "SCSBP-9002": "not enough disk space",
    "SCSBP-9003": "the package index (PyPI) cannot be reached",
    "SCSBP-9004": "installing OpenStack failed",
    "SCSBP-9005": "another sandbox command is working on this sandbox",
    "SCSBP-9006": "a port of the sandbox is taken by something else",
    "SCSBP-9007": "preparing a service (its databases, keys, first data) failed",
    "SCSBP-9008": "a service died or did not become healthy in time",
    "SCSBP-9009": "the mode cannot be changed this way",
    "SCSBP-9010": "a data file is missing or damaged",
    "SCSBP-9011": "a command line argument is wrong",
    "SCSBP-9012": "there is no sandbox there, or it is not running",
    "SCSBP-9013": "the sandbox directory cannot be used",
    "SCSBP-9014": "interrupted",
    "SCSBP-9015": "the cloud refused a request of the set-up",
    "SCSBP-9016": "the self-test found faults",
    "SCSBP-9017": "no free port found",
    "SCSBP-9099": "unexpected failure inside the sandbox command",
}

EXIT_FAILURE = 1
EXIT_USAGE = 2
EXIT_STOPPED = 3
EXIT_PARTLY = 4
EXIT_INTERRUPTED = 130


class SandboxError(Exception):
    """A failure that a person can act on. `code` must be listed in CODES."""

    def __init__(self, code, what, got="", allowed="", do=""):
        if code not in CODES:
            raise ValueError("unknown error code %s" % code)
        super().__init__(what)
        self.code, self.what, self.got, self.allowed, self.do = code, what, str(got), str(allowed), str(do)

    @property
    def exit_code(self):
        return {"SCSBP-9011": EXIT_USAGE, "SCSBP-9014": EXIT_INTERRUPTED}.get(self.code, EXIT_FAILURE)

    def as_dict(self):
        return {"code": self.code, "what": self.what, "got": self.got, "allowed": self.allowed, "do": self.do}

    def as_text(self):
        lines = ["%s %s" % (self.code, self.what)]
        for label, value in (("got", self.got), ("allowed", self.allowed), ("do this", self.do)):
            if value:
                first, *more = value.splitlines()
                lines.append("  %-8s %s" % (label + ":", first))
                lines += ["           " + line for line in more]
        return "\n".join(lines)
