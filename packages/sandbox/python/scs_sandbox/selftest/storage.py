from .runner import check, step


def available(w, thing, get, status="available"):
    return w.wait("%s %s" % (thing.name, status), lambda: (lambda x: x if x.status == status else _bad(x))(get(thing.id)))


def _bad(x):
    check("error" not in x.status, "%s is %s" % (x.name, x.status))


def delete_volume(w, volume_id):
    b = w.member.block_storage
    b.delete_volume(volume_id)
    w.wait("volume gone", lambda: b.find_volume(volume_id, ignore_missing=True) is None)


@step("volumes")
def volumes(w):
    b = w.member.block_storage
    types = {t.name: t.description for t in b.types()}
    if w.mode == "tenant":
        check(types["ssd"].startswith("[scs:replicated]") and "hdd" in types, types)
    else:
        check(set(types) == {"__DEFAULT__"}, types)
    kind = {"volume_type": "ssd"} if w.mode == "tenant" else {}
    volume = w.keep("volume", b.create_volume(name="v-" + w.id, size=10, availability_zone="zone1", **kind))
    w.later("volume", delete_volume, w, volume.id)
    available(w, volume, b.get_volume)
    b.extend_volume(volume, 12)
    w.wait("volume grown", lambda: b.get_volume(volume.id).size == 12 and b.get_volume(volume.id).status == "available")
    snapshot = b.create_snapshot(volume_id=volume.id, name="s-" + w.id)
    available(w, snapshot, b.get_snapshot)
    copy = b.create_volume(name="vs-" + w.id, size=12, snapshot_id=snapshot.id)
    available(w, copy, b.get_volume)
    delete_volume(w, copy.id)
    b.delete_snapshot(snapshot)
    w.wait("snapshot gone", lambda: b.find_snapshot(snapshot.id, ignore_missing=True) is None)
    boot = w.keep("boot", b.create_volume(name="vi-" + w.id, size=2, image_id=w.image.id))
    available(w, boot, b.get_volume)
    check(b.get_volume(boot.id).is_bootable, "not bootable")
    w.later("boot volume", delete_volume, w, boot.id)
    return "made, grown, snapshot, from snapshot, from image; types: %s" % ", ".join(sorted(types))


@step("encrypted volume")
def encrypted(w):
    a = w.admin.block_storage
    kind = a.create_type(name="luks-" + w.id, description="[scs:encrypted, scs:replicated]")
    w.later("encrypted type", a.delete_type, kind.id)
    a.create_type_encryption(kind, provider="luks", cipher="aes-xts-plain64", key_size=256, control_location="front-end")
    b = w.member.block_storage
    volume = b.create_volume(name="ve-" + w.id, size=1, volume_type=kind.name)
    available(w, volume, b.get_volume)
    check(b.get_volume(volume.id).is_encrypted, "not encrypted")
    delete_volume(w, volume.id)
    return "its key is in Barbican"


@step("backup and restore")
def backup(w):
    """The order of SCS test scs-0117: 1 GiB volume, backup, restore, delete."""
    b = w.member.block_storage
    volume = b.create_volume(name="vb-" + w.id, size=1)
    available(w, volume, b.get_volume)
    made = b.create_backup(volume_id=volume.id, name="b-" + w.id)
    available(w, made, b.get_backup)
    check(b.get_volume(volume.id).status == "available", b.get_volume(volume.id).status)
    restored = b.restore_backup(made, name="restored-" + w.id)
    target = restored.volume_id
    w.wait("restored", lambda: b.get_volume(target).status == "available" and b.get_backup(made.id).status == "available")
    size = b.get_volume(target).size
    delete_volume(w, target)
    b.delete_backup(made)
    w.wait("backup gone", lambda: b.find_backup(made.id, ignore_missing=True) is None)
    delete_volume(w, volume.id)
    return "restored to a new volume of %d GiB" % size
