"""A page with the dates that a test gives it, and its article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from storage.records import Article, ListingEntry
from storage.source import Source
from tests.support.pages import URL, article_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CAIRO = replace(unknown_source(URL), id="eg_nil", outlet="النيل", country="eg", timezone="Africa/Cairo")
TEXT = "".join(
    f"<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق المرحلة رقم {n} من برنامج دعم المقاولات في البلاد كلها.</p>"
    for n in range(4)
)


def read_page(
    *,
    head: str = "",
    meta: str = "",
    below: str = "",
    source: Source = CAIRO,
    url: str = URL,
    top: str = "",
    listed: ListingEntry | None = None,
    now: datetime = NOW,
) -> Article:
    html = (
        "<html><head><title>الحكومة تطلق برنامجا جديدا</title>"
        f"{head}</head><body><div id='page'><div class='top-bar'>{top}</div><article><h1>الحكومة تطلق برنامجا جديدا</h1>{meta}"
        f"<div class='text'>{TEXT}</div></article>{below}</div></body></html>"
    )
    return article_of(html, source, url=url, at=now, known=PageContext(listed=listed))


def jsonld(fields: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"NewsArticle",{fields}}}</script>'
