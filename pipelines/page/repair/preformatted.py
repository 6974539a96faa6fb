"""Parts the paragraphs of a text that is typed with blank lines, as `<pre>` and `white-space: pre-line` show it."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_STYLED = re.compile(r"white-space\s*:\s*(?:pre|pre-line|pre-wrap|break-spaces)\b", re.IGNORECASE)


def part_preformatted(root: HtmlElement) -> None:
    """Put line breaks where such texts of *root* have blank lines; a `<pre>` of paragraphs becomes a `<div>`."""
    for element in list(root.iter(etree.Element)):
        if element.tag != "pre" and _STYLED.search(element.get("style") or "") is None:
            continue
        parted = [_part(each) for each in list(element.iter(etree.Element))]
        if element.tag == "pre" and any(parted):
            element.tag = "div"


def _part(element: HtmlElement) -> bool:
    """Break *element*'s own text, and the text behind each of its children; return whether there was a blank line."""
    children = list(element)
    found = _broken(element, 0, element.text)
    if found:
        element.text = found
    for child in children:
        rest = _broken(element, element.index(child) + 1, child.tail)
        if rest:
            child.tail = rest
    return len(element) > len(children)


def _broken(parent: HtmlElement, at: int, text: str | None) -> str | None:
    """Insert the paragraphs of *text* behind the first, each as the tail of a `<br>`; return the first."""
    first, *others = _BLANK_LINE.split(text or "")
    for other in reversed(others):
        line_break = parent.makeelement("br")
        line_break.tail = other
        parent.insert(at, line_break)
    return first if others else None
