"""Rows of `articles`: from an `Article` to a row, and what makes two of them the same."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.counters import next_seq
from storage.records import Article, Read
from storage.texts import listed, maybe_safe, maybe_stamp, parts_text, safe, stamp

_FACTS = (
    "source_id", "canonical_url", "requested_url", "final_url", "declared_url", "headline", "kicker", "deck", "byline",
    "authors", "dateline", "agency", "section", "tags", "summary", "body", "language", "published_at",
    "published_text", "published_from", "modified_at", "image_url", "is_paywalled", "words", "kind",
    "parts", "repaired",
)  # fmt: skip
_INSERT = (
    f"insert into articles (seq, fetched_at, kept_at, {', '.join(_FACTS)}) "  # column names above
    f"values (?, ?, ?, {', '.join('?' * len(_FACTS))})"
)
_UPDATE = (
    f"update articles set seq = ?, fetched_at = ?, withdrawn_at = null, {', '.join(f'{each} = ?' for each in _FACTS)} "  # column names above
    "where id = ?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is compared of an article that we have: its facts as stored, and its folded text."""

    id: int
    requested_url: str
    withdrawn_at: str | None
    facts: tuple[object, ...]
    folded_headline: str
    body_digest: str


def find_row(db: sqlite3.Connection, canonical_url: str) -> Row | None:
    """Return the article of this identity, if there is one."""
    found = db.execute(
        f"select a.id, a.requested_url, a.withdrawn_at, f.headline, f.body_digest, {', '.join('a.' + each for each in _FACTS)} "  # column names above
        "from articles a join fingerprints f on f.article_id = a.id where a.canonical_url = ?",
        (safe(canonical_url),),
    ).fetchone()
    if found is None:
        return None
    article_id, requested_url, withdrawn_at, headline, digest, *facts = found
    return Row(
        id=article_id,
        requested_url=requested_url,
        withdrawn_at=withdrawn_at,
        facts=tuple(facts),
        folded_headline=headline,
        body_digest=digest,
    )


def is_preferred(article: Article, old: Row) -> bool:
    """Whether *article* may change the row: the URL that is the identity speaks first, then the smallest.

    Two URLs can lead to one article; the row must not depend on which of them was fetched first.
    """

    def rank(url: str) -> tuple[bool, str]:
        return (url != article.canonical_url, url)

    return rank(article.requested_url) <= rank(old.requested_url)


def same_facts(article: Article, old: Row) -> bool:
    """Whether the row already says all that *article* says."""
    return old.withdrawn_at is None and _facts(article) == old.facts


def insert_article(db: sqlite3.Connection, read: Read, *, kept_at: datetime) -> int:
    """Insert an article and its search shadow; returns its id, which is its own story for now."""
    said = (next_seq(db), stamp(read.article.fetched_at), stamp(kept_at), *_facts(read.article))
    article_id = db.execute(_INSERT, said).lastrowid
    assert article_id is not None  # noqa: S101  # an insert has a rowid
    db.execute("update articles set story_id = id where id = ?", (article_id,))
    _shadow(db, article_id, read)
    return article_id


def update_article(db: sqlite3.Connection, article_id: int, read: Read) -> None:
    """Write what the outlet says now over the row; its `seq` moves."""
    article = read.article
    db.execute(_UPDATE, (next_seq(db), stamp(article.fetched_at), *_facts(article), article_id))
    db.execute("delete from articles_fts where rowid = ?", (article_id,))
    _shadow(db, article_id, read)


def _shadow(db: sqlite3.Connection, article_id: int, read: Read) -> None:
    db.execute(
        "insert into articles_fts (rowid, headline, body) values (?, ?, ?)",
        (article_id, safe(read.fingerprint.headline_stems), safe(read.fingerprint.body_stems)),
    )


def _facts(article: Article) -> tuple[object, ...]:
    said: dict[str, object] = {
        "authors": listed(article.authors),
        "tags": listed(article.tags),
        "published_at": maybe_stamp(article.published_at),
        "modified_at": maybe_stamp(article.modified_at),
        "is_paywalled": None if article.is_paywalled is None else int(article.is_paywalled),
        "words": article.words,
        "parts": parts_text(article.parts),
    }
    return tuple(said[name] if name in said else maybe_safe(getattr(article, name)) for name in _FACTS)
