"""Builds the search index again, beside the old one, while searches and crawls go on (`rasad reindex`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from storage.articles.search.index_writer import FIRST_OWN_ROW, set_stem_version
from storage.database.change_sequence import last_seq
from storage.database.engine.store_file import StoreConnection, StoreFile
from storage.database.migrations.search_tables import SEARCH_INDEX
from storage.database.values.columns import safe

Stemmer = Callable[[str], str]
"""Gives the stems of a text, parted by blanks."""
_BATCH = 500


def rebuild(file: StoreFile, stemmer: Stemmer, *, version: int) -> Iterator[int]:
    """Build the index again with the stems of *version*; yield how many articles each step added.

    Each step is a transaction of its own. Until the last one the old index is searched; a rebuild that was killed is
    begun anew by the next. Articles that change meanwhile are indexed in the last step.
    """
    with file.writing() as db:
        db.execute("drop table if exists articles_fts_new")
        db.execute(SEARCH_INDEX.format(table="articles_fts_new"))
        begun = last_seq(db)
    last = 0
    while True:
        with file.writing() as db:
            ids = _add_batch(db, stemmer, last)
        if not ids:
            break
        last = ids[-1]
        yield len(ids)
    with file.writing() as db:
        _finish(db, stemmer, last, begun)
        set_stem_version(db, version)


def _add_batch(db: StoreConnection, stemmer: Stemmer, after: int) -> list[int]:
    rows = db.execute(
        "select id, headline, body from articles where id > ? order by id limit ?", (after, _BATCH)
    ).fetchall()
    for article_id, headline, body in rows:
        _add(db, article_id, stemmer(headline), stemmer(body))
    return [row[0] for row in rows]


def _finish(db: StoreConnection, stemmer: Stemmer, last: int, begun: int) -> None:
    """Add what was kept or changed since the rebuild began, and put the new index in the old one's place."""
    changed = db.execute("select id, headline, body from articles where seq > ? and id <= ?", (begun, last)).fetchall()
    db.execute("delete from search_rows")
    for row, (article_id, headline, body) in enumerate(changed, FIRST_OWN_ROW):
        db.execute("insert into search_rows values (?, null), (?, ?)", (article_id, row, article_id))
        _add(db, row, stemmer(headline), stemmer(body))
    while ids := _add_batch(db, stemmer, last):
        last = ids[-1]
    db.execute("drop table articles_fts")
    db.execute("alter table articles_fts_new rename to articles_fts")


def _add(db: StoreConnection, row: int, headline: str, body: str) -> None:
    db.execute(
        "insert into articles_fts_new (rowid, headline, body) values (?, ?, ?)", (row, safe(headline), safe(body))
    )
