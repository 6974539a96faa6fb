"""What completes a date as printed: the outlet's zone and the time of the fetch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from pipelines.arabic import parse_date
from storage.records import Page
from storage.source import Source

_FIRST_YEAR = 1990
_AHEAD = timedelta(days=1)
_YEAR_ALONE = 4
_FAR = ZoneInfo("Asia/Tokyo")
_AGO = timedelta(days=400)
"""Words that mean another day when read elsewhere or at another time name no moment of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidate:
    """A candidate: the time in UTC, the rule that gave it, the words as printed, the outlet's own *day*.

    *timed*: a time of day was said. *is_instant*: the moment is known; at an outlet of unknown zone a day alone, or a
    time of day without an offset, is none. *day* is null where not even that is known: `منذ ساعتين` on a page that was
    saved nobody knows when.
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
    """The outlet's zone (null: unknown), and when the page was fetched (aware)."""

    zone: ZoneInfo | None
    fetched_at: datetime

    def read(self, text: str, rule: str, element: HtmlElement | None = None) -> DateCandidate | None:
        """Return what *text* says, in UTC, or null; a day alone is its beginning in the outlet's zone.

        Nothing before 1990 and nothing more than a day ahead of the fetch is believed. *element* is what printed it.
        """
        said = " ".join(text.split())
        if said.isdigit() and len(said) <= _YEAR_ALONE:
            return None
        zone = self.zone or ZoneInfo("UTC")
        found = parse_date(said, now=self.fetched_at, zone=zone)
        if found is None:
            return None
        timed = isinstance(found, datetime)
        at = found if isinstance(found, datetime) else datetime.combine(found, time(), tzinfo=zone)
        if not self.is_believable(at):
            return None
        is_instant = self.zone is not None or (timed and parse_date(said, now=self.fetched_at, zone=_FAR) == found)
        is_dated = self.zone is not None or parse_date(said, now=self.fetched_at - _AGO, zone=zone) == found
        return DateCandidate(
            at=at.astimezone(UTC),
            rule=rule,
            text=said,
            timed=timed,
            is_instant=is_instant and is_dated,
            day=at.date() if is_dated else None,
            element=element,
        )

    def is_believable(self, at: datetime) -> bool:
        """Whether an outlet of our days can have said *at*."""
        return at.year >= _FIRST_YEAR and at <= self.fetched_at + _AHEAD


def date_context_of(page: Page, source: Source) -> DateContext:
    """Return what completes the dates of *page*; a source without a country has no zone of its own."""
    return DateContext(zone=ZoneInfo(source.timezone) if source.country else None, fetched_at=page.fetched_at)
