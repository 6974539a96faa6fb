"""Parts the labels that are side by side in the mark-up without a blank: only styles put each on its own line."""

from __future__ import annotations

from lxml.html import HtmlElement

_INLINE = frozenset({"span", "i", "em", "b", "strong", "small", "label", "time", "a"})
_BOXES = frozenset({"div", "section", "article", "header", "main", "td", "body", "form"})
_BLOCKS = frozenset({"p", "div", "section", "article", "ul", "ol", "table", "h1", "h2", "h3", "h4", "figure", "hr"})
_LEAST = 3
"""A shorter text may be the first letter of a word, printed large."""


def part_glued(root: HtmlElement) -> None:
    """Put a line break between two inline elements whose words would be glued, in a box that also has blocks.

    WebForms print the section, the headline and the date as `<span id=…>` without a blank between them. A paragraph
    has no blocks in it, so a running text that is split over spans stays whole.
    """
    for each in list(root.iter(*_INLINE)):
        box, before = each.getparent(), each.getprevious()
        if box is None or box.tag not in _BOXES or before is None:
            continue
        if before.tag == "img" and not (before.tail or ""):
            before = before.getprevious()
        if before is None or before.tag not in _INLINE or before.tail or (before.tag == each.tag == "a"):
            continue
        left, right = before.text_content(), each.text_content()
        is_glued = (
            len(left.strip()) >= _LEAST and left[-1:].isalnum() and right[:1] not in {"", " ", "\n", "|", ",", "،"}
        )
        if is_glued and any(other.tag in _BLOCKS for other in box):
            each.addprevious(each.makeelement("br", {}))
