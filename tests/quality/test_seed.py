"""The page that started the project, flattened and rebuilt in its theme's markup."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

import pytest

from crawler.cli.pages.article_json import unknown_source
from pipelines.items import PageContext
from pipelines.read import read
from storage.records import Article, Page
from tests.support.paths import SHARED

SEED = SHARED / "seed" / "flattened-page.txt"
URL = "https://outlet.example/2023/01/story/"


def _blocks() -> list[str]:
    if not SEED.exists():
        pytest.skip("the seed page is not beside the checkout (../shared/seed)")
    return SEED.read_text(encoding="utf-8").strip().split("\n\n")


def _read(body: str, content_type: str) -> Article:
    fetched_at = datetime(2026, 11, 23, tzinfo=UTC)
    page = Page(requested_url=URL, final_url=URL, body=body.encode(), content_type=content_type, fetched_at=fetched_at)
    result = read(page, unknown_source(URL), PageContext())
    assert isinstance(result, Article), result
    return result


def _jannah(headline: str, paragraphs: list[str], chrome: list[str], outlet: str) -> str:
    text = "".join(f"<p>{escape(each)}</p>" for each in paragraphs)
    related, reply, notes, top = (escape(each) for each in chrome)
    return (
        f"<!DOCTYPE html><html dir='rtl' lang='ar'><head><meta charset='UTF-8'><title>{escape(headline)} - {outlet}</title>"
        f"<meta property='og:site_name' content='{outlet}'><meta property='og:title' content='{escape(headline)}'></head>"
        "<body class='rtl single-post'><header id='theme-header'><nav id='main-nav'><ul><li><a href='/'>الرئيسية</a></li>"
        f"<li><a href='/c'>سياسة</a></li></ul></nav></header><div id='content'><article id='the-post'>"
        f"<header class='entry-header-outer'><h1 class='post-title entry-title'>{escape(headline)}</h1></header>"
        f"<div class='entry-content entry clearfix'>{text}</div></article><div id='related-posts' class='container-wrapper'>"
        f"<div class='mag-box-title'><h3>{related}</h3></div><div><h3><a href='/r'>خبر آخر من القسم نفسه هذا الأسبوع</a></h3></div></div>"
        f"<div id='comments'><div id='respond'><h3>{reply}</h3><form><p class='comment-notes'>{notes}</p></form></div></div></div>"
        f"<footer><p>© 2023</p></footer><a id='go-to-top' class='go-to-top-button' href='#go-to-tie-body'>{top}</a></body></html>"
    )


@pytest.mark.parametrize("form", ["flattened", "jannah"])
def test_the_seed_page_is_read_whole_and_clean(form: str) -> None:
    """Outlet, headline, exactly six paragraphs, no chrome, and no date taken out of the text."""
    blocks = _blocks()
    headline, paragraphs, chrome = blocks[1], blocks[2:8], blocks[8:]
    if form == "jannah":
        article = _read(_jannah(headline, paragraphs, chrome, "أخبار الأفق"), "text/html")
    else:
        article = _read("\n\n".join(blocks), "text/plain")

    assert ("أخبار الأفق", headline, paragraphs, "ar", None) == (
        article.outlet,
        article.headline,
        article.body.split("\n\n"),
        article.language,
        article.published_at,
    )
