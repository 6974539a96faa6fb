"""When a known article is looked at again: a schedule that fits how news is edited."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from storage.database.columns import maybe_stamp, maybe_unstamp
from storage.records import Effect, Fetched

AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(days=7))
"""How long after its first fetch, or its last edit, an article is looked at again."""
_STALE = timedelta(days=30)
_TRIED, _RARE = 40, 200
_DAY_LATER = 2


def next_revisit(
    *, now: datetime, looks: int, published_at: datetime | None, looked: int = 0, edited: int = 0
) -> datetime | None:
    """Return when an article that was just fetched is looked at again; null: only when a listing dates a change.

    *looks* is the number of looks since it was kept or edited. Of *looked* looks at its outlet *edited* found a new
    text: an outlet that does not edit is looked at once, a day later. What came out over a month ago was settled
    before we saw it.
    """
    if published_at is not None and published_at < now - _STALE:
        return None
    if looked >= _TRIED and edited * _RARE < looked:
        return now + AFTER[_DAY_LATER] if looks == 0 else None
    if looks >= len(AFTER):
        return None
    return now + AFTER[looks] - (AFTER[looks - 1] if looks else timedelta())


def schedule_revisit(db: sqlite3.Connection, fetched: Fetched, article_id: int, effect: Effect) -> None:
    """Note when the article behind *fetched* is looked at again; of several addresses of it, by one alone.

    A new text begins the schedule anew.
    """
    row = db.execute(
        "select f.revisits, a.published_at from frontier f join articles a on a.id = ? "
        "where f.url = ? and f.url = a.requested_url",
        (article_id, fetched.url),
    ).fetchone()
    if row is None:
        return
    looks, published_at = row
    looks = 0 if effect in {Effect.KEPT, Effect.CHANGED} else looks + 1
    looked, edited = db.execute(
        "select coalesce(sum(changed + unchanged + not_modified), 0), coalesce(sum(changed), 0) from (select changed, "
        "unchanged, not_modified from source_runs where source_id = ? order by run_id desc limit 200)",
        (fetched.source_id,),
    ).fetchone()
    at = next_revisit(
        now=fetched.fetched_at, looks=looks, published_at=maybe_unstamp(published_at), looked=looked, edited=edited
    )
    db.execute("update frontier set revisits = ?, next_at = ? where url = ?", (looks, maybe_stamp(at), fetched.url))
