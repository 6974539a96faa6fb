"""Sitemaps with damage are read as leniently as feeds."""

from __future__ import annotations

import gzip

import pytest

from spiders.listings.listing import ListingContext, ParsedListing
from spiders.listings.sitemap import read_sitemap

NEWS = "<news:news><news:title>خبر اليوم في المدينة</news:title><news:publication_date>2026-11-22</news:publication_date></news:news>"
URLS = "".join(f"<url><loc>https://outlet.example/{name}</loc>{NEWS}</url>" for name in "abc")
TEXT = f'<?xml version="1.0" encoding="utf-8"?><urlset>{URLS}</urlset>'


def _paths(found: ParsedListing) -> list[str]:
    return [each.url.removeprefix("https://outlet.example/") for each in found.entries]


@pytest.mark.parametrize(
    "body",
    [
        TEXT.encode(),
        TEXT.replace("خبر", "خ\x08بر\x00", 1).encode(),
        TEXT.replace("خبر", "X", 1).encode().replace(b"X", b"\xff"),
        TEXT.encode("cp1256"),
        TEXT.replace("utf-8", "utf-16").encode(),
        TEXT.encode("utf-16"),
        b"<br />\n<b>Warning</b>:  a file is missing in <b>/x.php</b> on line <b>2</b><br />\n" + TEXT.encode(),
        gzip.compress(TEXT[:200].encode()) + gzip.compress(TEXT[200:].encode()),
        gzip.compress(gzip.compress(TEXT.encode())),
        TEXT.replace("url", "sm:url").replace("<loc", "<sm:loc").replace("</loc", "</sm:loc").encode(),
        TEXT.replace("<url>", "<url><!-- <loc>https://outlet.example/no</loc> -->").encode(),
    ],
    ids=[
        "undeclared",
        "control",
        "bad-byte",
        "cp1256",
        "false-utf-16",
        "utf-16",
        "warning",
        "members",
        "twice",
        "prefix",
        "comment",
    ],
)
def test_every_entry_and_its_date_is_read(context: ListingContext, body: bytes) -> None:
    """Whatever is wrong around them, the addresses and dates are there, and nothing is missing."""
    found = read_sitemap(body, context)

    assert (["a", "b", "c"], True, True) == (
        _paths(found),
        all(each.published_at for each in found.entries),
        found.complete,
    )


def test_the_arabic_version_of_a_page_is_its_entry(context: ListingContext) -> None:
    """An English address with an Arabic version is replaced by it; a version with an entry of its own keeps its title."""
    links = '<xhtml:link rel="alternate" hreflang="{}" href="https://outlet.example/{}"/>'
    english, arabic = links.format("en", "en/{0}"), links.format("ar-SA", "ar/{0}?a=1&amp;b=2")
    page = "<url><loc>https://outlet.example/{1}</loc>" + english + arabic + "{2}</url>"
    urls = page.format(1, "en/1", "") + page.format(2, "en/2", "") + page.format(2, "ar/2?a=1&amp;b=2", NEWS)

    found = read_sitemap(f"<urlset>{urls}</urlset>".encode(), context)

    assert [("ar/2?a=1&b=2", True), ("ar/1?a=1&b=2", False)] == [
        (path, each.title is not None) for path, each in zip(_paths(found), found.entries, strict=True)
    ]


def test_words_in_a_text_sitemap_are_no_addresses(context: ListingContext) -> None:
    """Lines without an address are counted, not requested."""
    found = read_sitemap("https://outlet.example/a\nكلام آخر هنا\n/b\nhttps://outlet.example/c\n".encode(), context)

    assert (["a", "c"], (("bad-links", 2),)) == (_paths(found), found.skipped)


@pytest.mark.parametrize("link", ["http://[", "https://outlet.example:99999/", "https://outlet.example:٨٠/", "a\udc80"])
def test_an_address_that_is_none_costs_its_entry(context: ListingContext, link: str) -> None:
    """The other entries are read."""
    body = TEXT.replace("https://outlet.example/b", link).encode("utf-8", "surrogateescape")

    assert ["a", "c"] == _paths(read_sitemap(body, context))[:2]


@pytest.mark.parametrize("cut", ["</urlset>", "</url></urlset>", "b</loc>"])
def test_what_may_be_missing_is_reported(context: ListingContext, cut: str) -> None:
    """A sitemap that breaks off has a problem and is not complete."""
    found = read_sitemap(TEXT[: TEXT.index(cut)].encode(), context)

    assert (True, False) == (found.damaged is not None, found.complete)
