"""The rubric that stands by a headline and in the site's menu."""

from __future__ import annotations

from pipelines.fields.sections.section import find_section, menu_candidates
from pipelines.fields.titles.headline import find_headline
from pipelines.page.head import read_head
from pipelines.page.landmarks import find_landmarks
from pipelines.page.tree import parse
from tests.support.tables import every_row

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


@every_row(
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


@every_row(
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


@every_row(
    ("entry", "name"),
    [
        ("<li><a href='/writers/7'>ليلى منصور</a></li>", "ليلى منصور"),
        ("<li><a href='/page/7'>ليلى منصور</a></li>", "ليلى منصور"),
        ("<li><a href='/files/issue.pdf'>عدد اليوم</a></li>", "عدد اليوم"),
        ("<li><a href='/app'>تحميل التطبيق</a></li>", "تحميل التطبيق"),
    ],
)
def test_an_author_or_a_download_in_the_menu_is_no_section(entry: str, name: str) -> None:
    """It is printed near the headline, too."""
    link = entry.removeprefix("<li>").removesuffix("</li>")

    assert _section(above=f"<div>{link}</div>", menu=MENU + entry) is None, name


@every_row(
    "below",
    [
        "<span itemprop='articleSection'>اقتصاد</span>",
        "<meta itemprop='articleSection' content='اقتصاد'>",
        "<div class='post-cats'><a href='/c/1'>اقتصاد</a> <a href='/c/2'>أسواق</a> <a href='/c/3'>بنوك وتمويل</a></div>",
        "<span class='cat-links'>نشر في <a href='/c/1'>اقتصاد</a></span>",
    ],
)
def test_microdata_and_categories_name_the_section(below: str) -> None:
    """The first of several is the section, however long the line is."""
    assert "اقتصاد" == _section(below=below, menu="")


def test_the_section_of_the_listing_counts_where_the_page_says_nothing() -> None:
    """What the page says is stronger."""
    assert "رياضة" == _section(menu="", listed="رياضة")
    assert "اقتصاد" == _section(menu="", listed="رياضة", below="<span itemprop='articleSection'>اقتصاد</span>")


@every_row(
    ("above", "below"),
    [
        ("<div class='brd'><a href='/'>الرئيسية</a> / <a href='/e'>اقتصاد</a></div>", ""),
        ("<p><a href='/'>الصفحة الأساسية</a> &gt; <a href='/e'>اقتصاد</a> &gt; <b>الحكومة تطلق…</b></p>", ""),
        (
            "<div class='x1'><a href='/'>الأولى</a><a href='/e'>اقتصاد</a><b>الحكومة تطلق برنامجا جديدا للقرى</b></div>",
            "",
        ),
        ("<div id='hierarchie'><a>الصفحة الأساسية</a><a>اقتصاد</a></div>", ""),
        (
            "<td><span>&gt; <a href='index.php'>منتدى النيل</a></span> <span>&gt; <a href='f12.html'>اقتصاد</a></span></td>",
            "",
        ),
        ("<nav class='siteBreadcrumb'><ul><li>الرئيسية</li><li>ملفات</li><li>اقتصاد</li></ul></nav>", ""),
        ("<nav class='bc'>الرئيسية / المركز الإعلامي / اقتصاد</nav>", ""),
        ("<div class='navigate_section'><li><a>ملتقى النيل</a> »</li><li><span>اقتصاد</span></li></div>", ""),
        ("<ol class='breadcrumb'><li>الرئيسية</li><li>اقتصاد</li><li>تفاصيل الخبر</li></ol>", ""),
        ("<div class='sec'><a>محليات</a> / <a>اقتصاد</a></div>", ""),
        ("<span class='badge'>اقتصاد</span>", ""),
        ("<div class='head'><span class='text-xs uppercase'>اقتصاد</span></div>", ""),
        ("<div class='tcat'><span class='catname'>اقتصاد</span></div>", ""),
        ("", "<p>تصنيف الخبر: اقتصاد</p>"),
        ("<p>القسم : اقتصاد | العدد 12</p>", ""),
        ("", "<a href='m.php?topic=4'><img src='eco.gif' alt='اقتصاد'></a>"),
        ("<section data-category='اقتصاد'><i></i>", ""),
    ],
)
def test_the_section_is_found_without_a_menu(above: str, below: str) -> None:
    """A path by its form, a badge above the headline, a label before the name, the picture of a topic, an attribute."""
    assert "اقتصاد" == _section(above=above, below=below, menu="")


def test_the_labels_of_a_blog_and_the_middle_of_a_title_are_sections_where_a_menu_has_them() -> None:
    """The first label; the part of the title between headline and site."""
    labels = "<p>التسميات: <a rel='tag' href='/l/1'>اقتصاد</a>, <a rel='tag' href='/l/2'>قرى</a></p>"

    assert ["اقتصاد", None, "اقتصاد"] == [
        _section(below=labels),
        _section(below=labels, menu=""),
        _section(title=f"{TITLE} | اقتصاد | الأفق"),
    ]


@every_row(
    ("above", "below"),
    [
        ("<div><a href='/'>الرئيسية</a> | <a href='/2'>سياسة</a> | <a href='/3'>رياضة</a></div>", ""),
        ("<ul><li><a href='/'>الأولى</a></li><li><a href='/2'>سياسة</a></li></ul>", ""),
        ("<span class='tag'>سياسة</span><span class='tag'>قرى</span>", ""),
        ("<span class='cat'>نوفمبر 28, 2026</span>", ""),
        ("<span class='badge'>22</span>", ""),
        ("", "<a href='/news/7'><img src='x.jpg' alt='الوزير أمس'></a>"),
        ("", "<p>عدد القراء: ألف</p>"),
    ],
)
def test_no_section_is_made_of_something_else(above: str, below: str) -> None:
    """A menu, several tags, a date, a counter, a picture of the article."""
    assert None is _section(above=above, below=below, menu="")


def test_a_step_of_the_path_is_no_name_of_the_site() -> None:
    """`section - headline` is a title, too."""
    path = "<div class='breadcrumb'><a href='/'>الرئيسية</a> &gt; <a href='/n'>الأخبار</a></div>"

    assert "الأخبار" == _section(above=path, menu="", sites=frozenset({"الاخبار"}))


def _section(
    *,
    title: str = TITLE,
    sites: frozenset[str] = frozenset(),
    above: str = "",
    below: str = "",
    menu: str = MENU,
    listed: str | None = None,
) -> str | None:
    html = (
        f"<html><head><title>{title}</title></head><body><header><ul>{menu}</ul></header>"
        f"<main><div class='story'>{above}<h1>{TITLE}</h1>{below}<div>{TEXT}</div></div></main></body></html>"
    )
    tree = parse(html)
    seen, head = find_landmarks(tree), read_head(tree, "https://outlet.example/1")
    headline = find_headline(tree, seen, head, outlet="")
    assert headline is not None
    return find_section(tree, seen.around(headline.element), head, headline, sites=sites, selector=None, listed=listed)


def test_a_row_of_links_is_no_badge() -> None:
    """A menu can have the name of a section, and is glued to one word where its links have no blank between them."""
    menu = "<div class='section-header'><a href='/1'>القماش</a><a href='/2'>الشيلان</a><a href='/3'>الورشة</a></div>"

    assert _section(above=menu, menu="") is None
