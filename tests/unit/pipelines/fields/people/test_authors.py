"""Whom a whole page proves to be its author."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from storage.records import Article, Page
from storage.source import ExtractRules
from tests.support.pages import URL, article_of
from tests.support.tables import every_row

BODY = (
    "قال وزير المالية في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم المقاولات الصغيرة في جميع الجهات.",
    "وأضاف الوزير أن البرنامج يمتد على ثلاث سنوات، ويستفيد منه أكثر من خمسين ألف مقاول شاب في المدن والقرى.",
)
HEADLINE = "الحكومة تطلق برنامجا لدعم المقاولات الصغيرة"


def _article(*, meta: str = "", below: str = "", signs: str | None = None) -> Article:
    text = "".join(f"<p>{each}</p>" for each in BODY)
    html = (
        f"<html><head><title>{HEADLINE}</title></head><body><article><h1>{HEADLINE}</h1>{meta}"
        f"<div class='text'>{text}{below}</div></article></body></html>"
    )
    return article_of(html, replace(unknown_source(URL), extract=ExtractRules(signs=signs)))


@every_row(
    ("signs", "authors"), [("below", ("ليلى منصور",)), ("above", ()), (None, ())], ids=["below", "above", "unknown"]
)
def test_a_bare_name_is_believed_where_its_outlet_is_known_to_sign(signs: str | None, authors: tuple[str, ...]) -> None:
    """Elsewhere the line stays in the text, and nobody is made an author of it."""
    article = _article(below="<p>ليلى منصور</p>", signs=signs)

    assert (authors, not authors) == (article.authors, article.body.endswith("ليلى منصور"))


@every_row(
    ("meta", "below"),
    [
        ("<div><i class='far fa-user'></i> ليلى منصور</div>", ""),
        ("<div><a href='/author/12'>ليلى منصور</a> | 22 نوفمبر 2026</div>", ""),
        ("<div class='authorBox'><h3>ليلى منصور</h3></div>", ""),
        ("<div class='byline'><span>ليلى منصور</span><span>الأربعاء 12 مارس 2025 - 10:30</span></div>", ""),
        ("<span class='username'>ليلى منصور</span>", ""),
        ("<div class='writer'>ليلى منصور<br>22-11-2026 | 10:30</div>", ""),
        ("", "<p>ليلى منصور</p><p>كاتبة وباحثة</p>"),
        ("", "<p>* ليلى منصور، باحثة في الاقتصاد</p>"),
    ],
)
def test_a_page_can_prove_its_author(meta: str, below: str) -> None:
    """By a person's picture, an author's address, a name for it, or a note below the text that says what she does."""
    article = _article(meta=meta, below=below)

    assert (("ليلى منصور",), "\n\n".join(BODY)) == (article.authors, article.body)


def test_a_list_of_writers_makes_none_of_them_the_author() -> None:
    """Four and more side by side are the paper's writers."""
    names = ("أحمد العلوي", "سامي الحداد", "ليلى منصور", "منى فاروق")
    found = _article(meta="".join(f"<div class='writer'>{each}</div>" for each in names))

    assert () == found.authors


NAME = "ليلى منصور"
SCOPE = "<div itemprop='author' itemscope itemtype='https://schema.org/{}'><span itemprop='name'>{}</span>{}</div>"


