from .runner import check, step
from .storage import available


def _settled(w, server, status, seconds=60):
    def probe():
        s = w.member.compute.get_server(server.id)
        check(s.status != "ERROR" or status == "ERROR", "server is in ERROR: %s" % s.fault)
        return s if s.status == status and s.task_state is None else None
    return w.wait("server %s" % status, probe, seconds)


def delete_server(w, server_id):
    w.member.compute.delete_server(server_id)
    w.wait("server gone", lambda: w.member.compute.find_server(server_id, ignore_missing=True) is None)


@step("server")
def server(w):
    c = w.member.compute
    key = c.create_keypair(name="k-" + w.id)
    w.later("key pair", c.delete_keypair, key)
    group = c.create_server_group(name="g-" + w.id, policy="soft-anti-affinity")
    w.later("server group", c.delete_server_group, group.id)
    s = c.create_server(name="s-" + w.id, flavor_id=w.small.id, image_id=w.image.id, networks=[{"port": w.port.id}], key_name=key.name,
                        availability_zone="zone1", scheduler_hints={"group": group.id}, user_data="IyEvYmluL3NoCg==")
    w.keep("server", s)
    w.later("server", delete_server, w, s.id)
    s = _settled(w, s, "ACTIVE")
    n = w.member.network
    w.wait("port and address ACTIVE", lambda: n.get_port(w.port.id).status == n.get_ip(w.ip.id).status == "ACTIVE")
    check(s.availability_zone == "zone1", s.availability_zone)
    return "ACTIVE in %s with %s" % (s.availability_zone, ", ".join(a["addr"] for net in s.addresses.values() for a in net))


@step("attach and detach")
def attach(w):
    c, b = w.member.compute, w.member.block_storage
    attachment = c.create_volume_attachment(w.server, volume_id=w.volume.id)
    w.wait("volume in use", lambda: b.get_volume(w.volume.id).status == "in-use")
    made = b.create_backup(volume_id=w.volume.id, name="bu-" + w.id, is_forced=True, force=True)
    available(w, made, b.get_backup)
    b.delete_backup(made)
    w.wait("backup gone", lambda: b.find_backup(made.id, ignore_missing=True) is None)
    c.delete_volume_attachment(w.server, w.volume.id)
    available(w, w.volume, b.get_volume)
    interface = c.create_server_interface(w.server, net_id=w.net.id)
    w.wait("second port ACTIVE", lambda: w.member.network.get_port(interface.port_id).status == "ACTIVE")
    c.delete_server_interface(interface.port_id, server=w.server)
    # Neutron deletes the port before Nova forgets it; a resize in between fails, here as on any cloud
    w.wait("second port forgotten", lambda: interface.port_id not in [i.port_id for i in c.server_interfaces(w.server)])
    _settled(w, w.server, "ACTIVE")
    return "%s, a backup while attached; a second port" % attachment.device


@step("resize")
def resize(w):
    c = w.member.compute
    c.resize_server(w.server, w.large.id)
    _settled(w, w.server, "VERIFY_RESIZE")
    c.confirm_server_resize(w.server)
    s = _settled(w, w.server, "ACTIVE")
    check(s.flavor["vcpus"] == 2, s.flavor)
    c.resize_server(w.server, w.small.id)
    _settled(w, w.server, "VERIFY_RESIZE")
    c.revert_server_resize(w.server)
    s = _settled(w, w.server, "ACTIVE")
    check(s.flavor["vcpus"] == 2, s.flavor)
    return "confirmed, and one reverted"


@step("server actions")
def actions(w):
    c = w.member.compute
    c.reboot_server(w.server, "SOFT")
    _settled(w, w.server, "ACTIVE")
    c.reboot_server(w.server, "HARD")
    _settled(w, w.server, "ACTIVE")
    c.stop_server(w.server)
    _settled(w, w.server, "SHUTOFF")
    c.start_server(w.server)
    _settled(w, w.server, "ACTIVE")
    c.pause_server(w.server)
    _settled(w, w.server, "PAUSED")
    c.unpause_server(w.server)
    _settled(w, w.server, "ACTIVE")
    c.rebuild_server(w.server, image=w.image.id, name="s-" + w.id)
    _settled(w, w.server, "ACTIVE")
    image = c.create_server_image(w.server, "snap-" + w.id)
    w.later("server snapshot", w.member.image.delete_image, image.id)
    w.wait("snapshot active", lambda: w.member.image.get_image(image.id).status == "active")
    _settled(w, w.server, "ACTIVE")
    c.shelve_server(w.server)
    _settled(w, w.server, "SHELVED_OFFLOADED")
    c.unshelve_server(w.server)
    s = _settled(w, w.server, "ACTIVE")
    return "reboots, stop, start, pause, rebuild, snapshot, shelve, unshelve: %s" % s.status


@step("boot from volume")
def boot_from_volume(w):
    c = w.member.compute
    s = c.create_server(name="bfv-" + w.id, flavor_id=w.small.id, networks=[{"uuid": w.net.id}], availability_zone="zone3",
                        block_device_mapping=[{"uuid": w.image.id, "source_type": "image", "destination_type": "volume", "boot_index": 0,
                                               "volume_size": 5, "delete_on_termination": True}])
    w.later("server from volume", delete_server, w, s.id)
    s = _settled(w, s, "ACTIVE")
    check(s.attached_volumes, "no volume")
    return "ACTIVE in %s, %d volume" % (s.availability_zone, len(s.attached_volumes))


@step("zones")
def zones(w):
    names = sorted(z.name for z in w.member.compute.availability_zones() if z.state["available"])
    check(names == ["zone1", "zone2", "zone3"], names)
    return ", ".join(names)


