"""The parts of a live page, each with its time: by JSON-LD, or by the times that are printed in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from lxml.html import HtmlElement

from pipelines.fields.dates.context import DateCandidate, DateContext
from pipelines.page.head import PageHead
from pipelines.page.tree import blocks, text_of
from storage.records import LivePart

_LIVE_CLASSES = ("live-blog", "liveblog", "live-updates", "live-feed")
_LEAST = 2
_LONGEST_TIME = 60


def find_parts(tree: HtmlElement, head: PageHead, date_context: DateContext) -> tuple[LivePart, ...]:
    """Return the parts of a live page that have a time, in their printed order.

    *at* is `None` where only a time of day is printed: the day of a part is not guessed.
    """
    claimed = tuple(
        LivePart(
            at=_moment(date_context.read(each.published, "json-ld")), printed=each.published, text="\n".join(each.lines)
        )
        for each in head.jsonld.updates
    )
    return claimed or _printed(tree, date_context)


def _printed(tree: HtmlElement, date_context: DateContext) -> tuple[LivePart, ...]:
    for name in _LIVE_CLASSES:
        for root in tree.find_class(name):
            parts = tuple(_parts(root, date_context))
            if len(parts) >= _LEAST:
                return parts
    return ()


def _parts(root: HtmlElement, date_context: DateContext) -> Iterator[LivePart]:
    times = list(root.iter("time"))
    for time in times:
        printed = text_of(time)
        block = _own_block(time, root)
        if block is None or not 0 < len(printed) <= _LONGEST_TIME:
            continue
        text = "\n".join(each for each in blocks(block) if each != printed)
        date = date_context.read(time.get("datetime") or printed, "time")
        if text:
            yield LivePart(at=_moment(date), printed=printed, text=text)


def _moment(date: DateCandidate | None) -> datetime | None:
    """Return the time of a part; `None` where it is not known, or lies after the fetch."""
    return date.at if date is not None and date.is_instant and not date.is_ahead else None


def _own_block(time: HtmlElement, root: HtmlElement) -> HtmlElement | None:
    """Return the widest element around *time* that contains no other time."""
    widest: HtmlElement | None = None
    for each in time.iterancestors():
        if each is root or sum(1 for _ in each.iter("time")) > 1:
            break
        widest = each
    return widest
