"""The plan of the month: its outlets, and the faults that come and go, each with what must become of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

BEGIN = datetime(2026, 10, 6, tzinfo=UTC)
"""In this month Beirut (25 October) and Cairo (30 October) set their clocks back."""
DAYS, OUTLETS = 30, 40
DISK = "check:disk"
_HOUR = timedelta(hours=1)


class FaultKind(StrEnum):
    """What goes wrong."""

    DEAD_FEED = "dead feed, and no other listing"
    MOVED_FEED = "dead feed, and a sitemap instead"
    REDESIGN = "redesign that breaks the reading"
    CHALLENGE = "challenge of a wall on every page"
    SLOW = "answers that never end"
    MOVED = "moved domain: every page leads to another site"
    EXPIRED = "expired certificate"
    ERRORS = "every page is an error 502"
    SILENT = "nothing is published"
    DISK = "full disk"
    KILLED = "runs killed with kill -9"
    REBOOT = "reboot: a killed run, then no cron"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFault:
    """A fault of one *outlet* (its place in the press; `None`: of the machine), from and to these days of the month.

    *hours*: it needs a person, who must be told within so many hours of its begin; `None`: nobody must be told.
    """

    kind: FaultKind
    begin: float
    end: float
    outlet: int | None = None
    hours: float | None = None

    @property
    def begins_at(self) -> datetime:
        return BEGIN + timedelta(days=self.begin)

    @property
    def ends_at(self) -> datetime:
        return BEGIN + timedelta(days=self.end)

    def is_on(self, at: datetime) -> bool:
        """Whether it is there at a moment."""
        return self.begins_at <= at < self.ends_at


def nights(kind: FaultKind, outlet: int, *, first: int, count: int) -> tuple[PlannedFault, ...]:
    """Return a fault of some nights, from 22:00 to 06:00 UTC."""
    return tuple(
        PlannedFault(kind=kind, begin=day + 22 / 24, end=day + 30 / 24, outlet=outlet)
        for day in range(first, first + count)
    )


# Within so many hours a person is told: of what cannot pass by itself after the next poll, of what may pass when it
# has lasted a day, of a broken reading after some ten new articles, and of silence after five times the longest pause
# of these outlets (30 hours).
_AT_ONCE, _A_DAY, _READING, _SILENCE = 12.0, 36.0, 72.0, 160.0
FAULTS = (
    PlannedFault(kind=FaultKind.DEAD_FEED, outlet=4, begin=5, end=9, hours=_AT_ONCE),
    PlannedFault(kind=FaultKind.DEAD_FEED, outlet=11, begin=17.4, end=22, hours=_AT_ONCE),
    PlannedFault(kind=FaultKind.MOVED_FEED, outlet=0, begin=8, end=14, hours=_A_DAY),
    PlannedFault(kind=FaultKind.REDESIGN, outlet=7, begin=13, end=18, hours=_READING),
    PlannedFault(kind=FaultKind.REDESIGN, outlet=15, begin=20, end=26, hours=_READING),
    PlannedFault(kind=FaultKind.CHALLENGE, outlet=3, begin=10, end=13, hours=_A_DAY),
    *nights(FaultKind.CHALLENGE, 10, first=4, count=3),
    *nights(FaultKind.SLOW, 17, first=6, count=3),
    *nights(FaultKind.SLOW, 24, first=15, count=2),
    PlannedFault(kind=FaultKind.MOVED, outlet=14, begin=9.5, end=13, hours=_AT_ONCE),
    PlannedFault(kind=FaultKind.EXPIRED, outlet=39, begin=11, end=15, hours=_A_DAY),
    PlannedFault(kind=FaultKind.ERRORS, outlet=21, begin=12, end=14.5, hours=_A_DAY),
    PlannedFault(kind=FaultKind.ERRORS, outlet=28, begin=16.2, end=16.5),
    PlannedFault(kind=FaultKind.ERRORS, outlet=31, begin=3, end=3.3),
    PlannedFault(kind=FaultKind.SILENT, outlet=18, begin=14, end=22, hours=_SILENCE),
    PlannedFault(kind=FaultKind.SILENT, outlet=25, begin=18, end=19.5),
    PlannedFault(kind=FaultKind.DISK, begin=23, end=24.5, hours=6),
    PlannedFault(kind=FaultKind.KILLED, begin=2, end=2.5),
    PlannedFault(kind=FaultKind.KILLED, begin=19, end=19.5),
    PlannedFault(kind=FaultKind.REBOOT, begin=15, end=15.125),
)


def faults_on(at: datetime, outlet: int | None) -> set[FaultKind]:
    """Return the kinds of fault that an outlet (`None`: the machine) has at a moment."""
    return {each.kind for each in FAULTS if each.outlet == outlet and each.is_on(at)}
