"""The tree of a page: guarded against harmful documents, and read as lines of visible text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipelines.arabic import clean

_NOTHING = b"<html></html>"
_DEEPEST = 256
"""libxml2 drops what is nested deeper, silently."""
_MOST_TAGS = 200_000
_MOST_ATTRIBUTES = 500
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_SILENT = (
    "script",
    "style",
    "noscript",
    "svg",
    "template",
    "iframe",
    "object",
    "select",
    "button",
    "textarea",
    "canvas",
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "cite-block",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
CONTROL = "data-held-control"
"""The attribute of an element that held a form field or a button before the page was silenced."""
FRAME = "data-held-frame"
"""The attribute of an element that held an embedded document, as of a player or a chart."""
_RUNNING = frozenset({"p", "a", "span", "b", "strong", "em", "i", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "dd"})
_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)
"""lxml.html asks in Python for the class of each element that is touched; forms' and inputs' own are not needed."""
_SWALLOWED = 3
"""A button with so many paragraphs was never closed."""
_LONGEST_CELL, _LEAST_REPEATED = 12, 10
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})


class PageTooComplex(ValueError):
    """A page that is too expensive to read: nested too deep, or with too many elements or attributes."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of visible text: the *block* around it, how many of its letters are *linked*, and its *place*.

    *place* is the number of the block in document order, or of the next element for a line behind a block. *words* is
    how many words the line has.
    """

    text: str
    block: HtmlElement
    linked: int
    place: int
    words: int


def parse(text: str) -> HtmlElement:
    """Return the tree of an HTML page; raises `PageTooComplex` for a page that is too expensive to read.

    lxml works without network, entities and comments; the charset that the page declares is ignored.
    """
    if text.count("<") > _MOST_TAGS * 2:
        raise PageTooComplex(f"more than {_MOST_TAGS} elements")
    if any(found[0].count("=") > _MOST_ATTRIBUTES * 10 for found in _LONG_TAG.finditer(text)):
        raise PageTooComplex("a tag with thousands of attributes")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True)
    parser.set_element_class_lookup(_ONE_CLASS)
    body = text.encode("utf-8", "replace").translate(None, _CONTROLS)
    try:
        root = document_fromstring(body or _NOTHING, parser=parser, ensure_head_body=True)
    except etree.ParserError:  # nothing is left without comments and the like
        root = document_fromstring(_NOTHING, parser=parser, ensure_head_body=True)
    if any("xcessive depth" in each.message for each in parser.error_log):
        raise PageTooComplex(f"nested deeper than {_DEEPEST}")
    _guard(root)
    return root


def silence(root: HtmlElement) -> None:
    """Remove what is not visible text: scripts, styles, form controls, embedded documents.

    A button that was never closed has the rest of the page inside it: its text stays. What held a control is marked
    with the attribute `CONTROL`, and what held an embedded document with `FRAME`.
    """
    for each in root.iter("button", "input", "select", "textarea"):
        parent = each.getparent()
        if parent is not None and each.get("type") != "hidden":
            parent.set(CONTROL, "")
    for each in root.iter("iframe", "object", "embed"):
        if (parent := each.getparent()) is not None:
            parent.set(FRAME, "")
    for each in list(root.iter("button")):
        if sum(1 for _ in each.iter("p", "h1")) >= _SWALLOWED:
            each.drop_tag()
    etree.strip_elements(root, *_SILENT, with_tail=False)


def flat(text: str | None) -> str:
    """Return *text* on one line with single spaces."""
    return " ".join(text.split()) if text else ""


def text_of(element: HtmlElement) -> str:
    """Return the text of *element* on one line; blocks and line breaks separate words."""
    if not len(element):
        return flat(element.text)
    if any(each.tag in _BLOCKS or "-" in each.tag for each in element.iterdescendants(etree.Element)):
        return flat(" ".join(each.text for each in lines(element)))
    return flat("".join(element.itertext()))


def spaced_text(element: HtmlElement) -> str:
    """Return the text of *element* on one line, with a space where two inline parts would be glued to one word."""
    parts: list[str] = []
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if each is not element and each.tag in _BLOCKS:
            parts.append(" ")
        text = each.text if event == "start" else each.tail if each is not element else None
        if text:
            is_glued = bool(parts) and parts[-1][-1].isalnum() and text[0].isalnum()
            parts.append(f" {text}" if is_glued else text)
    return flat("".join(parts))


def lines(root: HtmlElement) -> list[TextLine]:
    """Return the visible text of *root* as lines: blocks and line breaks end a line."""
    found: list[TextLine] = []
    parts: list[str] = []
    linked = place = count = in_link = 0
    block = root
    for event, element in etree.iterwalk(root, events=("start", "end")):
        starts = event == "start"
        count += starts
        tag = element.tag
        if tag in _BLOCKS or ("-" in tag and _is_custom_block(element)):
            if parts and (words := "".join(parts).split()):
                found.append(TextLine(" ".join(words), block, linked, place, len(words)))
            parts, linked, place = [], 0, count - 1 if starts else count
            block = element if starts and tag != "br" else element.getparent()
            block = root if block is None else block
        elif tag == "a" and element.get("href") is not None:
            in_link += 1 if starts else -1
        text_here = element.text if starts else element.tail
        if text_here and (starts or element is not root):
            parts.append(text_here)
            linked += len(text_here.strip()) if in_link else 0
    if parts and (words := "".join(parts).split()):
        found.append(TextLine(" ".join(words), block, linked, place, len(words)))
    return found


def _is_custom_block(element: HtmlElement) -> bool:
    """Whether *element*, of a tag that the site invented (`<x-text>`), is not within a running text."""
    parent = element.getparent()
    return parent is None or parent.tag not in _RUNNING


def blocks(element: HtmlElement) -> list[str]:
    """Return the cleaned lines of *element* that are not empty: paragraphs, items, rows and subheadings."""
    return [text for each in lines(element) if (text := clean(each.text))]


def joined_lines(kept: Sequence[TextLine], inside: set[HtmlElement] | None = None) -> list[str]:
    """Return the lines as text: the short cells of a table row as one line, a repeated long line only once.

    A cell that is not *inside* the container is no cell of the text: old sites lay out whole pages in tables.
    """
    found: list[str] = []
    seen: set[str] = set()
    last_row = last_cell = None
    for line in kept:
        cell = next((up for up in (line.block, *line.block.iterancestors()) if up.tag in {"td", "th"}), None)
        cell = cell if (inside is None or cell in inside) and line.words <= _LONGEST_CELL else None
        row = cell.getparent() if cell is not None else None
        text = clean(line.text)
        if row is not None and row is last_row and cell is not last_cell:
            found[-1] = f"{found[-1]} {text}"
        elif text and (text not in seen or len(text.split()) < _LEAST_REPEATED):
            found.append(text)
            seen.add(text)
        last_row, last_cell = row, cell
    return found


def _guard(root: HtmlElement) -> None:
    count = 0
    for element in root.iter(etree.Element):
        count += 1
        if len(element.attrib) > _MOST_ATTRIBUTES:
            raise PageTooComplex(f"an element with more than {_MOST_ATTRIBUTES} attributes")
    if count > _MOST_TAGS:
        raise PageTooComplex(f"more than {_MOST_TAGS} elements")
