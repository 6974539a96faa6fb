"""Reads articles from the store: for exports, reports and checks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.articles.field_values import field_converters, field_value
from storage.database.columns import maybe_stamp
from storage.database.date_order import dated
from storage.records import ArticleFields


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow(ArticleFields):
    """One article of the store with our own numbers and the address of the article it is a copy of.

    *kept_at* is when the row was first written, *withdrawn_at* when we learned that the outlet took it down (UTC).
    """

    id: int
    seq: int
    kept_at: datetime
    duplicate_of: int | None
    duplicate_of_url: str | None
    story_id: int
    series_id: int | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSummary:
    """How much the store holds."""

    articles: int
    duplicates: int
    series: int
    revisions: int
    withdrawn: int


_COLUMNS = field_converters(ExportRow)
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
        _SELECT + f"where a.seq > ? and (? is null or {dated('a')} >= ?) order by {order}",
        (after_seq, maybe_stamp(since), maybe_stamp(since)),
    )
    for row in rows:
        yield _article_row(row)


def latest(db: sqlite3.Connection, *, limit: int) -> list[ExportRow]:
    """Return the newest articles that have a date, are not copies and are not withdrawn."""
    rows = db.execute(
        _SELECT + "where a.published_at is not null and a.duplicate_of is null and a.withdrawn_at is null "
        f"order by {dated('a')} desc, a.canonical_url limit ?",
        (limit,),
    )
    return [_article_row(row) for row in rows]


def summary(db: sqlite3.Connection) -> StoreSummary:
    """Return how much the store holds."""
    row = db.execute(
        "select count(*), count(duplicate_of), count(distinct series_id), (select count(*) from revisions), count(withdrawn_at) from articles"
    ).fetchone()
    return StoreSummary(articles=row[0], duplicates=row[1], series=row[2], revisions=row[3], withdrawn=row[4])


def _article_row(row: tuple[Any, ...]) -> ExportRow:
    columns = zip(_COLUMNS.items(), row, strict=True)
    values: dict[str, Any] = {name: field_value(converter, stored) for (name, converter), stored in columns}
    return ExportRow(**values)
