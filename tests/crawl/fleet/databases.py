"""Databases of a server for tests: each is used again, emptied, by the test after."""

from __future__ import annotations

from itertools import count

import psycopg

from storage.database.postgres.opening import make_tables

_MAINTENANCE, _TEMPLATE = "postgres", "empty_store"
_AS_BYTES = "encoding 'UTF8' lc_collate 'C' lc_ctype 'C.UTF-8'"
"""Texts are ordered by their bytes, as SQLite orders them."""
_TABLES = "select tablename from pg_tables where schemaname = 'rasad' and tablename <> 'agencies' order by 1"
_NUMBERED = "select sequencename from pg_sequences where schemaname = 'rasad' order by 1"
_FIRST_ROWS = ("counters", "store_history")


class TestDatabases:
    """The databases of one server; *url* has a place for a database's name."""

    __test__ = False  # no test of pytest

    def __init__(self, url: str) -> None:
        self._url, self._numbers = url, count(1)
        self._free: list[str] = []
        self._run(f"create database {_TEMPLATE} template template0 {_AS_BYTES}")
        make_tables(self.url(_TEMPLATE))
        with psycopg.connect(self.url(_TEMPLATE)) as db:
            db.execute("set search_path = rasad")
            self._emptied = _emptying(db)

    def url(self, name: str) -> str:
        """Return the URL of a database."""
        return self._url.format(name)

    def without_tables(self) -> str:
        """Return the URL of a new database without tables."""
        return self._made(f"template0 {_AS_BYTES}")

    def made_as(self, words: str) -> str:
        """Return the URL of a new database without tables, that *words* of `create database` describe."""
        return self._made(f"template0 {words}")

    def with_store(self) -> str:
        """Return the URL of a database with an empty store, that nobody else has."""
        return self._free.pop() if self._free else self._made(_TEMPLATE)

    def give_back(self, url: str) -> None:
        """Empty the store of *url*, whose connections are closed, for another test."""
        with psycopg.connect(url, autocommit=True) as db:
            db.execute(self._emptied.encode())
        self._free.append(url)

    def _made(self, template: str) -> str:
        name = f"store_{next(self._numbers)}"
        self._run(f"create database {name} template {template}")
        return self.url(name)

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url(_MAINTENANCE), autocommit=True) as db:
            db.execute(statement.encode())


def _emptying(db: psycopg.Connection[tuple[str, ...]]) -> str:
    """Return the statements that bring a store back to the state that *db* has now."""
    tables = [name for (name,) in db.execute(_TABLES)]
    steps = ["set search_path = rasad", "set session_replication_role = replica"]
    steps += [f"delete from {name}" for name in tables]  # noqa: S608  # names of our own
    for name in _FIRST_ROWS:
        for row in db.execute(f"select * from {name}".encode()):  # noqa: S608  # as above
            values = ", ".join(str(each) if isinstance(each, int) else f"'{each}'" for each in row)
            steps.append(f"insert into {name} values ({values})")  # noqa: S608  # as above
    steps += [f"select setval('{name}', 1, false)" for (name,) in db.execute(_NUMBERED)]
    steps.append("select setval('store_history_number_seq', 1, true)")
    return "; ".join(steps)
