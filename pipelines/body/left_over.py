"""Finds the headings that are left over: a heading goes with the box below it."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.arabic.sentences import ends_sentence
from pipelines.judge.page_lines import JudgedPage

_WORDS, _LEVELS, _LEAST = 6, 5, 2
_PAGE = frozenset({"body", "html", "main", "article"})


def left_over_headings(page: JudgedPage, kept: Iterable[int]) -> list[str]:
    """Return those of the *kept* lines that open a box of which no other line is kept, as they are printed.

    A table of contents and a box of links lose their links before; their heading says nothing alone.
    """
    wanted = frozenset(kept)
    held: dict[int, list[int]] = {}
    for index, place in enumerate(page.places):
        for each in place.chain[:_LEVELS]:
            held.setdefault(id(each), []).append(index)
    found: list[str] = []
    for index in sorted(wanted):
        line = page.lines[index]
        if len(line.text.split()) > _WORDS or ends_sentence(line.text):
            continue
        boxes = (held[id(each)] for each in page.places[index].chain[:_LEVELS] if each.tag not in _PAGE)
        if any(box[0] == index and len(box) > _LEAST and wanted.isdisjoint(box[1:]) for box in boxes):
            found.append(line.text)
    return found
