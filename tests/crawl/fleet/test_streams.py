"""Exports and copies of a store in PostgreSQL have some rows in memory, not all of them."""

from __future__ import annotations

from resource import RUSAGE_SELF, getrusage

import pytest

pytest.importorskip("psycopg", reason="the extra `fleet` is not installed: `make test-fleet` has it")

from storage.articles.reader import export_rows
from storage.database.engine.store_file import streamed
from storage.database.postgres.opening import open_file
from storage.store import Store
from tests.crawl.fleet.databases import TestDatabases
from tests.crawl.fleet.kept_rows import begin, keep, newsroom_reads

ROWS, BYTES = 30_000, 10_000
MOST_KB = 100_000
"""A third of what all rows have."""


def test_a_large_result_is_never_whole_in_memory(databases: TestDatabases) -> None:
    """300 MB pass, and the process does not grow by a third of them."""
    url = databases.with_store()
    with Store(open_file(url)) as store, store.file.snapshot() as db:
        before = getrusage(RUSAGE_SELF).ru_maxrss
        length = sum(
            len(text)
            for (text,) in streamed(
                db, "select repeat('x', cast(? as integer)) from generate_series(1, ?)", (BYTES, ROWS)
            )
        )
        grown = getrusage(RUSAGE_SELF).ru_maxrss - before
    databases.give_back(url)

    assert ROWS * BYTES == length
    assert grown < MOST_KB


def test_an_export_is_a_stream_that_ends_with_its_reader(databases: TestDatabases) -> None:
    """While it is read the server has one open result; a reader that stops early leaves none."""
    url = databases.with_store()
    pages = [each for _, each in newsroom_reads()]
    with Store(open_file(url)) as store:
        keep(store, pages, begin(store))
        with store.file.snapshot() as db:
            rows = export_rows(db, "where a.seq > ? order by a.seq", (0,))
            first = next(rows)
            found = [db.execute("select count(*) from pg_cursors").fetchone()[0]]
            rows.close()  # type: ignore[attr-defined]  # a generator
            found.append(db.execute("select count(*) from pg_cursors").fetchone()[0])
    databases.give_back(url)

    assert ([1, 0], True) == (found, first.seq > 0)


def test_outside_a_transaction_there_are_the_same_rows(databases: TestDatabases) -> None:
    """A server's cursor needs a transaction; a read without one gets its rows all the same."""
    url = databases.with_store()
    with Store(open_file(url)) as store, store.file.reading() as db:
        found = [list(streamed(db, "select value from counters where name = ?", ("seq",)))]
    with Store(open_file(url)) as store, store.file.snapshot() as db:
        found.append(list(streamed(db, "select value from counters where name = ?", ("seq",))))
    databases.give_back(url)

    assert [[(0,)], [(0,)]] == found
