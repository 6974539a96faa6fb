"""Invented outlets and when they publish: seeded chance, shaped as newsrooms work.

A minute's articles are Poisson around a rate that is the product of a curve over the local day, a factor of the
weekday, a factor of the day (log-normal, 15 %) and a drift over some 90 minutes (log-normal, 30 %). On top, one
article in seven is followed by others within minutes, as desks push what they have, and once or twice a week an
event triples the rate for one to three hours, at whatever time. The slow outlet is another kind: slots of its day,
each used or not, 25 minutes off on average (standard deviation), one in ten at any hour between 8 and 22. No
process knows when anybody looks, and none keeps to round minutes.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

Curve = Sequence[tuple[float, float]]

_MINUTE = timedelta(minutes=1)
_DRIFT, _DRIFT_MINUTES, _DAILY = 0.3, 90.0, 0.15
_WAKING = (8.0, 22.0)

_PAPER: Curve = (
    *((0, 0.35), (1, 0.15), (2, 0.08), (6, 0.08), (8, 0.6), (10, 1)),
    *((14, 1), (16, 0.8), (18, 0.8), (20, 1), (22, 0.9), (24, 0.35)),
)
_AGENCY: Curve = ((0, 0.6), (2, 0.4), (6, 0.4), (9, 0.9), (12, 1), (22, 1), (24, 0.6))
_SILENT: Curve = ((0, 0), (7, 0), (7.01, 0.4), (9, 1), (14, 1), (16, 0.7), (20, 0.9), (23, 0.5), (24, 0.1))
_OFFICE: Curve = ((0, 0.03), (6, 0.03), (8, 0.5), (10, 1), (14, 1), (17, 0.6), (22, 0.5), (24, 0.03))
_SLOTS: Curve = ((8.5, 0.75), (11, 0.8), (14, 0.6), (18, 0.75), (21, 0.6))
_WESTERN = (1.0, 1.0, 1.0, 1.0, 0.95, 0.75, 0.7)  # from Monday on
_GULF = (1.0, 1.0, 1.0, 1.0, 0.65, 0.75, 1.0)
_FRIDAY = (1.0, 1.0, 1.0, 1.0, 0.2, 0.6, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One invented outlet: *feed* entries in its feed, some *daily* articles, *week* from Monday on.

    *curve* is its day, as pairs of hour and rate; with *by_slots* of hour and chance.
    """

    name: str
    zone: str
    feed: int
    curve: Curve
    daily: float = 0.0
    week: tuple[float, ...] = (1.0,) * 7
    follow: float = 1 / 7
    events: float = 2.0
    by_slots: bool = False


OUTLETS = (
    Outlet(name="busy", zone="Africa/Casablanca", feed=50, curve=_PAPER, daily=220, week=_WESTERN),
    Outlet(name="busy, short feed", zone="Asia/Riyadh", feed=20, curve=_PAPER, daily=160, week=_GULF),
    Outlet(name="night-silent", zone="Africa/Cairo", feed=30, curve=_SILENT, daily=60, week=_GULF, events=1),
    Outlet(name="Friday-quiet", zone="Asia/Kuwait", feed=25, curve=_OFFICE, daily=40, week=_FRIDAY, events=1),
    Outlet(name="slow", zone="Asia/Beirut", feed=10, curve=_SLOTS, by_slots=True),
)
AGENCY = Outlet(name="round the clock", zone="Asia/Qatar", feed=40, curve=_AGENCY, daily=130)
"""The hardest: nearly as busy by night as by day, so there is next to nothing to learn."""


def published(outlet: Outlet, *, seed: int, start: datetime, days: int) -> list[datetime]:
    """Return when *outlet* publishes in these days, in order, aware UTC; the same for the same seed."""
    chance = random.Random(f"{outlet.name} {seed}")  # noqa: S311  # to be repeated, not to be secret
    end = start + timedelta(days=days)
    made = _by_slots(outlet, chance, start, days) if outlet.by_slots else _by_rate(outlet, chance, start, end)
    return sorted(at for at in made if start <= at < end)


def _by_slots(outlet: Outlet, chance: random.Random, start: datetime, days: int) -> Iterator[datetime]:
    for day in range(-1, days + 1):
        midnight = datetime.combine((start + timedelta(days=day)).date(), time(), tzinfo=ZoneInfo(outlet.zone))
        for hour, likely in outlet.curve:
            if chance.random() < likely:
                is_stray = chance.random() < 0.1  # noqa: PLR2004  # said in the docstring
                at = 60 * chance.uniform(*_WAKING) if is_stray else 60 * hour + chance.gauss(0, 25)
                yield (midnight + timedelta(minutes=at)).astimezone(UTC)


def _by_rate(outlet: Outlet, chance: random.Random, start: datetime, end: datetime) -> Iterator[datetime]:
    zone = ZoneInfo(outlet.zone)
    area = sum(_height(outlet.curve, each / 10) for each in range(240)) / 240
    events = _events(outlet, chance, start, end)
    fade = math.exp(-1 / _DRIFT_MINUTES)
    drift, day, factor, at = 0.0, start.date(), 1.0, start
    while at < end:
        drift = drift * fade + chance.gauss(0, 1) * math.sqrt(1 - fade * fade) * _DRIFT
        local = at.astimezone(zone)
        if local.date() != day:
            day, factor = local.date(), math.exp(chance.gauss(0, _DAILY) - _DAILY**2 / 2)
        rate = outlet.daily / 1440 * _height(outlet.curve, local.hour + local.minute / 60) / area
        rate *= outlet.week[local.weekday()] * factor * math.exp(drift - _DRIFT**2 / 2)
        if any(begin <= at < over for begin, over in events):
            rate = 3 * rate + (outlet.daily / 1440 / 2 if outlet.curve[0][1] else 0)  # an event wakes a night desk
        for _ in range(_poisson(chance, rate / (1 + 2 * outlet.follow))):
            yield from _flurry(outlet, chance, at + timedelta(seconds=60 * chance.random()))
        at += _MINUTE


def _events(outlet: Outlet, chance: random.Random, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    count = round(outlet.events * ((end - start) / timedelta(days=7)))
    begins = [start + (end - start) * chance.random() for _ in range(count)]
    return [(each, each + timedelta(hours=chance.uniform(1, 3))) for each in begins]


def _flurry(outlet: Outlet, chance: random.Random, at: datetime) -> Iterator[datetime]:
    yield at
    if chance.random() < outlet.follow:
        for _ in range(1 + int(chance.expovariate(1))):
            at += timedelta(minutes=chance.expovariate(1 / 3))
            yield at


def _height(curve: Curve, hour: float) -> float:
    """Return the curve's height at *hour*, on a straight line between its points."""
    for (left, low), (right, high) in pairwise(curve):
        if left <= hour <= right:
            return low + (high - low) * (hour - left) / (right - left)
    return 0.0


def _poisson(chance: random.Random, mean: float) -> int:
    count, left, floor = 0, chance.random(), math.exp(-mean)
    while left > floor:
        count += 1
        left *= chance.random()
    return count
