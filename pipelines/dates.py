"""When a page was published and last changed: the candidates in order, and what contradicts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.clock import Clockwork, Stamp
from pipelines.head import Head
from pipelines.headline import Headline
from pipelines.survey import Mark, Role, Survey
from pipelines.tree import text_of
from storage.records import Listed

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article.published",
    "publishdate", "publish_date", "publish-date", "pubdate", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "dc.date", "dc:date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
             "article.updated")  # fmt: skip
_CHANGED = re.compile(
    r"(?:اخر|تاريخ)\s+(?:ال)?(?:تحديث|تعديل)|حدثت?\s+(?:في|ب)|تم التحديث|updated|modified|last update"
)
_LABEL = re.compile(r"(?=آخر تحديث|اخر تحديث|آخر تعديل|تاريخ التحديث)")
_PATH = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?:/|$)|/((?:19|20)\d\d)-(\d\d)-(\d\d)(?:/|-|$)")
_LONGEST_STAMP = 110
_STAMP_WORDS = 14
_LEVELS, _LINES_ABOVE = 4, 6
_SITE_HEAD = re.compile(r"\btop|masthead|\bheader|logo|toolbar|today", re.IGNORECASE)
_SAME = timedelta(minutes=1)
_SAME_DAY = timedelta(hours=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What a page says of its dates; every field is null where it says nothing that can be believed.

    *published_on*: the outlet's own day, where the moment cannot be known because nobody said the zone.
    """

    published_at: datetime | None = None
    published_on: date | None = None
    published_text: str | None = None
    published_from: str | None = None
    modified_at: datetime | None = None


class _Printed(NamedTuple):
    """The stamps printed by the headline: of publication, and of the last change."""

    published: Stamp | None
    changed: Stamp | None


def find_dates(
    tree: HtmlElement,
    survey: Survey,
    head: Head,
    headline: Headline,
    clock: Clockwork,
    *,
    listed: Listed | None,
    url: str,
    selector: str | None,
) -> Dates:
    """Choose among the page's dates, in order: JSON-LD, metas, `<time>`, the printed stamp, the listing, the URL.

    A day, or a time of day without an offset, is no instant at an outlet whose zone is unknown: its words and its day
    are kept, `published_at` is null.
    """
    if selector is not None:
        chosen = (clock.read(text_of(each), "printed") for each in tree.cssselect(selector))
        printed = _Printed(next((each for each in chosen if each is not None), None), None)
    else:
        printed = _printed(survey, headline, clock)
    stamps = [each for each in _machine(survey, head, headline, clock) if each is not None]
    outside = [each for each in (_from_listing(listed, clock), _from_path(url, clock)) if each is not None]
    chosen_stamp = _choose(stamps, printed.published, outside, clock)
    modified = _modified(head, clock) or printed.changed
    modified_at = modified.at if modified is not None and modified.is_instant else None
    words = printed.published.text if printed.published is not None else None
    if chosen_stamp is None:
        dated = next((each for each in (*stamps, printed.published, *outside) if each and each.day), None)
        return Dates(
            published_on=dated.day if dated else None,
            published_text=words or (dated.text if dated else None),
            published_from=dated.rule if dated else None,
            modified_at=modified_at,
        )
    if modified_at is not None and modified_at - chosen_stamp.at < _SAME:
        modified_at = None
    return Dates(
        published_at=chosen_stamp.at,
        published_text=words or chosen_stamp.text,
        published_from=chosen_stamp.rule,
        modified_at=modified_at,
    )


def _choose(stamps: list[Stamp], printed: Stamp | None, outside: list[Stamp], clock: Clockwork) -> Stamp | None:
    ordered = [each for each in (*stamps, printed, *outside) if each is not None and each.is_instant]
    if not ordered:
        return None
    first = ordered[0]
    if printed is None or first is printed or not printed.is_instant:
        return _timed(first, ordered)
    if not first.timed and printed.timed and _local_day(first, clock) == _local_day(printed, clock):
        return printed
    shift = first.at.astimezone(clock.zone).utcoffset() if clock.zone is not None else None
    if first.timed and printed.timed and shift and printed.at == first.at.replace(second=0, microsecond=0) - shift:
        return printed if _claims_utc(first.text) else first  # local time that calls itself UTC
    return first


def _timed(first: Stamp, ordered: list[Stamp]) -> Stamp:
    """Let a day alone give way to a time of that day from the listing: the same word, said more exactly."""
    if first.timed:
        return first
    same = (each for each in ordered if each.timed and each.rule == "listing" and abs(each.at - first.at) < _SAME_DAY)
    return next(same, first)


