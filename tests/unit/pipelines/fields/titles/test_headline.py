"""Which words are the headline."""

from __future__ import annotations

from pipelines.fields.titles.headline import find_headline
from pipelines.fields.titles.kicker_deck import find_deck, find_kicker
from pipelines.fields.titles.site_names import site_names
from pipelines.page.head import read_head
from pipelines.page.landmarks import find_landmarks
from pipelines.page.tree import parse
from tests.support.tables import every_row

TITLE = "الحكومة تصادق على مشروع قانون جديد"


def _found(html: str, outlet: str = "") -> str | None:
    tree = parse(html)
    found = find_headline(tree, find_landmarks(tree), read_head(tree, "https://outlet.example/1"), outlet=outlet)
    return found.text if found is not None else None


@every_row(
    "html",
    [
        f"<title>{TITLE} - موقع الخبر</title><body><h1>{TITLE}</h1>",
        f"<title>موقع الخبر | {TITLE}</title><body><h1>موقع الخبر</h1><h2>{TITLE}</h2>",
        f"<title>{TITLE}</title><body><table><tr><td><font size=5><b>{TITLE}</b></font></td></tr></table>",
        f"<title>الخبر - أخبار - {TITLE}</title><body><p>الحكومة تصادق على<br>مشروع قانون جديد</p>",
        (
            f'<title>موقع الخبر</title><meta property="og:title" content="{TITLE} - موقع الخبر">'
            '<meta property="og:site_name" content="موقع الخبر"><body><p>نص</p>'
        ),
        f"<title>عنوان آخر كتب لمحركات البحث</title><body><h1>{TITLE}</h1>",
    ],
    ids=["h1", "h2 under a logo", "font", "broken line", "claimed only", "own h1"],
)
def test_the_headline_is_what_page_and_head_agree_on(html: str) -> None:
    """Old and new pages, with the site's name before or behind it."""
    assert TITLE == _found(f"<html><head>{html}")


def test_the_printed_form_wins() -> None:
    """Quotes that a meta loses are kept."""
    html = (
        '<html><head><meta property="og:title" content="الشيخ تحيفة يوضح الأمر"><body><h1>"الشيخ تحيفة" يوضح الأمر</h1>'
    )

    assert '"الشيخ تحيفة" يوضح الأمر' == _found(html)


def test_a_title_that_is_nowhere_on_the_page_proves_nothing() -> None:
    """A directory of links has a title, too."""
    assert None is _found("<html><head><title>أخبار العالم من كل مكان</title><body><p>روابط وأخبار متفرقة</p>")


def test_what_is_beside_the_headline_in_titles_is_the_site() -> None:
    """The rest of the title is the site's name."""
    head = read_head(parse(f"<html><head><title>{TITLE} - المدينة نيوز</title><body>"), "https://outlet.example/1")

    assert frozenset({"المدينه نيوز"}) == site_names(head, "", TITLE)


def test_kicker_and_deck_stand_by_the_headline() -> None:
    """The short lines above and below it, where they are named."""
    tree = parse(
        f"<html><head><title>{TITLE}</title></head><body><header><div class='kicker'>بعد جدل</div><h1>{TITLE}</h1>"
        "<h2 class='entry-sub-title'>تفاصيل ما دار في الجلسة</h2></header></body></html>"
    )
    seen = find_landmarks(tree)
    found = find_headline(tree, seen, read_head(tree, "https://outlet.example/1"), outlet="")

    assert found is not None
    assert ("بعد جدل", "تفاصيل ما دار في الجلسة") == (find_kicker(seen, found), find_deck(seen, found))


