"""Opens a store: checks it before anything is done with it, and migrates an older one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.database.error_translation import ErrorTranslation
from storage.database.errors import StoreCorrupt, StoreMissing, StoreNewer, StoreReadOnly
from storage.database.locks import one_at_a_time
from storage.database.schema import VERSION, migrate

_WRITER_WAITS, _READER_WAITS = 60.0, 5.0  # seconds for another program's write to end


def connect(path: Path, *, read_only: bool, wait_seconds: float | None) -> sqlite3.Connection:
    """Return the connection to the store at *path*; a writer creates, checks and migrates it, a reader changes nothing."""
    wait = wait_seconds if wait_seconds is not None else (_READER_WAITS if read_only else _WRITER_WAITS)
    if read_only and not path.exists():
        raise StoreMissing(f"{path}: no store here; crawl first, or name the data folder with --data")
    if read_only or not path.parent.is_dir():
        return _connected(path, wait, read_only=read_only)
    try:
        with one_at_a_time(path.parent):  # several runs may create or migrate it at once
            if not path.exists():
                _create(path)
            return _connected(path, wait, read_only=False)
    except OSError as error:
        raise StoreReadOnly(f"{path}: cannot be written ({error.strerror}): check the rights of its folder") from error


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


def _connected(path: Path, wait: float, *, read_only: bool) -> sqlite3.Connection:
    if path.exists() and path.stat().st_size == 0:
        raise StoreCorrupt(f"{path}: an empty file: put a backup in its place, or delete it to start again")
    with ErrorTranslation(path):
        uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
        connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
        try:
            _check(path, connection, read_only=read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def _check(path: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
    """Raise a `StoreError` for a store that cannot be used; for a writer, migrate it and set it up to lose nothing."""
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
    problem = connection.execute("pragma quick_check(1)").fetchone()[0]
    if problem != "ok":
        raise StoreCorrupt(f"{path}: damaged ({problem}): put a backup in its place; nothing was written")
    if version < VERSION:
        migrate(connection)
