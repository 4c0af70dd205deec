"""A volume back end without storage: Cinder's own logging fake with a name, a finite pool and Ceph's way with images."""
from cinder.tests import fake_driver


class SandboxDriver(fake_driver.FakeLoggingVolumeDriver):
    def _update_volume_stats(self):
        super()._update_volume_stats()
        name = self.configuration.safe_get("volume_backend_name")  # the fake says 'fake' for every back end
        self._stats["volume_backend_name"] = name
        for pool in self._stats["pools"]:
            pool.update(pool_name=name, volume_backend_name=name, total_capacity_gb=100000, free_capacity_gb=100000,
                        reserved_percentage=0, multiattach=True, thin_provisioning_support=True,
                        max_over_subscription_ratio="20.0", QoS_support=True)

    def clone_image(self, context, volume, image_location, image_meta, image_service):
        return {}, True  # as Ceph does: no download, no qemu-img

    def copy_image_to_volume(self, context, volume, image_service, image_id, disable_sparse=False):
        pass

    copy_image_to_encrypted_volume = copy_image_to_volume

    def copy_volume_to_image(self, context, volume, image_service, image_meta):
        image_service.update(context, image_meta["id"], {}, b"\0" * 512)

    def retype(self, context, volume, new_type, diff, host):
        return True, None

    def revert_to_snapshot(self, context, volume, snapshot):
        pass

    def get_backup_device(self, context, backup):
        """The volume (or snapshot) itself: nothing is read from it, so no temporary copy is needed when it is in use."""
        from cinder import objects
        if backup.snapshot_id:
            return objects.Snapshot.get_by_id(context, backup.snapshot_id), True
        return objects.Volume.get_by_id(context, backup.volume_id), False

    def backup_use_temp_snapshot(self):
        return False
