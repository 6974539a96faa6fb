"""What a site offers beside its articles: answers, rates, weather, branches, links, forums, products."""

from __future__ import annotations

from storage.records import Article, Reason, Rejected
from tests.support.pages import read_html
from tests.support.tables import every_row

URL = "https://outlet.example/news/77"
TITLE = "كيف تختار بذور حديقتك قبل الشتاء"
DATED = '<meta property="article:published_time" content="2026-11-20T10:00:00+03:00">'
PROSE = (
    "تزرع العائلات في القرى الجبلية حدائقها قبل الشتاء بأسابيع، وتحفظ بذور العام الماضي في جرار من الفخار.",
    "ويقول المزارعون إن البذور الجيدة ثقيلة في اليد وتغرق في الماء، وإن الخفيفة منها لا تنبت إلا نادرا.",
)
POSTS = "".join(f'<div id="post{each}" class="postbit"><p>{PROSE[0]}</p></div>' for each in (101, 102, 103))


def _read(title: str, *, body: str = "", head: str = "", url: str = URL, classes: str = "") -> Article | Rejected:
    printed = body or "".join(f"<p>{each}</p>" for each in PROSE)
    html = (
        f"<html><head><title>{title} | الأفق</title>{head}</head>"
        f"<body class='{classes}'><main><h1>{title}</h1>{printed}</main></body></html>"
    )
    return read_html(html, url=url)


OFFERS = [
    "الأسئلة الشائعة",
    "أسئلة وأجوبة",
    "أسعار العملات اليوم",
    "أسعار صرف الدولار الآن",
    "حالة الطقس في الرباط",
    "الطقس اليوم في صنعاء",
    "فروع بنك النخيل",
    "روابط مهمة",
    "مواقيت الصلاة في حلب",
]


@every_row("title", OFFERS)
def test_an_offer_is_no_article(title: str) -> None:
    """It is known by the whole title of a page without a date."""
    result = _read(title)

    assert (Rejected, Reason.SERVICE_PAGE) == (type(result), getattr(result, "reason", None)), result


@every_row("title", [*OFFERS, "أسعار الذهب تقفز إلى أعلى مستوى منذ عام"])
def test_news_about_the_same_is_kept(title: str) -> None:
    """The date proves it."""
    assert isinstance(_read(title, head=DATED), Article)


def test_questions_with_short_answers_are_no_article() -> None:
    """Three of four headings are questions, whatever the page is called."""
    asked = ("كيف أزرع البذور؟", "متى أسقيها أول مرة؟", "هل تحتاج إلى الشمس؟")
    body = "".join(f"<h3>{each}</h3><p>{PROSE[1]}</p>" for each in asked)

    assert isinstance(_read(TITLE, body=body), Rejected)
    assert isinstance(_read(TITLE, body=body.replace("</p>", f" {PROSE[0]} {PROSE[1]} {PROSE[0]}</p>")), Article)


@every_row(
    ("head", "url", "body"),
    [
        ('<meta name="generator" content="vBulletin 3.8.11">', "https://outlet.example/vb/showthread.php?t=91", POSTS),
        ("", "https://outlet.example/forum/viewtopic.php?f=2&t=91", POSTS),
        ('<script type="application/ld+json">{"@type":"DiscussionForumPosting"}</script>', URL, ""),
        ("", "https://forum.outlet.example/t/seeds/9912", POSTS),
        ("", "https://boards.outlet.example/topic/9912-seeds", POSTS),
        ("", "https://outlet.example/index.php?topic=9912.0", POSTS.replace("postbit", "post_wrapper")),
        ("", URL, f'<div itemscope itemtype="https://schema.org/QAPage">{POSTS}</div>'),
        (DATED, URL, f'<div itemscope itemtype="https://schema.org/DiscussionForumPosting">{POSTS}</div>'),
    ],
)
def test_a_thread_of_a_forum_is_no_article(head: str, url: str, body: str) -> None:
    """Its posts are dated, too."""
    result = _read(TITLE, head=head, url=url, body=body)

    assert (Rejected, Reason.SERVICE_PAGE) == (type(result), getattr(result, "reason", None)), result


