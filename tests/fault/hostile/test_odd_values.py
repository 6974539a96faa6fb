"""One odd link, date, reference or tag costs the entry that has it, and never the listing, the page or the source."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

import pytest

from pipelines.items import PageContext
from pipelines.read import read
from spiders.autodiscovery.page_links import sitemaps_of_robots
from spiders.autodiscovery.probe import DocumentType, identify_document
from spiders.listings.listing import ListingContext, ParsedListing
from spiders.listings.parse import read_listing
from storage.records import Article, Page
from storage.source import Discovery, DiscoveryKind
from tests.support.sources import HOME, make_source

GOOD = f"{HOME}news/2026/11/20/1234"
TITLE = "عنوان خبر طويل عن القرى البعيدة"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
CONTEXT = ListingContext(url=HOME + "feed", home=HOME, zone=ZoneInfo("Asia/Riyadh"), now=NOW)
TEXT = "<p>قال الوزير في مؤتمر صحفي إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة.</p>" * 5
LINKS = (
    *(f"{HOME[:-1]}:99999/a", f"{HOME[:-1]}:٨٠/a", f"{HOME[:-1]}:x/a", "http://outlet.example:-1/", "http://[", "//["),
    *("https://[::1", "http://[v1.a]/", "https://a\u06d4example/", f"https://{'a' * 70}.example/", "https://.../"),
    *("https://xn--a.example/%", "https://exa mple/", "javascript:alert(1)", "http://outlet.example\\@other.example/"),
    *(f"{HOME}&#xD800;", f"{HOME}&#99999999999999;", f"{HOME}\ufffd", f"{HOME}?{'&' * 1000}", f"{HOME}{'%' * 500}"),
)
DATES = (
    *("0000-00-00", "99999-01-01T00:00:00Z", "2026-11-20T99:99:99Z", "2026-11-20T10:00:00+99:99", "-1", "1e999"),
    *("2026-11-20T10:00:00+24:00", "Mon, 99 Nov 2026 10:00:00 GMT", "Mon, 20 Nov 0001 00:00:00 -2359", "1" * 400),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "Fri, 31 Dec 9999 23:59:59 -0001", "&#xD800;"),
)
MARKUP = (
    *("<?", "<!DOCTYPE", "&#xD800;", "&#x110000;", f"&#{'9' * 5000};", "&bogus;", "</aside>&#11;", "\x0b", "\x00"),
    *('<a href="//[">', '<base href="http://[">', '<link href="http://["/>', '<content type="xhtml"><div>'),
    *('<psc:chapters><psc:chapter start="x"/></psc:chapters>', '<psc:chapter start="1:2:3:4" title="a"/>'),
    *("<georss:point>a b</georss:point>", "<georss:polygon>1 2 3</georss:polygon>", "<georss:box>1</georss:box>"),
    *("<gml:Point><gml:pos>x y</gml:pos></gml:Point>", '<media:content url="http://[" fileSize="x"/>'),
    *('<content type="base64">!!!</content>', '<source url="http://["/>', '<guid isPermaLink="x">http://[</guid>'),
    *('<cc:license rdf:resource="http://["/>', "<geo:lat>nan</geo:lat><geo:long>inf</geo:long>"),
    *("<dcterms:valid>start=x;end=y</dcterms:valid>", '<gd:when startTime="x"/>'),
)
JSON_LD = (
    *("[" * 100_000, '{"a":' * 100_000, '{"@graph":' * 50_000 + "1" + "}" * 50_000),
    *('{"mainEntity":' * 990 + "1" + "}" * 990, '{"author":' + "[" * 900 + "]" * 900 + "}"),
)
_SPACES = {
    *(
        "psc=http://podlove.org/simple-chapters",
        "georss=http://www.georss.org/georss",
        "gml=http://www.opengis.net/gml",
    ),
    *("media=http://search.yahoo.com/mrss/", "geo=http://www.w3.org/2003/01/geo/wgs84_pos#"),
}
_NAMESPACES = " ".join('xmlns:{}="{}"'.format(*each.split("=", 1)) for each in sorted(_SPACES))


def _listing(kind: DiscoveryKind, body: str) -> ParsedListing:
    listing = Discovery(kind=kind, url=HOME + "feed")
    return read_listing(body.encode("utf-8", "surrogatepass"), None, listing, CONTEXT)


def _rss(item: str) -> ParsedListing:
    good = f"<item><title>{TITLE}</title><link>{GOOD}</link></item>"
    return _listing(DiscoveryKind.FEED, f"<rss version='2.0' {_NAMESPACES}><channel>{item}{good}</channel></rss>")


def _atom(entry: str) -> ParsedListing:
    good = f"<entry><title>{TITLE}</title><link href='{GOOD}'/></entry>"
    return _listing(DiscoveryKind.FEED, f"<feed xmlns='http://www.w3.org/2005/Atom' {_NAMESPACES}>{entry}{good}</feed>")


def _json(**item: str) -> ParsedListing:
    feed = {"version": "https://jsonfeed.org/version/1", "items": [item, {"url": GOOD}]}
    return _listing(DiscoveryKind.FEED, json.dumps(feed))


def _map(url: str) -> ParsedListing:
    return _listing(DiscoveryKind.SITEMAP, f"<urlset>{url}<url><loc>{GOOD}</loc></url></urlset>")


def _section(before: str) -> ParsedListing:
    return _listing(DiscoveryKind.SECTION, f"<html><body>{before}</a><a href='{GOOD}'>{TITLE}</a>")


def _item(*, link: str = f"{HOME}news/2", more: str = "") -> str:
    return f"<item><title>خبر</title><link>{link}</link>{more}</item>"


LISTINGS: dict[str, tuple[tuple[str, ...], Callable[[str], ParsedListing]]] = {
    "rss-link": (LINKS, lambda each: _rss(_item(link=escape(each)))),
    "rss-raw-link": (LINKS, lambda each: _rss(_item(link=each))),
    "atom-link": (LINKS, lambda each: _atom(f"<entry><link href='{each}'/></entry>")),
    "json-link": (LINKS, lambda each: _json(url=each, id=each)),
    "sitemap-link": (LINKS, lambda each: _map(f"<url><loc>{each}</loc></url>")),
    "sitemap-alternate": (
        LINKS,
        lambda each: _map(f"<url><loc>{HOME}x</loc><xhtml:link rel='alternate' hreflang='ar' href=\"{each}\"/></url>"),
    ),
    "text-sitemap-link": (LINKS, lambda each: _listing(DiscoveryKind.SITEMAP, f"{GOOD}\n{each}\n")),
    "section-link": (LINKS, lambda each: _section(f'<a href="{each}">{TITLE}<link rel=next href="{each}">')),
    "section-base": (LINKS, lambda each: _section(f'<base href="{each}">')),
    "rss-date": (DATES, lambda each: _rss(_item(more=f"<pubDate>{each}</pubDate>"))),
    "atom-date": (
        DATES,
        lambda each: _atom(
            f"<entry><link href='{HOME}2'/><published>{each}</published><updated>{each}</updated></entry>"
        ),
    ),
    "json-date": (DATES, lambda each: _json(url=f"{HOME}2", date_published=each, date_modified=each)),
    "sitemap-date": (
        DATES,
        lambda each: _map(
            f"<url><loc>{HOME}2</loc><lastmod>{each}</lastmod><news:news><news:publication_date>{each}"
            "</news:publication_date></news:news></url>"
        ),
    ),
    "rss-markup": (MARKUP, lambda each: _rss(_item(more=each))),
    "rss-title": (MARKUP, lambda each: _rss(f"<item><title>{each}</title><link>{HOME}2</link></item>")),
    "rss-front": (MARKUP, _rss),
    "atom-markup": (MARKUP, lambda each: _atom(f"<entry><link href='{HOME}2'/>{each}</entry>")),
    "sitemap-markup": (MARKUP, lambda each: _map(f"{each}<url><loc>{HOME}2</loc>{each}</url>")),
    "section-markup": (MARKUP, lambda each: _section(f"{each}<a {each} href='/x'>{each}")),
}


@pytest.mark.parametrize("name", LISTINGS)
def test_an_odd_value_costs_no_other_entry_of_its_listing(name: str) -> None:
    """The sound entry beside it is listed, whatever kind the listing is of."""
    values, listed = LISTINGS[name]

    lost = [each[:60] for each in values if GOOD not in [entry.url for entry in listed(each).entries]]

    assert [] == lost


@pytest.mark.parametrize("name", ["rss-link", "json-link", "sitemap-link", "text-sitemap-link", "section-link"])
def test_a_link_that_is_none_is_counted(name: str) -> None:
    """A link that cannot be read is counted by its reason, or as one that leads elsewhere."""
    values, listed = LISTINGS[name]
    found = {each: listed(each) for each in values[:8]}

    assert [] == [each for each, listing in found.items() if not (listing.skipped or listing.elsewhere)]


def _page(head: str, body: str) -> Page:
    text = f"<html><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>{body}{TEXT}"
    return Page(
        requested_url=GOOD,
        final_url=GOOD,
        body=text.encode("utf-8", "surrogatepass"),
        content_type="text/html; charset=utf-8",
        fetched_at=NOW,
    )


def _pages(name: str) -> list[Page]:
    if name == "link":
        heads = ('<base href="{0}"><link rel="canonical" href="{0}"><meta property="og:url" content="{0}">', "")
        return [_page(heads[0].format(each), f'<img src="{each}"><a href="{each}">قسم</a>') for each in LINKS]
    if name == "date":
        head = '<meta property="article:published_time" content="{}">'
        return [_page(head.format(each), f'<time datetime="{each}">{each}</time>') for each in DATES]
    if name == "markup":
        return [_page("", f"{each}</a>") for each in MARKUP if each != "\x00"]  # NUL makes a page binary
    return [_page(f'<script type="application/ld+json">{each}</script>', "") for each in JSON_LD]


@pytest.mark.parametrize("name", ["link", "date", "markup", "json-ld"])
def test_an_odd_value_costs_no_article(name: str) -> None:
    """A page with it is read as an article, and is identified as a page in a search for listings."""
    pages = _pages(name)
    kinds = {identify_document(each, home=HOME, zone=UTC, now=NOW).document_type for each in pages}
    read_pages = [read(each, make_source(), PageContext()) for each in pages]

    assert ([], {DocumentType.PAGE}) == ([each for each in read_pages if not isinstance(each, Article)], kinds)


def test_an_odd_line_of_robots_txt_costs_no_other() -> None:
    """Lines for sitemaps that name no URL are passed over."""
    lines = "".join(f"Sitemap: {each}\n" for each in LINKS)

    assert f"{HOME}s.xml" in sitemaps_of_robots(f"{lines}Sitemap: {HOME}s.xml\n", HOME)
