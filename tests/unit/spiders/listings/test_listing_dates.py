"""The dates of feeds and sitemaps come out of their parsers as they are meant."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime
from functools import cache
from html import escape
from zoneinfo import ZoneInfo

import pytest

from spiders.listings.feed import read_feed
from spiders.listings.listing import ListingContext, ParsedListing
from spiders.listings.sitemap import read_sitemap
from storage.discovery.listings import ListingAnswer, Validators
from storage.discovery.sightings import ListingCounts
from storage.source import DiscoveryKind
from tests.support.stores import SOURCE, store_in_memory
from tests.unit.pipelines.arabic.dates.test_declared import FORMS, NOW, ZONES, truth

KINDS = ("rss", "dc", "atom", "json", "news-sitemap")
HOME = "https://outlet.example/"


def _document(kind: str, dates: list[str], *, head: str = "") -> bytes:
    """Return a listing of *kind* whose entry number N has the Nth of *dates*."""
    dated_urls = [(f"{HOME}news/{number}", escape(each)) for number, each in enumerate(dates)]
    if kind == "json":
        items = [{"id": str(n), "url": f"{HOME}news/{n}", "date_published": each} for n, each in enumerate(dates)]
        return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    if kind == "news-sitemap":
        urls = "".join(
            f"<url><loc>{url}</loc><n:news><n:publication_date>{at}</n:publication_date></n:news></url>"
            for url, at in dated_urls
        )
        return (
            "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
            f" xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>{urls}</urlset>"
        ).encode()
    if kind == "atom":
        entries = "".join(f"<entry><link href='{url}'/><published>{at}</published></entry>" for url, at in dated_urls)
        return f"<feed xmlns='http://www.w3.org/2005/Atom'>{entries}</feed>".encode()
    tag = {"rss": "pubDate", "dc": "dc:date"}[kind]
    items_ = "".join(f"<item><link>{url}</link><{tag}>{at}</{tag}></item>" for url, at in dated_urls)
    return (
        f"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>{head}{items_}</channel></rss>"
    ).encode()


def _read(kind: str, dates: list[str], context: ListingContext, *, head: str = "") -> ParsedListing:
    body = _document(kind, dates, head=head)
    return read_sitemap(body, context) if kind == "news-sitemap" else read_feed(body, None, context)


@cache
def _suite(kind: str, name: str, context: ListingContext) -> tuple[tuple[datetime | None, datetime | None], ...]:
    """Return the time that is read and the time that is meant for each of the forms, in a listing of *kind*."""
    zone = ZoneInfo(name)
    found = _read(kind, [text for text, _, _ in FORMS], replace(context, zone=zone, now=NOW))
    read = {each.url: each.published_at and each.published_at.replace(second=0) for each in found.entries}
    return tuple(
        (read.get(f"{HOME}news/{number}"), truth(clock, offset, zone))
        for number, (_, clock, offset) in enumerate(FORMS)
    )


@pytest.mark.parametrize("name", ZONES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_form_comes_out_of_a_listing_as_it_is_meant(context: ListingContext, kind: str, name: str) -> None:
    """Odd forms of dates, in six zones, in every kind of listing that has dates: none is wrong."""
    texts = [text for text, _, _ in FORMS]

    assert [] == [
        (text, read, at) for text, (read, at) in zip(texts, _suite(kind, name, context), strict=True) if read != at
    ]


def test_the_suite_of_dates_is_counted(context: ListingContext, capsys: pytest.CaptureFixture[str]) -> None:
    """40 forms and more, in six zones and every kind of listing: how many are right and wrong is printed."""
    verdicts = Counter(read == at for kind in KINDS for name in ZONES for read, at in _suite(kind, name, context))
    with capsys.disabled():
        print(f"\ndates of listings: {verdicts[True]} right, {verdicts[False]} wrong")  # noqa: T201  # the figure is asked for

    assert (True, len(FORMS) * len(ZONES) * len(KINDS), 0) == (len(FORMS) >= 40, verdicts[True], verdicts[False])


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


@pytest.mark.parametrize("kind", ["rss", "atom", "json"])
def test_every_poll_of_a_feed_reads_the_same_times(context: ListingContext, kind: str) -> None:
    """What one poll showed is true of the next: the same entries have the same times, hours after the newest of them."""
    first = replace(context, zone=ZoneInfo("Asia/Beirut"), now=NOW)
    dates = [each.isoformat() for each in (NOW + timedelta(minutes=offset) for offset in (90, -60, -600))]
    polls, known = list[list[datetime | None]](), False
    for hours in (0, 1, 5, 30):
        found = _read(kind, dates, replace(first, now=NOW + timedelta(hours=hours), utc_is_local=known))
        known = found.utc_is_local
        polls.append([each.published_at for each in found.entries])

    assert [polls[0]] * 4 == polls
    assert NOW - timedelta(minutes=30) == polls[0][0]


def test_a_feed_whose_clock_is_seen_to_be_right_is_read_so_again(context: ListingContext) -> None:
    """The outlet has corrected its server: its feed is built now, by its own word."""
    known = replace(context, zone=ZoneInfo("Asia/Beirut"), now=NOW, utc_is_local=True)
    head = f"<lastBuildDate>{_ages(0, offset=0)[0]}</lastBuildDate>"
    found = _read("rss", _ages(30, offset=0), known, head=head)

    assert (False, NOW - timedelta(minutes=30)) == (found.utc_is_local, found.entries[0].published_at)


def test_a_feed_that_was_built_by_a_local_clock_shows_it_without_a_new_entry(context: ListingContext) -> None:
    """Its newest entry is a day old."""
    beirut = replace(context, zone=ZoneInfo("Asia/Beirut"), now=NOW)
    head = f"<lastBuildDate>{_ages(0, offset=120)[0]}</lastBuildDate>"
    found = _read("rss", _ages(1440, offset=120), beirut, head=head)

    assert (True, NOW - timedelta(minutes=1440)) == (found.utc_is_local, found.entries[0].published_at)


def test_the_store_keeps_what_a_poll_showed() -> None:
    """The clock of a listing is one of its facts."""
    with store_in_memory() as store:
        answer = ListingAnswer(
            url=f"{HOME}feed", source_id=SOURCE.id, kind=DiscoveryKind.FEED, rank=0, complete=False, status=200,
            validators=Validators(), utc_is_local=True,
        )  # fmt: skip
        counts = ListingCounts(found=0, new=0, again=0)
        store.sightings.close(answer, counts, at=NOW, seen=frozenset())
        kept = store.listings.known(answer.url).utc_is_local
        store.sightings.close(replace(answer, utc_is_local=False), counts, at=NOW, seen=frozenset())

        assert (True, False) == (kept, store.listings.known(answer.url).utc_is_local)
