"""The reading of a body by trafilatura."""

from __future__ import annotations

from pipelines.body.trafilatura import extract_blocks
from pipelines.page.tree import parse

PARAGRAPHS = [
    "قال وزير المالية في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم المقاولات الصغيرة في جميع الجهات.",
    "وأضاف الوزير أن البرنامج يمتد على ثلاث سنوات، ويستفيد منه أكثر من خمسين ألف مقاول شاب في المدن والقرى كلها.",
]


def test_paragraphs_items_rows_and_breaks_are_lines() -> None:
    """Every part of the text is a line; the cells of a row are on one line."""
    page = parse(
        f"<html><body><article><p>{PARAGRAPHS[0]}</p><ul><li>بند أول</li><li>بند ثان</li></ul>"
        f"<table><tr><td>فاس</td><td>12</td></tr></table><p>{PARAGRAPHS[1]}<br>سطر آخر</p></article></body></html>"
    )

    assert [PARAGRAPHS[0], "بند أول", "بند ثان", "فاس 12", PARAGRAPHS[1], "سطر آخر"] == extract_blocks(page)


def test_the_same_page_gives_the_same_lines_every_time() -> None:
    """Pages read before have no effect."""
    html = f"<html><body><article><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></article></body></html>"

    assert [PARAGRAPHS] * 5 == [extract_blocks(parse(html)) for _ in range(5)]


def test_a_page_without_text_has_no_lines() -> None:
    """An empty page gives an empty list."""
    assert [] == extract_blocks(parse("<html><body></body></html>"))