def test_a_cross_head_is_no_deck() -> None:
    """Though it is named as one: it stands below the first paragraph."""
    paragraph = (
        "<p>صادقت الحكومة في اجتماعها الأسبوعي على مشروع قانون ينظم عمل الأسواق القديمة في المدن الداخلية كلها.</p>"
    )
    tree = parse(
        f"<html><head><title>{TITLE}</title></head><body><div><h1>{TITLE}</h1><p class='teasertext'>تفاصيل الجلسة</p>"
        f"{paragraph}<h2 class='subtitle'>بعد الجلسة</h2>{paragraph}</div></body></html>"
    )
    seen = find_landmarks(tree)
    found = find_headline(tree, seen, read_head(tree, "https://outlet.example/1"), outlet="")

    assert found is not None
    assert find_deck(seen, found) == "تفاصيل الجلسة"


TEXT = (
    "<p>صادقت الحكومة في اجتماعها الأسبوعي على مشروع قانون ينظم عمل الأسواق القديمة في المدن الداخلية كلها.</p>"
    "<p>وقال وزير التجارة إن المشروع يحمي الحرفيين من المضاربة، وإنه سيعرض على البرلمان قبل نهاية الشهر.</p>"
)


@every_row(
    "html",
    [
        f"<title>موقع الخبر</title><body><span id='ctl00_Main_lblTitle'>{TITLE}</span>{TEXT}",
        f"<title>موقع الخبر</title><body><div><span id='ContentPlaceHolder1_NewsTitle'>{TITLE}</span></div>{TEXT}",
        f"<title>موقع الخبر</title><body><div class='ttl'><b>{TITLE}</b></div>{TEXT}",
        f"<title>موقع الخبر</title><body><p><font size=6><strong>{TITLE}</strong></font></p>{TEXT}",
        f"<title>موقع الخبر</title><body><p class='head-title'>{TITLE}</p><p>23-11-2026</p>{TEXT}",
        f"<title>موقع الخبر</title><body><h3>{TITLE}</h3>{TEXT}<h3>تصفح المزيد من الأخبار</h3>",
        f"<title>موقع الخبر</title><body><h1>موقع الخبر</h1><h3>{TITLE}</h3>{TEXT}",
        f"<title>قانون جديد: الحكومة تصادق على مشروع | موقع الخبر</title><body><h2>{TITLE}</h2>{TEXT}",
    ],
    ids=["web forms", "web forms in a div", "ttl", "font", "class", "lone h3", "below a logo", "nearly the title"],
)
def test_the_only_heading_above_the_text_is_the_headline_where_nothing_else_is(html: str) -> None:
    """The whole article would be refused without it."""
    assert TITLE == _found(f"<html><head>{html}", "موقع الخبر")


@every_row(
    "html",
    [
        f"<title>موقع الخبر</title><body><h3><a href='/1'>{TITLE}</a></h3>{TEXT}",
        f"<title>موقع الخبر</title><body><h3>{TITLE}</h3><h3>عنوان آخر من القائمة نفسها</h3>{TEXT}",
        f"<title>موقع الخبر</title><body><h3>{TITLE}</h3><p>لا نص هنا</p>",
        f"<title>موقع الخبر</title><body><h3>{TITLE}</h3>"
        + f"<p><a href='/1'>دليل الأناشيد</a></p>{TEXT[: len(TEXT) // 2]}</p>" * 5,
    ],
    ids=["linked", "two", "no text", "directory"],
)
def test_a_heading_of_a_list_is_no_headline(html: str) -> None:
    """It leads to another page, or is one of several."""
    assert _found(f"<html><head>{html}", "موقع الخبر") is None


@every_row("h1", ["BBC News, عربي", "BBC News عربي", "صحيفة BBC News عربي"])
def test_the_name_of_the_outlet_is_never_the_headline(h1: str) -> None:
    """Not in the spelling of its logo either."""
    html = f"<title>{TITLE} - BBC News عربي</title><body><h1>{h1}</h1><h2>{TITLE}</h2>{TEXT}"

    assert TITLE == _found(f"<html><head>{html}", "BBC News عربي")


