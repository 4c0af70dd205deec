"""One module per project. `load()` starts its RPC services and returns the WSGI API; `prepare()` makes its
databases (see ../prepare.py). BEGIN_IMMEDIATE: see ../sqlite.py."""
