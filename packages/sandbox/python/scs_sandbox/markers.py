"""Which steps of the set-up are done. A marker is written after its step succeeded and lies inside
`cloud/`, so `reset` brings markers and data back together and they can never disagree."""
import os

from .files import write_atomic


class Markers:
    def __init__(self, layout):
        self.layout = layout

    def _file(self, step):
        return self.layout.cloud("done", step)

    def has(self, step):
        return os.path.exists(self._file(step))

    def set(self, step):
        write_atomic(self._file(step), "")

    def all(self):
        try:
            return sorted(os.listdir(self.layout.cloud("done")))
        except FileNotFoundError:
            return []
