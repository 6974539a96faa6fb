"""How an export becomes a folder of files; and what is counted while they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

from storage.articles.reader import ExportRow
from storage.export.formats.format_options import FormatOptions


@runtime_checkable
class RecordWriter(Protocol):
    """Writes records in a way of its own, such as a folder of files; *name* is its path."""

    @property
    def name(self) -> str: ...

    def write_records(self, rows: Iterable[ExportRow], form: str, options: FormatOptions) -> bool:
        """Write it whole or not at all; returns whether it was written. Raises `OSError` where it cannot be."""


@dataclass(slots=True, kw_only=True)
class DatasetSummary:
    """What a data set has: records by language, outlet and extent, why texts are not whole, first and last date."""

    records: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    extents: Counter[str] = field(default_factory=Counter)
    withheld: Counter[str] = field(default_factory=Counter)
    first: datetime | None = None
    last: datetime | None = None

    def counted(self, rows: Iterable[ExportRow]) -> Iterator[ExportRow]:
        """Yield the rows, and count them."""
        for row in rows:
            self.records += 1
            self.languages[row.language or ""] += 1
            self.outlets[row.outlet] += 1
            self.extents[row.holds.value] += 1
            if row.withheld is not None:
                self.withheld[row.withheld] += 1
            if row.published_at is not None:
                self.first = min(self.first or row.published_at, row.published_at)
                self.last = max(self.last or row.published_at, row.published_at)
            yield row
