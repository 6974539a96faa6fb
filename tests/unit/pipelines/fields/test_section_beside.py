"""The section that is beside the headline and in no menu."""

from __future__ import annotations

from pipelines.fields.sections.section import find_section
from pipelines.fields.titles.headline import find_headline
from pipelines.page.head import read_head
from pipelines.page.landmarks import find_landmarks
from pipelines.page.tree import parse
from tests.support.tables import every_row

TITLE = "الحكومة تطلق برنامجا جديدا للقرى"
TEXT = "<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في جميع الجهات.</p>"


def _section(*, above: str = "", below: str = "", title: str = TITLE) -> str | None:
    html = (
        f"<html><head><title>{title}</title></head><body><main>{above}<h1>{TITLE}</h1>{below}<div>{TEXT}</div></main>"
    )
    tree = parse(html)
    seen, head = find_landmarks(tree), read_head(tree, "https://outlet.example/1")
    headline = find_headline(tree, seen, head, outlet="")
    assert headline is not None
    return find_section(tree, seen, head, headline, sites=frozenset({"الافق"}), selector=None)


@every_row(
    ("above", "below"),
    [
        ("<span id=ctl00_lblCat>محليات</span>", ""),
        ("<h4 class=rub>محليات</h4>", ""),
        ("", "<div class='x cat'>محليات</div>"),
        ("", "<div class=blogcats><a>محليات</a></div>"),
        ("", "<p><b>ليلى منصور</b> في <a>محليات</a></p>"),
        ("", "<p>نشرت ضمن تصنيف <a href=/7>محليات</a></p>"),
        ("", "<span>محليات :: 2026/11/27 23:50 :: بيروت - ليلى منصور</span>"),
        ("<div class=breadcrumb>الرئيسية &gt; <a>محليات</a></div>", ""),
    ],
)
def test_the_section_beside_the_headline_is_found(above: str, below: str) -> None:
    """By the name of its element, behind a preposition, as the opening of a row with a date, behind the front page."""
    assert _section(above=above, below=below) == "محليات"


@every_row(
    ("above", "below"),
    [
        ("", "<div class=cat>بيروت</div>"),
        ("", "<div class=type>ليلى منصور</div>"),
        ("", "<div class=cat>الأفق</div>"),
        ("", "<div class=cat><a>محليات</a> <a>سياسة</a> <a>رياضة</a></div>"),
        ("", "<p><b>ليلى منصور</b> تكتب من <a>محليات</a></p>"),
        ("", "<span>ليلى منصور :: 2026/11/27 :: محليات</span>"),
        (
            "<ul><li>الأخبار<ul><li><a href=/1>محليات</a></li></ul></li><li>أ</li><li>ب</li><li>ج</li><li>د</li></ul>",
            "",
        ),
    ],
    ids=[
        "a town",
        "a person",
        "the site",
        "a menu",
        "another word",
        "a person first",
        "a submenu",
    ],
)
def test_no_section_is_invented(above: str, below: str) -> None:
    assert _section(above=above, below=below) is None
