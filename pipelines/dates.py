"""When a page was published and last changed: the candidates in order, and what contradicts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from pipelines.arabic import fold, parse_date
from pipelines.head import Head
from pipelines.tree import text_of
from storage.records import Listed

_FIRST_YEAR = 1990
_AHEAD = timedelta(days=1)
_PUBLISHED = ("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article.published",
              "publishdate", "publish_date", "publish-date", "pubdate", "dc.date.issued", "dcterms.created", "dcterms.issued",
              "dc.date", "parsely-pub-date", "sailthru.date", "date", "cxenseparse:recs:publishtime")  # fmt: skip
_MODIFIED = ("article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
             "last-modified", "article.updated")  # fmt: skip
_STAMP = re.compile(
    r"(?:^|[\s_-])(?:date|time|datetime|publish(?:ed|-date|date)?|pubdate|posted(?:-on)?|stamp|timestamp|created|meta|submitted|"
    r"news-?date|article-?date|post-?date|entry-?date|tie-date|td-post-date|info|dateline|byline)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_AROUND = re.compile(r"related|sidebar|widget|latest|recent|popular|most|comment|footer|menu|nav|ticker|breaking|copyright", re.IGNORECASE)
_CHANGED = re.compile(r"(?:اخر|تاريخ)\s+(?:ال)?(?:تحديث|تعديل)|حدث(?:ت)?\s+(?:في|ب)|تم التحديث|updated|modified")
_PATH = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?:/|$)|/((?:19|20)\d\d)-(\d\d)-(\d\d)(?:/|-|$)")
_LONGEST_STAMP = 110
_AFTER, _BEFORE = 45, 25
_DAY_ONLY = re.compile(r"\d{4}-\d\d-\d\d")


class Stamp(NamedTuple):
    """A candidate: the time in UTC, the rule that gave it, the words as printed, whether a time of day was said."""

    at: datetime
    rule: str
    text: str
    timed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What a page says of its dates; every field is null where it says nothing that can be believed."""

    published_at: datetime | None = None
    published_text: str | None = None
    published_from: str | None = None
    modified_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clockwork:
    """What completes a printed date: the outlet's zone, and when the page was fetched (aware)."""

    zone: ZoneInfo
    fetched_at: datetime

    def read(self, text: str, rule: str) -> Stamp | None:
        """Return what *text* says, in UTC, or null; a day alone is its beginning in the outlet's zone."""
        if _is_bare_year(text):
            return None
        found = parse_date(text, now=self.fetched_at, zone=self.zone)
        if found is None:
            return None
        timed = isinstance(found, datetime)
        at = found if isinstance(found, datetime) else datetime.combine(found, time(), tzinfo=self.zone)
        believed = at.year >= _FIRST_YEAR and at <= self.fetched_at + _AHEAD
        return Stamp(at.astimezone(UTC), rule, text, timed) if believed else None


def find_dates(
    tree: HtmlElement,
    head: Head,
    headline: HtmlElement | None,
    clock: Clockwork,
    *,
    listed: Listed | None,
    url: str,
    selector: str | None,
) -> Dates:
    """Choose among the page's dates, in order: JSON-LD, metas, `<time>`, the printed stamp, the listing, the URL."""
    printed, changed = _printed(tree, headline, clock, selector)
    stamps = [each for each in _machine(tree, head, headline, clock) if each is not None]
    outside = [each for each in (_from_listing(listed, clock), _from_path(url, clock)) if each is not None]
    chosen = _choose(stamps, printed, outside, clock)
    modified = _modified(head, clock) or changed
    if chosen is None:
        return Dates(modified_at=modified.at if modified else None)
    if modified is not None and modified.at - chosen.at < timedelta(minutes=1):
        modified = None
    return Dates(
        published_at=chosen.at,
        published_text=printed.text if printed is not None else chosen.text,
        published_from=chosen.rule,
        modified_at=modified.at if modified else None,
    )


def _choose(stamps: list[Stamp], printed: Stamp | None, outside: list[Stamp], clock: Clockwork) -> Stamp | None:
    ordered = [*stamps, *([printed] if printed else []), *outside]
    if not ordered:
        return None
    first = ordered[0]
    if first is printed or printed is None:
        return _timed(first, ordered)
    if not first.timed and printed.timed and _local_day(first, clock) == _local_day(printed, clock):
        return printed
    shift = datetime.now(clock.zone).utcoffset() if first.at is None else first.at.astimezone(clock.zone).utcoffset()
    if first.timed and printed.timed and shift and printed.at == first.at - shift and _claims_utc(first.text):
        return printed  # the machine's stamp is local time that calls itself UTC
    return first


