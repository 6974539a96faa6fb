"""Frees the text of a page from a control that was never closed, and so holds all that follows it."""

from __future__ import annotations

from lxml.html import HtmlElement

_CONTROLS = ("button", "select", "object", "canvas", "svg", "noscript")
_TEXT = frozenset({"p", "h1", "article", "main"})
_LEAST_PARTS = 3


def free_unclosed(root: HtmlElement) -> None:
    """Unwrap each control that holds several paragraphs; to be asked before the silent elements are taken out.

    The parser ends no element that the page forgot to end: a menu's `<button>` or a `<svg>` above the text then holds
    the whole page. No real control holds three paragraphs or headings; a `<noscript>` may, but not the only ones.
    """
    if sum(1 for each in root.iter(*_TEXT) if not _is_held(each)) >= _LEAST_PARTS:
        return
    for each in list(root.iter(*_CONTROLS)):
        if sum(1 for _ in each.iter(*_TEXT)) >= _LEAST_PARTS:
            each.drop_tag()


def _is_held(element: HtmlElement) -> bool:
    return any(each.tag in _CONTROLS for each in element.iterancestors())
