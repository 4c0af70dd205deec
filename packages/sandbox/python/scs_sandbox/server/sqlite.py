"""SQLite's locking, made to fit services that were written for MariaDB.

A transaction that reads, and writes after another one wrote, fails at once with 'database is
locked', however long the timeout: waiting could not help it.
"""


def locked_is_deadlock():
    """Let the projects' own deadlock retries (oslo.db) handle it."""
    import sqlalchemy.exc
    from oslo_db import exception
    from oslo_db.sqlalchemy import exc_filters

    @exc_filters.filters("sqlite", sqlalchemy.exc.OperationalError, r".*database (table )?is locked.*")
    def _locked(error, match, engine_name, is_disconnect):
        raise exception.DBDeadlock(error)


def begin_immediate():
    """For projects that do not retry: take the write lock as a transaction begins, and wait for it."""
    import sqlalchemy

    @sqlalchemy.event.listens_for(sqlalchemy.engine.Engine, "before_cursor_execute", retval=True)
    def _begin(conn, cursor, statement, parameters, context, executemany):
        return ("BEGIN IMMEDIATE" if statement == "BEGIN" else statement), parameters
