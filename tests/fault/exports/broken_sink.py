"""A receiver of records that breaks: it has what it took before."""

from __future__ import annotations

from storage.export.delivery.record_batch import RecordBatch
from storage.export.delivery.record_sink import DeliveryFailed


class BrokenSink:
    """Takes batches of one record until it has taken *left* of them; keeps the records that it took."""

    name, most_records, most_bytes = "the sink", 1, 1 << 20

    def __init__(self, left: int) -> None:
        self.left = left
        self.lines: list[bytes] = []

    def send(self, batch: RecordBatch) -> None:
        if not self.left:
            raise DeliveryFailed("the sink: broken")
        self.left -= 1
        self.lines += batch.body().splitlines()
