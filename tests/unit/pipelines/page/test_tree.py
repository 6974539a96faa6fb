"""The guarded tree and its lines."""

from __future__ import annotations

import pytest

from pipelines.page.tree import PageTooComplex, lines, parse
from tests.support.tables import every_row


@every_row(
    "page",
    [
        "<div>" * 100_000 + "x",
        "<p>x" * 500_000,
        "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">x",
        "<p " + " ".join(f"a{number}=1" for number in range(600)) + ">x</p>",
    ],
    ids=["depth", "elements", "attributes", "many attributes"],
)
def test_a_poisonous_page_is_refused_before_it_is_read(page: str) -> None:
    """Depth, elements and attributes beyond any article raise TooDeep."""
    with pytest.raises(PageTooComplex):
        parse(page)


def test_blocks_and_line_breaks_part_lines() -> None:
    """Every block and every `<br>` begins a line; inline elements do not."""
    page = parse("<div>أول <b>سطر</b><br>ثان<p>ثالث</p>رابع</div>")

    assert ["أول سطر", "ثان", "ثالث", "رابع"] == [each.text for each in lines(page)]


def test_a_line_knows_how_much_of_it_is_a_link() -> None:
    """The letters inside `<a>` are counted."""
    line = lines(parse("<p>نص <a href='/x'>رابط</a></p>"))[0]

    assert (4, "p") == (line.linked, line.block.tag)


def test_an_empty_page_has_no_lines() -> None:
    """A page without a byte of text gives none."""
    assert [] == lines(parse(""))
