"""A chart of columns as SVG: counts over days or hours, with a scale and a title that names its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.web.html.markup import SafeMarkup, element
from crawler.web.html.words import PageLanguage, number

_WIDTH, _HEIGHT = 420, 170
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 14, 16, 22
_MOST_VALUES = 12  # above so many columns their counts would run into each other
_MOST_LABELS = 6
_TICKS = 4
_FILLED = 0.8  # of its place, a column takes so much


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartColumn:
    """One column: the label below it, what is shown of it when it is pointed at, and its parts from below."""

    label: str
    tip: str
    parts: tuple[int, ...]


def column_chart(columns: Sequence[ChartColumn], title: str, language: PageLanguage) -> SafeMarkup:
    """Return the chart. In Arabic time runs from right to left."""
    highest = max((sum(each.parts) for each in columns), default=0)
    tick = _tick(highest)
    top = max(1, -(-highest // tick)) * tick
    places = [_place(index, len(columns), language) for index in range(len(columns))]
    drawn = [_column(each, place, top, len(columns)) for each, place in zip(columns, places, strict=True)]
    every = max(1, -(-len(columns) // _MOST_LABELS))
    labels = [
        _text(each.label, place[0] + place[1] / 2, _HEIGHT - 6, "middle")
        for index, (each, place) in enumerate(zip(columns, places, strict=True))
        if index % every == 0
    ]
    attributes = {"viewBox": f"0 0 {_WIDTH} {_HEIGHT}", "class": "columns", "role": "img"}
    return element(
        "svg", element("title", title), *_grid(top, tick), *drawn, *labels, attributes=attributes | {"direction": "ltr"}
    )


def _tick(highest: int) -> int:
    """Return the least of 1, 2, 5, 10, 20 and so on of which four reach *highest*."""
    tick = 1
    while tick * _TICKS < highest:
        tick = tick * 5 // 2 if str(tick).startswith("2") else tick * 2
    return tick


def _grid(top: int, tick: int) -> list[SafeMarkup]:
    found = []
    for value in range(0, top + 1, tick):
        y = _y(value, top)
        line = {"x1": f"{_LEFT}", "x2": f"{_WIDTH - _RIGHT}", "y1": f"{y:.1f}", "y2": f"{y:.1f}", "class": "grid"}
        found += [element("line", attributes=line), _text(number(value), _LEFT - 4, y + 4, "end")]
    return found


def _column(column: ChartColumn, place: tuple[float, float], top: int, count: int) -> SafeMarkup:
    x, width = place
    below, rects = 0, []
    for index, part in enumerate(column.parts, start=1):
        upper, lower = _y(below + part, top), _y(below, top)
        box = {"x": f"{x:.1f}", "y": f"{upper:.1f}", "width": f"{width:.1f}", "height": f"{lower - upper:.1f}"}
        rects += [element("rect", attributes=box | {"class": f"c{index}"})] if part else []
        below += part
    shown = [_text(number(below), x + width / 2, _y(below, top) - 3, "middle")] if count <= _MOST_VALUES else []
    return element("g", element("title", column.tip), *rects, *shown)


def _place(index: int, count: int, language: PageLanguage) -> tuple[float, float]:
    """Return the left edge and the width of a column."""
    each = (_WIDTH - _LEFT - _RIGHT) / count
    at = count - 1 - index if language is PageLanguage.ARABIC else index
    return _LEFT + at * each + each * (1 - _FILLED) / 2, each * _FILLED


def _y(value: int, top: int) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / top)


def _text(shown: str, x: float, y: float, anchor: str) -> SafeMarkup:
    return element("text", shown, attributes={"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor})
