"""What each element holds is added up once, and is what climbing from every line would give."""

from __future__ import annotations

from lxml.html import HtmlElement

from benchmarks.reader.page_sets import newsroom_pages
from pipelines.body.removal.line_sums import line_sums
from pipelines.page.tree import TextLine, lines, parse

_PAGE = newsroom_pages(7)[0][0].body.decode()


def climbed(found: list[TextLine], values: list[int]) -> dict[HtmlElement, int]:
    """Return the sums by climbing from each line, as the definition says."""
    sums: dict[HtmlElement, int] = {}
    for line, value in zip(found, values, strict=True):
        for each in (line.block, *line.block.iterancestors()):
            sums[each] = sums.get(each, 0) + value
    return sums


def test_sums_are_those_of_climbing_in_the_same_order() -> None:
    """The order of the elements decides which of two equal ones is taken first."""
    found = lines(parse(_PAGE))
    letters = [len(each.text) for each in found]

    assert [list(climbed(found, letters).items())] == [list(each.items()) for each in line_sums(found, letters)]


def test_several_values_share_one_climb() -> None:
    """Each value has its own sums, over the same elements."""
    found = lines(parse("<div><p>one</p><p>two <b>three</b></p></div>"))
    words, ones = line_sums(found, [each.words for each in found], [1] * len(found))
    body = found[0].block.getparent()

    assert body is not None
    assert (3, 2) == (words[body], ones[body])


def test_no_lines_give_no_sums() -> None:
    """A page without text has nothing to add up."""
    assert [{}] == line_sums([], [])
