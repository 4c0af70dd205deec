"""Writing files so that a kill at any moment leaves the old or the new content, never half of it."""
import contextlib
import json
import os
import tempfile


def write_atomic(path, data, mode=0o644):
    if isinstance(data, str):
        data = data.encode()
    directory = os.path.dirname(path)
    os.makedirs(directory, exist_ok=True)
    fd, temporary = tempfile.mkstemp(dir=directory, prefix="." + os.path.basename(path) + ".")
    try:
        os.fchmod(fd, mode)  # before the content: a secret must not be readable even for a moment
        with os.fdopen(fd, "wb") as f:
            f.write(data)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def write_json(path, value, mode=0o644):
    write_atomic(path, json.dumps(value, indent=1) + "\n", mode)


def read_json(path, default=None):
    try:
        with open(path) as f:
            return json.load(f)
    except FileNotFoundError:
        return default


def tail(path, lines=15):
    """The last lines of a log, for an error message; empty when there is no such file."""
    try:
        with open(path, "rb") as f:
            f.seek(0, os.SEEK_END)
            f.seek(max(0, f.tell() - 200 * lines - 4096))
            return "\n".join(f.read().decode(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""
