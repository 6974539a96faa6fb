"""The same pages are the same rows in SQLite and in PostgreSQL, in any order, kept by one connection or by three at once."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

pytest.importorskip("psycopg", reason="the extra `fleet` is not installed: `make test-fleet` has it")

from storage.database.postgres.opening import open_file
from storage.records import Fetched
from storage.store import Store
from tests.crawl.fleet.databases import TestDatabases
from tests.crawl.fleet.kept_rows import begin, keep, newsroom_reads, rows


def _shuffled(seed: int) -> list[Fetched]:
    pages = [each for _, each in newsroom_reads()]
    random.Random(seed).shuffle(pages)
    return pages


@pytest.fixture(scope="module")
def in_sqlite(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    """Return what a single host has of the pages."""
    with Store.open(Path(tmp_path_factory.mktemp("single")) / "rasad.db") as store:
        keep(store, _shuffled(0), begin(store))
        return rows(store)


def test_the_pages_have_what_is_compared(in_sqlite: dict[str, list[tuple[object, ...]]]) -> None:
    """There are copies, stories and matches of every query: no comparison is of nothing with nothing."""
    copies = [row for row in in_sqlite["articles"] if row[-3] is not None]

    assert ([], True) == ([name for name, found in in_sqlite.items() if not found], len(copies) > 3)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_engines_keep_the_same_rows(
    seed: int, databases: TestDatabases, in_sqlite: dict[str, list[tuple[object, ...]]]
) -> None:
    """Articles, copies, series, stories, frontier, fetches, figures, views and searches are equal, in another order."""
    url = databases.with_store()
    with Store(open_file(url)) as store:
        keep(store, _shuffled(seed), begin(store))
        found = rows(store)
    databases.give_back(url)

    assert in_sqlite == found


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_three_writers_at_once_keep_the_same_rows(
    seed: int, databases: TestDatabases, in_sqlite: dict[str, list[tuple[object, ...]]]
) -> None:
    """Copies that two of them get at the same moment are found: one writes after the other."""
    url, pages = databases.with_store(), _shuffled(seed)
    with Store(open_file(url)) as store:
        run_id = begin(store)

    def write(part: list[Fetched]) -> None:
        with Store(open_file(url)) as own:
            keep(own, part, run_id, batch=2)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, (pages[place::3] for place in range(3))))
    with Store(open_file(url)) as store:
        found = rows(store)
    databases.give_back(url)

    assert in_sqlite == found
