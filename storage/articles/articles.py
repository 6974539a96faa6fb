"""The table `articles`: articles are kept here with everything that belongs to them, and read back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from storage.articles import reader
from storage.articles.ingest import IngestResult, keep
from storage.articles.reader import ExportRow, StoreSummary
from storage.database.change_sequence import last_seq
from storage.database.store_file import StoreFile
from storage.records import Fetched


class ArticleTable:
    """The articles of a store (`Store.articles`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def keep(self, batch: Sequence[Fetched], *, run_id: int) -> list[IngestResult]:
        """Keep a batch: articles, duplicates, search index and frontier together, or nothing of it."""
        with self._file.writing() as db:
            return keep(db, batch, run_id=run_id, kept_at=datetime.now(UTC))

    def changes(
        self, *, after_seq: int = 0, since: datetime | None = None, by_address: bool = False
    ) -> Iterator[ExportRow]:
        """Yield what was inserted or changed after *after_seq*, in the order of `seq` or of the canonical URLs.

        *since* is the earliest date; a day without a time counts as its end.
        """
        with self._file.reading() as db:
            yield from reader.changes(db, after_seq=after_seq, since=since, by_address=by_address)

    def last_seq(self) -> int:
        """Return the highest `seq` given out so far; 0 in a new store."""
        with self._file.reading() as db:
            return last_seq(db)

    def latest(self, *, limit: int) -> list[ExportRow]:
        """Return the newest originals that have a date and are not withdrawn."""
        with self._file.reading() as db:
            return reader.latest(db, limit=limit)

    def summary(self) -> StoreSummary:
        """Return how much the store holds."""
        with self._file.reading() as db:
            return reader.summary(db)
