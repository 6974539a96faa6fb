"""Which row a page's article belongs to: by its address, by a number in it, and not by a claim that lies.

A page says who it is (rel=canonical). That is believed until two pages of unlike texts claim one address: then the
page that answers at the address has it, and whoever else claims it is kept under the address it was asked for by.
The rows come out the same in whatever order the pages come.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace

from storage.articles import Row, find_row, find_rows_by_number
from storage.copies import likeness
from storage.counters import next_seq
from storage.records import Read
from storage.spellings import number_key, url_key
from storage.texts import stamp

_ALIKE = 0.3
"""From this similarity on two texts are versions of one article, if they share its address or its number too."""


def whose_row(db: sqlite3.Connection, read: Read) -> tuple[Read, Row | None]:
    """Return *read* under the identity that is its own, and the row of that article if there is one."""
    read = _honest(db, read)
    row = find_row(db, read.article.canonical_url)
    if row is None:
        return read, _renamed(db, read)
    if url_key(row.requested_url) == url_key(read.article.requested_url) or is_same_text(db, row.id, read):
        return read, row
    if not _is_own(row.requested_url, row.final_url, row.canonical_url):
        return _after_the_claim(db, read, row)
    if _answers_there(read):
        return read, row  # the article was written anew, and reached by another way
    _distrust(db, read)
    read = _under_its_own(read)
    return read, find_row(db, read.article.canonical_url)


def _after_the_claim(db: sqlite3.Connection, read: Read, row: Row) -> tuple[Read, Row | None]:
    """Settle two unlike texts at one address that the row's page had only claimed: the row goes to its own."""
    _distrust(db, read)
    db.execute(
        "update or ignore articles set canonical_url = ?, key = ?, number = ?, seq = ? where id = ?",
        (row.requested_url, url_key(row.requested_url), number_key(row.requested_url), next_seq(db), row.id),
    )
    read = read if _answers_there(read) else _under_its_own(read)
    left = find_row(db, read.article.canonical_url)
    return read, None if left is not None and left.id == row.id else left


def is_same_text(db: sqlite3.Connection, article_id: int, read: Read) -> bool:
    """Whether *read* may be a version of an article that we have: the same headline, or a text alike."""
    headline, digest, shingles, sketch = db.execute(
        "select headline, body_digest, shingles, sketch from fingerprints where article_id = ?", (article_id,)
    ).fetchone()
    mine = read.fingerprint
    if headline == mine.headline or digest == mine.body_digest:
        return True
    found = likeness(mine.sketch, mine.shingles, sketch, shingles)
    return max(found.jaccard, found.contained) >= _ALIKE


def _honest(db: sqlite3.Connection, read: Read) -> Read:
    """Return *read* under its own address where its claim is known to be made by pages of unlike texts."""
    if _answers_there(read):
        return read
    key = url_key(read.article.canonical_url)
    lies = db.execute("select 1 from false_claims where key = ?", (key,)).fetchone()
    return _under_its_own(read) if lies else read


def _under_its_own(read: Read) -> Read:
    return replace(read, article=replace(read.article, canonical_url=read.article.requested_url))


def _answers_there(read: Read) -> bool:
    return _is_own(read.article.requested_url, read.article.final_url, read.article.canonical_url)


def _is_own(requested_url: str, final_url: str, canonical_url: str) -> bool:
    """Whether a page answers at the address that it has: asked for by it, or led there."""
    return url_key(canonical_url) in (url_key(requested_url), url_key(final_url))


def _renamed(db: sqlite3.Connection, read: Read) -> Row | None:
    """Return the article that has the same number in its address and the same text: its slug was changed."""
    number = number_key(read.article.canonical_url)
    if number is None:
        return None
    rows = find_rows_by_number(db, number, source_id=read.article.source_id)
    return next((each for each in rows if is_same_text(db, each.id, read)), None)


def _distrust(db: sqlite3.Connection, read: Read) -> None:
    url, at = read.article.canonical_url, stamp(read.article.fetched_at)
    db.execute("insert or ignore into false_claims (key, url, at) values (?, ?, ?)", (url_key(url), url, at))
