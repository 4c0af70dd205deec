"""A real OpenStack control plane on 127.0.0.1, driven with nothing but Python's standard library.

Everything here except `server/` runs under the system's python3; `server/` runs inside the virtualenv
that holds OpenStack. The two sides share only files (`state.json`, `etc/`, logs) and HTTP.
"""
