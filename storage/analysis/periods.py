"""Days, ISO 8601 weeks and months, as the periods of a series."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

_LONGEST_GAP = 366
_DECEMBER = 12


class SeriesPeriod(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    def start(self, day: date) -> date:
        """Return the first day of the period that *day* is in; a week begins on Monday."""
        if self is SeriesPeriod.WEEK:
            return day - timedelta(days=day.weekday())
        return day.replace(day=1) if self is SeriesPeriod.MONTH else day

    def named(self, start: date) -> str:
        """Return the name of the period that begins on *start*: `2026-11-16`, `2026-W47` or `2026-11`."""
        if self is SeriesPeriod.WEEK:
            year, week, _ = start.isocalendar()
            return f"{year:04}-W{week:02}"
        return start.isoformat()[:7] if self is SeriesPeriod.MONTH else start.isoformat()

    def between(self, earlier: date, later: date) -> Iterator[date]:
        """Yield the starts of the periods between two; nothing for a gap of over a year, which a wrong date makes."""
        if (later - earlier).days > _LONGEST_GAP:
            return
        start = self._next(earlier)
        while start < later:
            yield start
            start = self._next(start)

    def _next(self, start: date) -> date:
        if self is SeriesPeriod.MONTH:
            year, month = divmod(start.month, _DECEMBER)
            return date(start.year + year, month + 1, 1)
        return start + timedelta(days=7 if self is SeriesPeriod.WEEK else 1)
