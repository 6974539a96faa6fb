"""Raises errors of PostgreSQL as `StoreError`s that name the store and the way out, and never its password."""

from __future__ import annotations

import psycopg
from psycopg import errors

from storage.database.errors import (
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreMissing,
    StoreReadOnly,
    StoreUnreachable,
)

_KINDS: tuple[tuple[tuple[type[psycopg.Error], ...], type[StoreError], str], ...] = (
    (
        (errors.InvalidCatalogName, errors.UndefinedTable, errors.InvalidSchemaName),
        StoreMissing,
        "no store here: make its tables with `rasad store init`",
    ),
    (
        (errors.InvalidPassword, errors.InvalidAuthorizationSpecification),
        StoreReadOnly,
        "the server refuses this user or password",
    ),
    (
        (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction),
        StoreReadOnly,
        "may not be written by this user, or is a copy that only reads",
    ),
    (
        (errors.DiskFull,),
        StoreFull,
        "the server's disk is full; what was committed is kept: free some space and run again",
    ),
    (
        (errors.LockNotAvailable,),
        StoreLocked,
        "another program is writing to it: end that program (or wait) and run again",
    ),
    ((errors.DataCorrupted, errors.IndexCorrupted), StoreCorrupt, "the server finds damaged data: restore a backup"),
)


def translated(name: str, error: Exception) -> Exception:
    """Return the `StoreError` for an error about the store called *name*; *error* itself where it is none of the operator's."""
    for kinds, raised, words in _KINDS:
        if isinstance(error, kinds):
            return raised(f"{name}: {words}")
    if isinstance(error, psycopg.OperationalError):  # no connection, a broken one, or a server that shuts down
        lines = [each.strip() for each in str(error).splitlines() if each.strip() and not each.startswith("\t")]
        reason = lines[-1] if lines else "no reason given"  # what begins with a tab explains the line above it
        if "FATAL:" in reason:  # the server answered, and does not let us in
            why = reason.rpartition("FATAL:")[2].strip()
            return StoreUnreachable(
                f"{name}: the server refuses ({why}): check the user, the password and the database"
            )
        return StoreUnreachable(f"no answer from the store at {name} ({reason}): is the server running, and in reach?")
    return error
