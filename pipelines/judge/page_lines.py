"""A page as the judge sees it: its lines, their places, and what each reading keeps of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from pipelines.judge.matching import kept_by, line_key
from pipelines.judge.places import LinePlace
from pipelines.page.tree import TextLine

_ENDS = re.compile(r"[.؟?!»”\"…:؛)]\s*$")
_LONG, _SENTENCE = 10, 4
_CELLS = frozenset({"td", "th"})


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPage:
    """What the judge sees of a page: its *lines* in document order, and which of them each reading keeps.

    *own* are the lines of our container; *peers* those of the other readers, by name. *removed* says by which rule a
    line was taken out before our container was looked for. *headline* is the number of the line that prints the
    headline, or -1. *exact* lines are whole lines of a reading, too, or cells of a table.
    """

    lines: tuple[TextLine, ...]
    keys: tuple[str, ...]
    places: tuple[LinePlace, ...]
    own: tuple[bool, ...]
    peers: tuple[tuple[bool, ...], ...]
    removed: tuple[str | None, ...]
    headline: int
    exact: tuple[bool, ...]

    @property
    def readings(self) -> tuple[tuple[bool, ...], ...]:
        """Return what each reading keeps, ours first."""
        return (self.own, *self.peers)

    def agreement(self) -> float:
        """Return the share of the words that any reading keeps which all keep, 0 to 1."""
        words = [each.words for each in self.lines]
        kept = [*zip(words, zip(*self.readings, strict=True), strict=True)]
        either = sum(count for count, each in kept if any(each))
        return sum(count for count, each in kept if all(each)) / either if either else 0.0

    def open_lines(self) -> list[int]:
        """Return the numbers of the lines worth a judgement: a reading has them, or they are unlinked sentences."""
        return [
            index
            for index, line in enumerate(self.lines)
            if index != self.headline and (any(each[index] for each in self.readings) or _is_loose_sentence(line))
        ]


def judged_page(
    lines: Sequence[TextLine],
    found: Sequence[LinePlace],
    *,
    own: Sequence[str],
    peers: Sequence[Sequence[str]],
    removed: Mapping[HtmlElement, str],
    headline: str,
) -> JudgedPage:
    """Return the page with every reading matched to its lines.

    *found* are the places of *lines*, taken before the tree was pruned; *removed* maps each block that was taken out
    to the rule that did it.
    """
    keys = [line_key(each.text) for each in lines]
    title = line_key(headline)
    read_keys = {line_key(each) for reading in (own, *peers) for each in reading}
    return JudgedPage(
        lines=tuple(lines), keys=tuple(keys), places=tuple(found),
        own=tuple(kept_by(keys, own)), peers=tuple(tuple(kept_by(keys, each)) for each in peers),
        removed=tuple(removed.get(each.block) for each in lines),
        exact=tuple(
            key in read_keys or line.block.tag in _CELLS for key, line in zip(keys, lines, strict=True)
        ),
        headline=next((index for index, key in enumerate(keys) if key and key == title), -1),
    )  # fmt: skip


def _is_loose_sentence(line: TextLine) -> bool:
    words = line.words
    return line.linked * 2 < len(line.text) and (
        words >= _LONG or (words >= _SENTENCE and _ENDS.search(line.text) is not None)
    )
