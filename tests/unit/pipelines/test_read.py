"""The reading of a page, whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from storage.records import Article, ArticleKind, ListingEntry, Page, Reason, Rejected
from storage.source import ExtractRules, Source
from tests.support.sources import make_source
from tests.support.tables import every_row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
URL = "https://outlet.example/news/1"
SOURCE = make_source("ma_ufuq")
BODY = (
    "قال وزير المالية في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم المقاولات الصغيرة في جميع الجهات.",
    "وأضاف الوزير أن البرنامج يمتد على ثلاث سنوات، ويستفيد منه أكثر من خمسين ألف مقاول شاب في المدن والقرى.",
    "وتابع أن التمويل سيكون من صندوق خاص تشارك فيه البنوك الوطنية، على أن تصرف الدفعة الأولى قبل نهاية العام.",
)
HEADLINE = "الحكومة تطلق برنامجا لدعم المقاولات الصغيرة"


def _page(
    *, head: str = "", above: str = "", meta: str = "", inside: str = "", below: str = "", url: str = URL
) -> Page:
    paragraphs = "".join(f"<p>{each}</p>" for each in BODY)
    html = (
        f"<html><head><title>{HEADLINE} - الأفق</title>{head}</head><body><header><nav><a href='/'>الرئيسية</a></nav></header>"
        f"<article>{above}<h1>{HEADLINE}</h1>{meta}<div class='text'>{inside}{paragraphs}</div>{below}</article></body></html>"
    )
    return Page(requested_url=url, final_url=url, body=html.encode(), content_type="text/html", fetched_at=NOW)


def _article(page: Page, source: Source = SOURCE, listed: ListingEntry | None = None) -> Article:
    result = read(page, source, PageContext(listed=listed))
    assert isinstance(result, Article), result
    return result


def test_a_plain_article_is_read() -> None:
    """Headline and paragraphs, and nothing that the page does not say."""
    article = _article(_page())

    assert (HEADLINE, "\n\n".join(BODY), None, (), None) == (
        article.headline,
        article.body,
        article.published_at,
        article.authors,
        article.section,
    )


def test_the_same_page_gives_the_same_answer() -> None:
    """Reading is pure."""
    page = _page(meta="<span class='date'>22 نونبر 2026 - 10:30</span>")

    assert _article(page) == _article(page)


@every_row(
    "chrome",
    [
        "<div class='related-posts'><h3>مقالات ذات صلة</h3><p>احتضنت المدينة ندوة وطنية شارك فيها عدد من الباحثين.</p></div>",
        "<div><h3>مقالات ذات صلة</h3><p>احتضنت المدينة ندوة وطنية شارك فيها عدد من الباحثين.</p></div>",
        "<div id='comments'><p>هذا كلام غير صحيح والواقع مختلف تماما عما جاء في المقال يا سادة.</p></div>",
        "<div class='share-buttons'><a>فيسبوك</a><a>تويتر</a></div>",
        "<p>زر الذهاب إلى الأعلى</p>",
        "<p>(رويترز)</p>",
        "<p>المصدر: وكالات</p>",
    ],
)
def test_what_is_below_the_text_is_no_text(chrome: str) -> None:
    """Related pieces, comments, share bars and credits are not in the body."""
    assert "\n\n".join(BODY) == _article(_page(below=chrome)).body


def test_a_read_also_line_between_paragraphs_is_cut() -> None:
    """Links to other pieces inside the text are chrome."""
    page = _page(inside="<p><strong>اقرأ أيضا: <a href='/x'>خبراء يحذرون من تداعيات الجفاف</a></strong></p>")

    assert "\n\n".join(BODY) == _article(page).body


def test_breaks_part_paragraphs() -> None:
    """`<br><br>` in one block is as good as paragraphs."""
    html = f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1><div>{'<br><br>'.join(BODY)}</div></body></html>"
    page = replace(_page(), body=html.encode())

    assert "\n\n".join(BODY) == _article(page).body


def test_a_lede_in_a_box_of_its_own_belongs_to_the_text() -> None:
    """A sentence between the headline and the text's container is the first paragraph."""
    lede = "كشفت مصادر حكومية اليوم عن تفاصيل برنامج جديد موجه إلى المقاولين الشباب في جميع جهات البلاد."

    assert lede == _article(_page(meta=f"<div><strong>{lede}</strong></div>")).body.split("\n\n")[0]


