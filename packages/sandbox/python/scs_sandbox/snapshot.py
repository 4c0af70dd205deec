"""The fresh cloud, kept for `reset`: databases and service state as they were right after the set-up.

Databases are copied with SQLite's own backup, which is safe while the services run. Restoring
swaps the whole `cloud/` directory by rename, and a half-finished swap is finished or undone by
`recover`, so a kill leaves the old cloud or the fresh one.
"""
import os
import shutil
import sqlite3

COMPLETE = ".complete"


def _store(layout, mode):
    return layout.path("snapshots", mode)


def exists(layout, mode):
    return os.path.exists(os.path.join(_store(layout, mode), COMPLETE))


def take(layout, mode):
    target = _store(layout, mode)
    shutil.rmtree(target, ignore_errors=True)
    os.makedirs(os.path.join(target, "db"))
    for name in os.listdir(layout.cloud("db")):
        if name.endswith(".sqlite"):
            _copy_database(layout.cloud("db", name), os.path.join(target, "db", name))
    for part in ("state", "done"):
        shutil.copytree(layout.cloud(part), os.path.join(target, part), symlinks=True, copy_function=_copy_if_there)
    open(os.path.join(target, COMPLETE), "w").close()


def _copy_if_there(source, target):
    try:
        return shutil.copy2(source, target)
    except FileNotFoundError:  # lock and temporary files come and go
        return target


def _copy_database(source, target):
    a, b = sqlite3.connect("file:%s?mode=ro" % source, uri=True, timeout=60), sqlite3.connect(target)
    try:
        a.backup(b)
        b.execute("PRAGMA journal_mode=WAL")
    finally:
        a.close()
        b.close()


def restore(layout, mode):
    fresh = layout.path("cloud.new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(_store(layout, mode), fresh, symlinks=True, ignore=shutil.ignore_patterns(COMPLETE))
    open(os.path.join(fresh, COMPLETE), "w").close()
    recover(layout)


def recover(layout):
    """Finish a swap that was begun: from the moment cloud.new is complete, the new cloud is the one that counts."""
    fresh, old = layout.path("cloud.new"), layout.path("cloud.old")
    if os.path.exists(os.path.join(fresh, COMPLETE)):
        if os.path.isdir(layout.cloud()):
            shutil.rmtree(old, ignore_errors=True)
            os.rename(layout.cloud(), old)
        os.unlink(os.path.join(fresh, COMPLETE))
        os.rename(fresh, layout.cloud())
    elif os.path.isdir(fresh):
        if os.path.isdir(layout.cloud()):
            shutil.rmtree(fresh)
        else:
            os.rename(fresh, layout.cloud())  # killed between the last two lines above
    shutil.rmtree(old, ignore_errors=True)
