"""Which row a page's article belongs to: by its URL, by a number in it, and not by a false canonical URL.

A page declares its canonical URL (rel=canonical). That is trusted until two pages with different texts declare the same
one. Then the page that answers at this URL gets it; any other page that declares it is kept under the URL that was
requested. The rows are the same in whatever order the pages arrive. An article that its outlet moved is one row, too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from storage.analysis.stories.story_nodes import take_story_sketch
from storage.articles.copies.duplicates import note_sketch
from storage.articles.copies.fingerprints import read_sketch
from storage.articles.copies.groups import forget_fingerprint
from storage.articles.copies.similarity import similarity_of
from storage.articles.removed import note_removed
from storage.articles.search.index_writer import drop_index_row
from storage.articles.writer import (
    StoredArticle,
    find_ids_by_number,
    find_row,
    note_new_url,
    note_revision,
    row_of,
    take_facts,
)
from storage.database.change_sequence import next_seq
from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import stamp
from storage.database.values.url_key import number_key, url_key
from storage.records import ReadArticle, TextSketch

_SAME_URL, _SAME_NUMBER = 0.3, 0.6
"""From this similarity on two texts are versions of one article, if they share its URL, or only its number or a redirect."""
_MOST_OF_NUMBER = 8


def find_article(
    db: StoreConnection, read: ReadArticle, *, known_id: int | None = None
) -> tuple[ReadArticle, StoredArticle | None]:
    """Return *read* with the canonical URL that is its own, and the row of that article if there is one.

    *known_id* is the article that its URL led to before: an outlet may change the URL of a text.
    """
    read = at_own_url(db, read)
    while (row := find_row(db, read.article.canonical_url)) is not None and not _is_same_article(db, row, read):
        _distrust(db, read)
        if _answers_there(read):
            _return_to_own_url(db, row)
        else:
            read = _at_requested_url(read)
    if row is None:
        row = _renamed(db, read) or _moved(db, read, known_id)
    return read, row


def is_moved(db: StoreConnection, old: int, new: int) -> bool:
    """Whether two articles, of which the URL of one redirects to the other, have the same text."""
    one, other = read_sketch(db, old), read_sketch(db, new)
    if one is None or other is None:
        return False
    found = similarity_of(one, other)
    return one.body_digest == other.body_digest or max(found.jaccard, found.contained) >= _SAME_NUMBER


def join_rows(db: StoreConnection, old: int, new: int, *, at: datetime) -> tuple[int, set[int]]:
    """Make one row of two articles, where the URL of *old* redirects to *new*, as was seen at *at*.

    It has the facts of *new*, and the smaller id, which exports know the longest. The text of *old* becomes a revision
    if it is another one. The other id goes to `removed_articles`. Returns the id that stays, and the articles whose
    groups may have changed: `settle_copies` has to follow. Inside the caller's transaction.
    """
    kept, dropped = min(old, new), max(old, new)
    sketch = read_sketch(db, new)
    assert sketch is not None  # noqa: S101  # `is_moved` compared it
    note_removed(db, dropped, joined_into=kept, url=_url_of(db, old), at=at)
    _note_other_text(db, old, sketch)
    if kept == old:
        take_story_sketch(db, kept, dropped)
    others = _group_of(db, dropped) | forget_fingerprint(db, dropped)
    db.execute(  # null is no value that a group settles on: each of them gets a new `seq`
        "update articles set duplicate_of = null, copy_group_id = null where duplicate_of = ?1 or copy_group_id = ?1",
        (dropped,),
    )
    if kept == old:
        take_facts(db, kept, dropped)
    db.execute(
        "update revisions set article_id = ?1, revision = revision + (select count(*) from revisions where article_id = ?1) "
        "where article_id = ?2",
        (kept, dropped),
    )
    db.execute("update frontier set article_id = ? where article_id = ?", (kept, dropped))
    drop_index_row(db, dropped)
    db.execute("delete from articles where id = ?", (dropped,))
    db.execute("update counters set value = ?1 where name = 'dropped_article_id' and value < ?1", (dropped,))
    return kept, (others | note_sketch(db, kept, sketch)) - {dropped}


def _url_of(db: StoreConnection, article_id: int) -> str:
    return str(db.execute("select canonical_url from articles where id = ?", (article_id,)).fetchone()[0])


def _note_other_text(db: StoreConnection, old: int, sketch: TextSketch) -> None:
    before = read_sketch(db, old)
    digests = (sketch.headline_digest, sketch.body_digest)
    if before is not None and (before.headline_digest, before.body_digest) != digests:
        note_revision(db, old)


def _group_of(db: StoreConnection, article_id: int) -> set[int]:
    rows = db.execute("select id from articles where copy_group_id = ?1 or duplicate_of = ?1", (article_id,))
    return {row[0] for row in rows}


def _is_same_article(db: StoreConnection, row: StoredArticle, read: ReadArticle) -> bool:
    """Whether a row at the URL of *read* is its article: same requested URL, similar text, or both at their own URL."""
    if url_key(row.requested_url) == url_key(read.article.requested_url) or is_same_text(db, row.id, read):
        return True
    return _answers_there(read) and _is_own(row.requested_url, row.final_url, row.canonical_url)


def _return_to_own_url(db: StoreConnection, row: StoredArticle) -> None:
    """Give a row whose page only declared its canonical URL the URL that was requested.

    Another row that only declared that URL is moved to its own first. Meanwhile the row has a temporary URL, because the
    two rows may have each other's.
    """
    db.execute(
        "update articles set canonical_url = ?, key = null where id = ?", (f"{row.canonical_url}#{row.id}", row.id)
    )
    other = find_row(db, row.requested_url)
    if other is not None:
        _return_to_own_url(db, other)
    note_new_url(db, row.id, row.requested_url)
    db.execute(
        "update articles set canonical_url = ?, key = ?, number = ?, seq = ? where id = ?",
        (row.requested_url, url_key(row.requested_url), number_key(row.requested_url), next_seq(db), row.id),
    )


def is_same_text(db: StoreConnection, article_id: int, read: ReadArticle, *, least: float = _SAME_URL) -> bool:
    """Whether *read* may be a version of a stored article: the same headline, or a text of at least this similarity."""
    theirs, mine = read_sketch(db, article_id), read.fingerprint.sketch
    assert theirs is not None  # noqa: S101  # every article has one
    if theirs.body_digest == mine.body_digest:
        return True
    if theirs.headline_digest == mine.headline_digest and least == _SAME_URL:
        return True
    found = similarity_of(theirs, mine)
    return max(found.jaccard, found.contained) >= least


def at_own_url(db: StoreConnection, read: ReadArticle) -> ReadArticle:
    """Return *read* under its requested URL where pages with different texts are known to declare the same one."""
    if _answers_there(read):
        return read
    key = url_key(read.article.canonical_url)
    is_false = db.execute("select 1 from false_claims where key = ?", (key,)).fetchone()
    return _at_requested_url(read) if is_false else read


def _at_requested_url(read: ReadArticle) -> ReadArticle:
    return replace(read, article=replace(read.article, canonical_url=read.article.requested_url))


def _answers_there(read: ReadArticle) -> bool:
    return _is_own(read.article.requested_url, read.article.final_url, read.article.canonical_url)


def _is_own(requested_url: str, final_url: str, canonical_url: str) -> bool:
    """Whether a page answers at its canonical URL: that was requested, or a redirect led there."""
    return url_key(canonical_url) in (url_key(requested_url), url_key(final_url))


def _renamed(db: StoreConnection, read: ReadArticle) -> StoredArticle | None:
    """Return the article that has the same number in its URL and nearly the same text: its slug was changed.

    An equal headline is not a proof: the gold price has the same one every day. A folder's number is in many URLs.
    """
    number = number_key(read.article.canonical_url)
    if number is None:
        return None
    ids = find_ids_by_number(db, number, source_id=read.article.source_id, most=_MOST_OF_NUMBER + 1)
    if len(ids) > _MOST_OF_NUMBER:  # a folder's, not an article's
        return None
    found = next((each for each in ids if is_same_text(db, each, read, least=_SAME_NUMBER)), None)
    return None if found is None else row_of(db, found)


def _moved(db: StoreConnection, read: ReadArticle, known_id: int | None) -> StoredArticle | None:
    """Return the article that this URL led to before, where the page declares another canonical URL now."""
    if known_id is None or not is_same_text(db, known_id, read):
        return None
    return row_of(db, known_id)


def _distrust(db: StoreConnection, read: ReadArticle) -> None:
    url, at = read.article.canonical_url, stamp(read.article.fetched_at)
    db.execute(
        "insert into false_claims (key, url, at) values (?, ?, ?) on conflict do nothing", (url_key(url), url, at)
    )
