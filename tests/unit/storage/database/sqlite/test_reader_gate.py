"""SQLite refuses a reader every table that runs the crawl, however a statement hides it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from storage.database.sqlite.reader_gate import OPEN_TABLES, close_operator_tables
from storage.store import Store

pytestmark = pytest.mark.usefixtures("on_disk")


@pytest.fixture
def reader(store: Store) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(f"{store.file.path.as_uri()}?mode=ro", uri=True)
    close_operator_tables(connection)
    yield connection
    connection.close()


def _tables(store: Store, kind: str) -> set[str]:
    rows = store.file.db.execute("select name from sqlite_master where type = ? and name not like 'sqlite_%'", (kind,))
    return {name for (name,) in rows}


def test_each_table_is_open_or_refused(store: Store, reader: sqlite3.Connection) -> None:
    """Of every table of the schema that is not named open neither a row nor the number of rows is told."""
    closed = {each for each in _tables(store, "table") - OPEN_TABLES if not each.startswith("articles_fts")}
    assert {"quarantine", "inbox", "host_files", "frontier", "fetches", "hosts", "runs"} <= closed
    for table in closed:
        for statement in (f"select * from {table}", f"select count(*) from {table}", f"select 1 from {table} limit 1"):  # noqa: S608
            with pytest.raises(sqlite3.DatabaseError, match=r"prohibited|not authorized"):
                reader.execute(statement)
    for table in OPEN_TABLES | _tables(store, "view"):
        reader.execute(f"select * from {table}").fetchall()  # noqa: S608


@pytest.mark.parametrize(
    "statement",
    [
        "with silent_outlets as (select * from quarantine) select * from silent_outlets",
        "with latest as (select url from frontier) select * from latest",
        "select * from (select url from inbox) as latest",
        "select (select count(*) from fetches)",
        "select 1 where exists (select 1 from host_files)",
        "select headline from articles union select url from frontier",
        "select a.id from articles a join frontier f on f.article_id = a.id",
        "select a.id from articles a left join fetches using (id)",
        'select * from main."quarantine"',
        "select * from QUARANTINE",
        "select next_poll_at from poll_schedule",
        "select count(*) from poll_schedule",
        "pragma schema_version = 5",
        "pragma journal_mode = delete",
        "pragma writable_schema = on",
        "pragma query_only = off",
        "attach ':memory:' as other",
        "create temp view v as select 1",
        "create temp table t (a)",
        "delete from articles",
        "update articles set headline = ''",
        "update sqlite_master set sql = ''",
        "insert into articles_fts (articles_fts) values ('rebuild')",
        "select load_extension('x')",
        "select length(zeroblob(30000000))",
        "vacuum into '/tmp/never.db'",
    ],
)
def test_a_statement_that_wants_more_is_refused(reader: sqlite3.Connection, statement: str) -> None:
    """Names of views and subqueries, schemas, capitals, pragmas, writes and huge values open nothing."""
    with pytest.raises((sqlite3.DatabaseError, sqlite3.DataError)):
        reader.execute(statement).fetchall()


def test_what_readers_need_works(reader: sqlite3.Connection) -> None:
    """Full-text search, JSON functions, the shape of tables, and recursion."""
    statements = (
        "select count(*) from articles_fts where articles_fts match 'كلمة'",
        "select value from articles, json_each(tags)",
        "select name from pragma_table_info('articles')",
        "pragma table_info(quarantine)",
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5) select * from n",
        "select * from silent_outlets",
    )

    assert [0, 0] == [len(reader.execute(each).fetchall()) for each in (statements[1], statements[5])]
    assert all(reader.execute(each).fetchall() for each in statements[2:5])
    assert [(0,)] == reader.execute(statements[0]).fetchall()
