"""oslo.messaging's in-process transport, with listeners that wait for a message instead of looking for one every 50 ms.

Thirty listeners that look keep a tenth of a core busy in an idle sandbox, and each call between a service's parts waits
for the next look.
"""
import collections
import threading
import time

STOP_SECONDS = 1  # how long a listener that is told to stop may go on waiting


def wake_listeners():
    """Call it once the API is imported: Nova and Cinder choose threads as they are, and oslo.messaging must not come first."""
    from oslo_messaging._drivers import base, impl_fake

    waiting = collections.defaultdict(list)  # by topic: the listeners' events
    listen, deliver = impl_fake.FakeListener.__init__, impl_fake.FakeExchange.deliver_message

    def listening(self, *args, **kwargs):
        listen(self, *args, **kwargs)
        self._arrived = threading.Event()
        for topic in {target.topic for target in self._targets}:
            waiting[topic].append(self._arrived)

    def poll(self, timeout=None):
        deadline = None if timeout is None else time.monotonic() + timeout
        while not self._stopped.is_set():
            self._arrived.clear()
            for target in self._targets:
                context, message, reply, requeue = self._exchange_manager.get_exchange(target.exchange).poll(target, self._pool)
                if message is not None:
                    return impl_fake.FakeIncomingMessage(context, message, reply, requeue)
            left = STOP_SECONDS if deadline is None else min(STOP_SECONDS, deadline - time.monotonic())
            if left <= 0:
                break
            self._arrived.wait(left)
        return None

    def delivered(self, topic, *args, **kwargs):
        deliver(self, topic, *args, **kwargs)
        for arrived in waiting[topic]:
            arrived.set()

    impl_fake.FakeListener.__init__ = listening
    impl_fake.FakeListener.poll = base.batch_poll_helper(poll)
    impl_fake.FakeExchange.deliver_message = delivered
