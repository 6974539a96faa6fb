"""Finds signatures below a text: short lines that are aligned against its direction, with a name or an office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pipelines.arabic import fold
from pipelines.arabic.names.bylines import is_person, labelled_byline
from pipelines.arabic.names.given_names import is_surely_person
from pipelines.arabic.sentences import ends_with_stop
from pipelines.body.removal.line_tree import LineTree
from pipelines.page.tree import TextLine

_LEFT = re.compile(
    r"text-align\s*+:\s*+(?:left|end)|(?:^|[\s_-])(?:text-(?:left|end)|align-?left|signature)(?:[\s_-]|$)"
)
_OFFICE = re.compile(
    r"(?:عن )?(?:ال)?(?:امين|كاتب|رييس|رييسه|نايب|مدير|مديره|منسق|منسقه|ناطق|نقيب|مسوول|قايد|عميد|امانه|مكتب|هييه|لجنه"
    r"|اداره|دايره|مجلس|مديريه|وزاره|حزب|نقابه|اتحاد|جمعيه|رابطه|قسم)(?: \w+){0,6}"
)
_PARAGRAPH, _MOST_WORDS, _MOST_LINES = 12, 7, 3


def signatures(tree: LineTree, kept: set[HtmlElement]) -> Iterator[HtmlElement]:
    """Yield the blocks of a signature, which end the element that holds the text.

    Each is a short line that is aligned to the left, and one is a name or an office. *kept* are the elements around the
    headline.
    """
    texts = {each.block.getparent(): each for each in tree.found if _is_paragraph(each)}
    for holder, last in texts.items():
        own = [each for each in tree.held.get(holder, ()) if each.place > last.place][: _MOST_LINES + 1]
        if not 0 < len(own) <= _MOST_LINES or any(each.block in kept or each.block is holder for each in own):
            continue
        if all(map(_is_aside, own)) and any(map(_says_who, own)):
            yield from (each.block for each in own)


def _is_paragraph(line: TextLine) -> bool:
    is_long = line.words >= _PARAGRAPH and not line.linked
    return is_long and ends_with_stop(line.text) and not _is_aside(line)


def _is_aside(line: TextLine) -> bool:
    block = line.block
    names = f"{block.get('class') or ''} {(block.get('style') or '').lower()}"
    is_left = (block.get("align") or "").lower() == "left" or _LEFT.search(names) is not None
    return is_left and line.words <= _MOST_WORDS and not ends_with_stop(line.text) and not line.linked


def _says_who(line: TextLine) -> bool:
    text = line.text.strip(" -–—*()")
    is_name = is_person(text) and is_surely_person(text)
    return is_name or labelled_byline(text) is not None or _OFFICE.fullmatch(fold(text)) is not None
