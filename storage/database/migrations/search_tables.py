"""The search index without a second copy of the texts, and the order of copy keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from storage.database.values.columns import copy_tag

if TYPE_CHECKING:
    from sqlite_utils import Database

SEARCH_INDEX = (
    "create virtual table {table} using fts5(headline, body, content='', tokenize='unicode61 remove_diacritics 0')"
)


def m014_search_without_texts(db: Database) -> None:
    """Keep no second copy of the texts in the search index, and know its old rows and the version of its stems.

    The stems stay as they are until `rasad reindex`. An index answers filters without the bodies. The number of an
    article that was joined with another is not given out again.
    """
    db.execute("alter table articles_fts rename to articles_fts_old")
    db.execute(SEARCH_INDEX.format(table="articles_fts"))
    db.execute("insert into articles_fts (rowid, headline, body) select rowid, headline, body from articles_fts_old")
    db.execute("drop table articles_fts_old")
    db.execute("create table search_rows (row integer primary key, article_id integer references articles(id)) strict")
    db.execute("create unique index search_rows_article on search_rows(article_id) where article_id is not null")
    db.execute("insert into counters select 'stem_version', exists (select 1 from articles)")
    db.execute("insert into counters values ('dropped_article_id', 0)")
    brief = "id, source_id, duplicate_of, withdrawn_at, published_until, published_at"
    db.execute(f"create index articles_brief on articles({brief})")


def m015_tags_of_copy_keys(db: Database) -> None:
    """Order the articles of a copy key by their template, so that the pieces of a long series are skipped at once."""
    db.conn.create_function("copy_tag", 2, copy_tag, deterministic=True)
    db.execute(
        "create table copy_keys_15 (key integer not null, tag integer not null, article_id integer not null references "
        "articles(id), primary key (key, tag, article_id)) strict, without rowid"
    )
    db.execute(
        "insert into copy_keys_15 select key, copy_tag(template_keys, figures), article_id from copy_keys "
        "join fingerprints using (article_id)"
    )
    db.execute("drop table copy_keys")
    db.execute("alter table copy_keys_15 rename to copy_keys")
