"""Checks a store before anything is done with it, and brings an older one up."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.errors import StoreCorrupt, StoreMissing, StoreNewer
from storage.lock import one_at_a_time
from storage.version import VERSION


def check(path: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
    """Raise a `StoreError` for a store that cannot be used; a writer's is migrated, and set up to lose nothing."""
    version = connection.execute("pragma user_version").fetchone()[0]
    if version > VERSION:
        raise StoreNewer(
            f"{path}: written by a newer rasad (schema {version}, this one knows {VERSION}): upgrade rasad"
        )
    if read_only:
        if version < VERSION:
            raise StoreMissing(f"{path}: no store of this version yet (schema {version}): crawl once to bring it up")
        return
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
    fault = connection.execute("pragma quick_check(1)").fetchone()[0]
    if fault != "ok":
        raise StoreCorrupt(f"{path}: damaged ({fault}): put a backup in its place; nothing was written")
    if version < VERSION:
        from storage.schema import migrate  # noqa: PLC0415  # a store of this version needs none of it

        with one_at_a_time(path.parent):  # two runs may open an old store at once
            migrate(connection)
