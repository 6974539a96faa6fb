"""What takes records in batches, such as a webhook, and how they are sent to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Protocol, runtime_checkable

from storage.articles.reader import ExportRow
from storage.exit_status import ExitStatus, UserError
from storage.export.cursors.cursor import ExportCursor
from storage.export.delivery.record_batch import RecordBatch, batched
from storage.export.formats.format_options import FormatOptions


class DeliveryFailed(UserError):
    """A batch was not taken; the message says by whom and why, and holds no secret."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.FELL_SHORT


class BatchTooLarge(DeliveryFailed):
    """The receiver takes no batch of this size."""


@runtime_checkable
class RecordSink(Protocol):
    """Takes batches of at most *most_records* records and about *most_bytes* bytes. *name* holds no secret."""

    @property
    def name(self) -> str: ...
    @property
    def most_records(self) -> int: ...
    @property
    def most_bytes(self) -> int: ...

    def send(self, batch: RecordBatch) -> None:
        """Return when the batch was taken. Raises `DeliveryFailed`, and `BatchTooLarge` where a smaller one may be taken."""


def send_records(
    rows: Iterable[ExportRow], sink: RecordSink, form: str, options: FormatOptions, cursor: ExportCursor | None
) -> bool:
    """Send all rows; returns whether there was any. The cursor keeps each batch that was taken, whatever follows."""
    is_any = False
    if cursor is not None:
        cursor.begin_batches()
    for batch in batched(rows, most_records=sink.most_records, most_bytes=sink.most_bytes, form=form, options=options):
        is_any = True
        _send(batch, sink, cursor)
    return is_any


def _send(batch: RecordBatch, sink: RecordSink, cursor: ExportCursor | None) -> None:
    if cursor is not None:
        cursor.doubt(each.row.id for each in batch.records)
    try:
        sink.send(batch)
    except BatchTooLarge:
        if len(batch.records) == 1:
            raise
        for each in batch.halves():
            _send(each, sink, cursor)
        return
    if cursor is not None:
        cursor.confirm({each.row.id: each.digest for each in batch.records})
