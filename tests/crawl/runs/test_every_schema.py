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
VALUES = """
select canonical_url, headline, body, byline, authors, section, published_at, published_text, language, fetched_at, kept_at
from articles order by canonical_url
"""
FATES = "select url, state, reason, discovered_at, article_id from frontier order by url"


def _loaded(schema: int, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(DUMPS[schema].read_text(encoding="utf-8"))


def test_no_schema_of_the_past_is_left_out() -> None:
    """From 9 to the newest of them; schema 8 has tests of its own. A release with a new schema adds the one before."""
    assert list(range(9, max(DUMPS) + 1)) == sorted(DUMPS)
    assert 21 <= max(DUMPS) < VERSION


@pytest.mark.parametrize("schema", sorted(DUMPS))
def test_a_store_of_each_schema_is_migrated(tmp_path: Path, schema: int) -> None:
    """Its three articles, their fates and its runs are what they were, the search finds them, and a copy was made first."""
    path = tmp_path / "rasad.db"
    _loaded(schema, path)
    with closing(sqlite3.connect(path)) as old:
        before = [old.execute(each).fetchall() for each in (VALUES, FATES, "select run_id, started_at from runs")]

    with Store.open(path) as store:
        hits = find_articles(store, parse_query("القرى"), limit=20).total
        exported = [each.headline for each in store.articles.changes()]

    with closing(sqlite3.connect(path)) as new:
        after = [new.execute(each).fetchall() for each in (VALUES, FATES, "select run_id, started_at from runs")]
        state = new.execute("pragma user_version").fetchone()[0], new.execute("pragma integrity_check").fetchone()[0]
    copies = [each.name for each in tmp_path.rglob("*.db") if each != path]
    assert (before, (VERSION, "ok"), 3, 3, 1) == (after, state, hits, len(exported), len(copies))
