"""The configuration files of every service, derived from the instance's state alone.

They are written anew by each `up`: nothing is kept in them, so an update of the sandbox reaches an
instance that exists.
"""
import os
import shutil

from ..files import write_atomic
from . import barbican, cinder, designate, glance, keystone, neutron, nova, octavia, placement, swift
from .common import Settings

_FILES = {m.__name__.rsplit(".", 1)[1]: m.files for m in
          (barbican, cinder, designate, glance, keystone, neutron, nova, octavia, placement, swift)}


def write(layout, state):
    settings = Settings(layout, state)
    for service, files in _FILES.items():
        _copy_shipped(layout, service)
        for name, text in files(settings).items():
            write_atomic(layout.etc(service, name), text, 0o600)  # they hold passwords


def _copy_shipped(layout, service):
    """Paste pipelines and the like, as the packages ship them in the virtualenv's etc/."""
    source = os.path.join(layout.venv, "etc", service)
    for name in os.listdir(source) if os.path.isdir(source) else ():
        if os.path.isfile(os.path.join(source, name)):
            os.makedirs(layout.etc(service), exist_ok=True)
            shutil.copyfile(os.path.join(source, name), layout.etc(service, name))
