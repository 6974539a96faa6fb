"""A candidate for one field: its value, the rule that found it, and where it is on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

_STEPS, _CLASSES = 4, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldCandidate:
    """One value for a field as found; *element* is `None` for a value from the head or from a listing."""

    value: str
    rule: str
    element: HtmlElement | None = None


def module_path(function: Callable[..., object]) -> str:
    """Return the file of a function as a path in the repository: the file to change where its answer is wrong."""
    return f"{function.__module__.replace('.', '/')}.py"


def where(element: HtmlElement | None) -> str | None:
    """Return the last steps of the path to *element* as a CSS selector, as a source file would write it."""
    if element is None:
        return None
    path = [element, *islice(element.iterancestors(), _STEPS - 1)]
    return " > ".join(_step(each) for each in reversed(path) if each.tag not in {"html", "body"}) or str(element.tag)


def _step(element: HtmlElement) -> str:
    name = element.get("id")
    classes = (element.get("class") or "").split()[:_CLASSES]
    return f"{element.tag}#{name}" if name and not classes else ".".join((str(element.tag), *classes))
