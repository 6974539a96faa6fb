"""Listings without an end, at their real size: what is read is bounded, and so are memory and time."""

from __future__ import annotations

import gzip
import tracemalloc
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from spiders.listings.feed import MOST_FEED_ENTRIES, feed_parts, read_feed
from spiders.listings.listing import MOST_ENTRIES, ListingContext
from spiders.listings.sitemap import read_sitemap, sitemap_parts

HOME = "https://outlet.example/"
CONTEXT = ListingContext(
    url=f"{HOME}listing", home=HOME, zone=ZoneInfo("Asia/Riyadh"), now=datetime(2026, 11, 23, 12, tzinfo=UTC)
)


def _sitemap(count: int) -> bytes:
    urls = (f"<url><loc>{HOME}news/{n}</loc><lastmod>2026-11-20T10:00:00Z</lastmod></url>" for n in range(count))
    return f"<urlset>{''.join(urls)}</urlset>".encode()


def _item(n: int, date: str = "") -> str:
    return f"<item><title>خبر {n}</title><link>{HOME}{n}</link>{date}</item>"


def _rss(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>الأفق</title>{''.join(items)}</channel></rss>".encode()


def _peak(body: bytes) -> int:
    tracemalloc.start()
    for _part in sitemap_parts(body, CONTEXT):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_memory_does_not_grow_with_a_sitemaps_length() -> None:
    """Of an entry that was handed on a hash of some dozen bytes stays."""
    short, long = _sitemap(2_000), _sitemap(12_000)
    _peak(short)  # the list of public suffixes is loaded once

    assert (_peak(long) - _peak(short)) / 10_000 < 150


def test_the_newest_of_a_long_feed_are_read_wherever_they_stand() -> None:
    """A feed that puts the oldest first loses nothing new; without dates the first stay."""
    old = [_item(n, "<pubDate>Mon, 02 Nov 2026 10:00:00 GMT</pubDate>") for n in range(MOST_FEED_ENTRIES)]
    new = _item(9_999, "<pubDate>Mon, 23 Nov 2026 10:00:00 GMT</pubDate>")
    dated = read_feed(_rss(*old, new), None, CONTEXT)
    undated = read_feed(_rss(*(_item(n) for n in range(MOST_FEED_ENTRIES + 5))), None, CONTEXT)

    assert (HOME + "9999", HOME + "0", HOME + str(MOST_FEED_ENTRIES - 1)) == (
        dated.entries[-1].url,
        undated.entries[0].url,
        undated.entries[-1].url,
    )
    assert (MOST_FEED_ENTRIES, MOST_FEED_ENTRIES, True) == (
        len(dated.entries),
        len(undated.entries),
        "the newest were read" in str(dated.damaged),
    )


@pytest.mark.parametrize("filler", ["<![CDATA[", "<!--", "<item>", "</item>", "<item ", "]]>", "<channel "])
def test_no_text_makes_the_cutting_slow(filler: str) -> None:
    """Two hundred thousand openings that never end are passed over in one walk: what is damaged says so."""
    body = f"<rss><channel>{_item(1)}{filler * 200_000}".encode()

    parts = list(feed_parts(body, None, CONTEXT))

    assert parts[-1].damaged


def test_an_endless_feed_is_cut() -> None:
    """The first entries of an endless feed are read, and that there are more is said."""
    body = _rss(*(_item(number) for number in range(MOST_FEED_ENTRIES + 1)))

    found = read_feed(body, None, CONTEXT)

    assert (MOST_FEED_ENTRIES, True) == (len(found.entries), bool(found.damaged))


def test_a_bomb_is_unpacked_to_its_limit() -> None:
    """A small answer that unpacks to very much is read up to the limit of a sitemap's size."""
    body = gzip.compress(
        b"<urlset>" + f"<url><loc>{HOME}a</loc></url>".encode() + b" " * (60 * 1024 * 1024) + b"</urlset>",
        compresslevel=1,
    )

    found = read_sitemap(body, CONTEXT)

    assert (1, True, False) == (len(found.entries), bool(found.damaged), found.complete)


def test_more_than_the_limit_is_left() -> None:
    """Beyond 50,000 entries the rest is left out and the listing is not complete."""
    body = "\n".join(f"https://outlet.example/{number}" for number in range(MOST_ENTRIES + 1)).encode()

    found = read_sitemap(body, CONTEXT)

    assert (MOST_ENTRIES, False) == (len(found.entries), found.complete)