def test_the_dateline_is_a_field_and_stays_in_its_paragraph() -> None:
    """Place and agency that open the first paragraph are fields; a paragraph is never cut."""
    opened = f"الرباط - و م ع: {BODY[0]}"
    article = _article(replace(_page(), body=_page().body.replace(BODY[0].encode(), opened.encode())))

    assert ("الرباط", "و م ع", opened) == (article.dateline, article.agency, article.body.split("\n\n")[0])


def test_the_labelled_byline_names_the_author() -> None:
    """`بقلم` at the text's beginning is the byline, and no text."""
    article = _article(_page(inside="<p>بقلم: ليلى منصور</p>"))

    assert (("ليلى منصور",), BODY[0]) == (article.authors, article.body.split("\n\n")[0])


@every_row("name", ["الأفق", "هيئة التحرير", "رويترز", "الرباط"])
def test_outlet_desk_agency_and_city_are_no_authors(name: str) -> None:
    """Only people are authors."""
    assert () == _article(_page(meta=f"<span class='author'>{name}</span>")).authors


def test_selectors_of_a_source_win() -> None:
    """What a source's file says is right at its outlet."""
    rules = ExtractRules(
        headline="h2.t", byline=".who", published=".when", section=".rubric", body=".text", drop=(".promo",)
    )
    page = _page(
        above="<h2 class='t'>عنوان آخر للخبر نفسه</h2><i class='rubric'>مال</i><i class='who'>ليلى منصور</i>"
        "<i class='when'>22 نونبر 2026</i>",
        inside="<p class='promo'>حملوا تطبيقنا الجديد الآن مجانا من المتجر قبل نهاية الأسبوع.</p>",
    )
    article = _article(page, replace(SOURCE, extract=rules))

    assert ("عنوان آخر للخبر نفسه", ("ليلى منصور",), "مال", "\n\n".join(BODY)) == (
        article.headline,
        article.authors,
        article.section,
        article.body,
    )


def test_a_canonical_address_of_another_site_is_recorded_and_not_believed() -> None:
    """Anybody can write another's address into a page."""
    article = _article(_page(head="<link rel='canonical' href='https://other.example.org/story'>"))

    assert (URL, "https://other.example.org/story") == (article.canonical_url, article.declared_url)


def test_a_canonical_address_of_the_same_site_is_the_identity() -> None:
    """On its own domain an outlet knows its addresses best."""
    article = _article(_page(head="<link rel='canonical' href='/story/1'>"))

    assert "https://outlet.example/story/1" == article.canonical_url


def test_the_front_page_is_nobodys_canonical_address() -> None:
    """A template's canonical link to the front page would make one article of all."""
    assert URL == _article(_page(head="<link rel='canonical' href='https://outlet.example/'>")).canonical_url


def test_a_live_blog_is_one() -> None:
    """The kind is what schema.org calls the page."""
    script = '<script type=\'application/ld+json\'>{"@type": "LiveBlogPosting"}</script>'

    assert ArticleKind.LIVE == _article(_page(head=script)).kind


def test_the_listing_dates_what_the_page_does_not() -> None:
    """The feed's word stands where the page says nothing."""
    at = datetime(2026, 11, 21, 8, tzinfo=UTC)
    article = _article(_page(), listed=ListingEntry(url=URL, published_at=at))

    assert (at, "listing") == (article.published_at, article.published_from)


def test_a_page_of_an_unknown_outlet_names_it() -> None:
    """Without a source the outlet is what the page calls its site."""
    page = _page(head="<meta property='og:site_name' content='الأفق'>")
    article = _article(page, unknown_source(URL))

    assert ("unknown", "الأفق") == (article.source_id, article.outlet)


def test_a_wrapper_named_after_its_sidebar_is_no_sidebar() -> None:
    """What holds the headline holds the article."""
    body = _page(meta="<span class='author'>ليلى منصور</span>").body.decode()
    wrapped = body.replace("<article>", "<div class='has-sidebar'><article>").replace("</article>", "</article></div>")

    assert ("ليلى منصور",) == _article(replace(_page(), body=wrapped.encode())).authors


def test_a_text_that_is_printed_twice_is_read_once() -> None:
    """Some themes print the text for phones and for desks."""
    assert "\n\n".join(BODY) == _article(_page(inside="".join(f"<p>{each}</p>" for each in BODY))).body


def test_a_tagline_is_no_summary() -> None:
    """A description that has nothing to do with the text speaks of the site."""
    head = "<meta property='og:description' content='جريدة إلكترونية مغربية مستقلة تنشر على مدار الساعة'>"

    assert None is _article(_page(head=head)).summary


