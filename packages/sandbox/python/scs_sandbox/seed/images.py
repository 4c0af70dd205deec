"""Stand-ins for two images of SCS standard scs-0104: all metadata of scs-0102, 1 MiB of zeros as content.

The dates are those of the day the sandbox is set up (the standard's freshness test compares with
the clock). `hypervisor_type` is left out on purpose: the fake hosts offer type "fake" only, and
Nova's image filter would find no host for "kvm".
"""
import time

from ..errors import SandboxError
from ..http import request

SIZE = 1 << 20
COMMON = {"disk_format": "raw", "container_format": "bare", "visibility": "public", "min_disk": 8, "min_ram": 512,
          "architecture": "x86_64", "hw_disk_bus": "scsi", "hw_scsi_model": "virtio-scsi", "hw_rng_model": "virtio", "hw_qemu_guest_agent": "no",
          "os_purpose": "generic", "replace_frequency": "monthly", "uuid_validity": "last-3", "provided_until": "notice", "hotfix_hours": "0"}
IMAGES = (
    {"name": "Ubuntu 24.04", "os_distro": "ubuntu", "os_version": "24.04", "image_original_user": "ubuntu",
     "image_source": "https://cloud-images.ubuntu.com/releases/noble/release/ubuntu-24.04-server-cloudimg-amd64.img",
     "image_description": "Stand-in of the SCS sandbox for Ubuntu 24.04 (no bootable content)", "tags": ["os:ubuntu", "managed_by_scs-sandbox"]},
    {"name": "Debian 12", "os_distro": "debian", "os_version": "12", "image_original_user": "debian",
     "image_source": "https://cloud.debian.org/images/cloud/bookworm/latest/debian-12-genericcloud-amd64.qcow2",
     "image_description": "Stand-in of the SCS sandbox for Debian 12 (no bootable content)", "tags": ["os:debian", "managed_by_scs-sandbox"]},
)


def ensure(session, now=time.time):
    for image in IMAGES:
        query = "/v2/images?visibility=public&name=" + image["name"].replace(" ", "%20")
        found = session.call("GET", "glance", query)["images"]
        for half in [i for i in found if i["status"] != "active"]:  # a killed run's upload cannot be continued
            session.call("DELETE", "glance", "/v2/images/" + half["id"])
        if any(i["status"] == "active" for i in found):
            continue
        built = time.strftime("%Y-%m-%d", time.gmtime(now()))
        made = session.call("POST", "glance", "/v2/images", {**COMMON, **image, "image_build_date": built})
        status, _, answer = request("PUT", session.state.url("glance") + "/v2/images/%s/file" % made["id"], token=session.token,
                                    data=b"\0" * SIZE, headers={"Content-Type": "application/octet-stream"})
        if status != 204:
            raise SandboxError("SCSBP-9015", "Glance refused an image's content", "%s: %s %s" % (image["name"], status, answer), "204",
                               "see `logs glance`; run `up` again")
