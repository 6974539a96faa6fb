"""A table whose rows have a bar: names on one side, then the bar, the count and its share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.web.html.markup import SafeMarkup, element, joined
from crawler.web.html.words import PageLanguage, number


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One row: its name (markup, or text to escape), its count, and what else stands behind the count."""

    name: str
    count: int
    more: tuple[str, ...] = ()


def bar_table(headings: Sequence[str], rows: Sequence[BarRow], language: PageLanguage) -> SafeMarkup:
    """Return the table; the longest bar is that of the highest count. *headings* leave out the column of the bars."""
    highest = max((each.count for each in rows), default=0)
    heads = [element("th", headings[0], attributes={"scope": "col"}), element("td")]
    heads += [element("th", each, attributes={"scope": "col", "class": "n"}) for each in headings[1:]]
    body = [_row(each, highest, language) for each in rows]
    table = element(
        "table", element("thead", element("tr", *heads)), element("tbody", *body), attributes={"class": "bars"}
    )
    return element("div", table, attributes={"class": "wide"})


def plain_table(headings: Sequence[str], rows: Sequence[Sequence[str]], *, figures: int = 0) -> SafeMarkup:
    """Return a table without bars; its last *figures* columns are counts."""
    first = len(headings) - figures
    heads = [
        element("th", each, attributes={"scope": "col"} | ({"class": "n"} if place >= first else {}))
        for place, each in enumerate(headings)
    ]
    body = [
        element("tr", *(element("td", each, attributes=_cell(place >= first)) for place, each in enumerate(row)))
        for row in rows
    ]
    table = element("table", element("thead", element("tr", *heads)), element("tbody", *body))
    return element("div", table, attributes={"class": "wide", "tabindex": "0"})


def _cell(is_figure: bool) -> dict[str, str]:
    return {"class": "n"} if is_figure else {"dir": "auto"}


def _row(row: BarRow, highest: int, language: PageLanguage) -> SafeMarkup:
    cells = [element("td", each, attributes={"class": "n"}) for each in (number(row.count), *row.more)]
    name = element("th", row.name, attributes={"scope": "row"})
    return element("tr", joined(name, element("td", _bar(row.count, highest, language)), *cells))


def _bar(count: int, highest: int, language: PageLanguage) -> SafeMarkup:
    width = 100 * count / highest if highest else 0
    start = 100 - width if language is PageLanguage.ARABIC else 0
    rect = element(
        "rect",
        attributes={"x": f"{start:.1f}", "y": "0", "width": f"{width:.1f}", "height": "8", "class": "c1"},
    )
    box = {"class": "bar", "viewBox": "0 0 100 8", "preserveAspectRatio": "none", "aria-hidden": "true"}
    return element("svg", rect, attributes=box)
