"""Adds up what each element of a page holds of its lines, every element once."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from pipelines.page.tree import TextLine


def line_sums(found: Sequence[TextLine], *values: Sequence[int]) -> list[dict[HtmlElement, int]]:
    """Return, for each of *values* (one number a line), the sum that each element with lines holds.

    The elements are in the order in which climbing from line to line meets them first. The tree must not change
    meanwhile.
    """
    above: dict[HtmlElement, HtmlElement | None] = {}
    depth: dict[HtmlElement, int] = {}
    for line in found:
        if line.block not in above:
            _climb(line.block, above, depth)
    order = sorted(depth, key=depth.__getitem__, reverse=True)
    sums: list[dict[HtmlElement, int]] = []
    for numbers in values:
        total = dict.fromkeys(above, 0)
        for line, number in zip(found, numbers, strict=True):
            total[line.block] += number
        for each in order:
            parent = above[each]
            if parent is not None:
                total[parent] += total[each]
        sums.append(total)
    return sums


def _climb(block: HtmlElement, above: dict[HtmlElement, HtmlElement | None], depth: dict[HtmlElement, int]) -> None:
    """Note the parent and the depth of *block* and of every element around it that is not known yet."""
    path: list[HtmlElement] = []
    each: HtmlElement | None = block
    while each is not None and each not in above:
        path.append(each)
        above[each] = each = each.getparent()
    level = 0 if each is None else depth[each] + 1
    for at, one in enumerate(reversed(path)):
        depth[one] = level + at
