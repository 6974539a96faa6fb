"""A page in another script is refused before its text is looked for; an Arabic page among foreign words is not."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import PageReading, examine
from storage.records import Article, Page, Reason, Rejected

URL = "https://outlet.example/news/77"
ENGLISH = (
    "The ministry said on Monday that the new programme would support small companies in every region of the country, "
    "and that the first payments were to be made before the end of the year by a fund that the banks pay into."
)
ARABIC = "قال وزير المالية في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم المقاولات الصغيرة في جميع الجهات."


def _examined(title: str, *paragraphs: str, above: str = "") -> PageReading:
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    html = (
        f"<html><head><title>{title}</title></head><body>{above}<article><h1>{title}</h1>{text}</article></body></html>"
    )
    page = Page(
        requested_url=URL,
        final_url=URL,
        body=html.encode(),
        content_type="text/html",
        fetched_at=datetime(2026, 11, 23, tzinfo=UTC),
    )
    return examine(page, unknown_source(URL), PageContext())


def test_an_english_page_is_refused_by_its_letters_with_its_language() -> None:
    """Nothing else of it is read: neither a headline nor a text was looked for."""
    seen = _examined("Small companies to be supported", *[f"{ENGLISH} {number}" for number in range(5)])

    assert isinstance(seen.result, Rejected)
    assert (Reason.NOT_ARABIC, "en", None, None) == (
        seen.result.reason,
        seen.result.language,
        seen.context,
        seen.text,
    )


def test_an_arabic_article_on_a_page_full_of_english_is_read() -> None:
    """A quoted English statement, longer than the news of it, makes no foreign page."""
    seen = _examined("الحكومة تدعم المقاولات الصغيرة", *([ARABIC] * 2), *[f"{ENGLISH} {number}" for number in range(5)])

    refused_by_letters = isinstance(seen.result, Rejected) and seen.context is None
    assert not refused_by_letters


def test_a_short_arabic_article_below_english_menus_is_read() -> None:
    """Menus and a footer in English stand around many Arabic texts."""
    menu = "".join(f"<li><a href='/{number}'>More news about sports and weather</a></li>" for number in range(40))
    texts = (ARABIC, ARABIC.replace("أمس", "اليوم"))
    seen = _examined("الحكومة تدعم المقاولات الصغيرة", *texts, above=f"<ul>{menu}</ul>")

    assert isinstance(seen.result, Article)
