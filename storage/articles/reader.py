"""The rows of articles as exports, reports and checks read them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.database.engine.store_file import StoreConnection, streamed
from storage.database.values.field_values import field_converters
from storage.records import ArticleFields

SCHEMA_VERSION = 1
"""The version of the contract that exported records keep: `docs/schema/article-1.schema.json`."""


class RecordOperation(StrEnum):
    """What a record tells the reader of an export: since its last one with the same cursor, or at all without one."""

    NEW = "new"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"


class TextExtent(StrEnum):
    """How much of an article's text a record may hold: all, a snippet, or only what identifies it."""

    FULL = "full"
    SNIPPET = "snippet"
    LINK = "link"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow(ArticleFields):
    """One article of the store with our own numbers and the address of the article it is a copy of.

    *kept_at* is when the row was first written, *withdrawn_at* when we learned that the outlet took it down (UTC).
    *joined_into* is set where there is no such article any longer: it was joined with that one (`storage.articles.removed`).
    The rest is what one export says: *op*, *holds*, and *withheld*, why it does not hold the full text (`None`: it does).
    """

    id: int
    seq: int
    kept_at: datetime
    duplicate_of: int | None
    duplicate_of_url: str | None
    copy_group_id: int
    series_id: int | None
    withdrawn_at: datetime | None
    joined_into: int | None = None
    schema_version: int = SCHEMA_VERSION
    op: RecordOperation = RecordOperation.NEW
    holds: TextExtent = TextExtent.FULL
    withheld: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSummary:
    """How much the store holds."""

    articles: int
    duplicates: int
    series: int
    revisions: int
    withdrawn: int


NOT_STORED = frozenset({"joined_into", "schema_version", "op", "holds", "withheld"})
"""Fields of a record that no column has."""
_COLUMNS = field_converters(ExportRow, without=NOT_STORED)
# Text and numbers are stored as they are: only the other values are converted, because an export has many rows.
_CONVERSIONS = [
    (place, each.from_column, each.accepts_none)
    for place, each in enumerate(_COLUMNS.values())
    if each.from_column not in {str, int, float}
]
_DEFAULTS = [each.default for each in fields(ExportRow) if each.name in NOT_STORED]
_SETTERS: list[Callable[[ExportRow, Any], None]] = [
    getattr(ExportRow, name).__set__
    for name in (*_COLUMNS, *(each.name for each in fields(ExportRow) if each.name in NOT_STORED))
]
_SELECT = (
    "select "
    + ", ".join(
        {"outlet": "s.outlet", "duplicate_of_url": "o.canonical_url"}.get(each, f"a.{each}") for each in _COLUMNS
    )
    + " from articles a join sources s on s.id = a.source_id left join articles o on o.id = a.duplicate_of "
)


def export_rows(db: StoreConnection, condition: str, params: tuple[object, ...]) -> Iterator[ExportRow]:
    """Yield the rows that *condition* selects: SQL from `where` on, with the articles as `a`."""
    for row in streamed(db, _SELECT + condition, params):
        yield _article_row(row)


def _article_row(row: tuple[Any, ...]) -> ExportRow:
    """Return the record of a row. Its fields are set one by one: to make it by its 50 names takes twice as long."""
    values = [*row, *_DEFAULTS]
    for place, convert, accepts_none in _CONVERSIONS:
        if accepts_none or values[place] is not None:
            values[place] = convert(values[place])
    record = object.__new__(ExportRow)
    for set_field, value in zip(_SETTERS, values, strict=True):
        set_field(record, value)
    return record
