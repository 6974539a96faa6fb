"""The table `backfills`: how far each backfill came, so that no page of it is read twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from storage.database.engine.store_file import StoreFile
from storage.database.values.columns import maybe_stamp, maybe_unstamp
from storage.database.values.upsert import upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillProgress:
    """The progress of a backfill: from one page of teasers to the older ones behind it, between *since* and *until*.

    *since* and *until* are as the operator gave them, empty for an open end. *next_url* is the page to continue at,
    *pages* how many were read. *done_at* is when the backfill ended, `None` before.
    """

    url: str
    since: str
    until: str
    source_id: str
    next_url: str | None = None
    pages: int = 0
    done_at: datetime | None = None


class BackfillTable:
    """How far backfills came (`Store.backfills`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def progress(self, backfill: BackfillProgress) -> BackfillProgress:
        """Return *backfill* as it was last noted, or as it is when it never was."""
        with self._file.reading() as db:
            row = db.execute(
                "select source_id, next_url, pages, done_at from backfills where url = ? and since = ? and until = ?",
                (backfill.url, backfill.since, backfill.until),
            ).fetchone()
        if row is None:
            return backfill
        return BackfillProgress(
            url=backfill.url,
            since=backfill.since,
            until=backfill.until,
            source_id=row[0],
            next_url=row[1],
            pages=row[2],
            done_at=maybe_unstamp(row[3]),
        )

    def note(self, backfill: BackfillProgress) -> None:
        """Write how far a backfill came."""
        with self._file.writing() as db:
            db.execute(
                upsert("backfills", "url, since, until, source_id, next_url, pages, done_at", key="url, since, until"),
                (
                    backfill.url,
                    backfill.since,
                    backfill.until,
                    backfill.source_id,
                    backfill.next_url,
                    backfill.pages,
                    maybe_stamp(backfill.done_at),
                ),
            )
