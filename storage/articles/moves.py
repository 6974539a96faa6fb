"""One row for an article that its outlet moved: its old URL redirects to the new one, which was read as a new article."""

from __future__ import annotations

import sqlite3

from storage.articles.duplicates import forget_sketch, note_sketch
from storage.articles.fingerprints import read_sketch
from storage.articles.similarity import similarity_of
from storage.articles.writer import note_revision, take_facts

_SAME_TEXT = 0.6


def is_moved(db: sqlite3.Connection, old: int, new: int) -> bool:
    """Whether two articles, of which the URL of one redirects to the other, have the same text."""
    one, other = read_sketch(db, old), read_sketch(db, new)
    if one is None or other is None:
        return False
    found = similarity_of(one, other)
    return one.body_digest == other.body_digest or max(found.jaccard, found.contained) >= _SAME_TEXT


def join_rows(db: sqlite3.Connection, old: int, new: int) -> tuple[int, set[int]]:
    """Make one row of two articles, where the URL of *old* redirects to *new*.

    It has the facts of *new*, and the smaller id, which exports know the longest. An earlier text becomes a revision.
    Returns its id, and the articles whose stories may have changed. Inside the caller's transaction.
    """
    kept, dropped = min(old, new), max(old, new)
    sketch = read_sketch(db, new)
    assert sketch is not None  # noqa: S101  # `is_moved` compared it
    others = _story_of(db, dropped) | forget_sketch(db, dropped)
    db.execute(
        "update articles set duplicate_of = null, story_id = id where duplicate_of = ?1 or story_id = ?1", (dropped,)
    )
    if kept == old:
        before = read_sketch(db, old)
        if before is not None and (before.headline_digest, before.body_digest) != (
            sketch.headline_digest,
            sketch.body_digest,
        ):
            note_revision(db, old)
        take_facts(db, kept, dropped)
    db.execute(
        "update revisions set article_id = ?1, revision = revision + (select count(*) from revisions where article_id = ?1) "
        "where article_id = ?2",
        (kept, dropped),
    )
    db.execute("update frontier set article_id = ? where article_id = ?", (kept, dropped))
    db.execute("delete from articles_fts where rowid = ?", (dropped,))
    db.execute("delete from articles where id = ?", (dropped,))
    return kept, (others | note_sketch(db, kept, sketch)) - {dropped}


def _story_of(db: sqlite3.Connection, article_id: int) -> set[int]:
    rows = db.execute("select id from articles where story_id = ?1 or duplicate_of = ?1", (article_id,))
    return {row[0] for row in rows}
