"""Section pages: which links are articles, and what they are called."""

from __future__ import annotations

import pytest

from spiders.listings.listing import ListingContext, ListingError
from spiders.listings.section import read_section
from storage.records import ListingEntry

HEADLINE = "افتتاح مكتبة عامة في المدينة القديمة"


def _urls(html: str, context: ListingContext, follow: str | None = None) -> list[str]:
    found = read_section(f"<html><body>{html}</body></html>".encode(), follow, "text/html", context)
    return [each.url.removeprefix("https://www.outlet.example") for each in found.entries]


@pytest.mark.parametrize(
    "path",
    [
        "/2026/11/23/library",
        "/2026/11/library-opens",
        "/news/482913",
        "/?p=48213",
        "/a/opening-of-a-library",
        "/story-17.html",
    ],
)
def test_an_article_is_known_by_its_shape(context: ListingContext, path: str) -> None:
    """Without a pattern, an address with a date, a number or a long slug and a headline is an article's."""
    assert [path] == _urls(f'<a href="{path}">{HEADLINE}</a>', context)


@pytest.mark.parametrize(
    "path",
    [
        "/", "/sport", "/tag/482913", "/category/48291", "/author/omar-48213", "/2026/11/", "/2026/11/23/", "/page/2",
        "/listing", "/2026/11/page/2", "/a/photo-48213.jpg", "/contact-us", "https://elsewhere.example/news/482913",
    ],
)  # fmt: skip
def test_navigation_is_no_article(context: ListingContext, path: str) -> None:
    """Sections, tags, writers, archives, files, the page itself and other sites are left out."""
    assert [] == _urls(f'<a href="{path}">{HEADLINE}</a>', context)


def test_a_pattern_decides_alone(context: ListingContext) -> None:
    """With `follow` the pattern says which links are articles, whatever their words."""
    html = '<a href="/details/7"><img></a><a href="/news/482913">' + HEADLINE + "</a>"

    assert ["/details/7"] == _urls(html, context, follow=r"/details/\d+")


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="/news/482913"><img></a><a href="/news/482913">{HEADLINE}</a><a href="/news/482913">اقرأ المزيد</a>',
        f'<a href="/news/482913"><h3>{HEADLINE}</h3><p>{HEADLINE} بعد أعوام من الترميم</p><span>قبل ساعة</span></a>',
        f'<a href="/news/482913#c">{HEADLINE}</a>',
    ],
    ids=["picture-first", "whole-teaser", "fragment"],
)
def test_a_teaser_gives_its_headline(context: ListingContext, html: str) -> None:
    """One article is listed once, with the headline that its links show."""
    found = read_section(html.encode(), r"/news/\d+", "text/html", context)

    assert (ListingEntry(url="https://www.outlet.example/news/482913", title=HEADLINE),) == found.entries


def test_read_more_is_no_headline(context: ListingContext) -> None:
    """What only invites to read on gives no title."""
    found = read_section('<a href="/news/1">اقرأ المزيد</a>'.encode(), "/news/", "text/html", context)

    assert [None] == [each.title for each in found.entries]


def test_links_start_from_the_declared_base(context: ListingContext) -> None:
    """`<base href>` is where relative links begin."""
    html = f'<base href="/ar/"><a href="news/482913">{HEADLINE}</a>'

    assert ["/ar/news/482913"] == _urls(html, context)


def test_the_order_of_the_page_is_kept(context: ListingContext) -> None:
    """Entries come as the editors placed them."""
    html = "".join(f'<a href="/news/{number}">{HEADLINE}</a>' for number in (70003, 70001, 70002))

    assert ["/news/70003", "/news/70001", "/news/70002"] == _urls(html, context)


@pytest.mark.parametrize(
    ("body", "word"), [(b"", "empty"), (b"{}", "no html"), (b"<p>" + b"<div>" * 900_000, "elements")]
)
def test_what_is_no_page_is_an_error(context: ListingContext, body: bytes, word: str) -> None:
    """An empty answer, another format and a page of endless elements raise a `ListingError`."""
    with pytest.raises(ListingError, match=word):
        read_section(body, None, "text/html", context)


def test_a_page_with_an_xml_prolog_is_read(context: ListingContext) -> None:
    """XHTML with a declared encoding is read as it was decoded."""
    body = f'<?xml version="1.0" encoding="windows-1256"?><html><a href="/news/482913">{HEADLINE}</a></html>'

    found = read_section(body.encode("cp1256"), None, "text/html", context)

    assert [HEADLINE] == [each.title for each in found.entries]
