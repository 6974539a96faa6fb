"""Finds names in the row of facts below a headline: behind the icon of a person, or in a part between marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml.html import HtmlElement

from pipelines.arabic import clean, fold
from pipelines.arabic.names.bylines import labelled_byline, parse_byline
from pipelines.arabic.names.given_names import given_names
from pipelines.arabic.names.titles import without_titles
from pipelines.fields.people.names import is_hidden, is_name
from pipelines.page.candidate import FieldCandidate
from pipelines.page.tree import TextLine, flat

# The icon of a person or a pen that themes put before an author's name.
ICON = re.compile(
    r"(?:^|[\s_-])(?:users?|pen|pencil|person|author|writer|account|profile)(?:[\s_-]|$)",
    re.IGNORECASE,
)
_PARTS, _WEAK_PARTS = re.compile(r"[|•·]|::|\s/\s"), re.compile(r"\.\s|[،,]\s|\s[—–]\s")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FIGURE = re.compile(r"\d")
_AGO = re.compile(r"(?:منذ|قبل)\s+\w+(?:\s+\w+)?|[أا]مس|اليوم")
_MOST_WORDS, _MOST_PARTS, _LEAST_PARTS, _MOST_NAMES, _FEW_WORDS = 7, 7, 2, 3, 5


def with_apart(line: TextLine) -> TextLine:
    """Return *line* with a blank between elements that touch: only the style parts a name from the date behind it."""
    block = line.block
    touching = [
        each for each in block if isinstance(each.tag, str) and each.tag != "br" and not (each.tail or "").strip()
    ]
    if len(touching) < _LEAST_PARTS or "".join(block.text_content().split()) != line.text.replace(" ", ""):
        return line
    pieces = [block.text or "", *(f"{each.text_content()} {each.tail or ''}" for each in block)]
    return replace(line, text=flat(" ".join(pieces)))


def behind_icons(line: TextLine) -> Iterator[FieldCandidate]:
    """Yield the name right behind the empty element of an icon, in a row where each fact has its icon."""
    for each in line.block.iter("i", "span", "svg", "em"):
        if not ICON.search(each.get("class") or "") or flat(each.text_content()) or is_hidden(each.getparent()):
            continue
        text = clean(flat(each.tail or "")).strip(" :،-–|")
        if is_name(text) and text in line.text:
            yield FieldCandidate(value=text, rule="icon", element=line.block)


def between_marks(line: TextLine) -> Iterator[FieldCandidate]:
    """Yield the part of a row that is only names, perhaps behind a town, where another part is a date.

    Such a name has no label, so it must open with a given name: a section has the shape of a name, too.
    """
    text = clean(line.text)
    parts = [part for each in _PARTS.split(text) if (part := each.strip())]
    weak = [part for each in _WEAK_PARTS.split(text) if (part := each.strip(" ."))]
    if (
        len(parts) < _LEAST_PARTS
        and _YEAR.search(text)
        and max((len(each.split()) for each in weak), default=0) <= _FEW_WORDS
    ):
        parts = weak
    if not _LEAST_PARTS <= len(parts) <= _MOST_PARTS or not any(
        _FIGURE.search(each) or _AGO.fullmatch(each) for each in parts
    ):
        return
    for each in parts:
        if _FIGURE.search(each) or len(each.split()) > _MOST_WORDS or labelled_byline(each):
            continue
        names = parse_byline(each).authors
        if 0 < len(names) <= _MOST_NAMES and all(map(_opens_with_given_name, names)):
            yield FieldCandidate(value=each, rule="line", element=line.block)


def _opens_with_given_name(name: str) -> bool:
    """Whether *name* opens with a given name, or is short and ends with one, as the names of fathers do."""
    words = fold(without_titles(name)).split()
    is_fathers = len(words) <= _MOST_NAMES and words[-1] in given_names()
    return is_name(name) and (words[0] in given_names() | {"عبد"} or is_fathers)


def is_icon(element: HtmlElement) -> bool:
    """Whether *element* is the icon of a person or a pen."""
    return ICON.search(element.get("class") or "") is not None