def test_the_outlets_description_is_the_summary() -> None:
    """As printed."""
    description = "الحكومة تطلق برنامجا جديدا لدعم المقاولات الصغيرة على ثلاث سنوات"

    assert description == _article(_page(head=f"<meta property='og:description' content='{description}'>")).summary


def test_a_short_real_article_is_kept() -> None:
    """Two sentences under a headline are an article."""
    html = (
        f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1>"
        "<p>سمع دوي انفجار قوي قرب مطار العاصمة صباح اليوم، وفق ما أفاد به شهود عيان.</p>"
        "<p>ولم ترد على الفور أنباء عن سقوط ضحايا.</p></body></html>"
    )

    assert isinstance(read(replace(_page(), body=html.encode()), SOURCE, PageContext()), Article)


def test_an_article_about_error_404_is_no_error_page() -> None:
    """What a page is about does not make it that."""
    page = replace(_page(), body=_page().body.replace(HEADLINE.encode(), "خطأ 404 يربك زوار موقع الوزارة".encode()))

    assert "خطأ 404 يربك زوار موقع الوزارة" == _article(page).headline


REFUSED = {
    Reason.NOT_HTML: b"%PDF-1.7 \n",
    Reason.CHALLENGE: "<html><head><title>Just a moment...</title></head><body>يرجى التحقق من أنك لست روبوتا</body></html>",
    Reason.SCRIPT_SHELL: "<html><body><div id='root'></div><noscript>يجب تفعيل جافاسكريبت</noscript></body></html>",
    Reason.SOFT_404: "<html><head><title>الأفق</title></head><body><h1>عذرا، الصفحة المطلوبة غير موجودة</h1></body></html>",
    Reason.LOGIN_WALL: "<html><body><h1>مقال خاص للمشتركين</h1><p>سجل الدخول لمتابعة القراءة</p></body></html>",
    Reason.TOO_DEEP: "<html><body>" + "<div>" * 300 + "نص",
    Reason.NO_HEADLINE: "<html><body><p>" + BODY[0] + "</p><p>" + BODY[1] + "</p></body></html>",
    Reason.TOO_SHORT: f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1><p>خبر قصير.</p></body></html>",
    Reason.NOT_ARABIC: (
        "<html><head><title>Le ministre annonce un programme</title></head><body><h1>Le ministre annonce un programme</h1>"
        "<p>Le ministre a annoncé mardi un nouveau programme pour les écoles rurales du pays.</p>"
        "<p>Selon le porte-parole, les travaux commenceront au printemps dans six régions.</p></body></html>"
    ),
    Reason.SECTION_PAGE: (
        "<html><head><title>أخبار الرياضة - الأفق</title></head><body><h1>كل أخبار الرياضة</h1>"
        + "".join(
            f"<div><h2><a href='/{n}'>فوز جديد للمنتخب الوطني في الدورة رقم {n}</a></h2><p>نص قصير عن الخبر رقم {n} هنا.</p></div>"
            for n in range(12)
        )
        + "</body></html>"
    ),
}


@every_row(("reason", "body"), REFUSED.items(), ids=[str(each) for each in REFUSED])
def test_what_is_no_arabic_article_is_refused_with_its_reason(reason: Reason, body: str | bytes) -> None:
    """None of these ever becomes an article."""
    page = replace(_page(), body=body if isinstance(body, bytes) else body.encode())
    result = read(page, SOURCE, PageContext())

    assert reason == (result.reason if isinstance(result, Rejected) else result)


@every_row(
    ("url", "reason"),
    [
        ("https://outlet.example/", Reason.HOME_PAGE),
        ("https://outlet.example/?s=المغرب", Reason.SEARCH_PAGE),
        ("https://outlet.example/tag/المغرب", Reason.TAG_PAGE),
        ("https://outlet.example/category/sport/", Reason.SECTION_PAGE),
    ],
)
def test_addresses_of_listings_are_refused(url: str, reason: Reason) -> None:
    """A front page, a search, a tag and a section are known by their addresses."""
    result = read(_page(url=url), SOURCE, PageContext())

    assert reason == (result.reason if isinstance(result, Rejected) else result)


@every_row("route", ["#!/news/2217", "#/news/2217"])
def test_a_route_of_an_application_is_no_front_page(route: str) -> None:
    """An application of scripts has its pages behind the `#` of its front page; an anchor has no path."""
    assert isinstance(read(_page(url=f"https://outlet.example/{route}"), SOURCE, PageContext()), Article)
    assert isinstance(read(_page(url="https://outlet.example/#top"), SOURCE, PageContext()), Rejected)
