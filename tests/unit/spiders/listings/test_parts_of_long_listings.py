"""Long listings: read in parts, in bounded memory, the newest of them."""

from __future__ import annotations

from itertools import chain

import pytest

from spiders.listings.decompress import unpacked
from spiders.listings.feed import feed_parts, read_feed
from spiders.listings.listing import PART, ListingContext, ListingError, ParsedListing, whole
from spiders.listings.parse import listing_parts
from spiders.listings.sitemap import sitemap_parts
from storage.source import Discovery, DiscoveryKind

HOME = "https://outlet.example/"


def _sitemap(count: int) -> bytes:
    urls = (f"<url><loc>{HOME}news/{n}</loc><lastmod>2026-11-20T10:00:00Z</lastmod></url>" for n in range(count))
    return f"<urlset>{''.join(urls)}</urlset>".encode()


def _item(n: int, date: str = "") -> str:
    return f"<item><title>خبر {n}</title><link>{HOME}{n}</link>{date}</item>"


def _rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>الأفق</title>{''.join(items)}</channel></rss>".encode()


def test_parts_make_the_whole(context: ListingContext) -> None:
    """No entry is lost or told twice, and no part is longer than what is kept at a time."""
    parts = list(sitemap_parts(_sitemap(2 * PART + 1), context))

    assert ([PART, PART, 1], 2 * PART + 1) == (
        [len(each.entries) for each in parts],
        len({each.url for each in whole(parts).entries}),
    )


def test_a_sitemap_in_parts_is_mended_once(context: ListingContext) -> None:
    """A bare ampersand in the middle costs no entry and repeats none."""
    body = _sitemap(3 * PART).replace(b"news/250<", b"news/250?a=1&b=2<")

    urls = [each.url for each in chain.from_iterable(part.entries for part in sitemap_parts(body, context))]

    assert (3 * PART, 3 * PART, True) == (len(urls), len(set(urls)), f"{HOME}news/250?a=1&b=2" in urls)


def test_a_pattern_is_held_against_every_part(context: ListingContext) -> None:
    """`follow` chooses in all parts, and the last part still says that the listing was complete."""
    listing = Discovery(kind=DiscoveryKind.SITEMAP, url=HOME, follow=r"/news/\d*7$")
    parts = list(listing_parts(_sitemap(500), None, listing, context))

    assert (50, True) == (sum(len(each.entries) for each in parts), parts[-1].complete)


def test_a_long_section_page_comes_in_parts(context: ListingContext) -> None:
    """Its links are cut into parts like any listing's, and none is lost."""
    html = "".join(f'<a href="/news/{n}">خبر رقم {n} من أخبار القرى</a>' for n in range(1000, 1000 + 2 * PART))
    listing = Discovery(kind=DiscoveryKind.SECTION, url=HOME)
    parts = list(listing_parts(f"<html><body>{html}</body></html>".encode(), "text/html", listing, context))

    assert [PART, PART] == [len(each.entries) for each in parts if each.entries]


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        (f"{_item(1)}<!-- {_item(2)} -->{_item(3)}", ["1", "3"]),
        (f"<item><title><![CDATA[<item> و</item>]]></title><link>{HOME}1</link></item>{_item(3)}", ["1", "3"]),
        (f"<item><title>بلا نهاية</title><link>{HOME}1</link>{_item(3)}", ["1", "3"]),
        (f"{_item(1)}<!-- بلا نهاية {_item(3)}", ["1", "3"]),
    ],
    ids=["comment", "cdata", "unclosed-entry", "unclosed-comment"],
)
def test_entries_are_cut_where_they_begin_and_end(context: ListingContext, text: str, urls: list[str]) -> None:
    """Comments and character data are no entries, and an entry that is not closed ends where the next begins."""
    found = read_feed(_rss(text), None, context)

    assert urls == [each.url.removeprefix(HOME) for each in found.entries]


@pytest.mark.parametrize("version", ["1", "1.1"])
def test_a_json_feed_is_read(context: ListingContext, version: str) -> None:
    """Address, title, dates and tags; what has no address of the outlet is counted."""
    item = f'{{"id": "1", "url": "{HOME}a", "title": "خبر", "date_published": "2026-11-23T09:30:00Z", "tags": ["ثقافة", 7]}}'
    body = f'{{"version": "https://jsonfeed.org/version/{version}", "items": [{item}, {{"id": 2}}, 7]}}'.encode()

    found = read_feed(body, "application/feed+json", context)

    assert ((HOME + "a", "خبر", 9, ("ثقافة", "7")), 2) == (
        (
            found.entries[0].url,
            found.entries[0].title,
            found.entries[0].published_at.hour if found.entries[0].published_at else None,
            found.entries[0].tags,
        ),
        found.elsewhere,
    )


@pytest.mark.parametrize("body", ['{"items": []}', '{"version": "https://jsonfeed.org/version/1.1"', "{" * 100_000])
def test_other_json_is_no_feed(context: ListingContext, body: str) -> None:
    """An error in JSON, or a feed that breaks off, is a listing error."""
    with pytest.raises(ListingError, match="no feed"):
        read_feed(body.encode(), None, context)


def test_what_is_not_packed_is_passed_on() -> None:
    """Plain bytes come in pieces, and make the same whole."""
    body = b"x" * 200_000

    assert (body, 4) == (b"".join(unpacked(body)), len(list(unpacked(body))))


def test_a_feed_says_where_it_moved(context: ListingContext) -> None:
    """`itunes:new-feed-url` is the feed's own word."""
    moved = f"<itunes:new-feed-url>{HOME}new</itunes:new-feed-url>"

    assert HOME + "new" == whole(feed_parts(_rss(moved, _item(1)), None, context)).moved_to


def test_the_whole_of_nothing_is_an_empty_listing() -> None:
    """No part, no entry."""
    assert ParsedListing() == whole([])
