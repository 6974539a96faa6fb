"""The rubric that stands by a headline and in the site's menu."""

from __future__ import annotations

import pytest

from pipelines.fields.headline import find_headline
from pipelines.fields.section import menu_candidates
from pipelines.page.head import read_head
from pipelines.page.landmarks import find_landmarks
from pipelines.page.tree import parse

TITLE = "الحكومة تطلق برنامجا جديدا للقرى"
MENU = "".join(
    f"<li><a href='/{n}'>{name}</a></li>" for n, name in enumerate(("سياسة", "اقتصاد", "رياضة", "ثقافة", "صحة"))
)
TEXT = "<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في جميع الجهات.</p>"


def _rubric(*, above: str = "", below: str = "", menu: str = MENU) -> list[str]:
    html = (
        f"<html><head><title>{TITLE}</title></head><body><header><ul>{menu}</ul></header>"
        f"<main><div class='story'>{above}<h1>{TITLE}</h1>{below}<div>{TEXT}</div></div></main></body></html>"
    )
    tree = parse(html)
    seen, head = find_landmarks(tree), read_head(tree, "https://outlet.example/1")
    headline = find_headline(tree, seen, head, outlet="")
    return [] if headline is None else [each.value for each in menu_candidates(seen, headline)]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("<span class='c'>اقتصاد</span>", ""),
        ("<div><a href='/1'>اقتصاد</a></div>", ""),
        ("<div>الرئيسية &gt; اقتصاد</div>", ""),
        ("", "<div><span>اقتصاد</span> | <span>23 نوفمبر 2026</span></div>"),
    ],
)
def test_a_word_of_the_menu_by_the_headline_is_the_rubric(above: str, below: str) -> None:
    """Above it or below it, in a line, a link or a path."""
    assert ["اقتصاد"] == _rubric(above=above, below=below)


@pytest.mark.parametrize(
    ("above", "menu"),
    [
        ("<span class='c'>تحليل</span>", MENU),
        ("<span class='c'>اقتصاد</span>", ""),
        (f"<ul>{MENU}</ul>", MENU),
        ("", MENU),
        ("<span>شارك</span>", MENU + "<li><a href='/s'>شارك</a></li>"),
    ],
)
def test_no_rubric_is_invented(above: str, menu: str) -> None:
    """A word that no menu has, the end of the menu itself, a button."""
    assert [] == _rubric(above=above, menu=menu)
