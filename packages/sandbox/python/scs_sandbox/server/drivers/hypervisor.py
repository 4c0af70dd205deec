"""Nova's own fake hypervisor, made to survive a restart (it keeps instances and node ids in memory only)
and to end in the states that a real one ends in."""
import io
import uuid

from nova import context as nova_context
from nova import objects
from nova.compute import power_state
from nova.image import glance
from nova.virt import fake, node

NAMESPACE = uuid.UUID("5c5a0b0e-0000-4000-8000-000000000000")


def node_uuid(host):
    return str(uuid.uuid5(NAMESPACE, host))


def local_identity():
    import nova.conf
    return node_uuid(nova.conf.CONF.host)


node.read_local_node_uuid = local_identity  # three hosts in one process have no three files


class SandboxDriver(fake.FakeDriver):
    vcpus, memory_mb, local_gb = 256, 1048576, 100000

    def init_host(self, host):
        super().init_host(host)
        context = nova_context.get_admin_context()
        for instance in objects.InstanceList.get_by_host(context, host, expected_attrs=["info_cache"]):
            if instance.vm_state == "shelved_offloaded":
                continue
            self.instances[instance.uuid] = fake.FakeInstance(instance.name, instance.power_state, instance.uuid)
            for vif in instance.info_cache.network_info if instance.info_cache else []:
                self._interfaces[vif["id"]] = vif

    def get_available_resource(self, nodename):
        resources = super().get_available_resource(nodename)
        if resources:
            resources["uuid"] = node_uuid(nodename)
        return resources

    def get_nodenames_by_uuid(self, refresh=False):
        return {node_uuid(name): name for name in self.get_available_nodes()}

    def snapshot(self, context, instance, image_id, update_task_state):
        """As libvirt does, with an empty disk: the fake one never uploads, so the image would stay queued for ever."""
        super().snapshot(context, instance, image_id, update_task_state)  # → image_uploading
        images = glance.API()
        image = images.get(context, image_id)
        metadata = {"status": "active", "name": image["name"], "disk_format": "raw", "container_format": "bare",
                    "properties": {"kernel_id": instance.kernel_id, "image_location": "snapshot", "image_state": "available",
                                   "owner_id": instance.project_id, "ramdisk_id": instance.ramdisk_id}}
        images.update(context, image_id, metadata, io.BytesIO(b"\0" * 512), purge_props=False)

    def migrate_disk_and_power_off(self, context, instance, *args, **kwargs):
        # a resize on the same host keeps the guest, which a real one stops meanwhile
        if instance.uuid in self.instances:
            self.instances[instance.uuid].state = power_state.SHUTDOWN
        return "{}"

    def rescue(self, context, instance, *args, **kwargs):
        if instance.uuid in self.instances:
            self.instances[instance.uuid].state = power_state.RUNNING

    def pause(self, instance):
        self._set(instance, power_state.PAUSED)

    def unpause(self, instance):
        self._set(instance, power_state.RUNNING)

    def suspend(self, context, instance):
        self._set(instance, power_state.SUSPENDED)

    def resume(self, context, instance, network_info, block_device_info=None, share_info=None):
        self._set(instance, power_state.RUNNING)

    def _set(self, instance, state):
        if instance.uuid in self.instances:
            self.instances[instance.uuid].state = state
