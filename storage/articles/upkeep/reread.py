"""Articles whose page was read again by other rules: what would change, and how it is written.

It is no revision: the outlet changed nothing. `seq` moves, so that the readers of exports learn of it once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import zstandard

from storage.articles.copies.groups import note_fingerprint, settle_groups
from storage.articles.identity import at_own_url
from storage.articles.search.index_writer import IndexBatch
from storage.articles.writer import StoredArticle, find_row, row_of, stored_facts, update_article
from storage.database.change_sequence import last_seq
from storage.database.engine.store_file import StoreConnection, StoreFile
from storage.database.values.columns import listed, maybe_unstamp, stamp, unstamp
from storage.database.values.date_order import without_refuted_date
from storage.database.values.upsert import upsert
from storage.database.values.url_key import url_key
from storage.frontier.url_aliases import add_entry, known_entry
from storage.records import Effect, Page, ReadArticle

_SAME_TEXT = frozenset({Effect.KEPT, Effect.CHANGED, Effect.UNCHANGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of an article that another reading changes: the values as their column holds them."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """What the store made of a URL: its article with the time of the fetch that it was read from, or its *state*."""

    url: str
    state: str
    reason: str | None
    article_id: int | None
    read_from: str | None
    read_at: datetime | None


class RereadTable:
    """Pages that are read again (`Store.rereadings`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def known(self, url: str) -> KnownPage | None:
        """Return what the store made of a URL of the frontier; `None` for one that it does not know."""
        with self._file.reading() as db:
            row = db.execute(
                "select f.url, f.state, f.reason, a.id, a.requested_url, a.fetched_at from frontier f "
                "left join articles a on a.id = f.article_id where f.url = ?",
                (url,),
            ).fetchone()
        if row is None:
            return None
        return KnownPage(
            url=row[0],
            state=row[1],
            reason=row[2],
            article_id=row[3],
            read_from=row[4],
            read_at=unstamp(row[5]) if row[5] else None,
        )

    def fetched_at(self, url: str) -> datetime | None:
        """Return when a URL or an alias of it was fetched last; `None`: never."""
        with self._file.reading() as db:
            entry = known_entry(db, url)
            if entry is None:
                return None
            row = db.execute("select fetched_at from frontier where url = ?", (entry.url,)).fetchone()
        return maybe_unstamp(row[0])

    def was_unchanged(self, url: str, *, at: datetime) -> bool:
        """Whether the fetch of a URL at this second brought the text that its article has."""
        with self._file.reading() as db:
            row = db.execute("select effect from fetches where url = ? and at = ?", (url, stamp(at))).fetchone()
        return row is not None and row[0] in _SAME_TEXT

    def is_older(self, read: ReadArticle) -> bool:
        """Whether the store has the article of *read* from a page that is as new, or newer."""
        with self._file.reading() as db:
            row = db.execute(
                "select fetched_at from articles where key = ? and fetched_at >= ?",
                (url_key(read.article.canonical_url), stamp(read.article.fetched_at)),
            ).fetchone()
        return row is not None

    def read_from(self, article_ids: Sequence[int]) -> list[str]:
        """Return the URLs that articles were read from."""
        with self._file.reading() as db:
            found = [
                db.execute("select requested_url from articles where id = ?", (each,)).fetchone()
                for each in article_ids
            ]
        return [row[0] for row in found if row is not None]

    def quarantined(self, source_id: str) -> list[Page]:
        """Return the pages of a source that broke their reader."""
        with self._file.reading() as db:
            rows = db.execute(
                "select url, page, content_type, at from quarantine where source_id = ? order by url", (source_id,)
            ).fetchall()
        return [
            Page(
                requested_url=url,
                final_url=url,
                body=zstandard.decompress(body),
                content_type=content_type,
                fetched_at=unstamp(at),
            )
            for url, body, content_type, at in rows
        ]

    def offer(self, source_id: str, url: str, *, at: datetime) -> str:
        """Add a URL to the frontier if it is not there; returns the URL of its entry, which may be an alias of it."""
        with self._file.writing() as db:
            return add_entry(db, url, source_id, at=stamp(at)).url

    def changes(self, article_id: int, read: ReadArticle) -> list[FieldChange]:
        """Return the fields of an article that *read* would change; empty: it says the same."""
        with self._file.reading() as db:
            return _changes(row_of(db, article_id), _as_kept(db, article_id, read))

    def apply(self, batch: Sequence[tuple[int, ReadArticle]], *, at: datetime) -> int:
        """Write the new readings of articles; returns how many articles changed.

        A withdrawn article stays withdrawn. Copies, series, stories and the search index follow.
        """
        changed = 0
        with self._file.writing() as db:
            begun, touched, index = last_seq(db), set[int](), IndexBatch(db)
            for article_id, read in batch:
                found = _write(db, article_id, read, index, at=at)
                changed += found is not None
                touched |= found or set()
            settle_groups(db, touched, after_seq=begun)
            index.write()
        return changed


def _write(
    db: StoreConnection, article_id: int, read: ReadArticle, index: IndexBatch, *, at: datetime
) -> set[int] | None:
    """Write one article, and return the articles whose groups may have changed; `None` where it says the same."""
    read, old = _as_kept(db, article_id, read), row_of(db, article_id)
    changes = _changes(old, read)
    if not changes:
        return None
    update_article(db, article_id, read, index)
    db.execute("update articles set withdrawn_at = ? where id = ?", (old.withdrawn_at, article_id))
    fields = listed([each.field for each in changes])
    db.execute(upsert("rereadings", "article_id, at, fields", key="article_id, at"), (article_id, stamp(at), fields))
    return {article_id} | note_fingerprint(db, article_id, read.fingerprint)


def _changes(old: StoredArticle, read: ReadArticle) -> list[FieldChange]:
    new = stored_facts(read.article)
    return [
        FieldChange(field=name, before=before, after=after)
        for (name, after), before in zip(new.items(), old.facts, strict=True)
        if before != after
    ]


def _as_kept(db: StoreConnection, article_id: int, read: ReadArticle) -> ReadArticle:
    """Return *read* as a crawl would keep it; the canonical URL of another article stays that article's."""
    read = without_refuted_date(db, article_id, at_own_url(db, read))
    other = find_row(db, read.article.canonical_url)
    if other is None or other.id == article_id:
        return read
    own = row_of(db, article_id).canonical_url
    return replace(read, article=replace(read.article, canonical_url=own))
