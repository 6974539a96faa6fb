"""Batches of records of bounded size, each with a name that stays when it has to be sent again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from operator import attrgetter
from typing import Self

from storage.articles.reader import ExportRow
from storage.database.values.field_values import plain_value
from storage.export.formats.format_options import FormatOptions
from storage.export.formats.formats import FORMATS
from storage.export.formats.json_text import json_bytes
from storage.export.records.fields import FIELD_NAMES

_WITHOUT_OP = tuple(each for each in FIELD_NAMES if each != "op")
_VALUES = attrgetter(*_WITHOUT_OP)


@dataclass(frozen=True, slots=True, kw_only=True)
class SizedRecord:
    """A record with the digest of all that it says but `op`, and its bytes as JSON."""

    row: ExportRow
    digest: bytes
    size: int

    @classmethod
    def of(cls, row: ExportRow) -> Self:
        text = json_bytes(dict(zip(_WITHOUT_OP, _VALUES(row), strict=True)), default=plain_value)
        return cls(row=row, digest=hashlib.sha256(text).digest(), size=len(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordBatch:
    """Records that are sent together, in the format *form*."""

    records: Sequence[SizedRecord]
    form: str
    options: FormatOptions

    @property
    def key(self) -> str:
        """A name of the batch: the same records of the same store have the same, however often they are sent."""
        digest = hashlib.sha256(self.options.store_id.encode())
        for each in self.records:
            digest.update(each.row.op.encode() + each.digest)
        return digest.hexdigest()[:32]

    def body(self) -> bytes:
        """Return the batch as a whole file of its format."""
        stream = BytesIO()
        FORMATS[self.form].write((each.row for each in self.records), stream, self.options)
        return stream.getvalue()

    def halves(self) -> tuple[RecordBatch, RecordBatch]:
        """Return two batches with the same records, for a receiver to whom this one is too large."""
        middle = len(self.records) // 2
        first, second = self.records[:middle], self.records[middle:]
        return tuple(RecordBatch(records=each, form=self.form, options=self.options) for each in (first, second))  # type: ignore[return-value]


def batched(
    rows: Iterable[ExportRow], *, most_records: int, most_bytes: int, form: str, options: FormatOptions
) -> Iterator[RecordBatch]:
    """Yield the rows in batches; no row is read ahead. A record that is larger than *most_bytes* is alone in its batch."""
    records: list[SizedRecord] = []
    size = 0
    for row in rows:
        record = SizedRecord.of(row)
        records.append(record)
        size += record.size
        if len(records) >= most_records or size >= most_bytes:
            yield RecordBatch(records=records, form=form, options=options)
            records, size = [], 0
    if records:
        yield RecordBatch(records=records, form=form, options=options)
