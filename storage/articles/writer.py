"""Writes articles to their rows, and tells whether a row already says the same."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from storage.articles.search.index_writer import IndexBatch, take_index_row
from storage.database.change_sequence import next_seq
from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import maybe_stamp, safe, stamp
from storage.database.values.derived import DERIVED, derive_article, derived_values
from storage.database.values.field_values import column_value, field_converters
from storage.database.values.url_key import number_key, plainness, url_key
from storage.records import Article, ReadArticle

_NOT_STORED = frozenset({"outlet"})
"""The outlet's name is a column of `sources`."""
_OURS = frozenset({"fetched_at", "doubt"})
"""What we say of a download: other values alone are no new fact."""
_FACTS = field_converters(Article, without=_NOT_STORED | _OURS)
_NEW = """
select 1 + max(taken), (select timezone from sources where id = ?) from (
  select value as taken from counters where name = 'dropped_article_id' union all select max(id) from articles) as numbers
"""
"""SQL: a number that no article has or had, and the zone of a source."""
_INSERT = (
    f"insert into articles (id, copy_group_id, seq, fetched_at, doubt, kept_at, key, number, {', '.join((*_FACTS, *DERIVED))}) "
    f"values (?, ?, ?, ?, ?, ?, ?, ?, {', '.join('?' * len((*_FACTS, *DERIVED)))})"  # column names above
)
_UPDATE = (
    "update articles set seq = ?, fetched_at = ?, doubt = ?, key = ?, number = ?, withdrawn_at = null, "
    f"{', '.join(f'{each} = ?' for each in _FACTS)} where id = ?"  # column names above
)
_ROW = (
    "select a.id, a.canonical_url, a.requested_url, a.final_url, a.kept_at, a.withdrawn_at, a.modified_at, f.headline_digest, "
    f"f.body_digest, length(f.copy_keys) = 0, {', '.join('a.' + each for each in _FACTS)} "  # column names above
    "from articles a join fingerprints f on f.article_id = a.id "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """A stored article, for comparison: its facts as stored, and its folded text."""

    id: int
    canonical_url: str
    requested_url: str
    final_url: str
    kept_at: str
    withdrawn_at: str | None
    modified_at: str | None
    headline_digest: bytes
    body_digest: bytes
    is_sketch_outdated: bool
    facts: tuple[object, ...]


def find_row(db: StoreConnection, canonical_url: str) -> StoredArticle | None:
    """Return the article with this canonical URL, or with an alias of it; `None` where there is none."""
    url = safe(canonical_url)
    found = db.execute(
        _ROW + "where a.key = ? order by case a.canonical_url when ? then 0 else 1 end, a.canonical_url limit 1",
        (url_key(canonical_url), url),
    ).fetchone()
    return None if found is None else _row(found)


def row_of(db: StoreConnection, article_id: int) -> StoredArticle:
    """Return the article with this id."""
    return _row(db.execute(_ROW + "where a.id = ?", (article_id,)).fetchone())


def find_ids_by_number(db: StoreConnection, number: int, *, source_id: str, most: int) -> list[int]:
    """Return a source's articles that have this number in their address (`number_key`), by address; at most *most*.

    Where there are more, it is any of them: the number of a folder is in the address of every article, and all of them
    must not be read for each new one.
    """
    found = db.execute(
        "select canonical_url, id from articles where number = ? and source_id = ? limit ?", (number, source_id, most)
    )
    return [row[1] for row in sorted(found)]


def _row(found: tuple[Any, ...]) -> StoredArticle:
    first = len(fields(StoredArticle)) - 1
    return StoredArticle(
        **dict(zip((each.name for each in fields(StoredArticle)), found[:first], strict=False)),
        facts=tuple(found[first:]),
    )


def is_preferred(article: Article, old: StoredArticle) -> bool:
    """Whether *article* may change the row. The canonical URL is preferred, then the plainest URL.

    Two URLs can lead to one article, and the row must not depend on which of them was fetched first. The URL that the
    row was read from may always change it. Of two URLs with one number, the one that was modified last wins.
    """
    if article.requested_url == old.requested_url:
        return True
    if url_key(article.canonical_url) != url_key(old.canonical_url):
        mine, theirs = maybe_stamp(article.modified_at) or "", old.modified_at or ""
        return (mine, old.canonical_url) > (theirs, article.canonical_url)

    def rank(url: str) -> tuple[bool, tuple[int, str]]:
        return (url != article.canonical_url, plainness(url))

    return rank(article.requested_url) <= rank(old.requested_url)


def same_facts(article: Article, old: StoredArticle) -> bool:
    """Whether the row already holds every value of *article*."""
    return old.withdrawn_at is None and _facts(article) == old.facts


def insert_article(db: StoreConnection, read: ReadArticle, index: IndexBatch, *, kept_at: datetime) -> int:
    """Insert an article, with its row for the *index*; return its id. Until copies are found it is a group of its own."""
    article = read.article
    facts, seq = _facts(article), next_seq(db)
    article_id, zone = db.execute(_NEW, (article.source_id,)).fetchone()
    keys = (seq, stamp(article.fetched_at), article.doubt, stamp(kept_at), *_keys(article))
    db.execute(
        _INSERT,
        (article_id, article_id, *keys, *facts, *derived_values(dict(zip(_FACTS, facts, strict=True)), zone or "")),
    )
    index.add(article_id, read.fingerprint)
    return int(article_id)


def update_article(db: StoreConnection, article_id: int, read: ReadArticle, index: IndexBatch) -> None:
    """Replace the values of the row with those of *read*; its `seq` grows."""
    article = read.article
    note_new_url(db, article_id, safe(article.canonical_url))
    row = (next_seq(db), stamp(article.fetched_at), article.doubt, *_keys(article), *_facts(article), article_id)
    db.execute(_UPDATE, row)
    derive_article(db, article_id)
    index.replace(article_id, read.fingerprint)


def note_new_url(db: StoreConnection, article_id: int, url: str) -> None:
    """Give the copies of an article a new `seq` if *url* is not its URL so far: an export names it in each of them."""
    (old,) = db.execute("select canonical_url from articles where id = ?", (article_id,)).fetchone()
    if old == url:
        return
    for (each,) in db.execute("select id from articles where duplicate_of = ?", (article_id,)).fetchall():
        db.execute("update articles set seq = ? where id = ?", (next_seq(db), each))


def note_revision(db: StoreConnection, article_id: int) -> None:
    """Keep the text of an article as its last revision, before another one replaces it."""
    db.execute(
        "insert into revisions (article_id, revision, headline, body, modified_at, seen_at) "
        "select id, (select count(*) + 1 from revisions where article_id = articles.id), headline, body, "
        "modified_at, fetched_at from articles where id = ?",
        (article_id,),
    )


def take_facts(db: StoreConnection, article_id: int, other: int) -> None:
    """Replace the values and the search index of a row with those of *other*, which loses its canonical URL."""
    columns = ("canonical_url", "key", "number", *(each for each in _FACTS if each != "canonical_url"))
    names = ", ".join(columns)
    facts = db.execute(f"select fetched_at, doubt, {names} from articles where id = ?", (other,)).fetchone()
    note_new_url(db, article_id, facts[2])
    db.execute("update articles set canonical_url = canonical_url || '#' || id, key = null where id = ?", (other,))
    db.execute(
        f"update articles set seq = ?, withdrawn_at = null, fetched_at = ?, doubt = ?, {' = ?, '.join(columns)} = ? "
        "where id = ?",
        (next_seq(db), *facts, article_id),
    )
    derive_article(db, article_id)
    take_index_row(db, article_id, other)


def stored_facts(article: Article) -> dict[str, object]:
    """Return every value of an article by its column, as the row holds it; in the order of `StoredArticle.facts`."""
    return dict(zip(_FACTS, _facts(article), strict=True))


def _keys(article: Article) -> tuple[int, int | None]:
    return url_key(article.canonical_url), number_key(article.canonical_url)


def _facts(article: Article) -> tuple[object, ...]:
    return tuple(column_value(converter, getattr(article, name)) for name, converter in _FACTS.items())
