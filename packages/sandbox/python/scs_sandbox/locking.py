"""One command at a time works on an instance (and one on the shared virtualenv).

flock goes away with its process, so a killed command never leaves a lock behind. The file's text
only tells who holds it.
"""
import contextlib
import fcntl
import os
import time

from .errors import SandboxError


@contextlib.contextmanager
def exclusive(path, what, wait=900, told=lambda text: None, sleep=time.sleep):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    deadline, said = time.monotonic() + wait, False
    while True:
        fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_current(fd, path):
                break
            os.close(fd)  # `wipe` removed the file while we waited: take the new one
            continue
        except BlockingIOError:
            holder = os.pread(fd, 200, 0).decode(errors="replace").strip() or "unknown"
            os.close(fd)
        if time.monotonic() >= deadline:
            raise SandboxError("SCSBP-9005", "another command is working on %s" % what, holder,
                               "one command at a time",
                               "wait until it has finished, or stop it (kill the process named above) and run this again")
        if not said:
            told("waiting: %s is busy with %s" % (what, holder))
            said = True
        sleep(0.3)
    try:
        os.ftruncate(fd, 0)
        os.pwrite(fd, b"pid %d" % os.getpid(), 0)
        yield
    finally:
        os.close(fd)


def _is_current(fd, path):
    try:
        return os.fstat(fd).st_ino == os.stat(path).st_ino
    except FileNotFoundError:
        return False
