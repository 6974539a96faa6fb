"""What completes a printed date: the time zone of the outlet and the time of the fetch."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.arabic.dates.declared import declared_date
from storage.records import DatePrecision, Page
from storage.source import Source

_FIRST_YEAR = 1990
_AHEAD = timedelta(days=1)
_SKEW = timedelta(minutes=5)
"""How far two clocks may differ."""
_EASTERNMOST = timedelta(hours=14)
_YEAR_ALONE = 4
_FAR = ZoneInfo("Asia/Tokyo")
_SECONDS = re.compile(r"\d\s?:\s?[0-5]\d\s?:\s?[0-5]\d|t\d{6}|^\D{0,6}\d{10,13}\D*$")
# A stamp in figures, and perhaps a time: 11/12/2026 10:30.
_SWAPPED = re.compile(
    r"(?P<before>[^\d]{0,30})(?P<month>1[0-2]|0?[1-9])/(?P<day>1[0-2]|0?[1-9])/(?P<year>20\d\d)(?P<after>(?!\d)[^/]{0,30})"
)
_AGO = timedelta(days=400)
"""Words that mean another day at another place or time do not name a moment by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """A candidate for a date: its time in UTC, the rule that found it, its text as printed, the outlet's own *day*.

    *until* is the last moment that it can mean: the end of a day without a time, else *at*. *is_instant*: the moment is
    known. Where the zone of the outlet is unknown, a day alone, or a time of day without an offset, is not an instant.
    *day* is `None` where even the day is unknown: `منذ ساعتين` on a page that was saved at an unknown time.
    *is_ahead*: it lies after the fetch, so that it is not believed as it is.
    """

    at: datetime
    until: datetime
    rule: str
    text: str
    precision: DatePrecision
    is_instant: bool
    is_ahead: bool
    day: date | None
    element: HtmlElement | None = None

    @property
    def timed(self) -> bool:
        """Whether it has a time of day."""
        return self.precision is not DatePrecision.DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class DateContext:
    """The time zone of the outlet (`None`: unknown), and when the page was fetched (aware UTC)."""

    zone: ZoneInfo | None
    fetched_at: datetime

    @property
    def today(self) -> date:
        """The day of the fetch, at the outlet where its zone is known."""
        return self.fetched_at.astimezone(self.zone or UTC).date()

    def read(self, text: str, rule: str, element: HtmlElement | None = None) -> DateCandidate | None:
        """Return the date in *text*, or `None`. *element* is where it is printed.

        A date before 1990 or more than a day after the fetch is not believed; one that is less ahead `is_ahead`.
        Printed figures that would lie ahead with the day first have the month first.
        """
        found = self._read(text, rule, element)
        swapped = _SWAPPED.fullmatch(text) if rule == "printed" and (found is None or found.is_ahead) else None
        if swapped is None:
            return found
        other = f"{swapped['before']}{swapped['day']}/{swapped['month']}/{swapped['year']}{swapped['after']}"
        other_found = self._read(other, rule, element)
        return replace(other_found, text=" ".join(text.split())) if other_found and not other_found.is_ahead else found

    def _read(self, text: str, rule: str, element: HtmlElement | None) -> DateCandidate | None:
        printed = " ".join(text.split())
        if printed.isdigit() and len(printed) <= _YEAR_ALONE:
            return None
        zone = self.zone or ZoneInfo("UTC")
        found = declared_date(printed, now=self.fetched_at, zone=zone)
        if found is None:
            return None
        timed = isinstance(found, datetime)
        is_instant = self.zone is not None or (
            timed and declared_date(printed, now=self.fetched_at, zone=_FAR) == found
        )
        is_dated = self.zone is not None or declared_date(printed, now=self.fetched_at - _AGO, zone=zone) == found
        if not isinstance(found, datetime):
            return self.of_day(found, rule, printed, element, is_instant=is_instant, is_dated=is_dated)
        exact = DatePrecision.SECOND if _SECONDS.search(fold(printed)) else DatePrecision.MINUTE
        return self.of_time(found, rule, printed, exact, element, is_instant=is_instant and is_dated, is_dated=is_dated)

    def of_time(
        self,
        at: datetime,
        rule: str,
        text: str,
        precision: DatePrecision,
        element: HtmlElement | None = None,
        *,
        is_instant: bool = True,
        is_dated: bool = True,
    ) -> DateCandidate | None:
        """Return the candidate of the time *at* (aware), or `None` where it is not believable."""
        if at.year < _FIRST_YEAR or at > self.fetched_at + _AHEAD:
            return None
        return DateCandidate(
            at=at.astimezone(UTC),
            until=at.astimezone(UTC),
            rule=rule,
            text=text,
            precision=precision,
            is_instant=is_instant,
            is_ahead=at > self.fetched_at + _SKEW,
            day=(at.astimezone(self.zone) if self.zone else at).date() if is_dated else None,
            element=element,
        )

    def of_day(
        self,
        day: date,
        rule: str,
        text: str,
        element: HtmlElement | None = None,
        *,
        is_instant: bool = True,
        is_dated: bool = True,
    ) -> DateCandidate | None:
        """Return the candidate of a *day* without a time, or `None` where it is not believable.

        Its time is the first moment that is this day both at the outlet and in UTC.
        """
        zone = self.zone or ZoneInfo("UTC")
        begins, ends = (datetime.combine(day, each, tzinfo=zone) for each in (time.min, time(23, 59, 59)))
        if day.year < _FIRST_YEAR or begins > self.fetched_at + _AHEAD:
            return None
        today = self.fetched_at.astimezone(zone) if self.zone else self.fetched_at + _EASTERNMOST
        return DateCandidate(
            at=max(begins, datetime.combine(day, time.min, tzinfo=UTC)).astimezone(UTC),
            until=ends.astimezone(UTC),
            rule=rule,
            text=text,
            precision=DatePrecision.DAY,
            is_instant=is_instant and is_dated,
            is_ahead=day > (today + _SKEW).date(),
            day=day if is_dated else None,
            element=element,
        )

    def is_past(self, at: datetime) -> bool:
        """Whether *at* is not after the fetch."""
        return at <= self.fetched_at + _SKEW


def date_context_of(page: Page, source: Source) -> DateContext:
    """Return what completes the dates of *page*; the zone of a source without a country is unknown."""
    return DateContext(zone=ZoneInfo(source.timezone) if source.country else None, fetched_at=page.fetched_at)