@every_row(
    "meta",
    [
        "<div>مرسلة بواسطة ليلى منصور</div>",
        "<div>نشر من طرف ليلى منصور</div>",
        "<div>الكاتبة: ليلى منصور</div>",
        "<div>نص وعدسة: ليلى منصور</div>",
        "<div>شعر: ليلى منصور</div>",
        "<div>من ليلى منصور</div>",
        "<div>بواسطة ليلى منصور، 27 نوفمبر، 2026 06:12 م</div>",
        "<div>كتبته: <a href='m?u=5'>ليلى منصور</a> - 2026/11/28 - 11:02 صباحا - المشاهدات 1,902 - الردود 4 - الأعضاء</div>",
        "<div>بواسطة ليلى منصور تاريخ النشر: 28-11-2026 09:55 PM عدد المشاهدات: 642</div>",
        "<div>بقلم: ليلى منصور • 27 نوفمبر 2026</div>",
        "<div class='byline'>حررته ليلى منصور</div>",
        "<div class='byline'>حوار: ليلى منصورتصوير: كريم الأسمر</div>",
        "<div class='author'>ليلى منصور محررة ثقافية</div>",
        "<news-byline><author-name>ليلى منصور</author-name></news-byline>",
        "<div class='post-footer'><span class='post-author vcard'>مرسلة بواسطة <b class='fn'>ليلى منصور</b></span></div>",
        "<div>ليلى منصور من القاهرة</div>",
        "<div>ليلى منصور 12 مارس 2025</div>",
        "<div>ليلى منصور12 مارس 2025 - 10:30 ص</div>",
        "<div>2025/03/12 - ليلى منصور</div>",
        "<div>الأربعاء 12 مارس 2025 | 10:30 مساء ليلى منصور</div>",
        "<div class='author'>ليلى منصورالأربعاء 12 مارس 2025</div>",
        "<div class='author'>- ليلى منصور</div>",
        "<div class='byline'>– ليلى منصور – القاهرة</div>",
        "<div class='byline'>ليلى منصور القاهرة</div>",
        "<div class='vcard'><a class='url fn n' href='/u/1'>ليلى منصور</a></div>",
        SCOPE.format("Person", NAME, "<span itemprop='jobTitle'>سلمى كريم</span>"),
        "<div class='author' hidden>سلمى كريم</div><div class='author'>ليلى منصور</div>",
        "<div aria-hidden='true'><span class='author'>سلمى كريم</span></div><div class='author'>ليلى منصور</div>",
        "<div class='author' style='display: none'>سلمى كريم</div><div class='author'>ليلى منصور</div>",
        "<h4 class='author'>Article information</h4><ul><li>Author, ليلى منصور</li></ul>",
        "<div>2026/11/22 - 01:17 PM | القراء: 88 | كتب - ليلى منصور</div>",
        "<div>ليلى منصور — الأحد 22 تشرين الثاني 2026</div>",
        "<p align='left'><font><strong>ليلى منصور</strong></font></p>",
        "<p style='text-align: left'>ليلى منصور</p>",
        "<div class='writer-box'><h3><a href='/w?id=9'>ليلى منصور</a></h3><span>على الرصيف</span></div>",
        "<div class='writer'><b>ليلى منصور</b><p>زاوية الجمعة</p></div>",
        "<x-author>ليلى منصور</x-author>",
        "<p><time datetime='2026-11-22'>الأحد 22 نونبر 2026 - 09:15</time> من طرف ليلى منصور</p>",
        "<div class='i'><span>22-11-2026 04:35 مساءً</span> | <span>القاهرة - ليلى منصور :</span> | <b>7,301</b></div>",
        "<div class='card'><a>حاورتها: ليلى منصور</a><span>2026/11/22 (آخر تحديث: 2026/11/22 على 08:15)</span></div>",
        "<div>22 نوفمبر 2026 (آخر تحديث: 23 نوفمبر 2026) - ليلى منصور</div>",
        "<div class='x'><div>ليلى منصور</div><div>صحفية · ٢٢ تشرين الثاني ٢٠٢٦ · ٤ دقائق قراءة</div></div>",
        "<div class='im'><div>تشرين الثاني 22, 2026</div><div>ليلى منصور</div></div>",
        "<p><a>ليلى منصور</a> / <a>المدينة</a> / 22 تشرين الثاني 2026</p>",
        "<p class='by'>نص <a>ليلى منصور</a> / صور <a>خالد ناصر</a></p>",
        "<div class='byl'>كلمات وصور: ليلى منصور <span>|</span> 4 كانون الثاني 2026</div>",
        "<div class='byline'><p class='author'>فاس: ليلى منصور</p><p class='date'>الخميس 26 نونبر 2026</p></div>",
        "<div class='m_1'><span>ليلى منصور</span><i></i><span>قبل ساعتين</span></div>",
        "<div class='m_1'><span>22/11/2026</span><b>ليلى منصور</b><span>12 تعليقا</span></div>",
        "<site-story><story-writer>ليلى منصور</story-writer></site-story>",
        "<meta name='author' content='Ziad Karam'><div class='author'>ليلى منصور</div>",
        "<meta name='DC.Creator' content='Designed By Soft Nile'><div class='byline'>كتبت: ليلى منصور</div>",
        "<meta name='author' content='ليلى منصور'><div class='author'>سلمى كريم</div><p>ليلى منصور</p>",
        '<script type=\'application/ld+json\'>{"@type":"NewsArticle","author":{"name":["ليلى منصور"]}}</script>',
    ],
)
def test_a_name_is_found_however_it_is_printed(meta: str) -> None:
    """Labels, dates, towns, dashes and hidden elements around a name are no part of it."""
    assert (NAME,) == _article(meta=meta).authors


@every_row(
    "meta",
    [
        SCOPE.format("Organization", "ليلى منصور", "<span itemprop='url'>https://outlet.example/logo.png</span>"),
        "<div class='author' hidden>ليلى منصور</div>",
        "<div class='author'>https://outlet.example/leila</div>",
        "<h4 class='author'>Article information</h4>",
        "<meta name='author' content='شركة الحلول الرقمية لتصميم المواقع'>",
        "<meta name='author' content='Designed By Soft Nile'>",
        "<meta name='author' content='Soft Nile Web Solutions'>",
        "<meta name='author' content='Sami Nile'><footer>Developed By Sami Nile</footer>",
        "<div class='author'>لكن بعد</div>",
        "<div class='author'>على الرصيف</div>",
        "<div class='im'><div class='author'>تشرين الثاني</div></div>",
        "<em>كتب بواسطة: <a>SuperUser Account</a></em> <em>عدد المشاهدات (508)</em>",
        "<div class='author'>جمعية الهلال</div>",
        "<div class='author'>ثغر الأردن</div>",
        "<div><span>ليلى منصور</span> <span>3 صور</span></div>",
        (
            "<a href='/'>صباح تونس</a><script type='application/ld+json'>"
            '{"@type":"NewsArticle","author":{"@type":"Person","name":"صباح تونس"}}</script>'
        ),
        "<a href='/amp'><img alt='مرايا الخليج'></a><div class='author'>مرايا الخليج</div>",
        "<figure><img src='x.jpg'><p align='left'>ليلى منصور</p></figure>",
        "<img src='x.jpg'><p align='left'>ليلى منصور</p>",
    ],
)
def test_what_names_no_author_makes_none(meta: str) -> None:
    """Organisations, hidden elements, addresses, labels and web agencies."""
    assert () == _article(meta=meta).authors


