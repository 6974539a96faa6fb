"""How far each backfill came: what was walked is not walked again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.database.columns import maybe_stamp, maybe_unstamp


@dataclass(frozen=True, slots=True, kw_only=True)
class BackfillProgress:
    """The walk from one page of teasers to the older ones behind it, within the time from *since* to *until*.

    *since* and *until* are as the operator named them, empty for an open end. *next_url* is the page to go on at,
    *pages* how many were read; *done_at* is when the walk came to its end, null while it has not.
    """

    url: str
    since: str
    until: str
    source_id: str
    next_url: str | None = None
    pages: int = 0
    done_at: datetime | None = None


def walked(db: sqlite3.Connection, walk: BackfillProgress) -> BackfillProgress:
    """Return *walk* as it was last noted, or as it is when it never was."""
    row = db.execute(
        "select source_id, next_url, pages, done_at from backfills where url = ? and since = ? and until = ?",
        (walk.url, walk.since, walk.until),
    ).fetchone()
    if row is None:
        return walk
    return BackfillProgress(
        url=walk.url,
        since=walk.since,
        until=walk.until,
        source_id=row[0],
        next_url=row[1],
        pages=row[2],
        done_at=maybe_unstamp(row[3]),
    )


def note_walk(db: sqlite3.Connection, walk: BackfillProgress) -> None:
    """Note how far a walk came."""
    db.execute(
        "insert or replace into backfills (url, since, until, source_id, next_url, pages, done_at) "
        "values (?, ?, ?, ?, ?, ?, ?)",
        (walk.url, walk.since, walk.until, walk.source_id, walk.next_url, walk.pages, maybe_stamp(walk.done_at)),
    )
