"""cinder-backup without data: the manager, its states, quotas and volume metadata are Cinder's; attaching a
device and storing bytes are not, since a simulated volume has none."""
import io

from cinder import interface
from cinder.backup import driver, manager
from cinder.volume import volume_utils


def connector(multipath=False, enforce_multipath=True):
    """What os-brick would find out about this host, with sudo: nothing is ever connected to it."""
    return {"platform": "x86_64", "os_type": "linux", "ip": "127.0.0.1", "host": "sandbox", "multipath": False,
            "initiator": "iqn.2024-01.internal.sandbox:host"}


volume_utils.brick_get_connector_properties = connector


class SandboxBackupManager(manager.BackupManager):
    def _attach_device(self, ctxt, backup_device, properties, is_snapshot=False):
        return {"conn": {}, "connector": None, "device": {"path": io.BytesIO()}}

    def _detach_device(self, ctxt, attach_info, device, properties, is_snapshot=False, force=False, ignore_errors=False):
        pass


@interface.backupdriver
class SandboxBackupDriver(driver.BackupDriver):
    def backup(self, backup, volume_file, backup_metadata=False):
        return None

    def restore(self, backup, volume_id, volume_file, volume_is_new):
        pass

    def delete_backup(self, backup):
        pass

    def check_for_setup_error(self):
        pass