def test_the_same_words_in_another_order_agree() -> None:
    """The printed form wins."""
    other = "على مشروع قانون جديد الحكومة تصادق"
    html = f"<title>{other} - صحيفة الخبر اليوم</title><body><h1>{TITLE}</h1>{TEXT}<div>صحيفة الخبر اليوم</div>"

    assert TITLE == _found(f"<html><head>{html}", "الخبر")


@every_row("title", ["{} - محليات - الخبر", "{} | ليلى منصور | الخبر", "الخبر - محليات - {}"])
def test_only_the_outermost_part_of_a_title_names_the_site(title: str) -> None:
    """What is between may be a section or an author."""
    tree = parse(f"<html><head><title>{title.format(TITLE)}</title></head><body><h1>{TITLE}</h1>")

    assert frozenset({"الخبر"}) == site_names(read_head(tree, "https://outlet.example/1"), "", TITLE)


@every_row(
    "html",
    [
        f"<title>الخبر</title><body><header><a href='/'>دفاتر المدينة</a></header><h1>{TITLE}</h1>{TEXT}",
        f"<title>دفاتر المدينة :: بيان</title><body><a href='/'>دفاتر المدينة</a><h1>{TITLE}</h1><p>بيان</p>{TEXT}",
        f"<title>تفاصيل الخبر</title><body><h1>تفاصيل الخبر</h1><h2>{TITLE}</h2>{TEXT}<h2>أخبار أخرى من الموقع</h2>",
        f'<title>x</title><meta property="og:title" content="{TITLE} - ليلى منصور"><body><h1>{TITLE}</h1>{TEXT}',
        (
            f'<title>x</title><meta property="og:title" content="{TITLE}"><body><div class="my-widget"><div class="box">'
            f"<h2>{TITLE} <sup>مميز</sup></h2>{TEXT}</div></div>"
        ),
    ],
    ids=["title is the site", "name of the home link", "generic title", "author behind", "label in the heading"],
)
def test_the_headline_is_found_among_names_of_the_site(html: str) -> None:
    """What the home link is called, a template's own title, an author and a label are no part of it."""
    assert TITLE == _found(f"<html><head>{html}", "")


LONG = TEXT + (
    "<p>وأضاف الوزير أن لجنة من غرف التجارة ستراجع أسعار الإيجار في كل سوق، وأن نتائجها ستنشر مطلع العام المقبل.</p>"
)
LONGER = "الحكومة تصادق على مشروع قانون جديد ينظم الأسواق القديمة في المدن الداخلية كلها"


@every_row(
    "above",
    [
        f"<p><b>{TITLE}</b><br><small>27-11-2026 09:30 صباحا</small></p>",
        f"<div><p style='color:red'>الرباط، في 26 نوفمبر 2026</p></div><p style='font-size:28px'>{TITLE}</p>",
        f"<p><b>مجلة الخبر - العدد الحادي والأربعون</b></p><p><b><span style='font-size:20.0pt'>{TITLE}</span></b></p>",
        f"<p><b>{TITLE}</b></p><p align=left><b>بقلم: د. ليلى منصور</b></p>",
    ],
    ids=["bold with a date below", "large", "the largest", "above a byline"],
)
def test_the_bold_or_large_line_above_a_text_is_its_headline_where_no_heading_is(above: str) -> None:
    """No date, byline or issue of a magazine is."""
    assert TITLE == _found(f"<html><head><title>صفحة</title><body>{above}{LONG}")


def test_a_linked_line_above_the_text_is_the_headline_where_the_foot_repeats_it() -> None:
    """A reader of feeds prints it twice; the title of another page stands once."""
    linked = f"<div><a href='https://other.example/774'>{TITLE}</a></div>"
    foot = f"<p>The post <a href='https://other.example/774'>{TITLE}</a> first appeared on other.example.</p>"

    assert TITLE == _found(f"<html><head><title>(42) قارئ</title><body><h1>قارئ</h1>{linked}{LONG}{foot}")
    assert _found(f"<html><head><title>(42) قارئ</title><body><h1>قارئ</h1>{linked}{LONG}") is None


