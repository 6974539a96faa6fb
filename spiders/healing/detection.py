"""Whether a way of discovery is dead, by how its listing stands: values in, values out, the clock passed in.

Three deaths. Hard: at two looks in a row it was gone, or another document stood in its place; one accident is none.
Soft: for two days nothing but bad moments (5xx, timeouts, damage), three of them at least. Silent: it answers, but has
named nothing new for five times its longest usual silence, and no less than three days while the source has news by
other ways, seven where it has none (a feast is no death). A host that asks us to wait (429, 503) is never called dead.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from spiders.fetching.failures import FailureSeverity, told_gravity
from storage.discovery.health import ListingFacts

HABIT = timedelta(days=90)
"""How far back a listing's silences show what is usual."""
_HARD_TIMES = 2
_SOFT_TIMES, _SOFT_FOR = 3, timedelta(days=2)
_SILENT_TIMES = 5
_SILENT_LEAST, _SILENT_ALONE = timedelta(days=3), timedelta(days=7)
_FEWEST = 5
_UNKNOWN = timedelta(days=7)
"""What counts as the longest usual silence of a listing that has shown fewer than five moments."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadListing:
    """A way of discovery that is dead, since when, and the words for it; *silent*: it answers, without news."""

    url: str
    since: datetime
    said: str
    silent: bool = False


def death(
    facts: ListingFacts,
    *,
    now: datetime,
    moments: Callable[[], Sequence[datetime]],
    news_at: Callable[[], datetime | None],
) -> DeadListing | None:
    """Return the death of a way, null while it lives.

    *moments* tells when what it named came out (`HABIT` back), *news_at* when the source last had anything new by
    whatever way; both are asked for only where they count.
    """
    if facts.error is None or facts.failed_since is None:
        return _silence(facts, now, moments, news_at)
    gravity = told_gravity(facts.error, status=facts.status)
    is_hard = gravity is FailureSeverity.HARD and facts.failures >= _HARD_TIMES
    is_worn = facts.failures >= _SOFT_TIMES and now - facts.failed_since >= _SOFT_FOR
    if not is_hard and not (is_worn and gravity is not FailureSeverity.TEMPORARY):
        return None
    said = f"dead since {facts.failed_since:%Y-%m-%d %H:%M} UTC ({facts.error}; {facts.failures} times in a row)"
    return DeadListing(url=facts.url, since=facts.failed_since, said=said)


def _silence(
    facts: ListingFacts,
    now: datetime,
    moments: Callable[[], Sequence[datetime]],
    news_at: Callable[[], datetime | None],
) -> DeadListing | None:
    if facts.named_at is None or now - facts.named_at < _SILENT_LEAST:
        return None
    longest = longest_silence(moments(), until=facts.named_at)
    usual = _UNKNOWN if longest is None else longest
    news = news_at()
    is_alone = news is None or news - facts.named_at < usual
    if now - facts.named_at < max(_SILENT_ALONE if is_alone else _SILENT_LEAST, _SILENT_TIMES * usual):
        return None
    habit = "little is known of its habit" if longest is None else f"its longest pause was {_told(longest)}"
    said = f"silent since {facts.named_at:%Y-%m-%d %H:%M} UTC (nothing new for {_told(now - facts.named_at)}; {habit})"
    return DeadListing(url=facts.url, since=facts.named_at, said=said, silent=True)


def longest_silence(moments: Sequence[datetime], *, until: datetime) -> timedelta | None:
    """Return the longest time between two of the *moments*, in order; null where they are too few to tell."""
    known = [at for at in moments if until - HABIT <= at <= until]
    if len(known) < _FEWEST:
        return None
    return max(later - sooner for sooner, later in pairwise(known))


def _told(length: timedelta) -> str:
    if length >= 2 * _DAY:
        return f"{length / _DAY:.0f} days"
    hours = max(round(length / timedelta(hours=1)), 1)
    return f"{hours} hour{'' if hours == 1 else 's'}"
