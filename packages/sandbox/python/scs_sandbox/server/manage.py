"""The projects' own *-manage tools, several commands for one import.

Importing a project takes seconds and one command a fraction of one; each command runs in a forked
child, so the next starts from the same untouched state.
"""
import os
import sys
import traceback

from . import context


class Command:
    def __init__(self, tool, main, options):
        self.tool, self.main, self.options = tool, main, options

    def __call__(self, *arguments):
        context.say("%s %s" % (self.tool, " ".join(arguments)))
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            os._exit(self._child(arguments))
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        if code:
            raise SystemExit("%s %s failed with exit code %d" % (self.tool, " ".join(arguments), code))

    def _child(self, arguments):
        sys.argv = [self.tool, *self.options, *arguments]
        try:
            code = self.main()
        except SystemExit as error:
            code = error.code
        except BaseException:
            traceback.print_exc()
            code = 1
        sys.stdout.flush()
        sys.stderr.flush()
        return code if isinstance(code, int) else (1 if isinstance(code, str) else 0)
