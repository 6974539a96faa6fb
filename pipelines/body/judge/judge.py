"""Judges a page line by line: keeps what its figures speak for, and says how far the result is to be doubted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.arabic import clean
from pipelines.body.judge.doubt import doubt_figures
from pipelines.body.judge.features import figures
from pipelines.body.judge.model import JudgeWeights, weights
from pipelines.body.judge.page_lines import JudgedPage
from pipelines.page.tree import TextLine

PEERS = ("peer",)
"""The readers that are asked beside our container."""
_LEAST_OWN, _LEAST = 0.2, 0.35
"""A line is kept whose chance is above; what our container holds needs less, for on Arabic pages it errs less."""
_LONG, _CELL = 10, 12
_FEW = 3
"""So few words occur in any text: a tag is no text because the text has its words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedBody:
    """The text as judged: its *lines*, the *doubt* of it (0 sure, 1 wrong), and the chance of each line that was open.

    *kept* are the numbers of the page's lines that the text is made of.
    """

    lines: tuple[str, ...]
    doubt: float
    kept: tuple[int, ...]
    chances: tuple[float, ...]


def judge(page: JudgedPage, given: JudgeWeights | None = None) -> JudgedBody:
    """Return the text of *page* as its lines are judged, with the weights that lie beside this module or *given*.

    The edges (headline, byline, stamps, chrome) are not trimmed: `pipelines.body.trim` does that.
    """
    given = given or weights()
    chances = [given.lines.probability(each) for each in figures(page, given.words)]
    kept = kept_lines(page, chances)
    doubt = given.doubt.probability(doubt_figures(page, chances, kept))
    return JudgedBody(
        lines=tuple(joined([page.lines[index] for index in kept])),
        doubt=doubt, kept=tuple(kept), chances=tuple(chances),
    )  # fmt: skip


def kept_lines(page: JudgedPage, chances: Sequence[float]) -> list[int]:
    """Return the numbers of the lines that are kept, by the *chances* of the open ones."""
    return [
        index
        for index, chance in zip(page.open_lines(), chances, strict=True)
        if chance > (_LEAST_OWN if page.own[index] else _LEAST)
        and (page.exact[index] or len(page.lines[index].text.split()) > _FEW)
    ]


def joined(kept: Sequence[TextLine]) -> list[str]:
    """Return the lines as text; the short cells of a table's row are one line, a paragraph printed twice is one."""
    found: list[str] = []
    seen: set[str] = set()
    last_row = last_cell = None
    for line in kept:
        cell = next((up for up in (line.block, *line.block.iterancestors()) if up.tag in {"td", "th"}), None)
        cell = cell if len(line.text.split()) <= _CELL else None
        row = cell.getparent() if cell is not None else None
        text = clean(line.text)
        if row is not None and row is last_row and cell is not last_cell:
            found[-1] = f"{found[-1]} {text}"
        elif text and (text not in seen or len(text.split()) < _LONG):
            found.append(text)
            seen.add(text)
        last_row, last_cell = row, cell
    return found
