"""Whether a listing is dead, by what the store knows of it. Pure functions; the caller passes the time.

There are three rules:

- Hard: in two polls in a row it was gone, or another document was in its place. One such poll may be an accident.
- Soft: for two days all polls failed (5xx, timeouts, damage), at least three of them.
- Silent: it answers, but has named nothing new for five times its longest usual pause. This needs at least three days
  while other listings of the source have news, and seven days where none has: on a holiday all of them are quiet.

A host that asks us to wait (429, 503) is never dead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from spiders.fetching.failures import stored_severity
from spiders.fetching.severity import FailureSeverity
from storage.discovery.health import ListingFacts

PAUSE_HISTORY = timedelta(days=90)
"""How far back the pauses of a listing show which length is usual."""
_HARD_TIMES = 2
_SOFT_TIMES, _SOFT_FOR = 3, timedelta(days=2)
_SILENT_TIMES = 5
_SILENT_LEAST, _SILENT_ALONE = timedelta(days=3), timedelta(days=7)
_FEWEST = 5
_UNKNOWN = timedelta(days=7)
"""What counts as the longest usual pause of a listing that has shown fewer than five publication times."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadListing:
    """A dead listing. *since* is aware UTC, *problem* is a text for people; *silent*: it answers, but without news."""

    url: str
    since: datetime
    problem: str
    silent: bool = False


def find_death(
    facts: ListingFacts,
    *,
    now: datetime,
    moments: Callable[[], Sequence[datetime]],
    news_at: Callable[[], datetime | None],
) -> DeadListing | None:
    """Return why a listing is dead, `None` while it is not.

    *moments* returns when its entries were published (`HABIT` back). *news_at* returns when any listing of the source
    last named a new URL. Both are called only where they matter.
    """
    if facts.error is None or facts.failed_since is None:
        return _silence(facts, now, moments, news_at)
    severity = stored_severity(facts.error, status=facts.status)
    is_hard = severity is FailureSeverity.HARD and facts.failures >= _HARD_TIMES
    has_failed_long = facts.failures >= _SOFT_TIMES and now - facts.failed_since >= _SOFT_FOR
    if not is_hard and not (has_failed_long and severity is not FailureSeverity.TEMPORARY):
        return None
    text = f"dead since {facts.failed_since:%Y-%m-%d %H:%M} UTC ({facts.error}; {facts.failures} times in a row)"
    return DeadListing(url=facts.url, since=facts.failed_since, problem=text)


def _silence(
    facts: ListingFacts,
    now: datetime,
    moments: Callable[[], Sequence[datetime]],
    news_at: Callable[[], datetime | None],
) -> DeadListing | None:
    if facts.named_at is None or now - facts.named_at < _SILENT_LEAST:
        return None
    longest = longest_pause(moments(), until=facts.named_at)
    usual = _UNKNOWN if longest is None else longest
    news = news_at()
    is_alone = news is None or news - facts.named_at < usual
    if now - facts.named_at < max(_SILENT_ALONE if is_alone else _SILENT_LEAST, _SILENT_TIMES * usual):
        return None
    known = "its usual pause is not known" if longest is None else f"its longest pause was {_as_text(longest)}"
    pause = _as_text(now - facts.named_at)
    text = f"silent since {facts.named_at:%Y-%m-%d %H:%M} UTC (nothing new for {pause}; {known})"
    return DeadListing(url=facts.url, since=facts.named_at, problem=text, silent=True)


def longest_pause(moments: Sequence[datetime], *, until: datetime) -> timedelta | None:
    """Return the longest time between two neighbours of *moments*, which are sorted; `None` if they are too few."""
    known = [at for at in moments if until - PAUSE_HISTORY <= at <= until]
    if len(known) < _FEWEST:
        return None
    return max(later - sooner for sooner, later in pairwise(known))


def _as_text(length: timedelta) -> str:
    if length >= 2 * _DAY:
        return f"{length / _DAY:.0f} days"
    hours = max(round(length / timedelta(hours=1)), 1)
    return f"{hours} hour{'' if hours == 1 else 's'}"
