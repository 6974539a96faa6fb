"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from enum import StrEnum
from itertools import accumulate, groupby
from typing import TypeVar


class ChangeKind(StrEnum):
    """Whether a piece of text is in both texts, in the earlier or in the later one."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A piece of text with what became of it; the end of a paragraph is `PARAGRAPH`."""

    kind: ChangeKind
    text: str


PARAGRAPH = "\n\n"
PILCROW = "¶"
_Pieces = list[tuple[ChangeKind, str]]
_Item = TypeVar("_Item")
# White space; a word with its marks (a vowel mark is no \w and would part it); numbers with points; any other sign.
_TOKEN = re.compile(
    r"\s+|\w[\w\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]*(?:[.,:٫٬](?=\d)[\d]+)*|.", re.DOTALL
)
_LINE_END = re.compile(r"\n\s*")
_PAIR = 2
_MOST_STEPS = 2_000_000
"""So many pairs of equal words are looked at, in some tenths of a second; what is not reached is shown as replaced."""


def word_changes(before: str, after: str) -> tuple[TextChange, ...]:
    """Return *before* and *after* as one text of pieces that stayed, were removed or were added.

    What stayed and what was removed is *before*, what stayed and what was added is *after*, white space aside. Words
    are compared as they are written: another vowel mark is a change. Paragraphs are compared first, then the words of
    those that differ. The time is bounded for any two texts.
    """
    mine, theirs = _paragraphs(before), _paragraphs(after)
    steps = _Steps()
    pieces: _Pieces = []
    for tag, a, b, c, d in _Comparison(mine, theirs, steps).get_opcodes():
        if tag == "equal":
            pieces += [(ChangeKind.SAME, token) for each in mine[a:b] for token in each]
        else:
            old = [token for each in mine[a:b] for token in each]
            pieces += _smoothed(_words(old, [token for each in theirs[c:d] for token in each], steps))
    return tuple(_joined(pieces))


def is_changed(changes: Sequence[TextChange]) -> bool:
    """Whether anything was removed or added."""
    return any(each.kind is not ChangeKind.SAME for each in changes)


def changed_paragraphs(changes: Sequence[TextChange]) -> Iterator[list[TextChange]]:
    """Yield the pieces of each paragraph; `PILCROW` is where two paragraphs became one, or one became two."""
    paragraph: list[TextChange] = []
    for at, each in enumerate(changes):
        if each.text != PARAGRAPH:
            paragraph.append(each)
            continue
        beside = {near.kind for near in (*changes[max(at - 1, 0) : at], *changes[at + 1 : at + 2])}
        is_alone = each.kind not in {ChangeKind.SAME, *beside}  # not the end of a paragraph that was removed or added
        if is_alone:
            paragraph.append(TextChange(kind=each.kind, text=PILCROW))
        if not (is_alone and each.kind is ChangeKind.REMOVED):
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _paragraphs(text: str) -> list[tuple[str, ...]]:
    """Return the paragraphs as tokens; each but the last ends with `PARAGRAPH`."""
    lines = [tuple(_tokens(line)) for line in _LINE_END.split(text.strip())]
    return [(*each, PARAGRAPH) for each in lines[:-1]] + lines[-1:]


def _tokens(line: str) -> Iterator[str]:
    """Yield words and signs, each with one space before it where white space is there."""
    lead = ""
    for token in _TOKEN.findall(line):
        if token.isspace():
            lead = " "
            continue
        yield lead + token
        lead = ""


class _Steps:
    """How many steps of comparison are left."""

    def __init__(self) -> None:
        self.left = _MOST_STEPS


class _Comparison(SequenceMatcher[_Item]):
    """A comparison that finds nothing more when all steps are used: its worst case is cubic."""

    def __init__(self, old: Sequence[_Item], new: Sequence[_Item], steps: _Steps) -> None:
        super().__init__(None, old, new, autojunk=False)
        counts = Counter(new)
        self._steps = steps
        self._costs = [0, *accumulate(1 + counts[each] for each in old)]

    def find_longest_match(self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None) -> Match:
        """Return the longest match as difflib does, or an empty one without comparing."""
        self._steps.left -= self._costs[-1 if ahi is None else ahi] - self._costs[alo]
        return Match(alo, blo, 0) if self._steps.left < 0 else super().find_longest_match(alo, ahi, blo, bhi)


def _words(old: list[str], new: list[str], steps: _Steps) -> _Pieces:
    """Compare words; the space before a word makes no difference."""
    pieces: _Pieces = []
    mine, theirs = ([each.lstrip(" ") for each in tokens] for tokens in (old, new))
    for tag, a, b, c, d in _Comparison(mine, theirs, steps).get_opcodes():
        pieces += [(ChangeKind.SAME, each) for each in new[c:d]] if tag == "equal" else _replaced(old[a:b], new[c:d])
    return pieces


def _replaced(old: list[str], new: list[str]) -> _Pieces:
    return [*((ChangeKind.REMOVED, each) for each in old), *((ChangeKind.ADDED, each) for each in new)]


def _smoothed(pieces: _Pieces) -> _Pieces:
    """Take a lone word or sign between two replacements into them: a sentence that is new is one change."""
    blocks = [list(run) for _, run in groupby(pieces, key=lambda each: each[0] is ChangeKind.SAME)]
    result: _Pieces = []
    waiting: _Pieces = []
    for at, block in enumerate(blocks):
        is_lone = len(block) == 1 and block[0][0] is ChangeKind.SAME and block[0][1] != PARAGRAPH
        if is_lone and 0 < at < len(blocks) - 1 and _is_replacement(blocks[at - 1]) and _is_replacement(blocks[at + 1]):
            waiting += [(ChangeKind.REMOVED, block[0][1]), (ChangeKind.ADDED, block[0][1])]
        elif block[0][0] is ChangeKind.SAME:
            result += _ordered(waiting) + block
            waiting = []
        else:
            waiting += block
    return result + _ordered(waiting)


def _is_replacement(block: _Pieces) -> bool:
    """Whether words were replaced by others, at least two on one side."""
    return len(block) > _PAIR and {ChangeKind.REMOVED, ChangeKind.ADDED} <= {kind for kind, _ in block}


def _ordered(pieces: _Pieces) -> _Pieces:
    """Return changes with what was removed first."""
    return sorted(pieces, key=lambda each: each[0] is ChangeKind.ADDED)


def _joined(pieces: _Pieces) -> Iterator[TextChange]:
    """Yield the pieces of one kind as one text, and each end of a paragraph alone."""
    for (kind, is_end), run in groupby(pieces, key=lambda each: (each[0], each[1] == PARAGRAPH)):
        texts = [text for _, text in run]
        if is_end:
            yield from (TextChange(kind=kind, text=PARAGRAPH) for _ in texts)
        else:
            yield TextChange(kind=kind, text="".join(texts))
