"""Pages that their own system calls something else than an article."""

from __future__ import annotations

from storage.records import Article, Reason, Rejected
from tests.support.pages import read_html
from tests.support.tables import every_row

PROSE = (
    "تأسست هذه الصحيفة قبل ثلاثين عاما، وتعمل فيها هيئة من خمسين محررا ومحررة في مكاتب موزعة على مدن البلاد.",
    "ونشرت منذ ذلك الحين آلاف التقارير والتحقيقات، ونال كتابها جوائز عدة في بلدان عربية مختلفة.",
)
TITLE = "الصحيفة التي يكتبها قراؤها"
ARTICLE = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"' + TITLE + '"}</script>'


def _read(
    *, title: str = TITLE, head: str = "", body: str = "", url: str = "https://outlet.example/x/77", meta: str = ""
) -> Article | Rejected:
    text = "".join(f"<p>{each}</p>" for each in PROSE)
    html = (
        f"<html><head><title>{title} | الأفق</title>{head}</head>"
        f"<body class='{body}'><main><h1>{title}</h1>{meta}{text}</main></body></html>"
    )
    return read_html(html, url=url)


def _typed(name: str) -> str:
    return f'<script type="application/ld+json">{{"@graph":[{{"@type":"{name}"}}]}}</script>'


ABOUT = f"<meta property='og:title' content='من نحن'>{_typed('Article')}"


@every_row(
    ("declared", "reason"),
    [
        ({"head": _typed("ProfilePage")}, Reason.SECTION_PAGE),
        ({"head": _typed("CollectionPage")}, Reason.SECTION_PAGE),
        ({"head": _typed("SearchResultsPage")}, Reason.SEARCH_PAGE),
        ({"head": _typed("AboutPage")}, Reason.SERVICE_PAGE),
        ({"head": "<meta property='og:type' content='profile'>"}, Reason.SECTION_PAGE),
        ({"body": "archive category category-12"}, Reason.SECTION_PAGE),
        ({"body": "archive tag tag-12"}, Reason.TAG_PAGE),
        ({"body": "search search-results"}, Reason.SEARCH_PAGE),
        ({"body": "error404"}, Reason.SOFT_404),
        ({"body": "home page page-id-131"}, Reason.HOME_PAGE),
        ({"body": "page-template-default page page-id-7"}, Reason.SERVICE_PAGE),
        ({"url": "https://outlet.example/author/12/ليلى"}, Reason.SECTION_PAGE),
        ({"url": "https://outlet.example/ar/about"}, Reason.SERVICE_PAGE),
        ({"url": "https://outlet.example/user/login?return=/pdf"}, Reason.LOGIN_WALL),
        ({"title": "من نحن"}, Reason.SERVICE_PAGE),
        ({"title": "مواقيت الصلاة"}, Reason.SERVICE_PAGE),
        ({"title": "عن الأفق", "head": "<meta property='og:site_name' content='الأفق'>"}, Reason.SERVICE_PAGE),
        ({"title": "اشترك في نشرتنا الصباحية"}, Reason.SERVICE_PAGE),
        ({"title": "باقات الاشتراك"}, Reason.SERVICE_PAGE),
        (
            {
                "title": "اشترك في جريدة المرفأ",
                "head": _typed("NewsArticle"),
                "url": "https://outlet.example/subscribe",
            },
            Reason.SERVICE_PAGE,
        ),
        (
            {"title": "من نحن", "head": ABOUT, "url": "https://outlet.example/about-us/"},
            Reason.SERVICE_PAGE,
        ),
        ({"title": "سجل دخولك لمتابعة القراءة"}, Reason.LOGIN_WALL),
        ({"title": "عفوا.. الصفحة التي تبحث عنها غير موجودة"}, Reason.SOFT_404),
    ],
)
def test_a_page_that_says_what_it_is_is_no_article(declared: dict[str, str], reason: Reason) -> None:
    """By schema.org, Open Graph, WordPress, the address or the headline; its prose does not matter."""
    result = _read(**declared)

    assert reason == (result.reason if isinstance(result, Rejected) else result)


@every_row(
    "declared",
    [
        {"head": _typed("CollectionPage") + ARTICLE},
        {"head": ARTICLE, "body": "archive category category-12"},
        {"body": "single single-post postid-7 page page-id-7"},
        {"body": "home page"},
        {"url": "https://outlet.example/news/2026/about-the-budget-77"},
        {"title": "من نحن؟ سؤال الهوية في رواية جديدة"},
        {"title": "من نحن", "head": ABOUT},
        {"title": "الاشتراك في الجريمة لا يسقط بالتقادم"},
        {"head": ARTICLE, "url": "https://outlet.example/subscribe"},
        {"title": "مواقيت الصلاة", "meta": "<span class='date'>23 نوفمبر 2026</span>"},
        {"title": "عن الحب والحرب في بيروت"},
        {"title": "عن العرب وأحوالهم", "head": "<meta property='og:site_name' content='صوت العرب وأحوالهم'>"},
        {"title": "عذرا.. الدواء غير متاح في الصيدليات"},
        {"url": "https://outlet.example/writers/leila/1", "meta": "<span class='date'>23 نوفمبر 2026</span>"},
        {"url": "https://outlet.example/writers/leila/2026/11/77-title"},
    ],
)
def test_an_article_of_the_same_look_is_read(declared: dict[str, str]) -> None:
    """An article's node, a post's class, a date, or a longer headline speak for it."""
    assert isinstance(_read(**declared), Article)
