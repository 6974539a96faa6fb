"""Articles as they are read back: for exports, reports and checks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from storage.database.columns import maybe_stamp, maybe_unstamp, text_parts, unlisted, unstamp
from storage.records import LivePart
from storage.rights import Rights, text_rights


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """One article of the store with its outlet's name and the address of the article it is a copy of."""

    id: int
    seq: int
    source_id: str
    outlet: str
    canonical_url: str
    final_url: str
    headline: str
    kicker: str | None
    deck: str | None
    byline: str | None
    authors: tuple[str, ...]
    dateline: str | None
    agency: str | None
    section: str | None
    tags: tuple[str, ...]
    summary: str | None
    body: str | None
    language: str
    published_at: datetime | None
    published_text: str | None
    published_from: str | None
    modified_at: datetime | None
    fetched_at: datetime
    kept_at: datetime
    image_url: str | None
    is_paywalled: bool | None
    words: int
    kind: str
    parts: tuple[LivePart, ...]
    repaired: str | None
    rights: Rights | None
    duplicate_of: int | None
    duplicate_of_url: str | None
    story_id: int
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSummary:
    """How much the store holds."""

    articles: int
    duplicates: int
    revisions: int
    withdrawn: int


_COLUMNS = tuple(ExportRow.__dataclass_fields__)
_TIMES = frozenset({"published_at", "modified_at", "withdrawn_at"})
_SELECT = (
    "select "
    + ", ".join(
        {"outlet": "s.outlet", "duplicate_of_url": "o.canonical_url"}.get(each, f"a.{each}") for each in _COLUMNS
    )
    + " from articles a join sources s on s.id = a.source_id left join articles o on o.id = a.duplicate_of "
)


def changes(db: sqlite3.Connection, *, after_seq: int, since: datetime | None, by_address: bool) -> Iterator[ExportRow]:
    """Yield the articles that were inserted or changed after *after_seq*, in that order or by their address."""
    order = "a.canonical_url" if by_address else "a.seq"
    rows = db.execute(
        _SELECT + f"where a.seq > ? and (? is null or a.published_at >= ?) order by {order}",
        (after_seq, maybe_stamp(since), maybe_stamp(since)),
    )
    for row in rows:
        yield _article_row(row)


def latest(db: sqlite3.Connection, *, limit: int) -> list[ExportRow]:
    """Return the newest originals that have a date and stand."""
    rows = db.execute(
        _SELECT + "where a.published_at is not null and a.duplicate_of is null and a.withdrawn_at is null "
        "order by a.published_at desc, a.canonical_url limit ?",
        (limit,),
    )
    return [_article_row(row) for row in rows]


def summary(db: sqlite3.Connection) -> StoreSummary:
    """Return how much the store holds."""
    row = db.execute(
        "select count(*), count(duplicate_of), (select count(*) from revisions), count(withdrawn_at) from articles"
    ).fetchone()
    return StoreSummary(articles=row[0], duplicates=row[1], revisions=row[2], withdrawn=row[3])


def _article_row(row: tuple[object, ...]) -> ExportRow:
    said = dict(zip(_COLUMNS, row, strict=True))
    for name in ("authors", "tags"):
        said[name] = unlisted(str(said[name]))
    for name in ("fetched_at", "kept_at"):
        said[name] = unstamp(str(said[name]))
    for name in _TIMES:
        said[name] = maybe_unstamp(said[name])  # type: ignore[arg-type]  # text or null, by the schema
    said["parts"] = text_parts(said["parts"])  # type: ignore[arg-type]  # text or null, by the schema
    said["rights"] = text_rights(said["rights"])  # type: ignore[arg-type]  # text or null, by the schema
    said["is_paywalled"] = None if said["is_paywalled"] is None else bool(said["is_paywalled"])
    return ExportRow(**said)  # type: ignore[arg-type]  # the columns above, each of its type by the schema
