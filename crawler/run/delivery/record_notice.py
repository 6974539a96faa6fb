"""Records in words for people: what is new, and what was withdrawn. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from storage.articles.reader import ExportRow, RecordOperation
from storage.export.delivery.record_batch import RecordBatch
from storage.export.printable import printable

_NEW = frozenset({RecordOperation.NEW, RecordOperation.RESTORED})


def notable(batch: RecordBatch) -> list[ExportRow]:
    """Return the records that people are told: an edit is not news, and an outlet's new name neither."""
    rows = [each.row for each in batch.records]
    return [row for row in rows if row.op is not RecordOperation.CHANGED]


def records_title(rows: Sequence[ExportRow]) -> str:
    """Return how many are new and how many withdrawn."""
    new = sum(row.op in _NEW for row in rows)
    parts = [f"{new} new"] if new or not rows else []
    return ", ".join([*parts, *([f"{len(rows) - new} withdrawn"] if new < len(rows) else [])])


def record_lines(rows: Iterable[ExportRow]) -> Iterator[str]:
    """Yield a paragraph for each record: headline, outlet and day, address, and the snippet that it may hold."""
    for row in rows:
        day = f", {row.published_day or f'{row.published_at:%Y-%m-%d}'}" if row.published_at else ""
        mark = "" if row.op in _NEW else "withdrawn: "
        yield ""
        yield printable(f"{mark}{row.headline}")
        yield printable(f"{row.outlet}{day}")
        yield printable(row.canonical_url)
        if row.op in _NEW and (snippet := row.summary or row.deck):
            yield printable(snippet)
