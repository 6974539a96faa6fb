"""What the parts of a store ask of its engine: a connection for a read, or a transaction for a write.

The SQL of the parts is the one that SQLite and PostgreSQL both read. What only one of them knows is in its own package.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

StatementValues = Sequence[Any] | Mapping[str, Any]
"""The values of a statement: in the order of its question marks, or by the names behind its colons."""


class StoreRows(Protocol):
    """What a statement gave: its rows, or how many rows it changed."""

    @property
    def rowcount(self) -> int: ...
    def fetchone(self) -> Any: ...  # a row is as wide as its statement says
    def fetchall(self) -> list[Any]: ...
    def __iter__(self) -> Iterator[Any]: ...


class StoreConnection(Protocol):
    """A connection to a store, as sqlite3 has it; parts of a store know no other."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, sql: str, parameters: StatementValues = ..., /) -> StoreRows: ...
    def executemany(self, sql: str, parameters: Iterable[StatementValues], /) -> StoreRows: ...


@runtime_checkable
class StreamingConnection(Protocol):
    """A connection whose driver would have all rows of a statement in memory, unless it is asked for a stream."""

    def stream(self, sql: str, parameters: StatementValues = ..., /) -> Iterator[Any]: ...


def streamed(db: StoreConnection, sql: str, parameters: StatementValues = ()) -> Iterator[Any]:
    """Return the rows of a statement one after the other, however many there are, in bounded memory."""
    return db.stream(sql, parameters) if isinstance(db, StreamingConnection) else iter(db.execute(sql, parameters))


class StoreFile(Protocol):
    """An open store, shared by its parts."""

    path: Path
    db: Any
    """The engine's own connection, for what only that engine can do."""

    def reading(self) -> AbstractContextManager[StoreConnection]:
        """Return a context for a read; the engine's errors leave it as `StoreError`s."""
        ...

    def snapshot(self) -> AbstractContextManager[StoreConnection]:
        """Return a context that gives one state of the store for several reads, whatever others write meanwhile."""
        ...

    def writing(self) -> AbstractContextManager[StoreConnection]:
        """Return a context for one transaction: committed when the block ends well, rolled back when it raises."""
        ...

    def close(self) -> None:
        """Close the store."""
        ...
