"""The dates that a page declares for machines: JSON-LD, metas, `<time>`, microdata and microformats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.fields.dates.context import DateCandidate, DateContext
from pipelines.fields.dates.near import elements_near, entry_of, marks_below, marks_near
from pipelines.fields.dates.printed import CHANGED
from pipelines.page.head import PageHead
from pipelines.page.headline import Headline
from pipelines.page.landmarks import PageLandmarks
from pipelines.page.tree import spaced_text

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article.published",
    "publishdate", "publish_date", "publish-date", "pubdate", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "dc.date", "dc:date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
)  # fmt: skip
_ATTRIBUTES = (
    "datetime",
    "data-date",
    "data-datetime",
    "data-time",
    "data-timestamp",
    "data-published",
    "data-seconds",
    "data-unixtime",
    "data-unix",
    "data-epoch",
    "iso",
)
_OF_CHANGE = re.compile(r"modified|updated|(?:^|[\s_-])(?:last-?update|changed)", re.IGNORECASE)
_OF_PUBLICATION = re.compile(
    r"(?:^|[\s_-])(?:dt-)?(?:published|pubdate)|entry-date|post-date|datepublished", re.IGNORECASE
)
_DATE_NAMES = re.compile("date|created|issued|published")
_TIMED = re.compile(r"\d:\d|^\d{10}(?:\d{3})?$")
_LONGEST = 40


def machine_dates(
    tree: HtmlElement, landmarks: PageLandmarks, head: PageHead, headline: Headline, date_context: DateContext
) -> Iterator[DateCandidate | None]:
    """Yield what JSON-LD, the metas and the elements of the article declare, in the order of belief.

    An element that is named as the time of the last change speaks last, and only if no label says that it is that.
    """
    if head.jsonld.published:
        yield date_context.read(head.jsonld.published, "json-ld")
    for name in _PUBLISHED:
        for text in head.metas.get(name, ()):
            yield date_context.read(text, "meta")
    near = [each.element for each in marks_near(landmarks, headline)]
    near += [each for each in elements_near(tree, landmarks, headline) if each not in near]
    changed: list[tuple[str, HtmlElement]] = []
    for element in near:
        declared = _declared(element)
        if declared is None:
            continue
        if _is_of_change(element):
            changed.append((declared, element))
        else:
            yield date_context.read(declared, "time", element)
    yield from (date_context.read(declared, "time", each) for declared, each in _of_entry(headline))
    yield from (date_context.read(text, "time", each) for text, each in changed if not _is_labelled_change(each))
    if not near or all(_declared(each) is None for each in near):
        below = [(_declared(each.element), each.element) for each in marks_below(landmarks, headline)]
        yield from (date_context.read(text, "time", each) for text, each in below if text and not _is_of_change(each))
    if head.jsonld.uploaded:
        yield date_context.read(head.jsonld.uploaded, "json-ld")


def _declared(element: HtmlElement) -> str | None:
    """Return the date that *element* declares in an attribute, if it is an element for that."""
    names = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower()
    found = element.get("content") if element.tag == "time" or _DATE_NAMES.search(names) else None
    if not found:
        values = [value for name in _ATTRIBUTES if (value := element.get(name))]
        found = next((each for each in values if _TIMED.search(each)), next(iter(values), None))  # else a day alone
    if not found and element.tag in {"abbr", "time"}:
        found = element.get("title")
    return found if found and len(found) <= _LONGEST else None


def _is_of_change(element: HtmlElement) -> bool:
    """Whether *element* is named as the time of the last change. WordPress calls one time that is both `updated`."""
    names = " ".join(filter(None, (element.get(name) for name in ("class", "itemprop", "property"))))
    return _OF_CHANGE.search(names) is not None and _OF_PUBLICATION.search(names) is None


def _is_labelled_change(element: HtmlElement) -> bool:
    """Whether the page says that the time of *element* is that of the last change."""
    itemprop = f"{element.get('itemprop') or ''} {element.get('property') or ''}".lower()
    around = element.getparent()
    texts = [spaced_text(each) for each in (element, around) if each is not None]
    return "modified" in itemprop or any(CHANGED.match(fold(each)) for each in texts)


def _of_entry(headline: Headline) -> list[tuple[str, HtmlElement]]:
    """Return the only publication that the entry of the headline marks up, wherever in it; empty for several."""
    entry = entry_of(headline)
    found: dict[str, HtmlElement] = {}
    for each in entry.iter("abbr", "time", "span", "meta") if entry is not None else ():
        names = f"{each.get('class') or ''} {each.get('itemprop') or ''}"
        declared = _declared(each) if _OF_PUBLICATION.search(names) and not _is_of_change(each) else None
        if declared:
            found.setdefault(declared, each)
    return list(found.items()) if len(found) == 1 else []
