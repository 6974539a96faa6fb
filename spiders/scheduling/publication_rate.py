"""The publication rate of an outlet, learned by time of day and day of the week.

The rate is a smoothed count over the time that was watched. The publications of each quarter of an hour have half the
weight after a fortnight. They are spread over the neighbouring quarters and divided by how long that quarter was
watched. A small share of the mean rate is added (the Gamma-Poisson estimate: a prior count over a prior exposure). So
an hour without publications is still polled, and a new outlet has a rate at every hour.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from operator import mul
from zoneinfo import ZoneInfo

from spiders.scheduling.poll_budget import PollLimits, share_of
from storage.discovery.poll_schedule import PublicationHistory, PublicationTime

SLOTS = 96
"""Quarters of an hour in a day; each has a rate."""
WINDOW = timedelta(days=28)
"""How far back publications are used to learn the rate."""
_SLOT = timedelta(minutes=15)
_HALF_LIFE = 14.0  # days
_NEAR, _FAR, _FAR_SHARE = 1.3, 8.0, 0.15  # spread in quarters of an hour: most of it narrowly, a little widely
_PRIOR_DAYS, _PRIOR_RATE = 0.25, 2.0  # as if each outlet had been watched so long already, with so many articles a day
_DAY_PRIOR = 1.0  # articles, plus those of a quarter of a day: a weekday with fewer does not differ from the others
_STALE = timedelta(hours=6)
_STALE_PART = 1 / 8
_SKEW_LEAST, _SKEW_SAMPLE = timedelta(minutes=30), 10
_DAY_SECONDS = 86400.0

Spell = tuple[int, int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRate:
    """How an outlet publishes.

    *rates* are articles a day at each quarter of an hour of its local time, *days* the factor of each weekday (Monday
    first). *skew_seconds* is added to the times of its listings. *limits* bound the time between polls whatever the
    rate is, *share* is the factor that spends its budget of polls (`spiders.scheduling.poll_budget`).
    """

    learned_at: float
    watched_days: float
    rates: tuple[float, ...]
    days: tuple[float, ...]
    skew_seconds: float
    limits: PollLimits
    share: float

    @property
    def daily(self) -> float:
        """Articles a day, over a whole week."""
        return sum(self.rates) / SLOTS * sum(self.days) / 7

    def rate(self, at: datetime, zone: ZoneInfo) -> float:
        """Return the usual articles a day at the time *at*, by the outlet's local time."""
        local = at.astimezone(zone)
        return self.rates[(local.hour * 60 + local.minute) // 15] * self.days[local.weekday()]

    def is_stale(self, now: datetime) -> bool:
        """Whether to learn again: after six hours, or after an eighth of the time watched if that is shorter."""
        return (
            now.timestamp() - self.learned_at
            > min(_STALE, _STALE_PART * timedelta(days=self.watched_days)).total_seconds()
        )

    def as_text(self) -> str:
        """Return the rate as text for the store; `rate_from_text` reads it back."""
        return json.dumps({each.name: getattr(self, each.name) for each in fields(self)}, default=asdict)


def rate_from_text(text: str | None) -> PublicationRate | None:
    """Return the rate that `as_text` wrote. `None` for no text, and for the text of another version."""
    try:
        values = json.loads(text or "null")
        rate = PublicationRate(
            **{
                **values,
                "rates": tuple(values["rates"]),
                "days": tuple(values["days"]),
                "limits": PollLimits(**values["limits"]),
            }
        )
    except (TypeError, KeyError, ValueError):
        return None
    return rate if (len(rate.rates), len(rate.days)) == (SLOTS, 7) else None


def learn(history: PublicationHistory, zone: ZoneInfo, *, now: datetime) -> PublicationRate:
    """Return the rate learned from *history* at *now*; only articles after the first poll count for the rates."""
    skew = _skew(history, zone)
    times = publication_times(history, zone, skew=skew)
    since = max(history.began_at, now - WINDOW)
    rates, days = _rates(times[bisect_left(times, since) :], _watched(since, now, zone), zone, now=now)
    limits = PollLimits(room=history.room, fill_seconds=_fill(times, history.room))
    return PublicationRate(
        learned_at=now.timestamp(),
        watched_days=(now - history.began_at).total_seconds() / _DAY_SECONDS,
        rates=rates,
        days=days,
        skew_seconds=skew.total_seconds(),
        limits=limits,
        share=share_of([rate * day for day in days for rate in rates], limits),
    )


def publication_times(history: PublicationHistory, zone: ZoneInfo, *, skew: timedelta) -> list[datetime]:
    """Return when articles were published, sorted: the listings' time corrected by *skew*, else when first seen.

    Exactly midnight means a date without a time. An article without a time that was seen by the end of the first poll
    may have been published at any time before, so it is skipped.
    """
    found = []
    for each in history.publications:
        if each.declared_at is not None and _is_timed(each, zone):
            found.append(min(each.declared_at + skew, each.seen_at))
        elif each.seen_at > history.began_at:
            found.append(each.seen_at)
    return sorted(found)


def _rates(
    times: Sequence[datetime], spells: Sequence[Spell], zone: ZoneInfo, *, now: datetime
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the articles a day by the time of day, and the factor of each weekday."""
    counts, by_day, watched = [0.0] * SLOTS, [0.0] * 7, [0.0] * SLOTS
    for at in times:
        local, weight = at.astimezone(zone), _weight(at, now)
        counts[(local.hour * 60 + local.minute) // 15] += weight * SLOTS
        by_day[local.weekday()] += weight
    for _, slot, length in spells:
        watched[slot] += length * SLOTS
    mean = (sum(by_day) + _PRIOR_RATE * _PRIOR_DAYS) / (sum(watched) / SLOTS + _PRIOR_DAYS)
    rates = [
        (count + _PRIOR_DAYS * mean) / (length + _PRIOR_DAYS)
        for count, length in zip(_spread(counts), _spread(watched), strict=True)
    ]
    expected = [0.0] * 7
    for day, slot, length in spells:
        expected[day] += rates[slot] * length
    prior = _DAY_PRIOR + mean * _PRIOR_DAYS
    days = [(count + prior) / (usual + prior) for count, usual in zip(by_day, expected, strict=True)]
    return tuple(round(each, 4) for each in rates), tuple(round(each, 4) for each in days)


def _is_timed(each: PublicationTime, zone: ZoneInfo) -> bool:
    at = each.declared_at
    if at is None or at.second or at.minute % 15:  # midnight is on a quarter of an hour in every zone of today
        return at is not None
    return not any((each.hour, each.minute) == (0, 0) for each in (at.astimezone(UTC), at.astimezone(zone)))


def _skew(history: PublicationHistory, zone: ZoneInfo) -> timedelta:
    """Return what to add to the listings' times: a lag of all articles is a wrong clock, not a late poll."""
    lags = sorted(
        each.seen_at - each.declared_at
        for each in history.publications
        if each.declared_at is not None and each.seen_at > history.began_at and _is_timed(each, zone)
    )
    if len(lags) < _SKEW_SAMPLE:
        return timedelta()
    low, middle = lags[len(lags) // 10], lags[len(lags) // 2]
    return low if abs(low) > max(_SKEW_LEAST, 2 * (middle - low)) else timedelta()


@lru_cache(maxsize=16)
def _watched(since: datetime, now: datetime, zone: ZoneInfo) -> tuple[Spell, ...]:
    """Return every spell that was watched: its weekday, its quarter of an hour, and its weighted length in days.

    They are the same for all sources of a zone that are polled in the same minute and watched for longer than `WINDOW`.
    """
    found = []
    at = since
    while at < now:
        local = at.astimezone(zone)
        length = min(now - at, _SLOT).total_seconds() / _DAY_SECONDS
        found.append((local.weekday(), (local.hour * 60 + local.minute) // 15, length * _weight(at, now)))
        at += _SLOT
    return tuple(found)


def _weight(at: datetime, now: datetime) -> float:
    return math.exp2(-(now - at).total_seconds() / _DAY_SECONDS / _HALF_LIFE)


def _spread(counts: Sequence[float]) -> list[float]:
    """Return *counts* spread around the clock: by a narrow bell for the usual time and a wide one for chance."""
    backwards = [*reversed(counts)] * 2
    return [sum(map(mul, backwards[SLOTS - 1 - slot :], _BELL)) for slot in range(SLOTS)]


def _bell(width: float) -> list[float]:
    heights = [math.exp(-0.5 * (min(away, SLOTS - away) / width) ** 2) for away in range(SLOTS)]
    return [each / sum(heights) for each in heights]


_BELL = [(1 - _FAR_SHARE) * near + _FAR_SHARE * far for near, far in zip(_bell(_NEAR), _bell(_FAR), strict=True)]


def _fill(times: Sequence[datetime], room: float | None) -> float | None:
    """Return the shortest time, in seconds, in which the outlet published as many articles as its listing holds."""
    if room is None or len(times) <= int(room):
        return None
    return min((later - sooner).total_seconds() for sooner, later in zip(times, times[int(room) :], strict=False))
