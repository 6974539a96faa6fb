"""Shows what changed between two texts as lines for a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crawler.cli.output.terminal import MarkedPiece
from pipelines.arabic.word_diff import ChangeKind, TextChange, changed_paragraphs, is_changed

_MARKS = {ChangeKind.SAME: ("", ""), ChangeKind.REMOVED: ("[-", "-]"), ChangeKind.ADDED: ("{+", "+}")}
_COLOURS = {ChangeKind.SAME: None, ChangeKind.REMOVED: "red", ChangeKind.ADDED: "green"}


def changed_lines(changes: Sequence[TextChange], *, is_coloured: bool) -> Iterator[list[MarkedPiece]]:
    """Yield each paragraph as pieces; without colours, `[-…-]` and `{+…+}` are around what was removed and added.

    Of a long text only paragraphs with a change are given.
    """
    for paragraph in changed_paragraphs(changes):
        if is_changed(paragraph):
            yield [piece for each in paragraph for piece in _pieces(each, is_coloured=is_coloured)]


def _pieces(change: TextChange, *, is_coloured: bool) -> Iterator[MarkedPiece]:
    """Yield a piece; the space before it has no mark around it."""
    text = change.text.lstrip(" ")
    before, after = ("", "") if is_coloured else _MARKS[change.kind]
    if text != change.text:
        yield MarkedPiece(text=" ")
    yield MarkedPiece(text=f"{before}{text}{after}", colour=_COLOURS[change.kind])
