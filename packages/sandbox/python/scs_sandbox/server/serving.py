"""The HTTP side of a service: waitress, with the guards and the observing middleware around the API."""
import os
import threading

from . import access_log, context, faults

THREADS = 8


def first_alone(app):
    """Keystone, Neutron and Barbican build global state (policy rules, plug-ins) in their first authenticated
    request without a lock: concurrent first requests got 403, 404, 500 or empty lists, and terraform then
    planned to replace healthy resources. Until one such request is through, they go one by one."""
    lock, done = threading.Lock(), threading.Event()

    def guarded(environ, start_response):
        if done.is_set():
            return app(environ, start_response)
        with lock:
            body = app(environ, start_response)
            try:
                chunks = list(body)
            finally:
                getattr(body, "close", lambda: None)()
            if environ.get("HTTP_X_AUTH_TOKEN"):
                done.set()
            return chunks
    return guarded


def observed(app):
    """Outside in: the access log sees also what a fault answered."""
    return access_log.AccessLog(faults.Faults(app, context.HOME, context.SERVICE),
                                os.path.join(context.HOME, "log", context.SERVICE + "-access.log"))


def serve(app):
    import waitress
    server = waitress.create_server(observed(first_alone(app)), host="127.0.0.1", port=context.port(), threads=THREADS,
                                    ident=None, channel_timeout=600, connection_limit=500, max_request_body_size=1 << 36)
    context.say("serving on %d" % context.port())
    server.run()
