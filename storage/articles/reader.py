"""The rows of articles as exports, reports and checks read them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.articles.field_values import field_converters, field_value
from storage.records import ArticleFields


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow(ArticleFields):
    """One article of the store with our own numbers and the address of the article it is a copy of.

    *kept_at* is when the row was first written, *withdrawn_at* when we learned that the outlet took it down (UTC).
    *joined_into* is set where there is no such article any longer: it was joined with that one (`storage.articles.removed`).
    """

    id: int
    seq: int
    kept_at: datetime
    duplicate_of: int | None
    duplicate_of_url: str | None
    story_id: int
    series_id: int | None
    withdrawn_at: datetime | None
    joined_into: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSummary:
    """How much the store holds."""

    articles: int
    duplicates: int
    series: int
    revisions: int
    withdrawn: int


_COLUMNS = field_converters(ExportRow, without=frozenset({"joined_into"}))
_SELECT = (
    "select "
    + ", ".join(
        {"outlet": "s.outlet", "duplicate_of_url": "o.canonical_url"}.get(each, f"a.{each}") for each in _COLUMNS
    )
    + " from articles a join sources s on s.id = a.source_id left join articles o on o.id = a.duplicate_of "
)


def export_rows(db: sqlite3.Connection, condition: str, params: tuple[object, ...]) -> Iterator[ExportRow]:
    """Yield the rows that *condition* selects: SQL from `where` on, with the articles as `a`."""
    for row in db.execute(_SELECT + condition, params):
        yield _article_row(row)


def _article_row(row: tuple[Any, ...]) -> ExportRow:
    columns = zip(_COLUMNS.items(), row, strict=True)
    values: dict[str, Any] = {name: field_value(converter, stored) for (name, converter), stored in columns}
    return ExportRow(**values)
