"""Finds the lines that are left over: the heading of a box that is gone, a menu above, a list of other pages below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from pipelines.arabic.sentences import ends_sentence, ends_with_stop
from pipelines.judge.page_lines import JudgedPage
from pipelines.judge.places import common_chain
from pipelines.page.tree import TextLine

_WORDS, _LEVELS, _LEAST = 6, 5, 2
_LONGEST_MENU = 15
_LONG, _STOPPED, _MOST_UNSTOPPED, _MOST_BESIDE = 8, 3, 4, 2
_LISTS = frozenset({"li", "dd", "ol", "ul", "dl"})
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
        if line.words > _WORDS or ends_sentence(line.text):
            continue
        boxes = (held[id(each)] for each in page.places[index].chain[:_LEVELS] if each.tag not in _PAGE)
        if any(box[0] == index and len(box) > _LEAST and wanted.isdisjoint(box[1:]) for box in boxes):
            found.append(line.text)
    return found


def left_over_lines(page: JudgedPage, kept: Iterable[int]) -> list[str]:
    """Return those of the *kept* lines that are no part of the text by their place, as they are printed.

    Short lines above the headline belong to a menu. Below a text whose paragraphs end with a stop, three long lines or
    more without one, in the cell of a table that holds the text, too, are the titles and the openings of other pages,
    unless a colon announces a list. So are three lines or more without a stop in another column than the headline's.
    """
    wanted = sorted(kept)
    above = [at for at in wanted if at < page.headline]
    above = above if all(_is_short(page.lines[at].text) for at in above) else []
    gone = {*above, *_below_stops(page, wanted), *_in_other_column(page, wanted)}
    own = {page.lines[at].text for at in wanted if at not in gone}  # a menu can have the cross-heads of the text
    return [text for at in sorted(gone) if (text := page.lines[at].text) not in own]


def _is_short(text: str) -> bool:
    return len(text.split()) <= _LONGEST_MENU and not ends_sentence(text)


def _below_stops(page: JudgedPage, wanted: Sequence[int]) -> list[int]:
    stopped = [at for at, index in enumerate(wanted) if ends_sentence(page.lines[index].text)]
    if len(stopped) < _STOPPED:
        return []
    before, below = wanted[: stopped[-1] + 1], wanted[stopped[-1] + 1 :]
    long = [index for index in below if page.lines[index].words >= _LONG]
    unstopped = [index for index in before if _is_long_without_stop(page.lines[index].text)]
    is_announced = page.lines[before[-1]].text.rstrip().endswith(":")
    around = {*page.places[before[-1]].chain}
    is_in_cell = all(_cell(page, index) in around for index in long)
    if len(long) < _STOPPED or len(unstopped) * _MOST_UNSTOPPED > len(stopped) or is_announced or not is_in_cell:
        return []
    return list(below)


def _in_other_column(page: JudgedPage, wanted: Sequence[int]) -> list[int]:
    """Return the lines without a stop that are outside the column of the headline and of all sentences."""
    stopped = [at for at in wanted if _is_stopped(page.lines[at])]
    if len(stopped) < _STOPPED or page.headline < 0:
        return []
    column = common_chain([page.places[at] for at in (page.headline, *stopped)])
    if all(each.tag in {"body", "html"} for each in column):
        return []
    outside = [at for at in wanted if at > stopped[-1] and not column <= {*page.places[at].chain}]
    words, others = (sum(len(page.lines[at].text.split()) for at in some) for some in (stopped, outside))
    return outside if len(outside) >= _STOPPED and others <= words * _MOST_BESIDE else []


def _is_stopped(line: TextLine) -> bool:
    return len(line.text.split()) >= _LONG and ends_with_stop(line.text) and line.linked * 2 < len(line.text)


def _cell(page: JudgedPage, index: int) -> HtmlElement | None:
    """Return the cell of a table that holds a line by itself, as old pages are laid out."""
    chain = page.places[index].chain
    return next((each for each in chain if each.tag in {"td", *_LISTS}), None)


def _is_long_without_stop(text: str) -> bool:
    return len(text.split()) >= _LONG and not ends_sentence(text)
