"""Finds the lines that say what a picture shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.arabic.sentences import ends_with_stop
from pipelines.page.tree import TextLine

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:captions?|(?:img|image|photo|pic|picture|thumb|media)[_-]?(?:title|desc|description|credit|caption)"
    r"|wp-caption-text|credit|credits|figcaption|(?:media|img|image|photo)-?cap)(?:[\s_-]|$)|^cap$",
    re.IGNORECASE,
)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST, _LONGEST_BESIDE, _LEAST = 60, 25, 2
_NO_CAPTION = frozenset({"li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "body", "article", "main"})
_INLINE = ("span", "small", "em", "i", "cite")
_LEVELS, _LEVELS_OF_TABLE = 2, 4


def find_captions(tree: HtmlElement, found: Sequence[TextLine]) -> frozenset[str]:
    """Return the folded lines that are captions: named so, equal to a picture's own description, or alone beside one.

    A line alone beside a picture is none when it ends like a sentence: outlets put a picture into a paragraph, too.
    """
    said = {fold(text) for image in tree.iter("img") for text in _descriptions(image)}
    said |= {fold(each.text_content()) for each in tree.iter(*_INLINE) if _has_name(each)}
    pictured = _pictured(tree)
    return frozenset(
        folded
        for line in found
        if _LEAST <= len(line.text.split()) <= _LONGEST
        and ((folded := fold(line.text)) in said or _is_named(line.block) or _is_alone_beside_picture(line, pictured))
    )


def _descriptions(image: HtmlElement) -> Iterator[str]:
    return (text for name in ("alt", "title") if len((text := image.get(name) or "").split()) >= _LEAST)


def _is_named(block: HtmlElement) -> bool:
    near = [block, *(each for each, _ in zip(block.iterancestors(), range(_LEVELS), strict=False))]
    return any(map(_has_name, near))


def _has_name(element: HtmlElement) -> bool:
    name = element.get("class")
    return name is not None and _is_name(name)


@lru_cache(maxsize=8192)
def _is_name(name: str) -> bool:
    return _NAMED.search(_HUMP.sub("-", name)) is not None


def _pictured(tree: HtmlElement) -> set[HtmlElement]:
    """Return the elements in which a picture stands, a few levels up; emoji are no pictures."""
    images = (each for each in tree.iter("img") if "emoji" not in (each.get("class") or ""))
    return {up for image in images for up in islice(image.iterancestors(), _LEVELS_OF_TABLE)}


def _is_alone_beside_picture(line: TextLine, pictured: set[HtmlElement]) -> bool:
    if len(line.text.split()) > _LONGEST_BESIDE or ends_with_stop(line.text):
        return False
    block: HtmlElement | None = line.block
    for _ in range(_LEVELS_OF_TABLE if line.block.tag == "td" else _LEVELS):
        if block is None or block.tag in _NO_CAPTION:
            return False
        if block in pictured:
            return len(" ".join(block.text_content().split())) <= len(line.text)
        block = block.getparent()
    return False
