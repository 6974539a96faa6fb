"""The open file of a store: its connection for a read, or a transaction for a write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.database.sqlite.error_translation import ErrorTranslation, raise_translated
from storage.database.sqlite.integrity import IntegrityRecord


class ReadConnection:
    """A context that gives the connection to what only reads; SQLite's errors leave it as `StoreError`s."""

    __slots__ = ("_db", "_path")

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self._path, self._db = path, db

    def __enter__(self) -> sqlite3.Connection:
        return self._db

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        raise_translated(self._path, error)


class SqliteFile:
    """One open SQLite file, shared by the parts of a store."""

    def __init__(self, path: Path, db: sqlite3.Connection, record: IntegrityRecord | None = None) -> None:
        self.path, self.db, self._record = path, db, record

    def reading(self) -> ReadConnection:
        """Return a context for a read."""
        return ReadConnection(self.path, self.db)

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Give one state of the store for several reads, whatever others write meanwhile."""
        with self.reading() as db:
            db.execute("begin")
            try:
                yield db
            finally:
                if db.in_transaction:
                    db.execute("rollback")

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give one transaction: committed when the block ends well, rolled back when it raises."""
        with ErrorTranslation(self.path):
            self.db.execute("begin immediate")
            try:
                yield self.db
                self.db.execute("commit")
            except BaseException:
                if self.db.in_transaction:
                    self.db.execute("rollback")
                raise

    def close(self) -> None:
        """Close the file; a writer folds the write-ahead log into it, when nobody reads an older state, and leaves it empty.

        SQLite would delete the log and its index with the last connection. An account that may only read cannot make
        them, so it could not open the store until the next run. The last connection to close is therefore one that only
        reads, because SQLite leaves both files to it (https://www.sqlite.org/wal.html, "Read-Only Databases").
        """
        reader = None if self._record is None else self._last_reader()
        self.db.close()
        if reader is not None:
            reader.close()
        if self._record is not None:
            self._record.close()

    def _last_reader(self) -> sqlite3.Connection | None:
        """Return a connection that only reads and has the log open; `None` where none can be opened."""
        with suppress(sqlite3.Error):  # whatever is wrong, what was committed is in the file or in its log
            self.db.execute("pragma busy_timeout = 0")
            self.db.execute("pragma wal_checkpoint(truncate)")
            reader = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)
            reader.execute("pragma user_version").fetchone()  # opens the log, and reads no schema
            return reader
        return None
