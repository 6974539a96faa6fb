"""Whether the text of an element is a name that readers see."""

from __future__ import annotations

from lxml.html import HtmlElement

from pipelines.arabic.boilerplate.detect import boilerplate_kind
from pipelines.arabic.names.bylines import is_person
from pipelines.arabic.names.given_names import is_surely_person

PLACEHOLDERS = frozenset({"john doe", "jane doe", "john smith", "lorem ipsum", "author name", "your name"})
"""Names that templates have until somebody writes another."""


def is_name(text: str) -> bool:
    """Whether *text* has the shape of a person's name, and is no wording of a page's chrome."""
    return is_person(text) and boilerplate_kind(text) is None and text.strip().lower() not in PLACEHOLDERS


def is_sure_name(text: str) -> bool:
    """Whether *text* is a name that is surely a person's."""
    return is_name(text) and is_surely_person(text)


def is_hidden(element: HtmlElement) -> bool:
    """Whether *element* is not shown: by its own attributes, or by those of an element around it."""
    for each in (element, *element.iterancestors()):
        style = (each.get("style") or "").replace(" ", "").lower()
        if each.get("hidden") is not None or each.get("aria-hidden") == "true" or "display:none" in style:
            return True
    return False
