"""Databases and first data of each service, each made from nothing and marked when complete.

A service without its marker has whatever a killed run left: it is removed before the next try, so
half a migration is never built upon.
"""
import concurrent.futures
import glob
import os
import shutil
import sqlite3

from . import process_table, processes
from .services import SERVICES

DATABASES = {"keystone": ["keystone"], "glance": ["glance"], "placement": ["placement"], "nova": ["nova_api", "nova_cell0", "nova_cell1"],
             "neutron": ["neutron"], "cinder": ["cinder"], "octavia": ["octavia"], "designate": ["designate"],
             "barbican": ["barbican"], "swift": []}
# Longest first: with few cores the whole takes as long as the fullest core.
ORDER = ("keystone", "nova", "neutron", "cinder", "octavia", "designate", "glance", "barbican", "placement", "swift")
assert set(ORDER) == set(SERVICES) == set(DATABASES)


def marker(service):
    return "prepared-" + service


def prepare_one(layout, state, markers, progress, service):
    if markers.has(marker(service)):
        return
    with progress.step("prepare-" + service, "Preparing %s" % service):
        _clean(layout, service)
        os.makedirs(layout.service_state(service), exist_ok=True)
        processes.prepare(layout, state, service)
        for name in DATABASES[service]:
            _write_ahead(layout.database(name))
        markers.set(marker(service))


def _clean(layout, service):
    for name in DATABASES[service]:
        for path in glob.glob(glob.escape(layout.database(name)) + "*"):
            os.unlink(path)
    shutil.rmtree(layout.service_state(service), ignore_errors=True)


def _write_ahead(database):
    """Write-ahead logging lets readers go on while one writes; it is a property of the file."""
    con = sqlite3.connect(database)
    try:
        con.execute("PRAGMA journal_mode=WAL")
    finally:
        con.close()


def stop_leftovers(layout, state):
    """Preparations that a killed `up` left running would write into what is cleaned now."""
    process_table.stop([p for p in process_table.find(layout.home, state.instance) if p.script == "prepare.py"])


class Preparation:
    """All preparations side by side; `wait(service)` gives (or raises) one's result."""

    def __init__(self, layout, state, markers, progress, services=ORDER):
        self.layout, self.state = layout, state
        todo = [s for s in services if not markers.has(marker(s))]
        if not todo:
            progress.skip("prepare", "Databases are prepared")
        self.pool = concurrent.futures.ThreadPoolExecutor(max(2, min(4, (os.cpu_count() or 2) + 1)))
        self.jobs = {s: self.pool.submit(prepare_one, layout, state, markers, progress, s) for s in todo}

    def wait(self, service):
        if service in self.jobs:
            self.jobs[service].result()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        for job in self.jobs.values():
            job.cancel()
        if kind is not None:  # a failure or Ctrl-C: the other preparations are begun anew next time
            stop_leftovers(self.layout, self.state)
        self.pool.shutdown()
