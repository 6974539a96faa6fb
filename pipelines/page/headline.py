"""The headline of a page, and where the page prints it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """The headline, and the element that prints it with its place (`None`: only the head of the page has it).

    *rule* is why it won: `selector`, `agreed` (printed, and declared in the head), `printed` (the block whose whole
    text is a part of the title), `h1` (the only one), `claimed` (declared, and not printed), `heading` (the only
    heading right above the text).
    """

    text: str
    element: HtmlElement | None
    place: int = 0
    rule: str = "agreed"