def _timed(first: Stamp, ordered: list[Stamp]) -> Stamp:
    """A day alone gives way to a time of the same day from the listing: the same word, said more exactly."""
    if first.timed:
        return first
    same = (each for each in ordered if each.timed and each.rule == "listing" and abs(each.at - first.at) < timedelta(hours=30))
    return next(same, first)


def _machine(tree: HtmlElement, head: Head, headline: HtmlElement | None, clock: Clockwork) -> Iterator[Stamp | None]:
    if head.jsonld.published:
        yield clock.read(head.jsonld.published, "json-ld")
    for name in _PUBLISHED:
        for text in head.metas.get(name, ()):
            yield clock.read(text, "meta")
    for each in _near(tree, headline, "time"):
        text = each.get("datetime")
        if text and not _says_changed(each):
            yield clock.read(text, "time")


def _modified(head: Head, clock: Clockwork) -> Stamp | None:
    said = [head.jsonld.modified, *(text for name in _MODIFIED for text in head.metas.get(name, ()))]
    return next((found for text in said if text and (found := clock.read(text, "meta")) is not None), None)


def _printed(
    tree: HtmlElement, headline: HtmlElement | None, clock: Clockwork, selector: str | None
) -> tuple[Stamp | None, Stamp | None]:
    """Return the stamps printed by the headline: of publication, and of the last change."""
    published = changed = None
    if selector is not None:
        chosen = next((stamp for each in tree.cssselect(selector) if (stamp := clock.read(text_of(each), "printed"))), None)
        if chosen is not None:
            published = chosen
    for each in _near(tree, headline, None):
        text = text_of(each)
        if not text or len(text) > _LONGEST_STAMP or (published is not None and changed is not None):
            continue
        named = _STAMP.search(f"{each.get('class') or ''} {each.get('id') or ''} {each.get('itemprop') or ''}") is not None
        if not (named or each.tag == "time" or _is_short_stamp(text)):
            continue
        for part in _stamp_parts(text):
            stamp = clock.read(part, "printed")
            if stamp is None:
                continue
            if _CHANGED.search(fold(part)):
                changed = changed or stamp
            else:
                published = published or stamp
    return published, changed


def _stamp_parts(text: str) -> list[str]:
    """Part a line that prints both dates: each keeps its label."""
    parts = re.split(r"(?=آخر تحديث|اخر تحديث|آخر تعديل|تاريخ التحديث)", text)
    return [each.strip(" |-–,،") for each in parts if each.strip(" |-–,،")]


def _near(tree: HtmlElement, headline: HtmlElement | None, tag: str | None) -> Iterator[HtmlElement]:
    """Yield the elements that stand by the headline, those after it first; without one, none is by it."""
    if headline is None:
        return
    elements = [each for each in tree.iter() if isinstance(each.tag, str)]
    place = next((index for index, each in enumerate(elements) if each is headline), None)
    if place is None:
        return
    inside = sum(1 for _ in headline.iter()) - 1
    after = elements[place + 1 + inside : place + 1 + inside + _AFTER]
    for each in (*elements[place + 1 : place + 1 + inside], *after, *reversed(elements[max(0, place - _BEFORE) : place])):
        if (tag is None or each.tag == tag) and each.tag not in {"script", "style"} and not _is_around(each):
            yield each


def _is_around(element: HtmlElement) -> bool:
    chain = [element, *element.iterancestors()][:5]
    return any(
        each.tag in {"aside", "footer", "nav", "li"} and each.tag != "li"
        or _AROUND.search(f"{each.get('class') or ''} {each.get('id') or ''}") is not None
        for each in chain
        if each.tag not in {"body", "html"}
    )


def _is_short_stamp(text: str) -> bool:
    """Whether a line without a name of its own is a stamp: a digit and few words, no sentence."""
    return any(each.isdigit() for each in text) and len(text.split()) <= 14 and not text.endswith((".", "؟", "!"))  # noqa: PLR2004


def _says_changed(element: HtmlElement) -> bool:
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    return "updated" in names or "modif" in names


def _from_listing(listed: Listed | None, clock: Clockwork) -> Stamp | None:
    if listed is None or listed.published_at is None or listed.published_at > clock.fetched_at + _AHEAD:
        return None
    return Stamp(listed.published_at, "listing", listed.published_at.isoformat(), timed=True)


def _from_path(url: str, clock: Clockwork) -> Stamp | None:
    found = _PATH.search(unquote(urlsplit(url).path))
    if found is None:
        return None
    return clock.read("-".join(each.zfill(2) for each in found.groups() if each), "url")


def _local_day(stamp: Stamp, clock: Clockwork) -> date:
    return stamp.at.astimezone(clock.zone).date()


def _claims_utc(text: str) -> bool:
    return text.rstrip().lower().endswith(("z", "+00:00", "+0000"))


def _is_bare_year(text: str) -> bool:
    return len(text.strip()) <= 4  # noqa: PLR2004  # a year alone is no date
