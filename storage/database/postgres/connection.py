"""A connection to PostgreSQL that reads the statements of the store's parts, and gives the values that SQLite would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import count
from typing import Any

from psycopg import Connection, RawCursor, RawServerCursor
from psycopg.adapt import Loader
from psycopg.pq import TransactionStatus
from psycopg.types.numeric import Int8Dumper

from storage.database.engine.store_file import StatementValues, StoreRows
from storage.database.postgres.search_words import tsquery
from storage.database.postgres.statements import PlacedStatement, placed

WAIT_SECONDS = 10
"""How long the server has to answer a new connection."""
_AT_ONCE = 500
"""How many rows of a stream are in memory."""


class TruthDumper(Int8Dumper):  # type: ignore[misc]  # the driver is an extra, whose types are not here
    """Writes a truth value as SQLite has it: 0 or 1 in a column of numbers."""

    def dump(self, obj: Any) -> bytes:  # psycopg's signature
        return b"1" if obj else b"0"


class NumberLoader(Loader):  # type: ignore[misc]  # as above
    """Reads a sum or a mean as an `int` where it is whole, else as a `float`: PostgreSQL sums numbers of 64 bits exactly."""

    def load(self, data: Any) -> int | float:  # psycopg's signature
        number = Decimal(bytes(data).decode())
        return int(number) if number == number.to_integral_value() else float(number)


class PostgresConnection:
    """One connection to the server (`StoreConnection`); a transaction begins and ends where its statements say."""

    def __init__(self, connection: Connection[Any]) -> None:
        self.raw, self._numbers = connection, count(1)

    @classmethod
    def connect(cls, url: str) -> PostgresConnection:
        """Connect to the server that *url* names. Raises `psycopg.Error`."""
        connection = Connection.connect(
            url, autocommit=True, cursor_factory=RawCursor, connect_timeout=WAIT_SECONDS, application_name="rasad"
        )
        connection.adapters.register_dumper(bool, TruthDumper)
        connection.adapters.register_dumper(int, Int8Dumper)
        connection.adapters.register_loader("numeric", NumberLoader)
        return cls(connection)

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return bool(self.raw.info.transaction_status != TransactionStatus.IDLE)

    def execute(self, sql: str, parameters: StatementValues = (), /) -> StoreRows:
        """Run one statement."""
        statement = placed(sql)
        rows: StoreRows = self.raw.execute(statement.sql.encode(), _ordered(statement, parameters) or None)
        return rows

    def executemany(self, sql: str, parameters: Iterable[StatementValues], /) -> StoreRows:
        """Run one statement with each of many rows of values."""
        statement, rows = placed(sql), self.raw.cursor()
        rows.executemany(statement.sql.encode(), [_ordered(statement, each) for each in parameters])
        done: StoreRows = rows
        return done

    def stream(self, sql: str, parameters: StatementValues = (), /) -> Iterator[Any]:
        """Yield the rows of one statement, some hundreds in memory at a time; outside a transaction all at once."""
        if not self.in_transaction:
            yield from self.execute(sql, parameters)
            return
        statement = placed(sql)
        with RawServerCursor(self.raw, f"stream_{next(self._numbers)}") as rows:
            rows.itersize = _AT_ONCE
            rows.execute(statement.sql.encode(), _ordered(statement, parameters) or None)
            yield from rows

    def close(self) -> None:
        """Close the connection."""
        self.raw.close()


def _ordered(statement: PlacedStatement, values: StatementValues) -> Sequence[Any]:
    """Return the values in the order of their places."""
    ordered = [values[name] for name in statement.names] if isinstance(values, Mapping) else list(values)
    for place in statement.searches:
        ordered[place] = tsquery(ordered[place])
    return ordered
