"""However a text is wrapped, and wherever it is split, none of its paragraphs is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from hypothesis import given, strategies as st

from crawler.cli.pages.article_json import unknown_source
from crawler.newsroom.press import NewsroomPress
from pipelines.items import PageContext
from pipelines.read import read
from storage.records import Article, Page

URL = "https://outlet.example/news/1"
HEADLINE = "المحطة تفتح خطها الجديد أمام الركاب قبل نهاية العام"
FETCHED_AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
LEAST_WORDS = 10
NAMES = st.sampled_from(["", "", " class='a'", " class='b'", " class='col-12'", " id='x1'", " class='part' id='p2'"])
TAGS = st.sampled_from(["div", "div", "section"])


@cache
def paragraphs() -> tuple[str, ...]:
    """Return invented paragraphs of full sentences, each once; pieces in other languages are left out."""
    pieces = (each for each in NewsroomPress(articles=60).pieces if each.rejected is None)
    found = dict.fromkeys(line for piece in pieces for line in piece.body if line.endswith("."))
    return tuple(each for each in found if len(each.split()) >= LEAST_WORDS)


@st.composite
def wrapped(draw: st.DrawFn, some: tuple[str, ...], depth: int = 0) -> str:
    """Return *some* as HTML: split at random places, each part in a nest of wrappers of its own."""
    if depth == 3 or len(some) == 1 or draw(st.booleans()):  # as deep as pages nest a text
        inner = "".join(f"<p>{each}</p>" for each in some)
    else:
        at = draw(st.integers(1, len(some) - 1))
        inner = draw(wrapped(some[:at], depth + 1)) + draw(wrapped(some[at:], depth + 1))
    if depth == 0 or draw(st.booleans()):
        return inner
    tag, name = draw(TAGS), draw(NAMES)
    return f"<{tag}{name}>{inner}</{tag}>"


@st.composite
def texts(draw: st.DrawFn) -> tuple[tuple[str, ...], str]:
    """Return the paragraphs of a text, and the page that prints it."""
    start = draw(st.integers(0, len(paragraphs()) - 9))
    some = paragraphs()[start : start + draw(st.integers(4, 9))]
    menu = "<nav><ul><li><a href='/'>الرئيسية</a></li><li><a href='/eco'>اقتصاد</a></li></ul></nav>"
    page = (
        f"<html lang='ar'><head><title>{HEADLINE} - الأفق</title></head><body>{menu}<main><h1>{HEADLINE}</h1>"
        f"{draw(wrapped(some))}</main><footer>جميع الحقوق محفوظة</footer></body></html>"
    )
    return some, page


@given(texts())
def test_no_paragraph_is_lost_in_any_nest_of_wrappers(text: tuple[tuple[str, ...], str]) -> None:
    """Plain wrappers, split at random places, change nothing of the text."""
    some, html = text
    page = Page(requested_url=URL, final_url=URL, body=html.encode(), content_type="text/html", fetched_at=FETCHED_AT)

    result = read(page, unknown_source(URL), PageContext())

    assert isinstance(result, Article)
    assert [] == [each for each in some if each not in result.body]
