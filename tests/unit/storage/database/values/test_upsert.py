"""Writing a row over the one with its key: the columns that are named change, the others stay."""

from __future__ import annotations

import sqlite3

from storage.database.values.upsert import upsert


def test_a_row_is_written_over_the_one_with_its_key() -> None:
    """A new key adds a row; a known one takes the named columns, nulls too, and keeps those that are not named."""
    db = sqlite3.connect(":memory:")
    db.execute(
        "create table pages (site text, url text, title text, visits integer default 7, primary key (site, url))"
    )
    statement = upsert("pages", "site, url, title", key="site, url")
    db.executemany(statement, [("a", "/", "first"), ("b", "/", "other")])
    db.execute("update pages set visits = 9 where site = 'a'")
    db.executemany(statement, [("a", "/", None), ("a", "/new", "third")])
    rows = db.execute("select site, url, title, visits from pages order by site, url").fetchall()
    db.close()

    assert [("a", "/", None, 9), ("a", "/new", "third", 7), ("b", "/", "other", 7)] == rows
