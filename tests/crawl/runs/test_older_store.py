"""A store of schema 8 is migrated, and the next crawl goes on in it: nothing is lost, nothing asked for again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.search.find import find_articles
from pipelines.arabic.search.query import parse_query
from pipelines.stages.fingerprint import fingerprint
from storage.articles.copies.fingerprints import read_sketch
from storage.database.schema import VERSION
from storage.database.values.url_key import number_key, url_key
from storage.store import Store
from tests.support.outlet import SOURCE_ID, Outlet, OutletReply, crawl, rss, served, write_source
from tests.support.paths import OLD_STORES

DUMP = OLD_STORES / "schema_8.sql"
HOME = "http://127.0.0.1:18473/"
"""The outlet's address in the dump; a test puts its own there."""
OLD_AND_NEW = {
    "ailing": "discovery_health",
    "found_ways": "replacement_listings",
    "rhythm": "poll_schedule",
    "windows": "backfills",
    "spellings": "url_aliases",
    "copies": "duplicate_pairs",
}


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with served() as outlet:
        yield outlet


def _load(path: Path, home: str) -> sqlite3.Connection:
    """Return a store of schema 8 whose outlet is at *home*: the keys of its addresses are those of the new ones."""
    connection = sqlite3.connect(path)
    connection.create_function("url_key", 1, url_key)
    connection.create_function("number_key", 1, number_key)
    connection.executescript(DUMP.read_text(encoding="utf-8").replace(HOME, home))
    with connection:
        connection.execute("update frontier set key = url_key(url)")
        connection.execute("update spellings set key = url_key(url)")
        connection.execute("update articles set key = url_key(canonical_url), number = number_key(canonical_url)")
    return connection


def _rows(connection: sqlite3.Connection, table: str, width: int | None = None) -> list[tuple[object, ...]]:
    """Return the first *width* values of every row; a later schema adds its columns behind them."""
    rows = connection.execute(f"select * from {table}").fetchall()  # noqa: S608  # names of our own
    return sorted((row[:width] for row in rows), key=repr)


def test_a_store_of_schema_8_is_migrated_without_losing_a_value(tmp_path: Path) -> None:
    """Every table has the rows that it had, under its new name, and SQLite finds nothing wrong with the file."""
    old = _load(tmp_path / "rasad.db", HOME)
    tables = [name for (name,) in old.execute("select name from sqlite_master where type = 'table'")]
    changed = {"fingerprints", "bands", "articles_fts"}  # the index of the search keeps no texts any more
    kept = [each for each in tables if not each.startswith(("_sqlite", "articles_fts_")) and each not in changed]
    before = {OLD_AND_NEW.get(each, each): _rows(old, each) for each in kept}
    widths = {OLD_AND_NEW.get(each, each): len(list(old.execute(f"pragma table_info({each})"))) for each in kept}
    old.close()

    Store.open(tmp_path / "rasad.db").close()

    new = sqlite3.connect(tmp_path / "rasad.db")
    after = {each: _rows(new, each, widths[each]) for each in before}
    after["counters"] = [row for row in after["counters"] if row[0] == "seq"]  # new counters came
    version = new.execute("pragma user_version").fetchone()[0]
    integrity = new.execute("pragma integrity_check").fetchone()[0]
    new.close()
    assert (before, VERSION, "ok") == (after, version, integrity)


def test_the_fingerprints_of_schema_8_are_what_its_texts_have_now(tmp_path: Path) -> None:
    """Digests, sketch and headline are the same as of a text read today; keys, lead and figures wait for that."""
    _load(tmp_path / "rasad.db", HOME).close()
    Store.open(tmp_path / "rasad.db").close()

    new = sqlite3.connect(tmp_path / "rasad.db")
    rows = new.execute("select headline, body, id from articles").fetchall()
    found = [read_sketch(new, article_id) for _, _, article_id in rows]
    new.close()
    known = [
        replace(fingerprint(*row[:2]).sketch, lead_words=b"", figures=b"", copy_keys=(), template_keys=())
        for row in rows
    ]
    assert known == found


def test_the_next_crawl_goes_on_in_a_store_of_schema_8(outlet: Outlet, tmp_path: Path) -> None:
    """It polls the file's listings and the replacement that the old store knew, and keeps the new article alone."""
    write_source(outlet, tmp_path, "feed", "feed")
    _load(tmp_path / "rasad.db", outlet.home).close()
    outlet.pages |= {
        "/feed": OutletReply(status=404),
        "/new.xml": OutletReply(body=rss(outlet.home, 1, 2, 4, 5, 6), headers={"Content-Type": "application/rss+xml"}),
    }

    run = crawl(tmp_path, SOURCE_ID)

    with Store.open(tmp_path / "rasad.db", read_only=True) as store:
        headlines = sorted(each.headline for each in store.articles.changes())
        hits = find_articles(store, parse_query("القرى"), limit=20).total
    assert (0, 1, 1, True, 6, 6) == (
        run.status,
        run.kept,
        outlet.articles().count("/news/6"),
        "/new.xml" in outlet.listed(),
        len(headlines),
        hits,
    )
