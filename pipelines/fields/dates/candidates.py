"""The date candidates of a page: declared dates, dates printed near the headline, its listing, its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.fields.dates.context import DateCandidate, DateContext
from pipelines.fields.dates.field_words import date_words
from pipelines.fields.dates.machine import machine_dates
from pipelines.fields.dates.printed import PrintedDates, printed_dates
from pipelines.page.head import PageHead
from pipelines.page.headline import Headline
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.tree import spaced_text
from storage.records import DatePrecision, ListingEntry

_PATH = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?:/|$)|/((?:19|20)\d\d)-(\d\d)-(\d\d)(?:/|-|$)")

_CREATED = ("dc.date.created", "dcterms.date.created", "dc.created", "creation_date")
"""When the page was begun in its system: the time of a day that is known otherwise, or a last resort."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCandidates:
    """The candidates: declared for machines, *printed* near the headline, from *outside* the page.

    *changed* is the date that is printed as the last change.
    """

    machine: tuple[DateCandidate, ...]
    printed: DateCandidate | None
    changed: DateCandidate | None
    outside: tuple[DateCandidate, ...]

    @property
    def ordered(self) -> tuple[DateCandidate, ...]:
        """The candidates for the publication in the order of belief."""
        return (*self.machine, *((self.printed,) if self.printed else ()), *self.outside)

    @property
    def is_dated(self) -> bool:
        """Whether the page itself has a date for its article."""
        return bool(self.machine or self.printed)


def find_date_candidates(
    tree: HtmlElement,
    landmarks: PageLandmarks,
    head: PageHead,
    headline: Headline,
    date_context: DateContext,
    *,
    listed: ListingEntry | None,
    url: str,
    selector: str | None,
) -> DateCandidates:
    """Return every date of the article in the page, its listing and its address."""
    if selector is not None:
        chosen = (
            date_context.read(date_words(spaced_text(each)), "printed", each) for each in tree.cssselect(selector)
        )
        printed = PrintedDates(next((each for each in chosen if each is not None), None), None)
    else:
        printed = printed_dates(landmarks, headline, date_context)
    created = (date_context.read(text, "meta") for name in _CREATED for text in head.metas.get(name, ()))
    outside = (_from_listing(listed, date_context), _from_path(url, date_context), *created)
    return DateCandidates(
        machine=tuple(
            each for each in machine_dates(tree, landmarks, head, headline, date_context) if each is not None
        ),
        printed=printed.published,
        changed=printed.changed,
        outside=tuple(each for each in outside if each is not None),
    )


def _from_listing(listed: ListingEntry | None, date_context: DateContext) -> DateCandidate | None:
    if listed is None or listed.published_at is None:
        return None
    if listed.published_day is not None:
        return date_context.of_day(listed.published_day, "listing", listed.published_day.isoformat())
    at = listed.published_at.astimezone(UTC)
    precision = DatePrecision.SECOND if at.second else DatePrecision.MINUTE
    return date_context.of_time(at, "listing", at.isoformat(), precision)


def _from_path(url: str, date_context: DateContext) -> DateCandidate | None:
    found = _PATH.search(unquote(urlsplit(url).path))
    return date_context.read("-".join(each.zfill(2) for each in found.groups() if each), "url") if found else None
