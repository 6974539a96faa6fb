"""Shows what changed between two texts: as lines for a terminal or a file, and as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from crawler.cli.output.terminal import MarkedPiece
from pipelines.arabic.word_diff import PARAGRAPH, ChangeKind, TextChange
from storage.export.printable import printable

_PILCROW = "¶"
_MARKS = {ChangeKind.SAME: ("", ""), ChangeKind.REMOVED: ("[-", "-]"), ChangeKind.ADDED: ("{+", "+}")}
_COLOURS = {ChangeKind.SAME: None, ChangeKind.REMOVED: "red", ChangeKind.ADDED: "green"}
_TAGS = {ChangeKind.SAME: ("", ""), ChangeKind.REMOVED: ("<del>", "</del>"), ChangeKind.ADDED: ("<ins>", "</ins>")}


def changed_lines(changes: Sequence[TextChange], *, is_coloured: bool) -> Iterator[list[MarkedPiece]]:
    """Yield each paragraph as pieces; without colours, `[-…-]` and `{+…+}` are around what was removed and added.

    Of a long text only paragraphs with a change are given.
    """
    for paragraph in _paragraphs(changes):
        if any(each.kind is not ChangeKind.SAME for each in paragraph):
            yield [piece for each in paragraph for piece in _pieces(each, is_coloured=is_coloured)]


def changes_html(changes: Sequence[TextChange]) -> str:
    """Return the whole text as HTML paragraphs from right to left, with `<del>` and `<ins>`; all text is escaped.

    It is a fragment, `<div class="changes" dir="rtl">…</div>`, without a style of its own.
    """
    paragraphs = ("".join(map(_element, each)) for each in _paragraphs(changes))
    return '<div class="changes" dir="rtl">' + "".join(f"<p>{each}</p>" for each in paragraphs) + "</div>"


def _paragraphs(changes: Sequence[TextChange]) -> Iterator[list[TextChange]]:
    """Yield the pieces of each paragraph. Where two paragraphs became one, or one became two, a sign says so."""
    paragraph: list[TextChange] = []
    for at, each in enumerate(changes):
        if each.text != PARAGRAPH:
            paragraph.append(each)
            continue
        beside = {near.kind for near in (*changes[max(at - 1, 0) : at], *changes[at + 1 : at + 2])}
        is_alone = each.kind not in {ChangeKind.SAME, *beside}  # not the end of a paragraph that was removed or added
        if is_alone:
            paragraph.append(TextChange(kind=each.kind, text=_PILCROW))
        if not (is_alone and each.kind is ChangeKind.REMOVED):
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _pieces(change: TextChange, *, is_coloured: bool) -> Iterator[MarkedPiece]:
    lead, text = _split(change)
    before, after = ("", "") if is_coloured else _MARKS[change.kind]
    if lead:
        yield MarkedPiece(text=lead)
    yield MarkedPiece(text=f"{before}{text}{after}", colour=_COLOURS[change.kind])


def _element(change: TextChange) -> str:
    lead, text = _split(change)
    before, after = _TAGS[change.kind]
    return f"{lead}{before}{escape(printable(text))}{after}"


def _split(change: TextChange) -> tuple[str, str]:
    """Return the space before a piece, which no mark is around, and its text."""
    text = change.text.lstrip(" ")
    return " " if text != change.text else "", text
