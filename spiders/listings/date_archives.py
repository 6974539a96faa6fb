"""Dates in the URLs of listings: windows, the archives of days and months, and the older pages of a section."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

FIRST_YEAR = 1990
"""No outlet has articles on the web from before this year, so an earlier date is a mistake."""
_NAMED = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:([-_/.]?)(0[1-9]|1[0-2]|(?<=[-_/.])[1-9])"
    r"(?:\2(0[1-9]|[12]\d|3[01]|(?<=[-_/.])[1-9]))?)?(?!\d)"
)
_YEAR_KEYS, _MONTH_KEYS, _DAY_KEYS = ("yyyy", "year", "y"), ("mm", "month", "m"), ("dd", "day", "d")
# The date at the end of an archive's URL: /2026/11/23/, /archive/2026/11, ?date=2026-11-23.
_ARCHIVE = re.compile(r"(?<!\d)((?:19|20)\d\d)([/-])(\d\d?)(?:\2(\d\d?))?(/?)$")
_PAGE = re.compile(r"([?&](?:page|paged|pg|pageno|pagenum)=|/page[/-])(\d{1,6})(?=[/&]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWindow:
    """The period of a backfill. Both times are aware and inclusive; `None` is an open end."""

    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.since is None and self.until is None

    def holds(self, days: DayRange) -> bool:
        """Whether any of *days* may be in the window. One day more on both sides covers every time zone."""
        a_day = timedelta(days=1)
        late = self.until is not None and days.first > self.until.date() + a_day
        return not late and not self.is_before(days)

    def is_before(self, days: DayRange) -> bool:
        """Whether all of *days* are before the window."""
        return self.since is not None and days.last < self.since.date() - timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRange:
    """The first and the last day that a URL names."""

    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DateArchive:
    """The form of an outlet's archive URLs.

    *before* and *after* are the text around the date. *mark* separates its parts, which are *padded* with zeros or not.
    *by_day*: one page for each day, not for each month.
    """

    before: str
    mark: str
    after: str
    padded: bool
    by_day: bool

    def url(self, day: date) -> str:
        parts = [f"{day:%Y}", f"{day:%m}" if self.padded else str(day.month)]
        if self.by_day:
            parts.append(f"{day:%d}" if self.padded else str(day.day))
        return self.before + self.mark.join(parts) + self.after


def days_in(url: str) -> DayRange | None:
    """Return the year, month or day that *url* names (sitemap-2019-03.xml, ?yyyy=2019&mm=03, /2026/11/23/a-story).

    If there are several, the most exact one counts. `None` if there is no valid date.
    """
    parts = urlsplit(url)
    values = {name.lower(): each[-1] for name, each in parse_qs(parts.query).items()}
    year, month, day = (
        next((values[key] for key in keys if key in values), None) for keys in (_YEAR_KEYS, _MONTH_KEYS, _DAY_KEYS)
    )
    if year is not None:
        return _days(year, month, day if month else None)
    named = [(found[1], found[3], found[4]) for found in _NAMED.finditer(f"{parts.path}?{parts.query}")]
    return _days(*max(named, key=lambda each: sum(part is not None for part in each))) if named else None


def archives_in(links: Iterable[str]) -> list[DateArchive]:
    """Return the forms of the archive URLs among *links*, those by day before those by month."""
    found: dict[DateArchive, None] = {}
    for link in links:
        named = _ARCHIVE.search(link)
        if named is None or _days(named[1], named[3], named[4]) is None:
            continue
        archive = DateArchive(
            before=link[: named.start()],
            mark=named[2],
            after=named[5],
            padded=all(len(each) == len("01") for each in (named[3], named[4]) if each),
            by_day=named[4] is not None,
        )
        found[archive] = None
    by_day = [each for each in found if each.by_day]
    covered = {each.before for each in by_day}
    return by_day + [each for each in found if not each.by_day and each.before not in covered]


def archive_pages(archive: DateArchive, window: DateWindow, *, today: date) -> Iterator[tuple[str, DayRange]]:
    """Yield the archive pages of *window*, newest first. An open beginning means 1990."""
    last = min(today, window.until.date()) if window.until else today
    first = window.since.date() if window.since else date(FIRST_YEAR, 1, 1)
    day = last if archive.by_day else last.replace(day=1)
    while day >= (first if archive.by_day else first.replace(day=1)):
        yield archive.url(day), DayRange(first=day, last=day if archive.by_day else _end_of_month(day))
        day -= timedelta(days=1)
        if not archive.by_day:
            day = day.replace(day=1)


def page_after(url: str, links: Sequence[str], declared: str | None = None) -> str | None:
    """Return the next older page after *url*: the one it *declared* itself, or the next number among its *links*."""
    if declared is not None:
        return declared if declared != url else None
    own = _PAGE.search(url)
    number = int(own[2]) if own else 1
    base = _without_page(url)
    for link in links:
        found = _PAGE.search(link)
        if found is not None and int(found[2]) == number + 1 and _without_page(link) == base:
            return link
    return None


def _without_page(url: str) -> str:
    """Return *url* as the first of its pages, in one form. Use it only to compare."""
    parts = urlsplit(_PAGE.sub(lambda found: "?" if found[1].startswith("?") else "", url))
    query = "&".join(sorted(filter(None, parts.query.split("&"))))
    return f"{parts.netloc}{parts.path.rstrip('/')}?{query}"


def _days(year: str, month: str | None, day: str | None) -> DayRange | None:
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if first.year < FIRST_YEAR:
        return None
    if day is not None:
        return DayRange(first=first, last=first)
    return DayRange(first=first, last=_end_of_month(first) if month is not None else date(first.year, 12, 31))


def _end_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
