"""A store of each schema since 8, as the program of its day wrote it, is migrated and keeps every value."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from crawler.search.find import find_articles
from pipelines.arabic.search.query import parse_query
from storage.database.schema import VERSION
from storage.store import Store
from tests.support.paths import OLD_STORES

DUMPS = {int(each.stem.partition("_")[2]): each for each in (OLD_STORES / "stores").glob("schema_*.sql")}
MADE_AGAIN = frozenset({"fingerprints", "bands", "counters"})
"""Tables that a migration builds from the texts again; the rows of every other stay."""
Rows = dict[str, tuple[list[str], list[tuple[object, ...]]]]


def _loaded(schema: int, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(DUMPS[schema].read_text(encoding="utf-8"))


def test_no_schema_of_the_past_is_left_out() -> None:
    """From 9 to the newest of them; schema 8 has tests of its own. A release with a new schema adds the one before."""
    assert list(range(9, max(DUMPS) + 1)) == sorted(DUMPS)
    assert 21 <= max(DUMPS) < VERSION


@pytest.mark.parametrize("schema", sorted(DUMPS))
def test_a_store_of_each_schema_is_migrated(tmp_path: Path, schema: int) -> None:
    """Every table keeps its rows in the columns that stayed, the search finds them, and a copy was made first."""
    path = tmp_path / "rasad.db"
    _loaded(schema, path)
    before = _rows(path)

    with Store.open(path) as store:
        hits = find_articles(store, parse_query("القرى"), limit=20).total
        exported = [each.headline for each in store.articles.changes()]

    after = _rows(path)
    changed = [
        table for table in before if table not in after or _kept(before, after, table) != _kept(after, before, table)
    ]
    with closing(sqlite3.connect(path)) as new:
        state = new.execute("pragma user_version").fetchone()[0], new.execute("pragma integrity_check").fetchone()[0]
    copies = [each.name for each in tmp_path.rglob("*.db") if each != path]
    assert ([], (VERSION, "ok"), 3, 3, 1) == (changed, state, hits, len(exported), len(copies))


def _rows(path: Path) -> Rows:
    """Return the columns and the rows of each table, but for those of SQLite and of its search."""
    own = "select name from sqlite_master where type = 'table' and name not like '%sqlite_%' and name not like 'articles_fts%'"
    with closing(sqlite3.connect(path)) as store:
        tables = [name for (name,) in store.execute(own) if name not in MADE_AGAIN]
        return {
            each: (
                [column[1] for column in store.execute(f"pragma table_info({each})")],
                store.execute(f"select * from {each}").fetchall(),  # noqa: S608  # names of our own
            )
            for each in tables
        }


def _kept(rows: Rows, others: Rows, table: str) -> list[str]:
    """Return the rows of *table* by the columns that both stores have, sorted."""
    columns, found = rows[table]
    both = [at for at, name in enumerate(columns) if name in others[table][0]]
    order = sorted(both, key=lambda at: columns[at])
    return sorted(repr([row[at] for at in order]) for row in found)
