"""The day, hour and weekday of an article at its outlet, and its day in the Hijri calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from storage.database.values.columns import maybe_unstamp
from storage.records import DatePrecision


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletTime:
    """When an article was published, as its readers know it; `None` where that is unknown.

    *day* is ISO 8601, *hour* 0 to 23, *weekday* that of ISO 8601 (1 is Monday, 7 Sunday). *hijri_day* is `YYYY-MM-DD` in
    the calendar of Umm al-Qura, `None` outside its tables (1343 to 1500).
    """

    day: str | None = None
    hour: int | None = None
    weekday: int | None = None
    hijri_day: str | None = None


_UNKNOWN = OutletTime()


@lru_cache(maxsize=4)
def outlet_time(published_at: str | None, precision: str | None, published_day: str | None, zone: str) -> OutletTime:
    """Return the time of an article at its outlet, from columns of `articles` and the outlet's zone.

    The outlet's own day counts; where it is not known, that of *published_at* in *zone*. A day without a time has no
    hour; midnight of a row of an older version (*precision* `None`) has none either, because it may be such a day.
    """
    at = _local(published_at, zone)
    day = _day(published_day) or (at.date() if at else None)
    if day is None:
        return _UNKNOWN
    may_be_day = precision is None and at is not None and (at.hour, at.minute, at.second) == (0, 0, 0)
    has_hour = at is not None and precision != DatePrecision.DAY and not may_be_day
    return OutletTime(
        day=day.isoformat(),
        hour=at.hour if at is not None and has_hour else None,
        weekday=day.isoweekday(),
        hijri_day=hijri_day(day),
    )


@lru_cache(maxsize=4096)
def hijri_day(day: date) -> str | None:
    """Return the Umm al-Qura date of *day*; `None` outside its tables."""
    from hijridate import Gregorian  # noqa: PLC0415  # its tables are loaded only where an article is written

    try:
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    except (OverflowError, ValueError):
        return None
    return f"{hijri.year:04}-{hijri.month:02}-{hijri.day:02}"


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _local(published_at: str | None, zone: str) -> datetime | None:
    """Return a stored time in *zone*; `None` for a zone that is not known here, or a time at the end of all time."""
    try:
        at = maybe_unstamp(published_at)
        return None if at is None else at.astimezone(_zone(zone))
    except (OverflowError, ValueError, OSError, KeyError):  # ZoneInfoNotFoundError is a KeyError
        return None


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
