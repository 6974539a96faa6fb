"""Opens a store: checks it before anything is done with it, and migrates an older one."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from storage.database.errors import StoreCorrupt, StoreMissing, StoreNewer, StoreReadOnly
from storage.database.folder_errors import folder_errors
from storage.database.locks import one_at_a_time
from storage.database.schema import VERSION, migrate
from storage.database.sqlite.error_translation import ErrorTranslation
from storage.database.sqlite.integrity import IntegrityRecord

_CORE = frozenset(
    {"articles", "fetches", "frontier", "listings", "revisions", "runs", "sightings", "source_runs", "sources"}
)
"""The tables that a store of any version has."""
_WRITER_WAITS, _READER_WAITS = 60.0, 5.0  # seconds for another program's write to end


def connect(
    path: Path, *, read_only: bool, wait_seconds: float | None
) -> tuple[sqlite3.Connection, IntegrityRecord | None]:
    """Return the connection to the store at *path*, and for a writer the record of its checks.

    A writer creates, checks and migrates the store, a reader changes nothing.
    """
    wait = wait_seconds if wait_seconds is not None else (_READER_WAITS if read_only else _WRITER_WAITS)
    if read_only:
        _check_access(path)
    if read_only or not path.parent.is_dir():
        return _connected(path, wait, read_only=read_only, record=None), None
    with folder_errors(path), one_at_a_time(path.parent):  # several runs may create or migrate it at once
        if not path.exists():
            _create(path)
        record = IntegrityRecord(path)
        try:
            return _connected(path, wait, read_only=False, record=record), record
        except BaseException:
            record.close()
            raise


def _check_access(path: Path) -> None:
    """Raise a `StoreError` for a store that is not there, or that this account may not read."""
    try:
        is_there = path.exists()
    except PermissionError:  # the folder may not be entered
        is_there = True
    if not is_there:
        raise StoreMissing(f"{path}: no store here; crawl first, or name the data folder with --data")
    if not os.access(path, os.R_OK):
        raise StoreReadOnly(f"{path}: may not be read by this account: check the rights of the file and of its folder")


def _create(path: Path) -> None:
    """Make a new store beside *path* and rename it when it is complete: a kill leaves no empty file."""
    new = path.with_name(f"{path.name}.new")
    with ErrorTranslation(path):
        new.unlink(missing_ok=True)
        connection = sqlite3.connect(new, isolation_level=None)
        try:
            migrate(connection)
        finally:
            connection.close()
    new.replace(path)


def _connected(path: Path, wait: float, *, read_only: bool, record: IntegrityRecord | None) -> sqlite3.Connection:
    if path.exists() and path.stat().st_size == 0:
        raise StoreCorrupt(f"{path}: an empty file: put a backup in its place, or delete it to start again")
    with ErrorTranslation(path):
        if not read_only:
            return _checked(path, "mode=rwc", wait, record, read_only=False)
        try:
            return _checked(path, "mode=ro", wait, None, read_only=True)
        except sqlite3.OperationalError:
            if not _is_folded(path):
                raise
            # In a folder that cannot be written SQLite cannot make the file that readers share; without a log the store
            # cannot change under us, and needs none.
            return _checked(path, "mode=ro&immutable=1", wait, None, read_only=True)


def _checked(
    path: Path, parameters: str, wait: float, record: IntegrityRecord | None, *, read_only: bool
) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{parameters}"
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
    try:
        _check(path, connection, record, read_only=read_only)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_folded(path: Path) -> bool:
    """Whether a store in a folder that cannot be written has nothing in its write-ahead log."""
    wal = path.with_name(f"{path.name}-wal")
    return not os.access(path.parent, os.W_OK) and (not wal.exists() or wal.stat().st_size == 0)


def _check(path: Path, connection: sqlite3.Connection, record: IntegrityRecord | None, *, read_only: bool) -> None:
    """Raise a `StoreError` for a store that cannot be used; for a writer, migrate it and set it up to lose nothing."""
    version = connection.execute("pragma user_version").fetchone()[0]
    missing = _missing_tables(path, connection)
    if version > VERSION:
        raise StoreNewer(
            f"{path}: written by a newer rasad (schema {version}, this one knows {VERSION}): upgrade rasad"
        )
    if missing:
        raise StoreCorrupt(f"{path}: damaged (without the tables {', '.join(missing)}): put a backup in its place")
    if read_only:
        if version < VERSION:
            raise StoreMissing(f"{path}: no store of this version yet (schema {version}): crawl once to bring it up")
        return
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
    _check_pages(path, connection, record)
    if version < VERSION:
        migrate(connection)


def _check_pages(path: Path, connection: sqlite3.Connection, record: IntegrityRecord | None) -> None:
    """Read the whole file, if that is due: SQLite itself would write on into a damaged one."""
    now = datetime.now(UTC)
    if record is not None and not record.is_due(now):
        return
    problem = connection.execute("pragma quick_check(1)").fetchone()[0]
    if problem != "ok":
        raise StoreCorrupt(f"{path}: damaged ({problem}): put a backup in its place; nothing was written")
    if record is not None:
        record.note_check(now)


def _missing_tables(path: Path, connection: sqlite3.Connection) -> list[str]:
    """Return which tables a store lacks. Raises `StoreCorrupt` for a file of another program; an empty one lacks none."""
    tables = {name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")}
    if tables and not tables & _CORE:
        raise StoreCorrupt(f"{path}: a SQLite file of another program: move it away, or name another data folder")
    return sorted(_CORE - tables) if tables else []
