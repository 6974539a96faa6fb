"""Finds teasers: the cards in which a page shows other articles, each a linked title beside a little text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from pipelines.tree import Line, flat

_LEVELS = 6
_TEXT_WORDS, _TITLE_WORDS, _TITLE_LETTERS = 8, 3, 12
_MOST_TEXTS, _MOST_TITLES = 3, 3
_LEAST = 2
_LINKED = 0.6
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})


def find_cards(found: Sequence[Line], kept: set[HtmlElement]) -> list[HtmlElement]:
    """Return the elements that are cards: two or more alike, side by side, each with a title that leads away.

    *found* are the page's lines, *kept* the elements that hold its headline: those are no cards. The title is a link,
    or a heading beside a linked picture. A paragraph that merely holds a link is none, nor is a part of a live page
    whose title leads to itself (`#part`).
    """
    texts: dict[HtmlElement, int] = defaultdict(int)
    titles: dict[HtmlElement, int] = defaultdict(int)
    for line in found:
        is_title = _is_title(line)
        is_text = not is_title and len(line.text.split()) >= _TEXT_WORDS and line.block.tag not in _HEADINGS
        if is_title or is_text:
            opens = is_text and 0 < line.linked < len(line.text) and _opens_with_link(line.block)
            for each in _upwards(line.block):
                texts[each] += is_text
                titles[each] += is_title or opens
    alike: dict[tuple[HtmlElement | None, str, str], list[HtmlElement]] = defaultdict(list)
    for each, count in texts.items():
        if 0 < count <= _MOST_TEXTS and 0 < titles[each] <= _MOST_TITLES and each not in kept:
            alike[_kind(each)].append(each)
    proven = [each for some in alike.values() for each in some if len(some) >= _LEAST and _leads_away(each)]
    return [*proven, *_others(proven, texts, kept)]


def _others(
    proven: Sequence[HtmlElement], texts: dict[HtmlElement, int], kept: set[HtmlElement]
) -> Iterator[HtmlElement]:
    """Yield what stands among cards and looks like them, though its title is a word: `MJ`."""
    known = set(proven)
    for kind in {_kind(each) for each in proven}:
        parent, _, _ = kind
        for each in parent if parent is not None else ():
            if each not in known and each not in kept and _kind(each) == kind and 0 < texts.get(each, 0) <= _MOST_TEXTS:
                yield from (each,) if _leads_away(each) else ()


def _kind(element: HtmlElement) -> tuple[HtmlElement | None, str, str]:
    """Return what makes elements alike: parent, tag and first class; further classes are often made by machines."""
    return element.getparent(), str(element.tag), (element.get("class") or "").partition(" ")[0]


def _is_title(line: Line) -> bool:
    if len(line.text.split()) < _TITLE_WORDS:
        return False
    return line.linked > len(line.text) * _LINKED or (line.block.tag in _HEADINGS and _is_beside_linked_picture(line))


def _is_beside_linked_picture(line: Line) -> bool:
    beside = (line.block, *line.block.itersiblings(preceding=True))
    parent = line.block.getparent()
    near = [*beside, *(parent.itersiblings(preceding=True) if parent is not None else ())]
    return any(link.find(".//img") is not None for each in near for link in each.iter("a"))


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


def _leads_away(card: HtmlElement) -> bool:
    return any((each.get("href") or "#x")[:1] != "#" or each.get("href") == "#" for each in card.iter("a"))
