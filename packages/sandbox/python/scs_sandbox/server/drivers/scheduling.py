"""A scheduler that remembers where it has just sent the members of server groups.

Nova's scheduler knows of a server on a host once that host has claimed it. Members created at the same time may so be sent
to one host; its late check refuses all of them, and on three hosts they may meet again until their attempts are used up.
On a real cloud that window is milliseconds wide, on a laptop with all services on two cores it is seconds. So what was
chosen lately counts as being there until it is deleted, and members of groups are chosen for one after the other.
"""
import threading
import time

SECONDS = 60
"""How long a choice counts: longer than a claim takes, shorter than anybody needs to move a server away again."""


class RecentChoices:
    """Hosts lately chosen, by server."""

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._chosen = {}

    def record(self, server, host):
        self._chosen[server] = (host, self._clock())

    def forget(self, server):
        """`server` is deleted: its host has room for another member."""
        self._chosen.pop(server, None)

    def on(self, host):
        """Servers that were lately sent to `host`."""
        oldest = self._clock() - SECONDS
        for server, (_, when) in list(self._chosen.items()):
            if when < oldest:
                self._chosen.pop(server, None)
        return [server for server, (chosen, _) in list(self._chosen.items()) if chosen == host]


def install(choices=None):
    """Makes Nova's scheduler, which has to be loaded in this process, use the memory."""
    from nova import exception, objects
    from nova.scheduler import host_manager, manager
    choices = choices or RecentChoices()
    turn = threading.Lock()
    consume = manager.SchedulerManager._consume_selected_host
    known = host_manager.HostManager._get_instance_info
    select = manager.SchedulerManager._select_destinations
    destroy = objects.Instance.destroy

    def consume_and_record(selected_host, spec_obj, instance_uuid=None):
        consume(selected_host, spec_obj, instance_uuid=instance_uuid)
        if instance_uuid and spec_obj.instance_group is not None:
            choices.record(instance_uuid, selected_host.host)

    def known_and_chosen(self, context, compute):
        instances = known(self, context, compute)
        chosen = {uuid: objects.Instance(context, uuid=uuid) for uuid in choices.on(compute.host)}
        return {**chosen, **instances}

    def select_in_turn(self, context, spec_obj, *args, **kwargs):
        group = spec_obj.instance_group
        if group is None:
            return select(self, context, spec_obj, *args, **kwargs)
        with turn:
            try:  # who came in since the request was written down
                group.members = objects.InstanceGroup.get_by_uuid(context.elevated(), group.uuid).members
                group.obj_reset_changes(["members"])
            except exception.InstanceGroupNotFound:
                pass  # deleted meanwhile: what was written down holds
            return select(self, context, spec_obj, *args, **kwargs)

    def destroy_and_forget(self, *args, **kwargs):
        uuid = self.uuid
        destroyed = destroy(self, *args, **kwargs)
        choices.forget(uuid)
        return destroyed

    objects.Instance.destroy = destroy_and_forget
    manager.SchedulerManager._consume_selected_host = staticmethod(consume_and_record)
    host_manager.HostManager._get_instance_info = known_and_chosen
    manager.SchedulerManager._select_destinations = select_in_turn
