"""What is learned of an outlet's publishing: its rate by the time of its day and the day of its week.

A smoothed count over what was watched: every quarter of an hour's publications, weighed half as much a fortnight
later, are spread over their neighbours and divided by how long that quarter was watched. A small share of the mean
rate is mixed in, so that an hour at which nothing ever came out is still looked at, and an outlet that is new has
a rate everywhere (the Gamma-Poisson estimate: a prior count over a prior exposure).
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from spiders.scheduling.poll_budget import PollLimits, share_of
from storage.discovery.poll_schedule import PublicationHistory, PublicationTime

SLOTS = 96
"""Quarters of an hour of a day, by which rates are kept."""
WINDOW = timedelta(days=28)
"""How far back publications teach."""
_SLOT = timedelta(minutes=15)
_HALF_LIFE = 14.0  # days
_NEAR, _FAR, _FAR_SHARE = 1.3, 8.0, 0.15  # spread in quarters of an hour: most of it narrowly, a little widely
_PRIOR_DAYS, _PRIOR_RATE = 0.25, 2.0  # as if every outlet had been watched for so long, at so many articles a day
_DAY_PRIOR = 1.0  # articles, and a quarter of a day's: what a weekday must show before it differs from the others
_STALE = timedelta(hours=6)
_STALE_PART = 1 / 8
_SKEW_LEAST, _SKEW_SAMPLE = timedelta(minutes=30), 10
_DAY_SECONDS = 86400.0

Spell = tuple[int, int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRate:
    """How an outlet publishes.

    *rates* are articles a day at each quarter of an hour of its own clock, *days* what each weekday (Monday first)
    makes of them. *skew_seconds* is what its listings' times are off by. *limits* say how far
    apart looks may be whatever the rate, *share* is what spends its budget of looks (`spiders.scheduling.poll_budget`).
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
        """Return the usual articles a day at the moment *at*, by the clock on the outlet's wall."""
        local = at.astimezone(zone)
        return self.rates[(local.hour * 60 + local.minute) // 15] * self.days[local.weekday()]

    def is_stale(self, now: datetime) -> bool:
        """Whether to learn again: after six hours, or an eighth of the time watched while that is less."""
        return (
            now.timestamp() - self.learned_at
            > min(_STALE, _STALE_PART * timedelta(days=self.watched_days)).total_seconds()
        )

    def as_text(self) -> str:
        """Return the habit as the store keeps it; `habit_of` reads it back."""
        return json.dumps({each.name: getattr(self, each.name) for each in fields(self)}, default=asdict)


def habit_of(text: str | None) -> PublicationRate | None:
    """Return the habit that `as_text` wrote; null for none, and for one that another version wrote."""
    try:
        said = json.loads(text or "null")
        habit = PublicationRate(
            **{
                **said,
                "rates": tuple(said["rates"]),
                "days": tuple(said["days"]),
                "limits": PollLimits(**said["limits"]),
            }
        )
    except (TypeError, KeyError, ValueError):
        return None
    return habit if (len(habit.rates), len(habit.days)) == (SLOTS, 7) else None


def learn(history: PublicationHistory, zone: ZoneInfo, *, now: datetime) -> PublicationRate:
    """Return what *history* teaches at *now*; only what came out after the first look counts for the rates."""
    skew = _skew(history, zone)
    out = appeared(history, zone, skew=skew)
    since = max(history.began_at, now - WINDOW)
    rates, days = _rates(out[bisect_left(out, since) :], list(_spells(since, now, zone)), zone, now=now)
    limits = PollLimits(room=history.room, fill_seconds=_fill(out, history.room))
    return PublicationRate(
        learned_at=now.timestamp(),
        watched_days=(now - history.began_at).total_seconds() / _DAY_SECONDS,
        rates=rates,
        days=days,
        skew_seconds=skew.total_seconds(),
        limits=limits,
        share=share_of([rate * day for day in days for rate in rates], limits),
    )


def appeared(history: PublicationHistory, zone: ZoneInfo, *, skew: timedelta) -> list[datetime]:
    """Return when articles came out, in order: the listings' word set right by *skew*, else when first seen.

    A word of midnight sharp is a date without a time. What was seen by the end of the first look without a time
    may have come out at any moment before, and is left out.
    """
    found = []
    for each in history.publications:
        if each.declared_at is not None and _is_timed(each, zone):
            found.append(min(each.declared_at + skew, each.seen_at))
        elif each.seen_at > history.began_at:
            found.append(each.seen_at)
    return sorted(found)


def _rates(
    out: Sequence[datetime], spells: Sequence[Spell], zone: ZoneInfo, *, now: datetime
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the articles a day by the time of day, and the factor of each weekday."""
    counts, by_day, watched = [0.0] * SLOTS, [0.0] * 7, [0.0] * SLOTS
    for at in out:
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
    return not any((said.hour, said.minute) == (0, 0) for said in (at.astimezone(UTC), at.astimezone(zone)))


def _skew(history: PublicationHistory, zone: ZoneInfo) -> timedelta:
    """Return what to add to the listings' times: a lag that all articles share is a wrong clock, not our lateness."""
    lags = sorted(
        each.seen_at - each.declared_at
        for each in history.publications
        if each.declared_at is not None and each.seen_at > history.began_at and _is_timed(each, zone)
    )
    if len(lags) < _SKEW_SAMPLE:
        return timedelta()
    low, middle = lags[len(lags) // 10], lags[len(lags) // 2]
    return low if abs(low) > max(_SKEW_LEAST, 2 * (middle - low)) else timedelta()


def _spells(since: datetime, now: datetime, zone: ZoneInfo) -> Iterator[Spell]:
    """Yield the weekday, the quarter of an hour and the weighed days of every spell that was watched."""
    at = since
    while at < now:
        local = at.astimezone(zone)
        length = min(now - at, _SLOT).total_seconds() / _DAY_SECONDS
        yield local.weekday(), (local.hour * 60 + local.minute) // 15, length * _weight(at, now)
        at += _SLOT


def _weight(at: datetime, now: datetime) -> float:
    return math.exp2(-(now - at).total_seconds() / _DAY_SECONDS / _HALF_LIFE)


def _spread(counts: Sequence[float]) -> list[float]:
    """Return *counts* spread round the clock: a sharp bell for the habit, a flat one for chance."""
    return [sum(counts[slot - away] * share for away, share in enumerate(_BELL)) for slot in range(SLOTS)]


def _bell(width: float) -> list[float]:
    heights = [math.exp(-0.5 * (min(away, SLOTS - away) / width) ** 2) for away in range(SLOTS)]
    return [each / sum(heights) for each in heights]


_BELL = [(1 - _FAR_SHARE) * near + _FAR_SHARE * far for near, far in zip(_bell(_NEAR), _bell(_FAR), strict=True)]


def _fill(out: Sequence[datetime], room: float | None) -> float | None:
    """Return the seconds in which the outlet once published as many articles as its shortest listing holds."""
    if room is None or len(out) <= int(room):
        return None
    return min((later - sooner).total_seconds() for sooner, later in zip(out, out[int(room) :], strict=False))
