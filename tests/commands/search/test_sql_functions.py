"""The search in SQL: what `rasad search` finds, in its order; its errors; and a bound on searches for each row."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crawler.search import sql_functions
from crawler.search.sql_functions import add_search_functions
from storage.store import Store
from tests.support.stores import HOME, fetched, read

FOUND = "select a.headline from json_each(search_ids(?)) s join latest a on a.id = s.value order by s.key"


@pytest.fixture
def db(store: Store, tmp_path: Path) -> sqlite3.Connection:
    for number, text in enumerate(("قرر مجلس الأمن عقد جلسة", "لا شيء هنا", "أمنها")):
        url = f"{HOME}{number}"
        store.articles.keep([fetched(url, read(url, f"خبر {number}", text))], run_id=1)
    connection = sqlite3.connect(tmp_path / "rasad.db")
    add_search_functions(connection, tmp_path / "rasad.db")
    return connection


def test_a_statement_finds_what_the_command_finds(db: sqlite3.Connection) -> None:
    assert [("خبر 0",), ("خبر 2",)] == db.execute(FOUND, ("الأمن",)).fetchall()
    assert [("خبر 2",)] == db.execute(FOUND, ("الأمن -مجلس source:ma_outlet",)).fetchall()


def test_what_is_wrong_with_a_query_is_said(db: sqlite3.Connection) -> None:
    """A typed text is a search or an error, and never SQL."""
    with pytest.raises(sqlite3.OperationalError):
        db.execute(FOUND, ("الأمن source:xx_none",)).fetchall()
    (problem,) = db.execute("select search_problem(?)", ("الأمن source:xx_none",)).fetchone()
    (nothing,) = db.execute("select search_problem(?)", ("الأمن'); drop table articles; --",)).fetchone()

    assert (True, None) == ("'xx_none' is no source of this store" in problem, nothing)


def test_a_search_for_each_row_is_ended(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql_functions, "_MOST_SECONDS", 0.05)
    many = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000) select sum(length(search_ids('خبر ' || i))) from n"

    with pytest.raises(sqlite3.OperationalError):
        db.execute(many).fetchone()
    assert ("too many searches at once: search once, and join what it found",) == db.execute(
        "select search_problem('خبر')"
    ).fetchone()