@every_row(
    ("body", "classes", "head"),
    [
        ('<div itemscope itemtype="http://schema.org/Product">{}</div>', "", ""),
        ("{}", "single single-product woocommerce postid-7", DATED),
        ("{}", "single single-job_listing postid-7", DATED),
        ("{}", "topic bbpress single single-topic postid-7", DATED),
        ("{}", "", '<meta property="og:type" content="product">'),
    ],
)
def test_a_product_a_job_or_a_thread_is_no_article(body: str, classes: str, head: str) -> None:
    """By its microdata, its plug-in or its declared type; an article about a product mentions it inside.

    Other sites call posts of their own topics.
    """
    printed = "".join(f"<p>{each}</p>" for each in PROSE)
    result = _read(TITLE, body=body.format(printed), classes=classes, head=head)
    inside = f'<div itemscope itemtype="https://schema.org/NewsArticle">{body.format(printed)}</div>'

    assert (Rejected, Reason.SERVICE_PAGE) == (type(result), getattr(result, "reason", None)), result
    assert isinstance(_read(TITLE, body=inside), Article)
    assert isinstance(_read(TITLE, classes="single single-topic postid-7"), Article)


def test_a_long_text_is_kept_though_wordpress_calls_it_a_page() -> None:
    """A short one is a service page."""
    long = "".join(f"<p>{each}</p>" for each in PROSE * 5)

    assert isinstance(_read(TITLE, body=long, classes="page page-id-12"), Article)
    assert isinstance(_read(TITLE, classes="page page-id-12"), Rejected)


def test_a_button_that_is_never_closed_hides_nothing() -> None:
    """The parser puts the rest of the page into it."""
    result = _read(TITLE, body="<button><span>قائمة</span>" + "".join(f"<p>{each}</p>" for each in PROSE * 2))

    assert isinstance(result, Article)
    assert all(each in result.body for each in PROSE)


def test_posts_with_a_profile_beside_each_are_a_thread() -> None:
    """By what the software prints about each author; one author's box below an article is none."""
    post = f'<div class="post classic"><div class="post_author">سندس</div><div>{PROSE[0]}</div></div>'
    url = "https://outlet.example/showthread.php?tid=8812"

    assert isinstance(_read(TITLE, url=url, body=post * 3), Rejected)
    assert isinstance(_read(TITLE, body="".join(f"<p>{each}</p>" for each in PROSE) + post), Article)


def test_an_advertised_job_is_no_article_though_it_is_dated() -> None:
    """Its own type says so; an article's node is stronger."""
    job = '<script type="application/ld+json">{"@type":"JobPosting","title":"محلل","datePosted":"2026-11-20"}</script>'
    node = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"' + TITLE + '"}</script>'

    assert Reason.SERVICE_PAGE == getattr(_read(TITLE, head=job + DATED), "reason", None)
    assert isinstance(_read(TITLE, head=job + node), Article)


def test_a_tag_page_that_calls_itself_an_article_is_none() -> None:
    """Its titles of other pages stand around one paragraph; an article at such an address has more."""
    titles = "".join(f"<h2><a href='/n/{each}'>انطلاق مهرجان الزيتون في نسخته {each}</a></h2>" for each in range(8))
    head, url = '<meta property="og:type" content="article">', "https://outlet.example/tags/3312"
    text = "".join(f"<p>{each}</p>" for each in PROSE)

    assert Reason.TAG_PAGE == getattr(
        _read(TITLE, head=head, url=url, body=f"<p>{PROSE[0]}</p>{titles}"), "reason", None
    )
    assert isinstance(_read(TITLE, head=head, url=url, body=text + titles), Article)


@every_row("title", ["مناقصة عامة رقم 14/2026", "إعلان طلب عروض أسعار رقم 7 لتوريد مواد التعقيم"])
def test_a_call_for_tenders_is_no_article(title: str) -> None:
    """It is always dated; its title has its number."""
    result = _read(title, head=DATED)

    assert (Rejected, Reason.SERVICE_PAGE) == (type(result), getattr(result, "reason", None)), result


def test_news_of_a_tender_is_read() -> None:
    """A sentence about a tender is a headline."""
    assert isinstance(_read("الوزارة تلغي مناقصة عامة رقم 14/2026 بعد طعن الشركات", head=DATED), Article)


def test_the_only_heading_says_what_a_portal_offers() -> None:
    """Its `<title>` and og:title are the name of the portal."""
    html = (
        "<html><head><title>بوابة الخدمات</title><meta property='og:title' content='بوابة الخدمات'></head>"
        f"<body><h1>الأسئلة الشائعة</h1>{''.join(f'<h4>متى؟</h4><p>{each}</p>' for each in PROSE)}</body></html>"
    )
    result = read_html(html, url=URL)

    assert (Rejected, Reason.SERVICE_PAGE) == (type(result), getattr(result, "reason", None)), result
