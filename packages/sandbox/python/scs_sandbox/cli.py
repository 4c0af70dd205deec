"""The command line: options, dispatch, and how failures are told."""
import argparse
import signal
import sys
import threading
import traceback

from .commands import control, observe, up
from .errors import EXIT_INTERRUPTED, SandboxError
from .layout import Layout, default_home
from .progress import Progress
from .services import CLOUDS, MODES

COMMANDS = {"up": up.up, "reset": up.reset, "down": control.down, "status": control.status, "wipe": control.wipe, "env": observe.env,
            "logs": observe.logs, "requests": observe.requests, "fault": observe.fault, "selftest": observe.selftest}


class _Parser(argparse.ArgumentParser):
    def error(self, message):
        raise SandboxError("SCSBP-9011", "the command line is not understood", message, self.format_usage().strip(), "see --help")


def parser():
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--home", help="this sandbox's directory (default: %s)" % default_home())
    shared.add_argument("--json", action="store_true", help="one JSON object per line on standard output")
    main = _Parser(prog="sandbox", parents=[shared], description="A real OpenStack control plane on 127.0.0.1.")
    commands = main.add_subparsers(dest="command", required=True, parser_class=_Parser, metavar="COMMAND")

    def command(name, help):
        return commands.add_parser(name, parents=[shared], help=help, description=help)

    for name, help in (("up", "set up what is missing and start everything"), ("reset", "back to a fresh cloud, and start it")):
        c = command(name, help)
        c.add_argument("--mode", choices=MODES, help="tenant: flavors, images, external network; operator-blank: none of these")
        c.add_argument("--data-dir", help="where scs-flavors.json lies (default: the repository's)")
    command("down", "stop everything; the cloud's contents stay")
    command("status", "what runs; exit code 0 healthy, 3 stopped, 4 partly")
    command("wipe", "stop and delete this sandbox (the shared virtualenv stays)")
    c = command("env", "shell lines that make clients use this cloud")
    c.add_argument("--cloud", choices=CLOUDS, default=CLOUDS[0])
    c = command("logs", "the end of the services' logs")
    c.add_argument("service", nargs="?")
    c.add_argument("--lines", type=int, default=20)
    c.add_argument("--follow", action="store_true")
    c.add_argument("--kind", choices=list(observe.KINDS))
    c = command("requests", "how many requests each service got")
    c.add_argument("--since", metavar="EPOCH_OR_MARK")
    c.add_argument("--mark", action="store_true", help="print a mark for a later --since")
    c.add_argument("--by", choices=("client", "service", "path"), default="service")
    c = command("fault", "make a service fail or hang for the next N requests")
    c.add_argument("service", nargs="?")
    c.add_argument("--status", type=int)
    c.add_argument("--hang", type=float, metavar="SECONDS")
    c.add_argument("--times", type=int, default=1)
    c.add_argument("--method")
    c.add_argument("--path", metavar="REGEX")
    c.add_argument("--from", dest="callers", choices=("client", "any"), default="client")
    c.add_argument("--retry-after", type=int, default=1, help="the header's seconds with 429 and 503")
    c.add_argument("--list", action="store_true")
    c.add_argument("--clear", action="store_true")
    command("selftest", "walk through every service").add_argument("--only", metavar="REGEX")
    return main


def _terminated(*_):
    """As Ctrl-C: running steps are told as failed, half-started preparations are stopped."""
    raise KeyboardInterrupt


def main(argv=None):
    argv = sys.argv[1:] if argv is None else argv
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, _terminated)
    progress = Progress("--json" in argv)
    try:
        options = parser().parse_args(argv)
        return COMMANDS[options.command](Layout(getattr(options, "home", None)), options, progress) or 0
    except SandboxError as error:
        return _failed(progress, error)
    except KeyboardInterrupt:
        _failed(progress, SandboxError("SCSBP-9014", "interrupted", "Ctrl-C or SIGTERM", "",
                                       "run `up` again: it goes on from here; `down` stops what has been started"))
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        return 1
    except Exception as error:
        code = _failed(progress, SandboxError("SCSBP-9099", "the sandbox command failed unexpectedly", "%s: %s" % (type(error).__name__, error), "",
                                              "run it again; when it stays, report it with the lines below"))
        traceback.print_exc()
        return code


def _failed(progress, error):
    if progress.as_json:
        progress.event("error", **error.as_dict())
    else:
        print(error.as_text(), file=sys.stderr)
    return error.exit_code
