"""The first-time work of one service inside the virtualenv: prepare.py SERVICE HOME INSTANCE-ID"""
import gc
import importlib
import os
import sys

gc.disable()
sys.path[0] = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from scs_sandbox.server import context  # noqa: E402

if __name__ == "__main__":
    context.read_arguments()
    importlib.import_module("scs_sandbox.server.services." + context.SERVICE).prepare()
    context.say("prepared")
