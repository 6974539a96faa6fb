"""Pages of HTML as a test writes them, and the articles that are read from them."""

from __future__ import annotations

from datetime import UTC, datetime

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from storage.records import Article, Page, Rejected
from storage.source import Source

URL = "https://outlet.example/news/1"
FETCHED_AT = datetime(2026, 11, 23, tzinfo=UTC)


def page_of(html: str, *, url: str = URL, at: datetime = FETCHED_AT) -> Page:
    """Return a page as it is fetched, in UTF-8."""
    return Page(requested_url=url, final_url=url, body=html.encode(), content_type="text/html", fetched_at=at)


def read_html(
    html: str,
    source: Source | None = None,
    *,
    url: str = URL,
    at: datetime = FETCHED_AT,
    known: PageContext | None = None,
) -> Article | Rejected:
    """Return what is read from a page of *source*, or else of an outlet of which nothing is known."""
    return read(page_of(html, url=url, at=at), source or unknown_source(url), known or PageContext())


def article_of(
    html: str,
    source: Source | None = None,
    *,
    url: str = URL,
    at: datetime = FETCHED_AT,
    known: PageContext | None = None,
) -> Article:
    """Return the same as `read_html`; a page that is rejected fails the test."""
    result = read_html(html, source, url=url, at=at, known=known)
    assert isinstance(result, Article), result
    return result
