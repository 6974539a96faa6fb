"""Sitemaps, news sitemaps and indexes, whole and broken."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime

import pytest

from spiders.listings.listing import ChildSitemap, ListingContext, ListingError
from spiders.listings.sitemap import read_sitemap
from storage.records import ListingEntry

XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
EXTENSIONS = (
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
)


def _urlset(*urls: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset {XMLNS} {EXTENSIONS}>{"".join(urls)}</urlset>'.encode()


def _url(path: str, more: str = "") -> str:
    return f"<url><loc>https://outlet.example/{path}</loc>{more}</url>"


def test_a_news_sitemap_says_title_date_and_words(context: ListingContext) -> None:
    """The news extension's title, publication date and keywords are the entry's; images' are not."""
    news = (
        "<image:image><image:loc>https://outlet.example/a.jpg</image:loc><image:title>صورة</image:title></image:image>"
        "<news:news><news:publication><news:name>الأفق</news:name></news:publication>"
        "<news:title>افتتاح مكتبة</news:title>"
        "<news:publication_date>2026-11-23T12:30:00+03:00</news:publication_date>"
        "<news:keywords>ثقافة، كتب, ثقافة</news:keywords></news:news>"
    )
    listed = ListingEntry(
        url="https://outlet.example/a",
        title="افتتاح مكتبة",
        published_at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
        tags=("ثقافة", "كتب"),
    )

    assert (listed,) == read_sitemap(_urlset(_url("a", news)), context).entries


def test_lastmod_is_a_change_and_no_publication(context: ListingContext) -> None:
    """`lastmod` gives `modified_at`; the publication stays unknown."""
    found = read_sitemap(_urlset(_url("a", "<lastmod>2026-11-23T09:00:00Z</lastmod>")), context).entries[0]

    assert (None, datetime(2026, 11, 23, 9, tzinfo=UTC)) == (found.published_at, found.modified_at)


def test_an_index_names_further_sitemaps(context: ListingContext) -> None:
    """The children of an index come with their dates, and an index is never complete by itself."""
    body = f"""<sitemapindex {XMLNS}><sitemap><loc>https://outlet.example/1.xml</loc><lastmod>2026-11-22</lastmod></sitemap>
    <sitemap><loc>https://outlet.example/2.xml</loc></sitemap></sitemapindex>""".encode()

    found = read_sitemap(body, context)

    first = ChildSitemap(
        url="https://outlet.example/1.xml", modified_at=datetime(2026, 11, 22, 20, 59, 59, 999999, tzinfo=UTC)
    )
    assert ((first, ChildSitemap(url="https://outlet.example/2.xml", modified_at=None)), False) == (
        found.children,
        found.complete,
    )


@pytest.mark.parametrize(
    "body",
    [
        gzip.compress(_urlset(_url("a"))),
        b"\n\n" + _urlset(_url("a")),
        b"\xef\xbb\xbf" + _urlset(_url("a")),
        _urlset(_url("a").replace("https://outlet.example/a", "<![CDATA[ https://outlet.example/a ]]>")),
        _urlset(_url("a", "<image:caption>نفط & غاز&nbsp;</image:caption>")),
        b"<urlset>" + _url("a").encode() + b"</urlset>",
        b"<urlset xmlns='http://www.google.com/schemas/sitemap/0.84'>" + _url("a").encode() + b"</urlset>",
        b"https://outlet.example/a\nhttps://elsewhere.example/\n",
    ],
    ids=["gzip", "blank-lines", "byte-order-mark", "cdata", "bare-ampersand", "no-namespace", "old-namespace", "text"],
)
def test_the_forms_that_occur_are_read(context: ListingContext, body: bytes) -> None:
    """Packed, with litter before it, with wrong namespaces or as plain text: one entry, and nothing is missing."""
    found = read_sitemap(body, context)

    assert (["https://outlet.example/a"], True) == ([each.url for each in found.entries], found.complete)


def test_an_ampersand_in_cdata_stays(context: ListingContext) -> None:
    """Mending bare ampersands leaves CDATA alone."""
    marked = "<url><loc><![CDATA[https://outlet.example/a?x=1&y=2]]></loc></url>"

    found = read_sitemap(_urlset(marked, "<url><loc>https://outlet.example/b?x=1&y=2</loc></url>"), context)

    assert ["https://outlet.example/a?x=1&y=2", "https://outlet.example/b?x=1&y=2"] == [
        each.url for each in found.entries
    ]


@pytest.mark.parametrize("packed", [False, True])
def test_a_sitemap_that_breaks_off_is_not_complete(context: ListingContext, *, packed: bool) -> None:
    """What could be read whole is given, the damage is said, and nothing counts as vanished."""
    whole = _urlset(*(_url(f"{number}") for number in range(400)))
    body = gzip.compress(whole)[:-200] if packed else whole[: whole.index(b"/3</loc>") + 1]

    found = read_sitemap(body, context)

    assert (True, True, False) == (len(found.entries) >= 3, bool(found.damaged), found.complete)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "empty"),
        (gzip.compress(b"", mtime=0), "empty"),
        (b"<!doctype html><html></html>", "html"),
        (b'<rss version="2.0"><channel></channel></rss>', "<rss>"),
        (b"not xml", "no sitemap"),
        (b"\x1f\x8b\x08garbage", "gzip"),
    ],
)
def test_what_is_no_sitemap_is_an_error(context: ListingContext, body: bytes, word: str) -> None:
    """An empty answer, a page, a feed and garbage raise a `ListingError` that says what came."""
    with pytest.raises(ListingError, match=word):
        read_sitemap(body, context)


def test_no_entity_is_resolved(context: ListingContext) -> None:
    """An external entity opens no file, and a bomb of entities does not go off."""
    body = (
        b'<!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]>'
        b"<urlset><url><loc>https://outlet.example/&f;&b;</loc></url></urlset>"
    )

    assert ["https://outlet.example/"] == [each.url for each in read_sitemap(body, context).entries]
