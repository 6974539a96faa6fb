"""Articles that are printed on several pages, and pages that only send on."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.page.pagination import other_pages
from pipelines.page.tree import parse
from pipelines.read import read
from storage.records import Article, ArticleKind, Page, Reason, Rejected
from tests.support.tables import every_row

URL = "https://outlet.example/news/12345"
TEXT = (
    "<p>قال مدير المحطة إن العمل في الخط الجديد سيبدأ قبل نهاية العام الجاري بعد وصول المعدات من الميناء القريب.</p>"
    "<p>وأضاف أن الفرق الفنية أنهت فحص الجسور الأربعة التي يمر عليها الخط، وأن نتائج الفحص جاءت مطمئنة للجميع.</p>"
)
PARTS = {
    "words": "<div class='page-links'>صفحات: <span>1</span> <a href='/news/12345/2/'>2</a></div>",
    "next": "<link rel='next' href='https://outlet.example/news/12345/2'>",
    "query": "<link rel='next' href='/news/12345?page=2'>",
    "arabic": "<a href='/news/12345/page/2/'>الصفحة التالية</a>",
}
WHOLE = {
    "neighbour": "<link rel='next' href='/news/12346'><a rel='next' href='/news/12346'>الخبر التالي</a>",
    "comments": "<div id='comments'><a href='/news/12345/2'>2</a></div><a href='/news/12345/comment-page-2/'>2</a>",
    "list": "<ul class='pager'><li><a href='?page=2'>2</a></li></ul>",
    "itself": "<link rel='next' href='/news/12345'><a href='http://['>2</a><a href='#2'>2</a>",
    "figures": "<p>ارتفعت <a href='/topic/2'>2</a> نقطة</p>",
}


def _read(html: str, url: str = URL) -> Article | Rejected:
    at = datetime(2026, 11, 30, tzinfo=UTC)
    page = Page(requested_url=url, final_url=url, body=html.encode(), content_type="text/html", fetched_at=at)
    return read(page, unknown_source(url), PageContext())


@every_row(("kinds", "expected"), [(PARTS, ArticleKind.PART), (WHOLE, ArticleKind.ARTICLE)])
def test_a_page_of_several_says_that_it_is_a_part(kinds: dict[str, str], expected: ArticleKind) -> None:
    """By a link to its own address with a number behind it; not by those of neighbours, comments and lists."""
    for links in kinds.values():
        found = _read(f"<html><body><h1>المحطة تفتح خطها الجديد</h1><div>{TEXT}{links}</div></body></html>")

        assert isinstance(found, Article)
        assert expected == found.kind


@every_row("url", [f"{URL}/2", "https://outlet.example/a/story_2.html", f"{URL}?page=2"])
def test_a_later_page_leads_back_to_the_others(url: str) -> None:
    """The first page has no number, the third another one."""
    first = {f"{URL}/2": "/news/12345/3", f"{URL}?page=2": "/news/12345?page=3"}.get(url, "/a/story_3.html")
    tree = parse(f"<html><head><link rel='next' href='{first}'></head><body></body></html>")

    assert [first] == list(other_pages(tree, url))


def test_a_page_that_only_sends_on_is_refused_with_the_address() -> None:
    """A page must not steer the crawler; the operator sees where it wanted to lead."""
    found = _read(
        '<html><head><meta http-equiv="Refresh" content="0; URL=/news/11"></head><body>جار تحويلك</body></html>'
    )

    assert isinstance(found, Rejected)
    assert (Reason.META_REFRESH, "/news/11") == (found.reason, found.evidence)


def test_a_page_with_a_text_may_refresh_itself() -> None:
    """Old outlets load their pages again every few seconds."""
    head = '<head><meta http-equiv="refresh" content="5; url=/news/12345"></head>'

    assert isinstance(_read(f"<html>{head}<body><h1>المحطة تفتح خطها</h1><div>{TEXT}</div></body></html>"), Article)
