"""The table `poll_schedule`: when each source was polled, how that went, and when it is polled next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from storage.database.engine.store_file import StoreFile
from storage.database.values.columns import maybe_safe, maybe_stamp, maybe_unstamp, safe, stamp, unstamp
from storage.database.values.upsert import upsert
from storage.frontier.revisits import FARTHEST
from storage.source import DiscoveryKind

LONGEST_WAIT = timedelta(hours=25)
"""No poll is ever due later than this from now: pauses and back-off end within a day."""
ASKED = "its server asked for a pause"
"""The reason of a pause that the outlet asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationTime:
    """When one article was published, as a listing declares it (`None`: it does not), and when a listing first named it."""

    declared_at: datetime | None
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationHistory:
    """What is known of an outlet's publications since a moment.

    *began_at* is the end of its first poll: what was seen by then was published at some time before. *room* is how many
    articles the outlet may publish before its shortest listing drops one unseen; `None`: there is no such limit.
    """

    began_at: datetime
    publications: Sequence[PublicationTime]
    room: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PollState:
    """The last poll of a source's listings and what follows from it.

    *next_poll_at*: its listings are not polled before. *backoff_until*: nothing at all is requested of it before
    (`None`: no pause). *polls* counts the polls that found a listing. *failure_score* weighs its failures in a row.
    *next_poll_reason* is the rule in words. *carry* is the part of a poll that was saved or spent by keeping to the
    times of cron. *rate* is the learned rate (`spiders.scheduling.publication_rate`), as text.
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

    def paused(self, until: datetime) -> PollState:
        """Return the same poll, with nothing requested of the source before *until*."""
        return replace(self, backoff_until=until, next_poll_at=max(self.next_poll_at, until), next_poll_reason=ASKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DueNow:
    """What is due at a moment, by source id.

    *listings* are the sources whose listings are due, *pages* those with article pages that are due. *waiting* gives
    the next poll of every source whose listings are not due.
    """

    listings: frozenset[str]
    pages: frozenset[str]
    waiting: dict[str, datetime]


_COLUMNS = (
    "source_id, began_at, polled_at, next_poll_at, backoff_until, failure_score, next_poll_reason, carry, polls, rate"
)
_DUE = """
select p.source_id, p.next_poll_at, p.next_poll_at <= :at or p.next_poll_at > :latest,
  (coalesce(p.backoff_until, '') <= :at or p.backoff_until > :latest) and (exists (
  select 1 from frontier f where f.source_id = p.source_id
    and f.state in ('queued', 'failed', 'kept', 'duplicate', 'rejected', 'gone')
    and f.next_at <= :at and (f.backfill = 0 or f.state in ('kept', 'duplicate')))
  or exists (
  select 1 from frontier f where f.source_id = p.source_id
    and f.state in ('queued', 'failed', 'kept', 'duplicate', 'rejected', 'gone') and f.next_at > :far and f.backfill = 0))
from poll_schedule p
"""
_PUBLICATIONS = """
select seen_at, declared_at from (
  select f.discovered_at as seen_at, (select min(s.published_at) from sightings s where s.url = f.url) as declared_at
  from frontier f where f.source_id = :source and f.discovered_at >= :since) as found
where coalesce(declared_at, seen_at) >= :since and (seen_at > :began or declared_at is not null)
"""
_LIMITED = ", ".join(f"'{each.value}'" for each in DiscoveryKind if each.facts.is_limited)
# How many URLs a listing of limited length named for the first time, and how many were new at the source in all.
_ROOMS = f"""
select l.entries, (select count(*) from sightings s where s.listing_url = l.url and s.first_seen_at > :from),
  (select count(*) from frontier f where f.source_id = :source and f.discovered_at > :from)
from listings l where l.source_id = :source and l.entries > 0 and l.kind in ({_LIMITED})
"""


class PollTable:
    """When sources are polled (`Store.polls`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def last(self, source_id: str) -> PollState | None:
        """Return the last poll of a source; `None` where there was none."""
        with self._file.reading() as db:
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

    def note(self, poll: PollState) -> None:
        """Put *poll* in the place of the source's last poll."""
        values = (
            poll.source_id,
            stamp(poll.began_at),
            stamp(poll.polled_at),
            stamp(poll.next_poll_at),
            maybe_stamp(poll.backoff_until),
            poll.failure_score,
            safe(poll.next_poll_reason),
            poll.carry,
            poll.polls,
            maybe_safe(poll.rate),
        )
        with self._file.writing() as db:
            db.execute(upsert("poll_schedule", _COLUMNS, key="source_id"), values)

    def history(self, source_id: str, *, since: datetime, began_at: datetime) -> PublicationHistory:
        """Return what a source published since a moment, as far as its listings declare it."""
        with self._file.reading() as db:
            rows = db.execute(
                _PUBLICATIONS, {"source": source_id, "since": stamp(since), "began": stamp(began_at)}
            ).fetchall()
            rooms = db.execute(_ROOMS, {"source": source_id, "from": stamp(max(since, began_at))}).fetchall()
        return PublicationHistory(
            began_at=began_at,
            publications=[
                PublicationTime(declared_at=maybe_unstamp(each[1]), seen_at=unstamp(each[0])) for each in rows
            ],
            room=min((entries * max((every + 1) / (own + 1), 1.0) for entries, own, every in rooms), default=None),
        )

    def due(self, *, at: datetime, longest: timedelta = LONGEST_WAIT) -> DueNow:
        """Return what is due at a moment, of every source that was ever polled.

        What lies beyond *longest* (for pages beyond `FARTHEST`) was noted by a clock that was ahead, and is due.
        """
        with self._file.reading() as db:
            params = {"at": stamp(at), "latest": stamp(at + longest), "far": stamp(at + FARTHEST)}
            rows = db.execute(_DUE, params).fetchall()
        return DueNow(
            listings=frozenset(source_id for source_id, _, listings, _ in rows if listings),
            pages=frozenset(source_id for source_id, _, _, pages in rows if pages),
            waiting={source_id: unstamp(next_poll_at) for source_id, next_poll_at, listings, _ in rows if not listings},
        )