def _machine(survey: Survey, head: Head, headline: Headline, clock: Clockwork) -> Iterator[Stamp | None]:
    if head.jsonld.published:
        yield clock.read(head.jsonld.published, "json-ld")
    for name in _PUBLISHED:
        for text in head.metas.get(name, ()):
            yield clock.read(text, "meta")
    for mark in _near(survey, headline):
        said = f"{mark.element.get('itemprop') or ''} {mark.element.get('property') or ''}".lower()
        if "modified" in said or "updated" in (mark.element.get("class") or ""):
            continue
        is_time = mark.element.tag == "time"
        stated = mark.element.get("datetime" if is_time else "content") if is_time or "date" in said else None
        if stated:
            yield clock.read(stated, "time")


def _modified(head: Head, clock: Clockwork) -> Stamp | None:
    said = [head.jsonld.modified, *(text for name in _MODIFIED for text in head.metas.get(name, ()))]
    return next((found for text in said if text and (found := clock.read(text, "meta")) is not None), None)


def _printed(survey: Survey, headline: Headline, clock: Clockwork) -> _Printed:
    """Read the stamps by the headline: elements named as dates first, then short lines above the first paragraph."""
    texts = [text_of(mark.element) for mark in _near(survey, headline)]
    if headline.element is not None:
        texts += [line.text for line in survey.head_lines(headline.place) if _is_short_stamp(line.text)]
    published = changed = None
    for text in texts:
        if not 0 < len(text) <= _LONGEST_STAMP:
            continue
        for part in _stamp_parts(clean(text), clock):
            stamp = clock.read(part, "printed")
            if stamp is None:
                continue
            if _CHANGED.match(fold(part)):
                changed = changed or stamp
            else:
                published = published or stamp
    return _Printed(published, changed)


def _stamp_parts(text: str, clock: Clockwork) -> list[str]:
    """Part a line that prints both dates, each with its label; a label before a mere time of day parts nothing."""
    parts = [part for each in _LABEL.split(text) if (part := each.strip(" |-–,،"))]
    return parts if all(clock.read(each, "printed") is not None for each in parts) else [text]


def _near(survey: Survey, headline: Headline) -> Iterator[Mark]:
    """Yield the marks of dates that stand by the headline, those below it first; without one, none is by it."""
    if headline.element is None:
        return
    end = survey.text_place(headline.place)
    marks = list(survey.marked(Role.DATE))
    yield from (each for each in marks if headline.place <= each.place <= end)
    above = [each.place for each in survey.lines if each.place < headline.place][-_LINES_ABOVE:]
    near = {each for each, _ in zip(headline.element.iterancestors(), range(_LEVELS), strict=False)}
    near = {each for each in near if each.tag not in {"body", "html"}}
    for each in reversed(marks):
        if above and above[0] <= each.place < headline.place and _shares(each.element, near):
            yield each


def _shares(element: HtmlElement, near: set[HtmlElement]) -> bool:
    """Whether *element* stands in one of *near*, and not in the site's own head: that prints the day of the visit."""
    for each in element.iterancestors():
        if each in near:
            return True
        if each.tag == "header" or _SITE_HEAD.search(f"{each.get('class') or ''} {each.get('id') or ''}"):
            return False
    return False


def _is_short_stamp(text: str) -> bool:
    """Whether a line without a name of its own may be a stamp: a digit and few words, no sentence, no heading."""
    few = len(text.split()) <= _STAMP_WORDS
    return few and any(each.isdigit() for each in text) and not text.rstrip().endswith((".", "؟", "!", ":"))


def _from_listing(listed: Listed | None, clock: Clockwork) -> Stamp | None:
    if listed is None or listed.published_at is None or not clock.is_believable(listed.published_at):
        return None
    at = listed.published_at.astimezone(UTC)
    return Stamp(at=at, rule="listing", text=at.isoformat(), timed=True, is_instant=True, day=at.date())


def _from_path(url: str, clock: Clockwork) -> Stamp | None:
    found = _PATH.search(unquote(urlsplit(url).path))
    return clock.read("-".join(each.zfill(2) for each in found.groups() if each), "url") if found else None


def _local_day(stamp: Stamp, clock: Clockwork) -> date:
    return stamp.at.astimezone(clock.zone or UTC).date()


def _claims_utc(text: str) -> bool:
    return text.rstrip().lower().endswith(("z", "+00:00", "+0000"))
