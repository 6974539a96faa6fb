"""The dates of feeds and sitemaps come out of their parsers as they are meant."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from html import escape
from zoneinfo import ZoneInfo

import pytest

from spiders.listings.feed import read_feed
from spiders.listings.listing import ListingContext, ParsedListing
from spiders.listings.sitemap import read_sitemap
from tests.unit.pipelines.arabic.dates.test_declared import FORMS, NOW, ZONES, truth

KINDS = ("rss", "dc", "atom", "json", "news-sitemap")
HOME = "https://outlet.example/"


def _document(kind: str, dates: list[str], *, head: str = "") -> bytes:
    """Return a listing of *kind* whose entry number N has the Nth of *dates*."""
    told = [(f"{HOME}news/{number}", escape(each)) for number, each in enumerate(dates)]
    if kind == "json":
        items = [{"id": str(n), "url": f"{HOME}news/{n}", "date_published": each} for n, each in enumerate(dates)]
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    if kind == "news-sitemap":
        urls = "".join(
            f"<url><loc>{url}</loc><n:news><n:publication_date>{at}</n:publication_date></n:news></url>"
            for url, at in told
        )
        return (
            "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
            f" xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>{urls}</urlset>"
        ).encode()
    if kind == "atom":
        entries = "".join(f"<entry><link href='{url}'/><published>{at}</published></entry>" for url, at in told)
        return f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>".encode()
    tag = {"rss": "pubDate", "dc": "dc:date"}[kind]
    items_ = "".join(f"<item><link>{url}</link><{tag}>{at}</{tag}></item>" for url, at in told)
    return (
        f"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>{head}{items_}</channel></rss>"
    ).encode()


def _read(kind: str, dates: list[str], context: ListingContext, *, head: str = "") -> ParsedListing:
    body = _document(kind, dates, head=head)
    return read_sitemap(body, context) if kind == "news-sitemap" else read_feed(body, None, context)


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_form_comes_out_of_a_listing_as_it_is_meant(context: ListingContext, kind: str, name: str) -> None:
    """Odd forms of dates, in six zones, in every kind of listing that has dates: none is wrong."""
    zone = ZoneInfo(name)
    found = _read(kind, [text for text, _, _ in FORMS], replace(context, zone=zone, now=NOW))
    read = {each.url: each.published_at and each.published_at.replace(second=0) for each in found.entries}
    true = {f"{HOME}news/{number}": truth(clock, offset, zone) for number, (_, clock, offset) in enumerate(FORMS)}

    assert {} == {url: (read.get(url), at) for url, at in true.items() if read.get(url) != at}


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_without_a_time_is_known_as_a_day(context: ListingContext, kind: str) -> None:
    """The listing's day is kept beside its beginning."""
    found = _read(kind, ["2026-11-22", "2026-11-22T00:00:00Z"], replace(context, zone=ZoneInfo("Africa/Cairo")))

    assert [
        (datetime(2026, 11, 21, 22, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, tzinfo=UTC), None),
    ] == [(each.published_at, each.published_day) for each in found.entries]


def _ages(*minutes: int, offset: int) -> list[str]:
    """Return the dates of entries that are *minutes* old, by a clock that is *offset* minutes ahead and says GMT."""
    return [format_datetime(NOW + timedelta(minutes=offset - each), usegmt=True) for each in minutes]


@pytest.mark.parametrize(
    ("offset", "built", "shift"),
    [(120, None, 120), (120, 120, 120), (0, None, 0), (120, 0, 0), (300, None, 0)],
    ids=["local time", "built by the same clock", "right", "a right clock", "farther than the zone"],
)
def test_a_feed_that_calls_its_local_time_utc_is_read_so(
    context: ListingContext, offset: int, built: int | None, shift: int
) -> None:
    """Where its newest entry is ahead of us by no more than the zone is, every entry is that much earlier."""
    head = "" if built is None else f"<lastBuildDate>{_ages(0, offset=built)[0]}</lastBuildDate>"
    beirut = replace(context, zone=ZoneInfo("Asia/Beirut"), now=NOW)
    found = _read("rss", _ages(30, 200, 600, offset=offset), beirut, head=head)

    assert [offset - shift - 30, offset - shift - 200, offset - shift - 600] == [
        each.published_at and (each.published_at - NOW) / timedelta(minutes=1) for each in found.entries
    ]
