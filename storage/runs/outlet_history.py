"""What the last weeks were like at an outlet: sums of its runs, the fields of some of its articles, its listings.

Every statement is bounded by time or by number, so that it takes as long after years as after a month.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from storage.database.engine.store_file import StoreConnection, StoreFile
from storage.database.values.columns import maybe_unstamp, stamp, unstamp

_FIGURES = (
    "found", "fetched", "not_modified", "kept", "changed", "duplicates", "rejected", "quarantined", "withdrawn", "failed",
)  # fmt: skip
_SUMS = ", ".join(f"sum({each})" for each in _FIGURES)
_SAMPLE = """
select f.discovered_at, a.words, a.published_at is not null or a.published_day is not null, a.authors <> '[]',
  a.section is not null
from frontier f join articles a on a.id = f.article_id
where f.source_id = ? and f.discovered_at >= ? and f.discovered_at < ? and f.backfill = 0 order by f.discovered_at
"""
_NEWEST = f"{_SAMPLE} desc limit ?"
_OF_DAY = f"{_SAMPLE} limit ?"
_LISTINGS = (
    "select url, kind, status, error, note, fetched_at, failed_since from listings where source_id = ? order by url"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSums:
    """What the runs since a moment did for one source: figures by their column, and counts by reason."""

    runs: int = 0
    figures: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSample:
    """Which fields one article has, and how many words; *found_at* is when a listing named it."""

    found_at: datetime
    words: int
    has_date: bool
    has_author: bool
    has_section: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingReply:
    """The last answer of one listing; *error* is `None` where it could be read, *status* 0 where none answered."""

    url: str
    kind: str
    status: int
    error: str | None
    note: str | None
    fetched_at: datetime | None
    failed_since: datetime | None


class OutletHistoryTable:
    """The last weeks of outlets (`Store.outlet_histories`); it only reads."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def sums(self, *, since: datetime) -> dict[str, RunSums]:
        """Return what the runs since a moment did, by source id; a source without a run has no entry."""
        with self._file.reading() as db:
            first = _first_run(db, since)
            rows = db.execute(
                # by an expression, SQLite begins at the run: by the index on source_id it would walk all runs of all years
                f"select source_id || '', count(*), {_SUMS} from source_runs where run_id >= ? group by source_id || ''",
                (first,),
            ).fetchall()
            reasons: dict[str, Counter[str]] = {}
            for source_id, counts in db.execute(
                "select source_id, reasons from source_runs where run_id >= ? and reasons <> '{}'", (first,)
            ):
                reasons.setdefault(source_id, Counter()).update(json.loads(counts))
        return {
            row[0]: RunSums(
                runs=row[1],
                figures=dict(zip(_FIGURES, row[2:], strict=True)),
                reasons=reasons.get(row[0], Counter()),
            )
            for row in rows
        }

    def newest(self, source_id: str, *, since: datetime, until: datetime, limit: int) -> list[FieldSample]:
        """Return the fields of the newest articles that listings named in a time, the oldest first."""
        with self._file.reading() as db:
            rows = db.execute(_NEWEST, (source_id, stamp(since), stamp(until), limit)).fetchall()
        return [_sample(row) for row in reversed(rows)]

    def sampled(self, source_id: str, *, days: int, until: datetime, a_day: int) -> list[FieldSample]:
        """Return the fields of the first articles of each of the *days* before a moment, *a_day* at most."""
        found: list[FieldSample] = []
        with self._file.reading() as db:
            for day in range(days, 0, -1):
                begin = until - timedelta(days=day)
                times = (stamp(begin), stamp(begin + timedelta(days=1)))
                found += [_sample(row) for row in db.execute(_OF_DAY, (source_id, *times, a_day))]
        return found

    def listings(self, source_id: str) -> list[ListingReply]:
        """Return the last answers of the listings of a source."""
        with self._file.reading() as db:
            rows = db.execute(_LISTINGS, (source_id,)).fetchall()
        return [
            ListingReply(
                url=url,
                kind=kind,
                status=status or 0,
                error=error,
                note=note,
                fetched_at=maybe_unstamp(fetched_at),
                failed_since=maybe_unstamp(failed_since),
            )
            for url, kind, status, error, note, fetched_at, failed_since in rows
        ]

    def good_polls(self) -> dict[str, datetime]:
        """Return by source id when a listing that could be read last answered."""
        with self._file.reading() as db:
            rows = db.execute(
                "select source_id, max(fetched_at) from listings where error is null and fetched_at is not null "
                "group by source_id"
            ).fetchall()
        return {source_id: unstamp(at) for source_id, at in rows}


def _first_run(db: StoreConnection, since: datetime) -> int:
    """Return the number of the first run that began at or after a moment: run numbers grow with time."""
    low, high = 1, (db.execute("select max(run_id) from runs").fetchone()[0] or 0) + 1
    while low < high:
        middle = (low + high) // 2
        row = db.execute(
            "select run_id, started_at from runs where run_id >= ? order by run_id limit 1", (middle,)
        ).fetchone()
        if row is None or row[1] >= stamp(since):
            high = middle
        else:
            low = row[0] + 1
    return low


def _sample(row: Sequence[object]) -> FieldSample:
    return FieldSample(
        found_at=unstamp(str(row[0])),
        words=int(str(row[1])),
        has_date=bool(row[2]),
        has_author=bool(row[3]),
        has_section=bool(row[4]),
    )
