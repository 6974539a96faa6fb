"""When each source was looked at, how that went, and when it is looked at next."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from storage.database.columns import maybe_safe, maybe_stamp, maybe_unstamp, safe, stamp, unstamp

ASKED = "its server asked for a pause"
"""The reason of a pause that is not ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationTime:
    """One article's coming out: when a listing says it did (null: no word), and when a listing first named it."""

    said_at: datetime | None
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationHistory:
    """What is known of an outlet's publishing since a moment.

    *began_at* is the end of the first look at it: what was seen by then came out at some time before. *room* is how
    many articles the outlet may publish before its shortest listing has pushed one out unseen; null: no such limit.
    """

    began_at: datetime
    publications: Sequence[PublicationTime]
    room: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PollState:
    """The last look at a source's listings and what follows from it.

    *next_poll_at*: its listings are not looked at before. *backoff_until*: nothing at all is asked of it before (null: no
    such word). *polls* counts those that found a listing. *failure_score* weighs its failures in a row, *next_poll_reason* is the rule in
    words. *carry* is the part of a look that was saved or spent by keeping to cron's grid, *rate* what was learned
    (`spiders.scheduling.publication_rate`), as text.
    """

    source_id: str
    began_at: datetime
    polled_at: datetime
    next_poll_at: datetime
    backoff_until: datetime | None
    failure_score: float
    next_poll_reason: str
    carry: float
    polls: int
    rate: str | None

    def rested(self, until: datetime) -> PollState:
        """Return the same look, with nothing asked of the source before *until*."""
        return replace(self, backoff_until=until, next_poll_at=max(self.next_poll_at, until), next_poll_reason=ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueNow:
    """What is due at a moment: sources whose listings are, those with pages that are, and those not to be touched."""

    listings: frozenset[str]
    pages: frozenset[str]
    waiting: dict[str, datetime]


_COLUMNS = (
    "source_id, began_at, polled_at, next_poll_at, backoff_until, failure_score, next_poll_reason, carry, polls, rate"
)
_DUE = """
select p.source_id, p.next_poll_at, p.next_poll_at <= :at, coalesce(p.backoff_until, '') <= :at and exists (
  select 1 from frontier f where f.source_id = p.source_id and f.state in ('queued', 'failed', 'kept', 'duplicate')
    and f.next_at <= :at and (f.backfill = 0 or f.state in ('kept', 'duplicate')))
from poll_schedule p
"""
_PUBLICATIONS = """
select seen_at, said_at from (
  select f.discovered_at as seen_at, (select min(s.published_at) from sightings s where s.url = f.url) as said_at
  from frontier f where f.source_id = :source and f.discovered_at >= :since)
where coalesce(said_at, seen_at) >= :since and (seen_at > :began or said_at is not null)
"""
# What a listing that holds only so many entries named for the first time, beside all that was new at the source.
_ROOMS = """
select l.entries, (select count(*) from sightings s where s.listing_url = l.url and s.first_seen_at > :from),
  (select count(*) from frontier f where f.source_id = :source and f.discovered_at > :from)
from listings l where l.source_id = :source and l.kind in ('feed', 'section') and l.entries > 0
"""


def poll_state(db: sqlite3.Connection, source_id: str) -> PollState | None:
    """Return the last look at a source; null when there was none."""
    row = db.execute(f"select {_COLUMNS} from poll_schedule where source_id = ?", (source_id,)).fetchone()
    if row is None:
        return None
    return PollState(
        source_id=row[0],
        began_at=unstamp(row[1]),
        polled_at=unstamp(row[2]),
        next_poll_at=unstamp(row[3]),
        backoff_until=maybe_unstamp(row[4]),
        failure_score=row[5],
        next_poll_reason=row[6],
        carry=row[7],
        polls=row[8],
        rate=row[9],
    )


def note_poll(db: sqlite3.Connection, noted: PollState) -> None:
    """Put *noted* in the place of the source's last look."""
    db.execute(
        f"insert or replace into poll_schedule ({_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            noted.source_id,
            stamp(noted.began_at),
            stamp(noted.polled_at),
            stamp(noted.next_poll_at),
            maybe_stamp(noted.backoff_until),
            noted.failure_score,
            safe(noted.next_poll_reason),
            noted.carry,
            noted.polls,
            maybe_safe(noted.rate),
        ),
    )


def history(db: sqlite3.Connection, source_id: str, *, since: datetime, began_at: datetime) -> PublicationHistory:
    """Return what a source published since a moment, as far as its listings told."""
    said = {"source": source_id, "since": stamp(since), "began": stamp(began_at)}
    rows = db.execute(_PUBLICATIONS, said).fetchall()
    return PublicationHistory(
        began_at=began_at,
        publications=[PublicationTime(said_at=maybe_unstamp(each[1]), seen_at=unstamp(each[0])) for each in rows],
        room=_room(db, source_id, since=max(since, began_at)),
    )


def due(db: sqlite3.Connection, *, at: datetime) -> DueNow:
    """Return how every source that was ever looked at stands at a moment."""
    rows = db.execute(_DUE, {"at": stamp(at)}).fetchall()
    return DueNow(
        listings=frozenset(source_id for source_id, _, listings, _ in rows if listings),
        pages=frozenset(source_id for source_id, _, _, pages in rows if pages),
        waiting={source_id: unstamp(next_at) for source_id, next_at, listings, _ in rows if not listings},
    )


def _room(db: sqlite3.Connection, source_id: str, *, since: datetime) -> float | None:
    rows = db.execute(_ROOMS, {"source": source_id, "from": stamp(since)})
    return min((entries * max((every + 1) / (own + 1), 1.0) for entries, own, every in rows), default=None)
