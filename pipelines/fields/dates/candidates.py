"""The date candidates of a page: declared dates, dates printed near the headline, its listing, its address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.arabic.sentences import ends_with_firm_stop_or_colon
from pipelines.fields.dates.context import DateCandidate, DateContext
from pipelines.fields.dates.field_words import date_words
from pipelines.page.head import PageHead
from pipelines.page.headline import Headline
from pipelines.page.landmarks import Landmark, LandmarkRole, PageLandmarks
from pipelines.page.tree import TextLine, spaced_text
from storage.records import DatePrecision, ListingEntry

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article.published",
    "publishdate", "publish_date", "publish-date", "pubdate", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "dc.date", "dc:date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_CHANGED = re.compile(
    r"(?:اخر|تاريخ)\s+(?:ال)?(?:تحديث|تعديل)|حدثت?\s+(?:في|ب)|تم التحديث|updated|modified|last update"
)
_LABEL = re.compile(r"(?=آخر تحديث|اخر تحديث|آخر تعديل|تاريخ التحديث)")
_PATH = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?:/|$)|/((?:19|20)\d\d)-(\d\d)-(\d\d)(?:/|-|$)")
_LONGEST_DATE = 110
_DATE_WORDS = 14
_LEVELS, _LINES_ABOVE = 4, 6
_SITE_HEAD = re.compile(r"\btop|masthead|\bheader|logo|toolbar|today", re.IGNORECASE)
_AGO = re.compile(r"\s*(?:منذ|قبل)\s")


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


class _Printed(NamedTuple):
    """The dates printed near the headline: of publication, and of the last change."""

    published: DateCandidate | None
    changed: DateCandidate | None


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
        printed = _Printed(next((each for each in chosen if each is not None), None), None)
    else:
        printed = _printed(landmarks, headline, date_context)
    outside = (_from_listing(listed, date_context), _from_path(url, date_context))
    return DateCandidates(
        machine=tuple(each for each in _machine(landmarks, head, headline, date_context) if each is not None),
        printed=printed.published,
        changed=printed.changed,
        outside=tuple(each for each in outside if each is not None),
    )


def _machine(
    landmarks: PageLandmarks, head: PageHead, headline: Headline, date_context: DateContext
) -> Iterator[DateCandidate | None]:
    if head.jsonld.published:
        yield date_context.read(head.jsonld.published, "json-ld")
    for name in _PUBLISHED:
        for text in head.metas.get(name, ()):
            yield date_context.read(text, "meta")
    for mark in _near(landmarks, headline):
        names = f"{mark.element.get('itemprop') or ''} {mark.element.get('property') or ''}".lower()
        if "modified" in names or "updated" in (mark.element.get("class") or ""):
            continue
        is_time = mark.element.tag == "time"
        declared = mark.element.get("datetime" if is_time else "content") if is_time or "date" in names else None
        if declared:
            yield date_context.read(declared, "time", mark.element)


def _printed(landmarks: PageLandmarks, headline: Headline, date_context: DateContext) -> _Printed:
    """Read the dates near the headline: elements named as dates first, then short lines above the first paragraph."""
    texts = [spaced_text(mark.element) for mark in _near(landmarks, headline)]
    if headline.element is not None:
        texts += [_spaced(line) for line in landmarks.head_lines(headline.place) if _is_short_date(line.text)]
    published = changed = None
    for text in texts:
        if not 0 < len(text) <= _LONGEST_DATE:
            continue
        for part in _date_parts(date_words(clean(text)), date_context):
            date = date_context.read(part, "printed")
            if date is None:
                continue
            if _CHANGED.match(fold(part)):
                changed = changed or date
            else:
                published = published or date
    return _Printed(published, changed)


def _spaced(line: TextLine) -> str:
    """Return the text of *line* with its inline parts apart, where its block has no other line."""
    text = spaced_text(line.block) if len(line.block) else line.text
    return text if text.replace(" ", "") == line.text.replace(" ", "") else line.text


def _date_parts(text: str, date_context: DateContext) -> list[str]:
    """Split a line that prints both dates, each with its label; a label before a time of day splits nothing."""
    parts = [part for each in _LABEL.split(text) if (part := each.strip(" |-–,،"))]
    return parts if all(date_context.read(each, "printed") is not None for each in parts) else [text]


def _near(landmarks: PageLandmarks, headline: Headline) -> Iterator[Landmark]:
    """Yield the date landmarks near the headline, those below it first; none where the headline is not printed."""
    if headline.element is None:
        return
    end = landmarks.text_place(headline.place)
    marks = list(landmarks.with_role(LandmarkRole.DATE))
    yield from (each for each in marks if headline.place <= each.place <= end)
    above = [each.place for each in landmarks.lines if each.place < headline.place][-_LINES_ABOVE:]
    near = {each for each, _ in zip(headline.element.iterancestors(), range(_LEVELS), strict=False)}
    near = {each for each in near if each.tag not in {"body", "html"}}
    for each in reversed(marks):
        if above and above[0] <= each.place < headline.place and _shares(each.element, near):
            yield each


def _shares(element: HtmlElement, near: set[HtmlElement]) -> bool:
    """Whether *element* is inside one of *near*, and not in the header of the site, which prints today's date."""
    for each in element.iterancestors():
        if each in near:
            return True
        if each.tag == "header" or _SITE_HEAD.search(f"{each.get('class') or ''} {each.get('id') or ''}"):
            return False
    return False


def _is_short_date(text: str) -> bool:
    """Whether a line without a telling name can be a date: few words, with a digit or `منذ`, and not a sentence."""
    few = len(text.split()) <= _DATE_WORDS
    is_dated = any(each.isdigit() for each in text) or _AGO.match(text) is not None
    return few and is_dated and not ends_with_firm_stop_or_colon(text)


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
