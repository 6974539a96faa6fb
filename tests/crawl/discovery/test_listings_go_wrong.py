"""What becomes of a run when a listing dies, moves, lies, breaks off or never ends: the rows of docs/sources/discovery.md."""

from __future__ import annotations

import gzip
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from storage.store import Store
from tests.support.outlet import (
    SOURCE_ID,
    Outlet,
    OutletReply,
    Run,
    crawl,
    crawl_all,
    index,
    rss,
    served,
    urlset,
    write_source,
)

XML = {"Content-Type": "application/rss+xml"}


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with served() as outlet:
        yield outlet


def _feeds(home: str) -> dict[str, tuple[OutletReply, int, str | None]]:
    """Return feeds that go wrong: the answer, how many articles come of it, and what the operator is told."""
    html = "<?xml version='1.0'?>\n<!DOCTYPE html><html><body><form>دخول</form></body></html>"
    one_guid = "".join(
        f"<item><guid>7</guid><title>خبر رقم {n}</title><link>{home}news/{n}</link></item>" for n in (51, 52, 52)
    )
    cut = rss(home, 1, 2, 3)
    moved = f"<itunes:new-feed-url>{home}itunes</itunes:new-feed-url>"
    item = f'{{"id": "1", "url": "{home}news/91", "title": "خبر رقم 91"}}'
    return {
        "dies": (OutletReply(status=410), 0, "gone for good"),
        "html": (OutletReply(body=html, headers=XML), 0, "html instead of a feed"),
        "challenge": (OutletReply(body="<html><title>Just a moment...</title></html>", status=403), 0, "answered 403"),
        "empty": (OutletReply(headers=XML), 0, "empty instead of a feed"),
        "cut": (OutletReply(body=cut[: cut.index("news/3") + 5], headers=XML), 2, "breaks off inside an entry"),
        "moved": (OutletReply(status=301, headers={"Location": f"{home}new-feed"}), 2, "/new-feed: edit the source"),
        "itunes": (OutletReply(body=rss(home, 31, 32, more=moved), headers=XML), 2, "/itunes: edit the source"),
        "guids": (OutletReply(body=f"<rss version='2.0'><channel>{one_guid}</channel></rss>", headers=XML), 2, None),
        "future": (
            OutletReply(body=rss(home, 61, 62, dates={61: "Mon, 01 Jan 2087 00:00:00 GMT"}), headers=XML),
            2,
            None,
        ),
        "packed": (OutletReply(body=gzip.compress(rss(home, 71, 72).encode()), headers=XML), 2, None),
        "json": (OutletReply(body=f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{item}]}}'), 1, None),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    data: Path
    runs: dict[str, Run]
    feeds: dict[str, tuple[OutletReply, int, str | None]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """Crawl all those feeds in one run, each as a source of its own."""
    data = tmp_path_factory.mktemp("wrong")
    with served() as outlet:
        feeds = _feeds(outlet.home)
        outlet.pages["/new-feed"] = OutletReply(body=rss(outlet.home, 41, 42), headers=XML)
        for name, (reply, _kept, _trouble) in feeds.items():
            outlet.pages[f"/{name}"] = reply
            write_source(outlet, data, "feed", name, source_id=f"ma_{name}")
        yield Crawled(data=data, runs=crawl_all(data, *(f"ma_{name}" for name in feeds)), feeds=feeds)


@pytest.mark.parametrize("name", list(_feeds("")))
def test_a_feed_that_goes_wrong_has_its_outcome(crawled: Crawled, name: str) -> None:
    """Whatever comes in a feed's place, what can be read is kept, and the operator is told what cannot."""
    _reply, kept, trouble = crawled.feeds[name]
    run = crawled.runs[f"ma_{name}"]

    is_reported = any(trouble in each for each in run.problems) if trouble else run.problems == ()
    assert (kept, kept == 0, True) == (run.kept, run.problem is not None, is_reported)


def test_a_future_date_is_nobodys_date(crawled: Crawled) -> None:
    """A feed's date of 2087 becomes no article's date."""
    with Store.open(crawled.data / "rasad.db", read_only=True) as store:
        dates = {each.published_at for each in store.articles.changes() if each.source_id == "ma_future"}

    assert {None} == dates


def test_a_feed_of_fifty_thousand_entries_gives_its_newest(outlet: Outlet, tmp_path: Path) -> None:
    """The newest two thousand are listed, wherever they stand, and the cut is said."""
    numbers = range(50_000)
    dates = {n: f"{1 + n // 2000:02} Oct 2026 12:00:00 GMT" for n in numbers}
    outlet.pages["/feed"] = OutletReply(body=rss(outlet.home, *numbers, dates=dates), headers=XML)
    write_source(outlet, tmp_path, "feed", "feed")

    run = crawl(tmp_path, "--max-articles", "5")

    newest = all(int(each.rpartition("/")[2]) >= 48_000 for each in outlet.articles())
    is_reported = any("the newest were read" in each for each in run.problems)
    assert (2_000, 5, True, True) == (run.found, len(outlet.articles()), newest, is_reported)


def test_an_index_that_loops_ends(outlet: Outlet, tmp_path: Path) -> None:
    """An index that names itself, and one that names it again, are each asked for once; the loops are counted."""
    outlet.pages["/a.xml"] = OutletReply(body=index(outlet.home, "a.xml", "b.xml", "s.xml"))
    outlet.pages["/b.xml"] = OutletReply(body=index(outlet.home, "a.xml", "b.xml"))
    outlet.pages["/s.xml"] = OutletReply(body=urlset(outlet.home, 1, 2))
    write_source(outlet, tmp_path, "sitemap", "a.xml")

    run = crawl(tmp_path)

    assert (0, 2, 3, ["/a.xml", "/b.xml", "/s.xml"]) == (
        run.status,
        run.kept,
        run.skipped["loop"],
        sorted(outlet.listed()),
    )


def test_indexes_without_end_end(outlet: Outlet, tmp_path: Path) -> None:
    """Of a chain of indexes, each naming the next, four are read."""
    for n in range(9):
        outlet.pages[f"/{n}.xml"] = OutletReply(body=index(outlet.home, f"{n + 1}.xml"))
    write_source(outlet, tmp_path, "sitemap", "0.xml")

    run = crawl(tmp_path)

    assert (1, ["/0.xml", "/1.xml", "/2.xml", "/3.xml"]) == (run.skipped["too-deep"], outlet.listed())


def test_traps_are_counted_and_have_a_fate(outlet: Outlet, tmp_path: Path) -> None:
    """A calendar, a path that repeats itself and a session are no new articles for ever."""
    words = "افتتاح مكتبة عامة في المدينة القديمة"
    links = ["calendar/2031/05", "news/a/b/a/b/77", "news/12345?sid=0123456789abcdef01234567"]
    html = "".join(f'<a href="/{each}">{words}</a>' for each in links)
    outlet.pages["/section"] = OutletReply(body=f"<html><body>{html}</body></html>")
    write_source(outlet, tmp_path, "section", "section", follow="news|calendar")

    run = crawl(tmp_path)

    with Store.open(tmp_path / "rasad.db", read_only=True) as store:
        fate = store.frontier.history(f"{outlet.home}calendar/2031/05")
        reasons = store.runs.source_runs(1)[0].reasons
    assert (2, 2, ["/news/12345"], "trap: a calendar") == (
        run.skipped["trap"],
        reasons["trap"],
        outlet.articles(),
        fate and fate.reason,
    )


@pytest.mark.long
def test_a_server_that_says_not_modified_for_ever_is_found_out(outlet: Outlet, tmp_path: Path) -> None:
    """After a day it is asked for whole; where that brings something new, its validators are not used any more."""
    outlet.pages["/feed"] = OutletReply(body=rss(outlet.home, 1), headers={**XML, "ETag": '"1"'})
    write_source(outlet, tmp_path, "feed", "feed")
    crawl(tmp_path)
    outlet.pages["/feed"] = OutletReply(body=rss(outlet.home, 1, 2), headers={**XML, "ETag": '"1"'})
    silent = crawl(tmp_path)
    _a_day_passes(tmp_path)
    found_out = crawl(tmp_path)
    outlet.conditional.clear()
    crawl(tmp_path)

    assert (0, 1, True, []) == (
        silent.kept,
        found_out.kept,
        "not modified" in found_out.problems[0],
        outlet.conditional,
    )


def test_a_server_that_renews_its_validator_and_never_admits_a_change_is_found_out(
    outlet: Outlet, tmp_path: Path
) -> None:
    """Asked once more by its old validator, a liar says "not modified" again."""
    outlet.pages["/feed"] = OutletReply(body=rss(outlet.home, 1), headers={**XML, "ETag": '"1"'})
    write_source(outlet, tmp_path, "feed", "feed")
    crawl(tmp_path)
    outlet.pages["/feed"] = OutletReply(
        body=rss(outlet.home, 1, 2), headers={**XML, "ETag": '"2"'}, unchanged_for='"1"'
    )
    _a_day_passes(tmp_path)

    run = crawl(tmp_path)

    assert (1, True) == (run.kept, "not modified" in run.problems[0])


def test_an_etag_that_always_changes_costs_a_digest(outlet: Outlet, tmp_path: Path) -> None:
    """The same body under another ETag is an unchanged listing."""
    tags = iter(range(9))
    feed = rss(outlet.home, 1)
    outlet.pages["/feed"] = lambda: OutletReply(body=feed, headers={**XML, "ETag": f'"{next(tags)}"'})
    write_source(outlet, tmp_path, "feed", "feed")
    first, second = crawl(tmp_path), crawl(tmp_path)

    assert ((1, 1), (0, 0)) == ((first.found, first.kept), (second.found, second.kept))


@pytest.mark.long
def test_dates_that_all_move_at_once_fetch_nothing(outlet: Outlet, tmp_path: Path) -> None:
    """A sitemap that dates everything by its own making is told, and no page is asked for again."""
    outlet.pages["/sitemap.xml"] = OutletReply(body=urlset(outlet.home, *range(30), lastmod="2026-11-01T00:00:00Z"))
    write_source(outlet, tmp_path, "sitemap", "sitemap.xml")
    crawl(tmp_path)
    outlet.asked.clear()
    outlet.pages["/sitemap.xml"] = OutletReply(body=urlset(outlet.home, *range(31), lastmod=_soon()))

    run = crawl(tmp_path)

    assert (["/news/30"], 1, True) == (outlet.articles(), run.kept, "all move at once" in run.problems[0])


def _a_day_passes(data: Path) -> None:
    """Let the store believe that its listings were read two days ago."""
    connection = sqlite3.connect(data / "rasad.db")
    with connection:
        connection.execute("update listings set read_at = strftime('%Y-%m-%dT%H:%M:%SZ', read_at, '-2 days')")
    connection.close()


def _soon() -> str:
    """Return a moment behind every fetch of the store, not more than a day ahead."""
    return (datetime.now(UTC) + timedelta(hours=2)).isoformat(timespec="seconds")


def test_a_feed_that_dies_leaves_what_healing_needs(outlet: Outlet, tmp_path: Path) -> None:
    """How often and since when it fails, when it last brought something new, and how new that was."""
    date = "Mon, 23 Nov 2026 10:00:00 GMT"
    outlet.pages["/feed"] = OutletReply(body=rss(outlet.home, 1, dates={1: date}), headers=XML)
    write_source(outlet, tmp_path, "feed", "feed")
    crawl(tmp_path)
    outlet.pages["/feed"] = OutletReply(status=410)
    crawl(tmp_path)
    run = crawl(tmp_path)

    with Store.open(tmp_path / "rasad.db", read_only=True) as store:
        known = store.listings.known(f"{outlet.home}feed")
        health = next(each for each in store.runs.health() if each.source_id == SOURCE_ID)
    assert (2, True, True, True) == (
        known.failures,
        known.failed_since is not None,
        "2 times" in run.problems[0],
        "gone for good" in str(health.problem) or "none of its listings" in str(health.problem),
    )
