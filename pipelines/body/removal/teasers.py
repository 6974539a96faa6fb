"""Finds teasers: the boxes in which a page shows other articles, each a linked title with a little text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lxml.html import HtmlElement

from pipelines.body.removal.line_sums import line_sums
from pipelines.page.tree import TextLine, flat

_LEVELS = 6
_TEXT_WORDS, _TITLE_WORDS, _TITLE_LETTERS = 8, 3, 12
_MOST_TEXTS, _MOST_TITLES = 3, 3
_LEAST, _LEAST_FLAT = 2, 3
_MOSTLY = 0.7
_LINKED = 0.6
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#].*)?$", re.IGNORECASE)
"""A picture that links to its own file leads to no other page."""
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def find_teasers(found: Sequence[TextLine], kept: set[HtmlElement]) -> list[HtmlElement]:
    """Return the elements that are teasers: two or more similar ones, side by side, each with a title of another page.

    *found* are the lines of the page. *kept* are the elements that hold its headline; they are never teasers. The title
    is a link, or a heading beside a linked picture, and the teaser opens with it. Not a teaser: a paragraph that only
    holds a link, and a part of a live page whose title links to itself (`#part`).
    """
    texts: dict[HtmlElement, int] = defaultdict(int)
    titles: dict[HtmlElement, int] = defaultdict(int)
    opened: dict[HtmlElement, bool] = {}
    for line in found:
        is_title = _is_title(line)
        is_text = not is_title and line.words >= _TEXT_WORDS and line.block.tag not in _HEADINGS
        if is_title or is_text:
            opens = is_text and 0 < line.linked < len(line.text) and _opens_with_link(line.block)
            for each in _upwards(line.block):
                texts[each] += is_text
                titles[each] += is_title or opens
                opened.setdefault(each, is_title or opens)
    similar: dict[tuple[HtmlElement | None, str, str], list[HtmlElement]] = defaultdict(list)
    for each, count in texts.items():
        if 0 < count <= _MOST_TEXTS and 0 < titles[each] <= _MOST_TITLES and opened[each] and each not in kept:
            similar[_kind(each)].append(each)
    proven = [each for group in similar.values() for each in group if len(group) >= _LEAST and _links_elsewhere(each)]
    return [*proven, *_remaining(proven, texts, kept), *_flat_teasers(found, kept), *_echoes(found, kept)]


def _echoes(found: Sequence[TextLine], kept: set[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the boxes without links whose text repeats their heading and goes on, if several of them are alike."""
    alike: dict[tuple[HtmlElement | None, str, str], list[HtmlElement]] = defaultdict(list)
    for title, text in pairwise(found):
        box = title.block.getparent()
        is_echo = title.block.tag in _HEADINGS and title.words >= _TITLE_WORDS and text.text.startswith(title.text)
        if is_echo and box is not None and box not in kept and box in text.block.iterancestors():
            alike[_kind(box)].append(box)
    yield from (each for group in alike.values() if len(group) >= _LEAST for each in group)


def _flat_teasers(found: Sequence[TextLine], kept: set[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the parts of teasers without a common element: titles and texts alternate, as in `<dt>` and `<dd>`."""
    (counts,) = line_sums(found, [1] * len(found))
    rows: dict[HtmlElement, list[tuple[TextLine, HtmlElement]]] = defaultdict(list)
    for line in found:
        part = _widest(line.block, counts)
        parent = part.getparent()
        if parent is not None and (_is_linked_title(line) or line.words >= _TEXT_WORDS):
            rows[parent].append((line, part))
    for row in rows.values():
        texts = [index for index, (line, _) in enumerate(row) if not _is_linked_title(line)]
        titled = [index for index in texts if index and _is_linked_title(row[index - 1][0])]
        if len(titled) >= _LEAST_FLAT and len(titled) >= len(texts) * _MOSTLY:
            parts = dict.fromkeys(row[each + step][1] for each in titled for step in (-1, 0))
            yield from (each for each in parts if each not in kept)


def _widest(block: HtmlElement, counts: dict[HtmlElement, int]) -> HtmlElement:
    """Return the widest element that holds only the line of *block*."""
    widest = block
    for each in block.iterancestors():
        if counts[each] > 1 or each.tag in {"body", "html"}:
            break
        widest = each
    return widest


def _remaining(
    proven: Sequence[HtmlElement], texts: dict[HtmlElement, int], kept: set[HtmlElement]
) -> Iterator[HtmlElement]:
    """Yield the elements beside *proven* teasers that look the same, but have a title of one word: `MJ`."""
    known = set(proven)
    for kind in {_kind(each) for each in proven}:
        parent, _, _ = kind
        for each in parent if parent is not None else ():
            if each not in known and each not in kept and _kind(each) == kind and 0 < texts.get(each, 0) <= _MOST_TEXTS:
                yield from (each,) if _links_elsewhere(each) else ()


def _kind(element: HtmlElement) -> tuple[HtmlElement | None, str, str]:
    """Return what similar elements share: parent, tag and first class. Further classes are often generated."""
    return element.getparent(), str(element.tag), (element.get("class") or "").partition(" ")[0]


def _is_title(line: TextLine) -> bool:
    return _is_linked_title(line) or (
        line.words >= _TITLE_WORDS and line.block.tag in _HEADINGS and _is_beside_linked_picture(line.block)
    )


def _is_linked_title(line: TextLine) -> bool:
    return line.words >= _TITLE_WORDS and line.linked > len(line.text) * _LINKED


def _is_beside_linked_picture(heading: HtmlElement) -> bool:
    """Whether a linked picture is in *heading*, right before it, or alone right before what holds it."""
    before, parent = heading.getprevious(), heading.getparent()
    above = parent.getprevious() if parent is not None else None
    alone = above is not None and not above.text_content().strip()
    near = [heading, *([before] if before is not None else []), *([above] if above is not None and alone else [])]
    links = (link for each in near for link in each.iter("a") if not _PICTURE.search(link.get("href") or ""))
    return any(link.find(".//img") is not None for link in links)


def _upwards(block: HtmlElement) -> Iterator[HtmlElement]:
    yield block
    for level, each in enumerate(block.iterancestors(), start=2):
        if level > _LEVELS or each.tag in {"body", "html"}:
            return
        yield each


def _opens_with_link(block: HtmlElement) -> bool:
    """Whether the text of *block* begins with a link that is a title: `<a>title</a><span>text</span>`."""
    link = next(block.iter("a"), None)
    title = flat(link.text_content()) if link is not None else ""
    return len(title) >= _TITLE_LETTERS and flat(block.text_content()).startswith(title)


def _links_elsewhere(teaser: HtmlElement) -> bool:
    addresses = (each.get("href") or "#x" for each in teaser.iter("a"))
    return any((each[:1] != "#" or each == "#") and not _PICTURE.search(each) for each in addresses)