@every_row(
    "body",
    [
        f"<p>{TITLE}</p>{LONG}",
        f"<p><b>{TITLE}</b></p>{TEXT}",
        f"<p><b>{TITLE}</b></p>"
        + "".join(f"<h4><a href='/{each}'>سوق أخرى تفتح أبوابها في الشتاء</a></h4>{TEXT}" for each in (1, 2, 3)),
    ],
    ids=["plain", "short text", "list"],
)
def test_a_line_above_is_no_headline_without_proof(body: str) -> None:
    """It is bold or large, three paragraphs follow it, and no titles of other pages stand between them."""
    assert _found(f"<html><head><title>صفحة</title><body>{body}") is None


@every_row(
    "html",
    [
        f"<h1>المركز الإعلامي</h1><h2 class='n-title'>{LONGER}</h2><div>2/5</div>{LONG}",
        f"<p class='newsTitle'><strong>{LONGER}</strong></p>{LONG}",
        f"<h6>{LONGER}</h6>{LONG}",
        f"<div class='menuitem112'><h2>{LONGER}</h2>{'<li>القسم:</li><li>بيانات</li>' * 4}{LONG}</div>",
    ],
    ids=["below the name of a desk", "bold in a named paragraph", "h6", "in a wrapper that is called a menu"],
)
def test_a_long_heading_is_no_paragraph(html: str) -> None:
    """Labels between it and the text do not part them."""
    assert LONGER == _found(f"<html><head><title>x</title><body>{html}")


def test_a_menu_parts_the_name_of_an_institution_from_the_headline() -> None:
    """The name is in a lone `<h1>`; a headline with links to share it above a deck is longer than a name."""
    menu = "<ul><li><a href='/a'>اللجان</a></li><li><a href='/b'>القرارات</a></li></ul>"
    deck = "<h3>الوزير: المشروع يحمي الحرفيين من المضاربة وسيعرض على البرلمان</h3>"

    assert TITLE == _found(
        f"<html><head><title>القرارات</title><body><h1>مجلس المحافظة القديمة</h1>{menu}<h3>{TITLE}</h3>{LONG}"
    )
    assert TITLE == _found(f"<html><head><title>القرارات</title><body><h1>{TITLE}</h1>{menu}{deck}{LONG}")


def test_a_kicker_within_the_heading_is_no_part_of_the_headline() -> None:
    """The page declares one part of the heading alone; two printed parts of a declared title stay together."""
    kicker = f"<h1><span>الأسواق القديمة</span> <span>{TITLE}</span></h1>"
    declared = f'<html><head><meta property="og:title" content="{TITLE}"><body>'

    assert TITLE == _found(f"{declared}{kicker}{LONG}")
    assert TITLE == _found(f"{declared}<h1><span>الحكومة تصادق على</span> <span>مشروع قانون جديد</span></h1>{LONG}")


@every_row("sign", ["# {}", "{} ¶", "{} #"])
def test_the_sign_of_a_link_to_the_heading_is_no_part_of_it(sign: str) -> None:
    """A hashtag is one."""
    assert TITLE == _found(f"<html><head><title>{TITLE}</title><body><h1>{sign.format(TITLE)}</h1>{LONG}")
    assert f"#{TITLE}" == _found(f"<html><head><title>{TITLE}</title><body><h1>#{TITLE}</h1>{LONG}")


def test_a_headline_can_begin_with_the_name_of_the_site() -> None:
    """An institution writes about itself: the article's node and og:title agree on the printed heading."""
    title = "طيران الأفق تطلب اثنتي عشرة طائرة جديدة"
    node = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{title}"}}</script>'
    head = f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="طيران الأفق">{node}'

    assert title == _found(f"<html><head>{head}<body><h1>{title}</h1>{LONG}")
