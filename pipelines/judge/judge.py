"""Judges a page line by line: keeps what its figures speak for, and says how far the result is to be doubted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.arabic.sentences import ends_sentence
from pipelines.judge.doubt import doubt_figures
from pipelines.judge.features import figures
from pipelines.judge.model import JudgeWeights, weights
from pipelines.judge.page_lines import JudgedPage
from pipelines.page.tree import TextLine, joined_lines

PEERS = ("peer",)
"""The readers that are asked beside our container."""
_LEAST_BOTH, _LEAST_OWN, _LEAST = 0.15, 0.3, 0.45
"""A line is kept whose chance is above. What all readers keep needs least, then what our container holds, for on Arabic
pages it errs less.
"""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_LINKED = 0.8
_PARAGRAPH = 10
_FEW = 3
"""So few words occur in any text. A tag is not a line of the text only because the text has its words."""


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
    kept = with_cross_heads(page, with_opening(page, kept_lines(page, chances)))
    doubt = given.doubt.probability(doubt_figures(page, chances, kept))
    return JudgedBody(
        lines=tuple(joined_lines([page.lines[index] for index in kept])),
        doubt=doubt, kept=tuple(kept), chances=tuple(chances),
    )  # fmt: skip


def kept_lines(page: JudgedPage, chances: Sequence[float]) -> list[int]:
    """Return the numbers of the lines that are kept, by the *chances* of the open ones."""
    return [
        index
        for index, chance in zip(page.open_lines(), chances, strict=True)
        if chance > _least(page, index)
        and (page.exact[index] or page.lines[index].words > _FEW)
        and (page.own[index] or not _is_bare_link(page.lines[index]))
    ]


def with_opening(page: JudgedPage, kept: Sequence[int]) -> list[int]:
    """Return the *kept* lines with the paragraphs right above the first that our container holds.

    Some systems print the first paragraph in an element of its own, below ratings and tools (observed: K2 of Joomla).
    """
    first = kept[0] if kept else 0
    start = first
    while start and page.own[start - 1] and _is_paragraph(page.lines[start - 1]):
        start -= 1
    return [*range(start, first), *kept]


def _is_paragraph(line: TextLine) -> bool:
    return line.words >= _PARAGRAPH and not line.linked and ends_sentence(line.text)


def with_cross_heads(page: JudgedPage, kept: Sequence[int]) -> list[int]:
    """Return the *kept* lines with the headings between them that head one of them: short words say too little."""
    wanted = set(kept)
    heads = [index - 1 for index in kept[1:] if index - 1 not in wanted and _heads(page, index - 1)]
    return sorted({*wanted, *heads})


def _heads(page: JudgedPage, index: int) -> bool:
    """Whether a line is an unlinked heading beside the line below it, or alone in the element above that one."""
    line, below = page.lines[index], page.lines[index + 1]
    if line.block.tag not in _HEADINGS or line.linked:
        return False
    if line.block.getparent() is below.block.getparent():
        return True
    alone = line.block
    while (parent := alone.getparent()) is not None and len(parent) == 1 and not (parent.text or "").strip():
        alone = parent
    behind = alone.getnext()
    return behind is not None and any(each is behind for each in (below.block, *below.block.iterancestors()))


def _least(page: JudgedPage, index: int) -> float:
    if all(each[index] for each in page.readings):
        return _LEAST_BOTH
    return _LEAST_OWN if page.own[index] else _LEAST


def _is_bare_link(line: TextLine) -> bool:
    """Whether a line is a link and nothing else, as in a menu: no sentence of the text, and no linked cross-head."""
    is_linked = line.linked > len(line.text) * _LINKED
    return is_linked and line.block.tag not in _HEADINGS and not ends_sentence(line.text)