@every_row(
    "below",
    [
        "</div><div class='credits'><p>تقرير: ليلى منصور</p><p>تصوير: خالد ناصر</p>",
        "</div><footer class='foot'><ul><li><a>القاهرة</a></li></ul><p>كتبتها: ليلى منصور</p></footer><div>",
    ],
)
def test_a_labelled_credit_below_the_text_names_the_author(below: str) -> None:
    """Also in the foot of the article itself; the photographer is none."""
    assert (NAME,) == _article(below=below).authors


@every_row(
    "below",
    [
        "<p><strong>ليلى منصور</strong></p>",
        "<p>(ليلى منصور)</p>",
        "<p>- ليلى منصور</p>",
        "<p align='left'>ليلى منصور</p>",
    ],
)
def test_a_lone_signature_that_is_set_apart_below_the_text_is_believed(below: str) -> None:
    """It is no part of the text then."""
    article = _article(below=below)

    assert ((NAME,), "\n\n".join(BODY)) == (article.authors, article.body)


def test_all_names_of_an_array_are_authors() -> None:
    """An author's name in JSON-LD can be a list of names."""
    data = '{"@type":"NewsArticle","author":{"@type":"Person","name":["ليلى منصور","سلمى كريم"]}}'

    assert (NAME, "سلمى كريم") == _article(meta=f"<script type='application/ld+json'>{data}</script>").authors


def test_a_printed_byline_completes_what_is_declared() -> None:
    """JSON-LD often names only the first of several authors; a byline of other people, or of other words, does not win."""
    data = '{"@type":"NewsArticle","author":{"@type":"Person","name":"ليلى منصور"}}'
    head = f"<script type='application/ld+json'>{data}</script>"
    bylines = ("ليلى منصور، سلمى كريم", "سلمى كريم", "ليلى منصور، ورشة الكتابة")
    found = [_article(meta=f"{head}<div class='byline'>{each}</div>").authors for each in bylines]

    assert [(NAME, "سلمى كريم"), (NAME,), (NAME,)] == found


def test_several_authors_in_links_are_all_found() -> None:
    """Beside the photographer, who is none of them."""
    meta = "<div class='writers'><b>كتب:</b> <a>أحمد ناصر</a> <a>ليلى منصور</a> <b>تصوير: علاء صبري</b></div>"

    assert ("أحمد ناصر", NAME) == _article(meta=meta).authors


def test_a_blog_that_is_called_by_its_author_has_that_author() -> None:
    """A person's name on the link to the front page is no name of a site."""
    assert (NAME,) == _article(meta="<a href='/'>ليلى منصور</a><div class='author'>ليلى منصور</div>").authors


@every_row(
    ("meta", "byline", "dateline"),
    [
        ("<div class='sub-heading'>الأفق - أبوظبي</div>", "الأفق - أبوظبي", "أبوظبي"),
        ("<div>قسم التحرير</div>", "قسم التحرير", None),
        ("<div>المحرر الاقتصادي</div>", "المحرر الاقتصادي", None),
    ],
)
def test_a_credit_of_a_desk_or_a_place_is_the_byline(meta: str, byline: str, dateline: str | None) -> None:
    """It names no person, and is no deck."""
    article = _article(meta=f'<meta property="og:site_name" content="الأفق">{meta}')

    assert (byline, dateline, (), None) == (article.byline, article.dateline, article.authors, article.deck)


def test_an_author_in_the_title_is_no_name_of_the_site() -> None:
    """`headline | author | site`: the part between is not the site's."""
    html = f"<title>{HEADLINE} | ليلى منصور | الأفق</title><h1>{HEADLINE}</h1><div class='author'>ليلى منصور</div>"
    text = "".join(f"<p>{each}</p>" for each in BODY)
    page = Page(
        requested_url=URL,
        final_url=URL,
        body=f"<html><head>{html}{text}".encode(),
        content_type="text/html",
        fetched_at=datetime(2026, 11, 23, tzinfo=UTC),
    )
    result = read(page, unknown_source(URL), PageContext())

    assert isinstance(result, Article)
    assert (NAME,) == result.authors
