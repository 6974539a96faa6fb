"""What completes a printed date: the time zone of the outlet and the time of the fetch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from pipelines.arabic import parse_date
from pipelines.arabic.dates.declared import declared_date
from storage.records import Page
from storage.source import Source

_FIRST_YEAR = 1990
_AHEAD = timedelta(days=1)
_YEAR_ALONE = 4
_FAR = ZoneInfo("Asia/Tokyo")
_DECLARED = frozenset({"json-ld", "meta", "time"})
"""Rules whose text is written for machines."""
_AGO = timedelta(days=400)
"""Words that mean another day at another place or time do not name a moment by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """A candidate for a date: its time in UTC, the rule that found it, its text as printed, the outlet's own *day*.

    *timed*: it has a time of day. *is_instant*: the moment is known. Where the zone of the outlet is unknown, a day
    alone, or a time of day without an offset, is not an instant. *day* is `None` where even the day is unknown:
    `منذ ساعتين` on a page that was saved at an unknown time.
    """

    at: datetime
    rule: str
    text: str
    timed: bool
    is_instant: bool
    day: date | None
    element: HtmlElement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateContext:
    """The time zone of the outlet (`None`: unknown), and when the page was fetched (aware UTC)."""

    zone: ZoneInfo | None
    fetched_at: datetime

    def read(self, text: str, rule: str, element: HtmlElement | None = None) -> DateCandidate | None:
        """Return the date in *text*, in UTC, or `None`; a day alone is its beginning in the zone of the outlet.

        A date before 1990 or more than a day after the fetch is not believed. *element* is where it is printed.
        """
        printed = " ".join(text.split())
        if printed.isdigit() and len(printed) <= _YEAR_ALONE:
            return None
        zone = self.zone or ZoneInfo("UTC")
        parse = declared_date if rule in _DECLARED else parse_date
        found = parse(printed, now=self.fetched_at, zone=zone)
        if found is None:
            return None
        timed = isinstance(found, datetime)
        at = found if isinstance(found, datetime) else datetime.combine(found, time(), tzinfo=zone)
        if not self.is_believable(at):
            return None
        is_instant = self.zone is not None or (timed and parse(printed, now=self.fetched_at, zone=_FAR) == found)
        is_dated = self.zone is not None or parse(printed, now=self.fetched_at - _AGO, zone=zone) == found
        return DateCandidate(
            at=at.astimezone(UTC),
            rule=rule,
            text=printed,
            timed=timed,
            is_instant=is_instant and is_dated,
            day=at.date() if is_dated else None,
            element=element,
        )

    def is_believable(self, at: datetime) -> bool:
        """Whether *at* can be the date of an article."""
        return at.year >= _FIRST_YEAR and at <= self.fetched_at + _AHEAD


def date_context_of(page: Page, source: Source) -> DateContext:
    """Return what completes the dates of *page*; the zone of a source without a country is unknown."""
    return DateContext(zone=ZoneInfo(source.timezone) if source.country else None, fetched_at=page.fetched_at)
