"""A store in PostgreSQL, as its parts use it: a connection for a read, or a transaction for a write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from storage.database.engine.store_file import StoreConnection
from storage.database.postgres.connection import PostgresConnection
from storage.database.postgres.server_errors import translated

_ONE_WRITER = "select value from counters where name = 'seq' for update"
"""`keep` reads, decides and writes: that is right only while nobody else writes, as in SQLite. It also lets `seq` be
committed in its order, so that the reader of an export misses nothing."""


class PostgresFile:
    """One connection to a store in PostgreSQL, shared by the parts of a store (`StoreFile`)."""

    def __init__(self, name: str, db: PostgresConnection) -> None:
        """*name* is what messages call the store: the server and the database, without the password."""
        self.path, self.db, self._name = Path(name), db, name

    @contextmanager
    def reading(self) -> Iterator[StoreConnection]:
        """Give the connection for a read."""
        with self._errors():
            yield self.db

    @contextmanager
    def snapshot(self) -> Iterator[StoreConnection]:
        """Give one state of the store for several reads, whatever others write meanwhile."""
        with self._errors(), self._transaction("begin isolation level repeatable read read only") as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[StoreConnection]:
        """Give one transaction, when no other writer has one: committed when the block ends well, rolled back when it raises."""
        with self._errors(), self._transaction("begin") as db:
            db.execute(_ONE_WRITER)
            yield db

    def close(self) -> None:
        """Close the connection."""
        self.db.close()

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[PostgresConnection]:
        self.db.execute(begin)
        try:
            yield self.db
            self.db.execute("commit")
        except BaseException:
            if not self.db.raw.closed and self.db.in_transaction:
                self.db.execute("rollback")
            raise

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            raise translated(self._name, error) from error
