"""Feeds with damage and in other dialects: one odd place costs one entry at most."""

from __future__ import annotations

import gzip
import json
import time

import pytest

from spiders.listings.feed import read_feed
from spiders.listings.listing import ListingContext, ListingError, ParsedListing
from spiders.listings.parse import listing_parts, read_listing
from storage.source import Discovery, DiscoveryKind

GOOD = "<item><title>خبر</title><link>https://outlet.example/good</link></item>"
EXTENSIONS = 'xmlns:psc="http://podlove.org/simple-chapters" xmlns:georss="http://www.georss.org/georss"'

ATOM = (
    '<ns0:feed xmlns:ns0="http://www.w3.org/2005/Atom"><ns0:entry><ns0:title>خبر</ns0:title>'
    '<ns0:link href="https://outlet.example/a"/></ns0:entry></ns0:feed>'
)
RDF = (
    '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rss="http://purl.org/rss/1.0/">'
    '<rss:channel r:about="x"><rss:title>س</rss:title></rss:channel><rss:item r:about="y">'
    "<rss:title>خبر</rss:title><rss:link>https://outlet.example/a</rss:link></rss:item></r:RDF>"
)


def _read(*items: str, context: ListingContext, root: str = "rss") -> ParsedListing:
    text = f"<{root} {EXTENSIONS} version='2.0'><channel><title>س</title>{''.join(items)}</channel></{root}>"
    return read_feed(text.encode(), None, context)


def _paths(found: ParsedListing) -> list[str]:
    return [each.url.removeprefix("https://outlet.example/") for each in found.entries]


@pytest.mark.parametrize(
    "odd",
    [
        '<psc:chapters version="1.2"><psc:chapter title="فصل"/></psc:chapters>',
        "<georss:point>شمال</georss:point>",
        "<pubDate>Mon, 01 Jan 99999999999999999999 00:00:00 +9999</pubDate>",
        "<pubDate>Mon, 23 Nov 2026 10:00:00 +99999999999999</pubDate>",
        "<description>&#xD800; &#99999999999999999999; &#0; &#x11FFFF;</description>",
        f"<description>&#{'9' * 6000};</description>",
        "<description><?</description>",
        "<description><!DOCTYPE x [</description>",
        "<enclosure url='http://[' length='س'/>",
    ],
)
def test_an_odd_part_costs_no_entry(context: ListingContext, odd: str) -> None:
    """Extensions for which the parser raises, absurd dates and references to no character leave every entry."""
    item = f"<item><title>أ</title><link>https://outlet.example/odd</link>{odd}</item>"

    assert {"good", "odd"} == set(_paths(_read(item, GOOD, context=context)))


@pytest.mark.parametrize("link", ["http://[", "//[", "https://outlet.example:99999/a", "https://outlet.example:٨٠٨٠/a"])
def test_a_link_that_is_none_costs_its_entry_and_is_counted(context: ListingContext, link: str) -> None:
    """The other entries are read, and the reason is given with its number."""
    found = _read(f"<item><title>أ</title><link>{link}</link></item>", GOOD, context=context)

    assert (["good"], 1) == (_paths(found), found.elsewhere + sum(number for _reason, number in found.skipped))


def test_an_empty_link_is_replaced_by_the_guid(context: ListingContext) -> None:
    """RSS 2.0: the guid is the address, unless it says otherwise; entries without any are counted."""
    items = (
        '<item><link></link><guid isPermaLink="true">https://outlet.example/a</guid></item>',
        "<item><link/><guid>https://outlet.example/b</guid></item>",
        "<item><title>بلا رابط</title></item>",
        '<item><link uri="https://outlet.example/c"/></item>',
    )
    found = _read(*items, context=context)

    assert (["a", "b", "c"], (("entries-without-link", 1),)) == (_paths(found), found.skipped)


@pytest.mark.parametrize(
    "text",
    [
        ATOM,
        RDF,
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "https://outlet.example/a"}]}),
        '{"version": "https://jsonfeed.org/version/1", "items": [{"url": "https://outlet.example/a", "title": "خبر\n"}]}',
    ],
    ids=["atom-prefix", "rdf-prefix", "json-id", "json-line-break"],
)
def test_other_dialects_are_read(context: ListingContext, text: str) -> None:
    """A prefix is free to choose in XML; a JSON Feed may name a page by its id and break its lines."""
    assert ["a"] == _paths(read_feed(text.encode(), None, context))


def test_json_of_any_depth_is_an_error_of_the_listing(context: ListingContext) -> None:
    """JSON that is 100,000 levels deep is no feed, and nothing worse."""
    with pytest.raises(ListingError, match="JSON"):
        read_feed(b'{"items":' + b"[" * 100_000, None, context)


def test_a_feed_of_many_comments_is_read_at_once(context: ListingContext) -> None:
    """A thousand comments before the root take no time."""
    start = time.process_time()
    body = b"<!-- a -->\n" * 1_000 + b"<rss><channel>" + GOOD.encode() + b"</channel></rss>"

    assert (["good"], True) == (_paths(read_feed(body, None, context)), time.process_time() - start < 1)


def test_a_feed_whose_gzip_data_is_damaged_keeps_its_beginning(context: ListingContext) -> None:
    """The whole entries before the damage are read, and the damage is told."""
    items = "".join(GOOD.replace("good", f"{n:06}{hash(n * 7919) % 99991}") for n in range(1_000))
    packed = bytearray(gzip.compress(f"<rss><channel>{items}</channel></rss>".encode()))
    packed[-2_000:-1_900] = b"\x00" * 100

    found = read_feed(bytes(packed), None, context)

    assert (True, True) == (len(found.entries) > 100, found.damaged is not None)


def test_a_feed_in_the_place_of_a_sitemap_is_read(context: ListingContext) -> None:
    """sitemaps.org allows RSS and Atom as sitemaps, and indexes name them."""
    listing = Discovery(kind=DiscoveryKind.SITEMAP, url="https://outlet.example/rss.xml")
    body = f"<rss version='2.0'><channel>{GOOD}</channel></rss>".encode()

    assert ["good"] == _paths(read_listing(body, None, listing, context))


def test_whatever_a_parser_raises_is_an_error_of_the_listing(
    context: ListingContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours in a parser costs the listing, not the run of its source."""

    def broken(*_given: object) -> ParsedListing:
        raise KeyError("x")

    monkeypatch.setattr("spiders.listings.parse.read_section", broken)
    listing = Discovery(kind=DiscoveryKind.SECTION, url="https://outlet.example/")

    with pytest.raises(ListingError, match="damaged listing"):
        list(listing_parts(b"<html>", None, listing, context))


@pytest.mark.parametrize(
    "odd", ['<base href="http://[">', '<a href="//[">خبر عاجل من المدينة اليوم</a>', "<?", "<!DOCTYPE"]
)
def test_an_odd_link_of_a_section_page_costs_that_link(context: ListingContext, odd: str) -> None:
    """A base or a link that is no URL leaves the other links."""
    listing = Discovery(kind=DiscoveryKind.SECTION, url="https://outlet.example/")
    body = f"<html><head>{odd}</head><body><a href='https://outlet.example/2026/11/23/good'>خبر من المدينة اليوم</a>"

    assert ["2026/11/23/good"] == _paths(read_listing(body.encode(), None, listing, context))
