"""The one door to trafilatura: the body of a pruned page as lines of text."""

from __future__ import annotations

import logging
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree
from lxml.html import HtmlElement

from pipelines.arabic import clean
from pipelines.page.tree import flat

if TYPE_CHECKING:
    from trafilatura.settings import Extractor

_PARTS = frozenset({"body", "p", "head", "list", "item", "quote", "table", "row", "lb", "code", "div"})
_GLUE = frozenset({"cell"})


def extract_blocks(tree: HtmlElement) -> list[str]:
    """Return the article's lines in order: paragraphs, list items, table rows, subheadings; `<br>` ends a line.

    *tree* is changed. Only the text is taken from trafilatura: it takes dates from footers and accepts any canonical
    URL, and its `deduplicate` makes the result depend on the pages read before.
    """
    import trafilatura  # noqa: PLC0415  # 0.5 s, which a rejected page or plain text does not need

    document = trafilatura.bare_extraction(tree, options=_options())
    body = getattr(document, "body", None)
    return [] if body is None else _lines(body)


@cache
def _options() -> Extractor:
    from trafilatura.settings import Extractor  # noqa: PLC0415  # as above

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it warns of pages that the filters reject anyway
    return Extractor(output_format="python", fast=True, comments=False, tables=True)


def _lines(body: etree._Element) -> list[str]:
    found: list[str] = []
    parts: list[str] = []

    def flush() -> None:
        line = clean(flat("".join(parts)))
        if line:
            found.append(line)
        parts.clear()

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _PARTS:
            flush()
        elif element.tag in _GLUE:
            parts.append(" ")
        text = element.text if event == "start" else element.tail
        if text and element.tag != "graphic":
            parts.append(text)
    flush()
    return found
