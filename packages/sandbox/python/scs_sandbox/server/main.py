"""One OpenStack project in ONE process: its real WSGI API plus its real RPC services as threads,
joined by oslo.messaging's in-process transport (fake://).

    main.py SERVICE HOME INSTANCE-ID

One process per project because oslo.config is global to a process; one process and not five per
project because fake:// reaches no further than its process.
"""
import gc
import importlib
import os
import signal
import sys
import traceback

gc.disable()  # importing makes hundreds of thousands of objects that live for ever: collecting meanwhile is wasted
# This file's own directory must not be searched for imports (its modules are scs_sandbox.server.*).
sys.path[0] = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from scs_sandbox.server import context  # noqa: E402


def keep_command_line():
    """The driver knows the sandbox's processes by their arguments, which setproctitle rewrites (Neutron has it,
    and merely asking for the title does so)."""
    try:
        import setproctitle
    except ImportError:
        return
    setproctitle.getproctitle, setproctitle.setproctitle = lambda: context.SERVICE, lambda title: None


def main():
    context.read_arguments()
    keep_command_line()
    module = importlib.import_module("scs_sandbox.server.services." + context.SERVICE)
    if hasattr(module, "run"):  # Swift brings its own server
        return module.run()
    from scs_sandbox.server import caller, serving, sqlite
    caller.mark_outgoing_requests(context.SERVICE)
    sqlite.locked_is_deadlock()
    if module.BEGIN_IMMEDIATE:
        sqlite.begin_immediate()
    application = module.load()
    gc.freeze()
    gc.enable()
    serving.serve(application)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *a: os._exit(0))
    try:
        main()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)  # RPC threads are no daemons: a plain exit would wait for them for ever
