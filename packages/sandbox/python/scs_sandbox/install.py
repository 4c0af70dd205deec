"""The virtualenv with OpenStack from PyPI, exactly as requirements.lock pins it.

A virtualenv cannot be moved, so it is made in place: a marker with the lock's hash is
written last, and one without it is thrown away and made anew (seconds, as downloads are cached).
"""
import glob
import importlib.util
import os
import shutil
import subprocess
import sys
import time

from . import disk
from .errors import SandboxError
from .files import tail, write_atomic
from .layout import LOCK_FILE, lock_hash
from .locking import exclusive

NEED_MIB = 1500
NETWORK_SIGNS = ("error sending request", "dns error", "connection refused", "proxyerror", "timed out", "timeout",
                 "newconnectionerror", "name or service not known", "temporary failure", "network is unreachable",
                 "from versions: none", "failed to fetch", "connection reset", "tunnel", "getaddrinfo", "max retries",
                 "no matching distribution found for uv", "client error (connect)", "request failed after")


def check_python():
    missing = [m for m in ("venv", "ensurepip", "sqlite3", "ssl") if importlib.util.find_spec(m) is None]
    if missing:
        raise SandboxError("SCSBP-9001", "this Python lacks a module that the sandbox needs", "%s without %s" % (sys.executable, ", ".join(missing)),
                           "Python 3.11 or newer with venv, ensurepip, sqlite3 and ssl",
                           "on Debian and Ubuntu: apt-get install python3-venv; elsewhere install the full python3")


def _marker(layout):
    return os.path.join(layout.venv, ".scs-sandbox-complete")


def complete(layout):
    try:
        with open(_marker(layout)) as f:
            marked = f.read() == lock_hash()
    except OSError:
        return False
    return marked and subprocess.run([layout.python, "-c", ""], stdin=subprocess.DEVNULL, capture_output=True).returncode == 0


def ensure(layout, progress):
    if complete(layout):
        progress.skip("install", "OpenStack is installed", layout.venv)
        return
    check_python()
    os.makedirs(os.path.dirname(layout.venv), exist_ok=True)
    with exclusive(layout.venv + ".lock", "the virtualenv %s" % layout.venv, told=progress.waiting):
        if complete(layout):  # another instance made it while this one waited
            return
        if os.path.isdir(layout.venv) and os.listdir(layout.venv) and not os.path.exists(os.path.join(layout.venv, "pyvenv.cfg")):
            raise SandboxError("SCSBP-9013", "the place of the virtualenv holds something else", layout.venv,
                               "a directory that does not exist yet", "unset SCS_SANDBOX_VENV or name another directory")
        shutil.rmtree(layout.venv, ignore_errors=True)
        disk.require(layout.venv, NEED_MIB, "OpenStack's virtualenv")
        with progress.step("install", "Installing OpenStack from PyPI") as step:
            _install(layout, step)


def _install(layout, step):
    log = layout.venv + "-install.log"
    with open(log, "w") as out:
        step.progress("making the virtualenv")
        _run([sys.executable, "-m", "venv", layout.venv], out, log, step)
        step.progress("fetching uv, the installer")
        pip = [layout.python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--retries", "2", "--timeout", "20"]
        try:
            _run([*pip, "uv"], out, log, step)
            tool = [layout.python, "-m", "uv", "pip", "install", "--no-progress", "--python", layout.python, "-r", LOCK_FILE]
        except SandboxError as error:
            if error.code == "SCSBP-9003":
                raise
            tool = [*pip, "-r", LOCK_FILE]  # no uv for this platform: pip does the same, slower
        _run(tool, out, log, step, venv=layout.venv)
    write_atomic(_marker(layout), lock_hash())
    step.detail = "%d packages" % _installed(layout.venv)


def _installed(venv):
    return len(glob.glob(os.path.join(venv, "lib", "python*", "site-packages", "*.dist-info")))


def _run(argv, out, log, step, venv=None):
    with open(LOCK_FILE) as f:
        wanted = sum(1 for line in f if "==" in line and not line.startswith((" ", "#")))
    process = subprocess.Popen(argv, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=dict(os.environ, UV_HTTP_TIMEOUT="60"))
    try:
        while True:
            try:
                code = process.wait(timeout=2)
                break
            except subprocess.TimeoutExpired:
                if venv:
                    step.progress("%d of %d packages" % (min(_installed(venv), wanted), wanted))
    except BaseException:
        process.terminate()
        process.wait()
        raise
    if code:
        _explain(log, code)


def _explain(log, code):
    text = tail(log, 12)
    if any(sign in text.lower() for sign in NETWORK_SIGNS):
        proxy = {k: v for k, v in os.environ.items() if k.lower() in ("http_proxy", "https_proxy", "all_proxy")}
        raise SandboxError("SCSBP-9003", "OpenStack could not be fetched from the Python package index",
                           "%s\nproxy settings: %s" % (_last_telling_line(text), ", ".join(sorted(proxy)) or "none"),
                           "the package index that pip is set up for, directly or through a proxy",
                           "check the network, http(s)_proxy and pip's configuration, then run `up` again; whole log: %s" % log)
    raise SandboxError("SCSBP-9004", "installing OpenStack failed", "exit code %d: %s" % (code, _last_telling_line(text)),
                       "an installation of every package of %s" % LOCK_FILE, "read %s; `up` starts the installation anew" % log)


def _last_telling_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    reason = [line for line in lines if any(w in line.lower() for w in ("refused", "dns", "resolution", "proxy", "timed out", "unreachable", "reset by"))]
    telling = [line for line in lines if any(w in line.lower() for w in ("error", "caused", "fail", "no matching"))]
    return (reason or telling or lines or ["no output"])[-1][:300]
