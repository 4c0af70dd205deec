import os

from .runner import Skip, check, step

NEEDED = ("architecture", "hw_disk_bus", "os_distro", "os_version", "os_purpose", "image_source", "image_build_date", "image_original_user",
          "image_description", "replace_frequency", "uuid_validity", "provided_until", "min_disk", "min_ram", "hw_rng_model")


@step("image upload")
def upload(w):
    image = w.member.create_image("img-" + w.id, data=os.urandom(1 << 20), disk_format="raw", container_format="bare", wait=True,
                                  min_disk=1, meta={"os_distro": "ubuntu", "architecture": "x86_64", "hw_disk_bus": "scsi"})
    w.keep("image", image)
    w.later("image", w.member.image.delete_image, image.id)
    check(image.status == "active", image.status)
    return image.status


@step("standard images")
def standard(w):
    if w.mode != "tenant":
        check(not [i for i in w.member.image.images() if i.visibility == "public"], "a blank cloud has public images")
        raise Skip("a blank cloud has none")
    names = []
    for image in w.member.image.images(visibility="public"):
        raw = w.member.image.get("/images/" + image.id).json()
        missing = [p for p in NEEDED if raw.get(p) in (None, "")]
        check(not missing and "hypervisor_type" not in raw, "%s lacks %s" % (image.name, missing))
        names.append(image.name)
    check({"Ubuntu 24.04", "Debian 12"} <= set(names), names)
    return ", ".join(names)


@step("flavors")
def flavors(w):
    listed = {f.name: f for f in w.member.compute.flavors(details=True)}
    if w.mode == "tenant":
        check(len([n for n in listed if n.startswith("SCS-")]) == 31, "%d flavors" % len(listed))
        specs = w.member.compute.fetch_flavor_extra_specs(listed["SCS-2V-4-20s"]).extra_specs
        check(specs.get("scs:name-v1") == "SCS-2V:4:20s" and specs.get("scs:disk0-type") == "ssd", specs)
    else:
        check(not [n for n in listed if n.startswith("SCS-")], "a blank cloud has SCS flavors")
    for key, ram, vcpus in (("small", 1024, 1), ("large", 2048, 2)):
        flavor = w.admin.compute.create_flavor(name="%s-%s" % (key, w.id), ram=ram, vcpus=vcpus, disk=10)
        w.later("flavor", w.admin.compute.delete_flavor, flavor.id)
        w.keep(key, flavor)
    w.admin.compute.create_flavor_extra_specs(w.small, {"scs:name-v2": "SCS-1V-1-10", "scs:cpu-type": "shared-core"})
    return "%d, extra specs as scs-0100 derives them" % len(listed)
