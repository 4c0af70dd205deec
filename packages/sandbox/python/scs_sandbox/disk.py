"""Room on the disk is checked before work that would otherwise fail half-way with an obscure message."""
import os
import shutil

from .errors import SandboxError


def require(path, need_mib, what):
    place = path
    while not os.path.isdir(place):
        place = os.path.dirname(place)
    free = shutil.disk_usage(place).free >> 20
    if free < need_mib:
        raise SandboxError("SCSBP-9002", "there is not enough disk space for %s" % what, "%d MiB free at %s" % (free, place),
                           "at least %d MiB" % need_mib, "free some space, or point SCS_SANDBOX_HOME / XDG_CACHE_HOME at another disk")
