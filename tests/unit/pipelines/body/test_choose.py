"""Which reading of the body is chosen, on whole pages."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from storage.records import Article, ListingEntry, Page

URL = "https://outlet.example/news/1"
BODY = (
    "قال وزير المالية في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم المقاولات الصغيرة في جميع الجهات.",
    "وأضاف الوزير أن البرنامج يمتد على ثلاث سنوات، ويستفيد منه أكثر من خمسين ألف مقاول شاب في المدن والقرى.",
    "وتابع أن التمويل سيكون من صندوق خاص تشارك فيه البنوك الوطنية، على أن تصرف الدفعة الأولى قبل نهاية العام.",
)
HEADLINE = "الحكومة تطلق برنامجا لدعم المقاولات الصغيرة"


def _claim(extra: str = "") -> str:
    body = "\\n".join(BODY)
    return (
        f'<script type="application/ld+json">{{"@type":"NewsArticle",{extra}"headline":"{HEADLINE}",'
        f'"articleBody":"{body}"}}</script>'
    )


def _body(*paragraphs: str, head: str = "", listed: ListingEntry | None = None) -> str:
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    html = (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body><article><h1>{HEADLINE}</h1>"
        f"<div class='text'>{text}</div></article></body></html>"
    )
    fetched_at = datetime(2026, 11, 23, 12, tzinfo=UTC)
    page = Page(requested_url=URL, final_url=URL, body=html.encode(), content_type="text/html", fetched_at=fetched_at)
    result = read(page, unknown_source(URL), PageContext(listed=listed))
    assert isinstance(result, Article), result
    return result.body


def test_a_page_that_prints_only_the_first_paragraph_is_read_from_its_feed() -> None:
    """The text of the feed agrees with the page and continues where the page stops."""
    assert "\n\n".join(BODY) == _body(BODY[0], listed=ListingEntry(url=URL, content=BODY))


def test_a_script_page_is_read_from_its_own_claim() -> None:
    """Where scripts print the text, it is in JSON-LD."""
    assert "\n\n".join(BODY) == _body(head=_claim())


def test_text_for_subscribers_only_is_not_taken_from_the_claim() -> None:
    """A teaser stays a teaser when the page says that it is not free."""
    assert "\n\n".join(BODY[:2]) == _body(*BODY[:2], head=_claim('"isAccessibleForFree":false,'))


def test_a_claim_without_paragraphs_changes_nothing() -> None:
    """The printed paragraphs are kept, although JSON-LD has the text without line ends."""
    assert "\n\n".join(BODY) == _body(*BODY, head=_claim().replace("\\n", " "))
