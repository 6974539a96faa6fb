"""Says where each line is in the page's tree: its tag, what wraps it, what it is called, and its siblings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml.html import HtmlElement

from pipelines.page.tree import TextLine

_MOST_LEVELS = 14
_NAMED_LEVELS = 6
_WORD = re.compile(r"[a-z]{3,}")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePlace:
    """Where one line is.

    *chain* is its block and what holds it, the innermost first. *tags* are the chain's tags up to the body. *words* are
    the words of the nearest names (class, id, role). *group* is what alike lines share: the kind of block and parent.
    """

    chain: tuple[HtmlElement, ...]
    tags: frozenset[str]
    words: frozenset[str]
    group: tuple[str, ...]


def places(lines: Sequence[TextLine]) -> list[LinePlace]:
    """Return the place of each line; the tree must be whole, for what is taken out has lost what held it."""
    known: dict[HtmlElement, LinePlace] = {}
    named: dict[HtmlElement, tuple[frozenset[str], str]] = {}
    found: list[LinePlace] = []
    for line in lines:
        place = known.get(line.block)
        if place is None:
            place = known[line.block] = _place(line.block, named)
        found.append(place)
    return found


def common_chain(some: Sequence[LinePlace]) -> frozenset[HtmlElement]:
    """Return the elements that hold all of *some*; empty when there are none."""
    if not some:
        return frozenset()
    shared = set(some[0].chain)
    for each in some[1:]:
        shared.intersection_update(each.chain)
    return frozenset(shared)


def _place(block: HtmlElement, named: dict[HtmlElement, tuple[frozenset[str], str]]) -> LinePlace:
    """Return the place of *block*; *named* remembers the words in the names of an element, and its kind."""
    chain = (block, *block.iterancestors())
    for each in chain[:_NAMED_LEVELS]:
        if each not in named:
            named[each] = _words(_names(each)), _kind(each)
    return LinePlace(
        chain=chain,
        tags=frozenset([str(each.tag) for each in chain[:_MOST_LEVELS]]),
        words=frozenset().union(*[named[each][0] for each in chain[:_NAMED_LEVELS]]),
        group=tuple([named[each][1] for each in chain[:3]]),
    )


def _names(element: HtmlElement) -> str:
    if element.tag in {"body", "html"}:
        return ""
    get = element.get
    return " ".join(filter(None, (get("class"), get("id"), get("role"))))[:_LONGEST_NAME]


@lru_cache(maxsize=8192)
def _words(names: str) -> frozenset[str]:
    return frozenset(_WORD.findall(_HUMP.sub(" ", names).lower()))


def _kind(element: HtmlElement) -> str:
    return f"{element.tag}.{(element.get('class') or '').partition(' ')[0]}"
