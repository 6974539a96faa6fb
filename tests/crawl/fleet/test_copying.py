"""A single host's store is carried into PostgreSQL, and back, and both go on as if nothing had happened."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("psycopg", reason="the extra `fleet` is not installed: `make test-fleet` has it")

from pipelines.arabic.search.stem import STEM_VERSION, stemmed
from storage.database.errors import StoreError
from storage.database.postgres.copying import CarriedStore, carry_store
from storage.database.postgres.opening import open_file
from storage.database.postgres.tables import carried_tables
from storage.store import Store
from tests.crawl.fleet.databases import TestDatabases
from tests.crawl.fleet.kept_rows import begin, keep, newsroom_reads, rows

PAGES = [each for _, each in newsroom_reads()]
FIRST, REST = PAGES[:40], PAGES[40:]
OF_ENGINE = {"search_rows"}
"""Which row of the search belongs to which article: each engine has its own."""


def _carry(source: Store, target: Store) -> CarriedStore:
    return carry_store(source.file, target.file, stems=stemmed, stem_version=STEM_VERSION)


def _tables(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every row with its numbers, but for what is an engine's own."""
    with store.file.snapshot() as db:
        found = {
            name: sorted(db.execute(f"select {', '.join(columns)} from {name}").fetchall(), key=repr)  # noqa: S608  # names of our own
            for name, columns in carried_tables().items()
        }
    found["counters"] = [row for row in found["counters"] if row[0] != "schema_version"]
    return {name: kept for name, kept in found.items() if name not in OF_ENGINE}


@pytest.fixture
def single(tmp_path: Path) -> Store:
    """Return the store of a single host, with pages that were kept and others that wait."""
    store = Store.open(tmp_path / "rasad.db")
    keep(store, FIRST, begin(store))
    return store


def test_every_row_is_carried_there_and_back(single: Store, databases: TestDatabases, tmp_path: Path) -> None:
    """With its ids, `seq` and history; what searches find is the same, too."""
    url, before = databases.with_store(), (_tables(single), rows(single))
    with Store(open_file(url)) as server, Store.open(tmp_path / "back.db") as back:
        carried = _carry(single, server)
        there = (_tables(server), rows(server))
        _carry(server, back)
        again = (_tables(back), rows(back))
    single.close()
    databases.give_back(url)

    assert len(FIRST) == carried.articles
    assert before == there
    assert before == again


def test_both_go_on_alike(single: Store, databases: TestDatabases) -> None:
    """The next pages get the same rows and the same ids in either; so do the next runs and addresses."""
    url = databases.with_store()
    with Store(open_file(url)) as server:
        _carry(single, server)
        found = []
        for store in (single, server):
            keep(store, REST, begin(store))
            with store.file.snapshot() as db:
                ids = db.execute("select id, seq, canonical_url from articles order by id").fetchall()
                ids += db.execute("select id, url from frontier order by id").fetchall()
                ids += db.execute("select run_id, command from runs order by run_id").fetchall()
            found.append((rows(store), ids))
    single.close()
    databases.give_back(url)

    assert found[0] == found[1]


def test_a_store_in_use_is_not_written_over(single: Store, databases: TestDatabases) -> None:
    """A second copy is refused, and nothing of it is left."""
    url = databases.with_store()
    with Store(open_file(url)) as server:
        _carry(single, server)
        before = _tables(server)
        with pytest.raises(StoreError, match="in use"):
            _carry(single, server)
        after = _tables(server)
    single.close()
    databases.give_back(url)

    assert before == after
