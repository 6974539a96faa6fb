"""Which row a page's article belongs to: by its address, by a number in it, and not by a claim that lies.

A page says who it is (rel=canonical). That is believed until two pages of unlike texts claim one address: then the
page that answers at the address has it, and whoever else claims it is kept under the address it was asked for by.
The rows come out the same in whatever order the pages come.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from storage.articles.duplicates import likeness
from storage.articles.writer import StoredArticle, find_ids_by_number, find_row, row_of
from storage.database.change_sequence import next_seq
from storage.database.columns import stamp
from storage.database.url_key import number_key, url_key
from storage.records import ReadArticle

_ALIKE, _NEARLY = 0.3, 0.6
"""From this similarity on two texts are versions of one article, if they share its address, or its number alone."""
_MOST_OF_NUMBER = 8


def whose_row(
    db: sqlite3.Connection, read: ReadArticle, *, known_id: int | None = None
) -> tuple[ReadArticle, StoredArticle | None]:
    """Return *read* under the identity that is its own, and the row of that article if there is one.

    *known_id* is the article that its address led to before: an outlet may change the address of a text.
    """
    read = _honest(db, read)
    while (row := find_row(db, read.article.canonical_url)) is not None and not _is_one(db, row, read):
        _distrust(db, read)
        if _answers_there(read):
            _send_home(db, row)
        else:
            read = _under_its_own(read)
    if row is None:
        row = _renamed(db, read) or _readdressed(db, read, known_id)
    return read, row


def _is_one(db: sqlite3.Connection, row: StoredArticle, read: ReadArticle) -> bool:
    """Whether a row at the address of *read* is its article: asked for by one address, of like texts, or written anew."""
    if url_key(row.requested_url) == url_key(read.article.requested_url) or is_same_text(db, row.id, read):
        return True
    return _answers_there(read) and _is_own(row.requested_url, row.final_url, row.canonical_url)


def _send_home(db: sqlite3.Connection, row: StoredArticle) -> None:
    """Give a row whose page only claimed its address the address that it was asked for by.

    Whoever stands there by a claim is sent home first; the row steps aside meanwhile, for two may have changed places.
    """
    db.execute(
        "update articles set canonical_url = ?, key = null where id = ?", (f"{row.canonical_url}#{row.id}", row.id)
    )
    other = find_row(db, row.requested_url)
    if other is not None:
        _send_home(db, other)
    db.execute(
        "update articles set canonical_url = ?, key = ?, number = ?, seq = ? where id = ?",
        (row.requested_url, url_key(row.requested_url), number_key(row.requested_url), next_seq(db), row.id),
    )


def is_same_text(db: sqlite3.Connection, article_id: int, read: ReadArticle, *, least: float = _ALIKE) -> bool:
    """Whether *read* may be a version of an article that we have: the same headline, or a text at least *least* alike."""
    headline, digest, shingles, sketch = db.execute(
        "select headline, body_digest, shingles, sketch from fingerprints where article_id = ?", (article_id,)
    ).fetchone()
    mine = read.fingerprint
    if digest == mine.body_digest or (headline == mine.headline and least == _ALIKE):
        return True
    found = likeness(mine.sketch, mine.shingles, sketch, shingles)
    return max(found.jaccard, found.contained) >= least


def _honest(db: sqlite3.Connection, read: ReadArticle) -> ReadArticle:
    """Return *read* under its own address where its claim is known to be made by pages of unlike texts."""
    if _answers_there(read):
        return read
    key = url_key(read.article.canonical_url)
    lies = db.execute("select 1 from false_claims where key = ?", (key,)).fetchone()
    return _under_its_own(read) if lies else read


def _under_its_own(read: ReadArticle) -> ReadArticle:
    return replace(read, article=replace(read.article, canonical_url=read.article.requested_url))


def _answers_there(read: ReadArticle) -> bool:
    return _is_own(read.article.requested_url, read.article.final_url, read.article.canonical_url)


def _is_own(requested_url: str, final_url: str, canonical_url: str) -> bool:
    """Whether a page answers at the address that it has: asked for by it, or led there."""
    return url_key(canonical_url) in (url_key(requested_url), url_key(final_url))


def _renamed(db: sqlite3.Connection, read: ReadArticle) -> StoredArticle | None:
    """Return the article that has the same number in its address and nearly the same text: its slug was changed.

    An equal headline is no proof: the gold price has one every day, and a folder's number stands in many addresses.
    """
    number = number_key(read.article.canonical_url)
    if number is None:
        return None
    ids = find_ids_by_number(db, number, source_id=read.article.source_id, most=_MOST_OF_NUMBER + 1)
    if len(ids) > _MOST_OF_NUMBER:  # a folder's, not an article's
        return None
    found = next((each for each in ids if is_same_text(db, each, read, least=_NEARLY)), None)
    return None if found is None else row_of(db, found)


def _readdressed(db: sqlite3.Connection, read: ReadArticle, known_id: int | None) -> StoredArticle | None:
    """Return the article that this address led to, where it says now that its text stands elsewhere."""
    if known_id is None or not is_same_text(db, known_id, read):
        return None
    return row_of(db, known_id)


def _distrust(db: sqlite3.Connection, read: ReadArticle) -> None:
    url, at = read.article.canonical_url, stamp(read.article.fetched_at)
    db.execute("insert or ignore into false_claims (key, url, at) values (?, ?, ?)", (url_key(url), url, at))
