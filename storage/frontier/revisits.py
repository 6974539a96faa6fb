"""When a known article is revisited: a schedule that fits how news is edited."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage.database.engine.store_file import StoreConnection
from storage.database.values.columns import maybe_stamp, maybe_unstamp
from storage.records import Effect, Fetched

AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(hours=24), timedelta(days=7))
"""How long after its first fetch, or its last edit, an article is revisited."""
FARTHEST = AFTER[-1] + timedelta(hours=1)
"""No page is ever due later than this from now: what is was noted by a clock that was ahead."""
_STALE = timedelta(days=30)
_TRIED, _RARE = 40, 200
_DAY_LATER = 2


def next_revisit(
    *, now: datetime, visits: int, published_at: datetime | None, revisited: int = 0, edited: int = 0
) -> datetime | None:
    """Return when an article that was just fetched is revisited; `None`: only when a listing dates a change.

    *visits* is the number of revisits since it was kept or edited. Of *revisited* articles of its outlet *edited* had a
    new text: articles of an outlet that does not edit are revisited once, a day later. An article that was published
    over a month ago is not revisited.
    """
    if published_at is not None and published_at < now - _STALE:
        return None
    if revisited >= _TRIED and edited * _RARE < revisited:
        return now + AFTER[_DAY_LATER] if visits == 0 else None
    if visits >= len(AFTER):
        return None
    return now + AFTER[visits] - (AFTER[visits - 1] if visits else timedelta())


def schedule_revisit(
    db: StoreConnection, fetched: Fetched, article_id: int, effect: Effect, *, edits: tuple[int, int]
) -> None:
    """Note when the article of *fetched* is revisited; of several addresses of it only one is.

    A new text starts the schedule again. *edits* says how many articles of its source were revisited, and edited.
    """
    row = db.execute(
        "select f.revisits, a.published_at from frontier f join articles a on a.id = ? "
        "where f.url = ? and f.url = a.requested_url",
        (article_id, fetched.url),
    ).fetchone()
    if row is None:
        return
    visits, published_at = row
    visits = 0 if effect in {Effect.KEPT, Effect.CHANGED} else visits + 1
    at = next_revisit(
        now=fetched.fetched_at,
        visits=visits,
        published_at=maybe_unstamp(published_at),
        revisited=edits[0],
        edited=edits[1],
    )
    db.execute("update frontier set revisits = ?, next_at = ? where url = ?", (visits, maybe_stamp(at), fetched.url))
