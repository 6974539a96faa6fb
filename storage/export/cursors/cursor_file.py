"""The file of a cursor: a small SQLite database, so that it moves in one piece or not at all, and has one writer."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from storage.database.engine.store_file import StoreConnection
from storage.database.locks import LockHeld
from storage.exit_status import ExitStatus, UserError

SUFFIX = ".cursor"
_VERSION = 2
_TABLES = """
create table state (
  number integer primary key check (number = 1), store_id text not null, token text not null, seq integer not null,
  selection text not null, batches integer not null, at text not null, records integer not null, file text not null,
  sha256 text not null
) strict;
create table delivered (id integer primary key, is_withdrawn integer not null) strict;
create table sources (id text primary key, digest text not null) strict, without rowid;
create table attempt (
  number integer primary key check (number = 1), token text not null, seq integer not null, article_id integer not null
) strict;
"""
_SINCE_2 = "create table confirmed (id integer primary key, digest blob not null) strict"
"""Of an export that is sent in batches and has not ended: the records that were taken."""
_NAMES = frozenset({"state", "delivered", "sources", "attempt"})


class CursorError(UserError):
    """The cursor cannot be used; the message names it and the way out."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE


@contextmanager
def writing(path: Path, *, keeps: bool = True) -> Iterator[sqlite3.Connection]:
    """Give the transaction of a cursor: it is kept when the block ends well, and without *keeps* it is not.

    The file is made where it is not there, and is gone again where nothing was kept in it.

    Raises `LockHeld` while another export has it, `CursorError` for a file that is no cursor.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    try:
        with _opened(path) as db:
            _begin(path, db)
            try:
                yield db
                db.execute("commit" if keeps else "rollback")
            finally:
                if db.in_transaction:
                    db.execute("rollback")
    finally:
        if is_new and path.exists() and not path.stat().st_size:
            path.unlink(missing_ok=True)


def keep_so_far(path: Path, db: StoreConnection) -> None:
    """Keep what was written, and go on in another transaction. Raises `LockHeld` where another export came between."""
    with _translated(path):
        db.execute("commit")
        db.execute("begin immediate")


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Give the cursor as it was left by the last export. Raises `CursorError` for a file that is no cursor."""
    with _opened(path) as db, _translated(path):
        _check(path, db)
        yield db


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with _translated(path):
        db = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        yield db
    finally:
        db.close()


def _begin(path: Path, db: sqlite3.Connection) -> None:
    with _translated(path):
        db.execute("pragma synchronous = full")
        db.execute("begin immediate")
        version = _check(path, db)
        if version == 0:
            for statement in _TABLES.split(";")[:-1]:
                db.execute(statement)
        if version < _VERSION:
            db.execute(_SINCE_2)
            db.execute(f"pragma user_version = {_VERSION}")


def _check(path: Path, db: sqlite3.Connection) -> int:
    """Return the version of the tables; 0: there are none. Raises `CursorError` for another database, or a newer version."""
    version = db.execute("pragma user_version").fetchone()[0]
    tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    if version > _VERSION:
        raise CursorError(f"{path}: written by a newer rasad: upgrade rasad, or use another cursor")
    if tables and tables - {"confirmed"} != _NAMES:
        raise CursorError(f"{path}: not a cursor: delete it to export everything again")
    return int(version) if tables else 0


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise LockHeld(f"{path}: another export with this cursor is running") from error
        raise OSError(error.sqlite_errorcode, f"the cursor cannot be used: {error}", str(path)) from error
    except sqlite3.DatabaseError as error:
        raise CursorError(f"{path}: not a cursor that can be read; delete it to export everything again") from error
