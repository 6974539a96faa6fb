"""The open file of a store: its connection for a read, or a transaction for a write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.database.error_translation import ErrorTranslation, raise_translated
from storage.database.integrity import IntegrityRecord


class ReadConnection:
    """A context that gives the connection to what only reads; SQLite's errors leave it as `StoreError`s."""

    __slots__ = ("_db", "_path")

    def __init__(self, path: Path, db: sqlite3.Connection) -> None:
        self._path, self._db = path, db

    def __enter__(self) -> sqlite3.Connection:
        return self._db

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        raise_translated(self._path, error)


class StoreFile:
    """One open SQLite file, shared by the parts of a store."""

    def __init__(self, path: Path, db: sqlite3.Connection, record: IntegrityRecord | None = None) -> None:
        self.path, self.db, self._record = path, db, record

    def reading(self) -> ReadConnection:
        """Return a context for a read."""
        return ReadConnection(self.path, self.db)

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
        """Close the file; SQLite folds the write-ahead log into it when nobody else reads."""
        self.db.close()
        if self._record is not None:
            self._record.close()
