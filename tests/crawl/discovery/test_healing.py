"""Discovery that heals itself, on real sockets: a listing dies, another is found, used, told, and let go again."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from spiders.autodiscovery.planner import MOST_PROBES
from tests.support.outlet import SOURCE_ID, Outlet, OutletReply, Run, crawl, rss, served, urlset, write_source
from tests.support.warm_command import run_rasad

XML = {"Content-Type": "application/rss+xml"}
GONE = OutletReply(status=404)
HTML = OutletReply(body="<!DOCTYPE html><html><body><form>دخول</form></body></html>")
SIGNED = '<link rel="alternate" type="application/rss+xml" href="/new.xml">'
PUT_BACK = (
    "update listings set fetched_at = {fetched_at}, read_at = {read_at}, failed_since = {failed_since}",
    "update sightings set first_seen_at = {first_seen_at}, last_seen_at = {last_seen_at}",
    "update frontier set discovered_at = {discovered_at}",
    "update discovery_health set searched_at = {searched_at}, well_since = {well_since}",
    "update replacement_listings set found_at = {found_at}",
)


class _Earlier(dict[str, str]):
    """What each column is, so many days earlier."""

    def __init__(self, days: int) -> None:
        self._days = days

    def __missing__(self, column: str) -> str:
        return f"strftime('%Y-%m-%dT%H:%M:%SZ', {column}, '-{self._days} days')"


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with served() as outlet:
        yield outlet


def _days_pass(data: Path, days: int) -> None:
    """Put what the store noted of listings and looks so many days back."""
    connection = sqlite3.connect(data / "rasad.db")
    with connection:
        for statement in PUT_BACK:
            connection.execute(statement.format_map(_Earlier(days)))
    connection.close()


def _front(head: str = "") -> OutletReply:
    return OutletReply(
        body=f"<!DOCTYPE html><html><head><title>الأفق</title>{head}</head><body><p>أخبار</p></body></html>"
    )


def _feed(outlet: Outlet, *numbers: int, days_ago: int | None = None) -> OutletReply:
    """Return a feed, one article an hour where *days_ago* says when the newest came out."""
    dates: Mapping[int, str] | None = None
    if days_ago is not None:
        newest = datetime.now(UTC) - timedelta(days=days_ago, hours=1)
        dates = {n: format_datetime(newest - timedelta(hours=at)) for at, n in enumerate(reversed(numbers))}
    return OutletReply(body=rss(outlet.home, *numbers, dates=dates), headers=XML)


def _rasad(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run_rasad(data, *words)


def _add_sitemap(outlet: Outlet, data: Path, *numbers: int) -> None:
    """Give the source a sitemap beside its feed."""
    outlet.pages["/map.xml"] = OutletReply(body=urlset(outlet.home, *numbers))
    with (data / "sources" / f"{SOURCE_ID}.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[[discover]]\nkind = "sitemap"\nurl = "{outlet.home}map.xml"\n')


def _is_gone(outlet: Outlet, data: Path) -> None:
    """Let a feed bring an article and be gone at the next look; the front page names another one."""
    outlet.pages["/feed"] = _feed(outlet, 1)
    write_source(outlet, data, "feed", "feed")
    crawl(data)
    outlet.pages |= {"/feed": GONE, "/": _front(SIGNED), "/new.xml": _feed(outlet, 1, 2, 3)}
    crawl(data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Healed:
    """A source whose feed died: what the run that found it dead did, and a run two days later with what it asked for."""

    outlet: Outlet
    data: Path
    before: list[str]
    found: Run
    later: Run
    asked: list[str]


@pytest.fixture(scope="module")
def healed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Healed]:
    data = tmp_path_factory.mktemp("healed")
    with served() as outlet:
        _is_gone(outlet, data)
        before = outlet.articles()
        found = crawl(data)
        _days_pass(data, 2)
        outlet.asked.clear()
        outlet.pages["/new.xml"] = _feed(outlet, 3, 4)
        later = crawl(data)
        yield Healed(outlet=outlet, data=data, before=before, found=found, later=later, asked=outlet.listed())


@pytest.fixture
def again(healed: Healed, tmp_path: Path) -> Iterator[Outlet]:
    """Put a copy of the healed source into *tmp_path*; its outlet may be changed."""
    shutil.copytree(healed.data, tmp_path, dirs_exist_ok=True)
    pages = dict(healed.outlet.pages)
    healed.outlet.asked.clear()
    yield healed.outlet
    healed.outlet.pages = pages


def test_a_feed_that_dies_is_replaced_in_the_run_that_finds_it_dead(healed: Healed) -> None:
    """One 404 is no death; at the second the new feed is found, its articles are kept in that run, and all is told."""
    run, new = healed.found, f"{healed.outlet.home}new.xml"

    problem = run.problems[0]
    assert (["/news/1"], 2, 0, True, True, (new,)) == (
        healed.before,
        run.kept,
        run.status,
        "answered 404; 2 times in a row" in problem,
        f"found instead: feed {new}; put it into the source file" in problem,
        run.replacement_listings,
    )


def test_what_was_found_is_used_without_looking_around_again(healed: Healed) -> None:
    """The next runs ask the old feed and the new one, nothing else, also days later; and say so each time."""
    run = healed.later

    assert (["/feed", "/new.xml"], 1, True) == (sorted(healed.asked), run.kept, "found instead" in run.problems[0])


def test_every_command_tells_of_it(healed: Healed) -> None:
    """`health` marks the source, `sources show` prints the table to paste, `sources check` asks the found way too."""
    new = f"{healed.outlet.home}new.xml"
    health = json.loads(_rasad(healed.data, "health", "--json").stdout)[0]["problem"]
    shown = _rasad(healed.data, "sources", "show", SOURCE_ID).stdout
    as_json = json.loads(_rasad(healed.data, "sources", "show", SOURCE_ID, "--json").stdout)
    checked = _rasad(healed.data, "sources", "check", SOURCE_ID, "--json")

    assert (True, True, [new], [(False, False), (True, True)], 1) == (
        "found instead: feed" in health,
        f'[[discover]]\nkind = "feed"\nurl  = "{new}"\n' in shown,
        [each["url"] for each in as_json["replacement_listings"]],
        [(each["found"], each["answers"]) for each in json.loads(checked.stdout)],
        checked.returncode,
    )


def test_where_nothing_is_found_it_looks_around_once_a_day(outlet: Outlet, tmp_path: Path) -> None:
    """A dead feed and a front page of no use: within bounds, once a day, and status 1 while nothing can be read."""
    outlet.pages |= {"/feed": GONE, "/": _front()}
    write_source(outlet, tmp_path, "feed", "feed")
    crawl(tmp_path)
    found = crawl(tmp_path)
    asked = len(outlet.listed())
    outlet.asked.clear()
    crawl(tmp_path)
    same_day = outlet.listed()
    _days_pass(tmp_path, 1)
    crawl(tmp_path)

    problem = f"no replacement found on {datetime.now(UTC):%Y-%m-%d}" in found.problems[0]
    assert (1, True, True, ["/feed"], 1) == (
        found.status,
        problem,
        5 < asked <= MOST_PROBES + 2,
        same_day,
        outlet.asked.count("/"),
    )


def test_a_feed_that_turns_into_html_while_the_sitemap_carries_on(outlet: Outlet, tmp_path: Path) -> None:
    """The sitemap's articles are kept, the source does not fail, the dead feed is told; what names nothing new is left."""
    outlet.pages |= {"/feed": _feed(outlet, 1), "/": _front()}
    write_source(outlet, tmp_path, "feed", "feed")
    _add_sitemap(outlet, tmp_path, 1)
    crawl(tmp_path)
    outlet.pages |= {"/feed": HTML, "/map.xml": OutletReply(body=urlset(outlet.home, 1, 2))}
    outlet.pages |= {"/sitemap.xml": OutletReply(body=urlset(outlet.home, 1, 2))}
    first, second = crawl(tmp_path), crawl(tmp_path)

    problem = second.problems[0]
    assert (1, 0, True, True, ()) == (
        first.kept,
        second.status,
        "html instead of a feed; 2 times in a row" in problem,
        "no replacement found" in problem,
        second.replacement_listings,
    )


def test_a_feed_falls_silent_while_the_sitemap_has_news(outlet: Outlet, tmp_path: Path) -> None:
    """It still answers, with ten days old articles an hour apart: a newer feed is looked for and found."""
    outlet.pages |= {"/feed": _feed(outlet, *range(6), days_ago=10), "/": _front(SIGNED)}
    write_source(outlet, tmp_path, "feed", "feed")
    _add_sitemap(outlet, tmp_path, *range(6))
    healthy = crawl(tmp_path)
    _days_pass(tmp_path, 10)
    outlet.pages |= {"/map.xml": OutletReply(body=urlset(outlet.home, *range(8)))}
    outlet.pages |= {"/new.xml": _feed(outlet, *range(9), days_ago=0)}
    run = crawl(tmp_path)

    problem = run.problems[0]
    assert ((), 3, True, True) == (
        healthy.problems,
        run.kept,
        "nothing new for 10 days; its longest pause was 1 hour" in problem,
        f"found instead: feed {outlet.home}new.xml" in problem,
    )


def test_a_found_way_that_dies_itself_is_let_go(again: Outlet, tmp_path: Path) -> None:
    """With a word, and the next look around waits for its day."""
    again.pages["/new.xml"] = GONE
    crawl(tmp_path)
    dropped = crawl(tmp_path)
    again.asked.clear()
    crawl(tmp_path)

    problem = f"{again.home}new.xml: was a replacement, dropped now: dead since" in dropped.problems[1]
    assert (1, True, (), ["/feed"]) == (dropped.status, problem, dropped.replacement_listings, again.listed())


def test_a_way_that_recovers_is_used_at_once_and_takes_over_after_three_days(again: Outlet, tmp_path: Path) -> None:
    """Until then both are read; from then on the file's alone, and health has nothing to say."""
    again.pages["/feed"] = _feed(again, 1, 2, 3, 4, 5)
    back = crawl(tmp_path)
    _days_pass(tmp_path, 3)
    let_go = crawl(tmp_path)
    again.asked.clear()
    quiet = crawl(tmp_path)

    health = json.loads(_rasad(tmp_path, "health", "--json").stdout)[0]["problem"]
    assert (1, True, True, (), ["/feed"], None) == (
        back.kept,
        "work again since" in back.problems[0],
        "dropped now: all listings of the file have worked" in let_go.problems[0],
        quiet.problems,
        again.listed(),
        health,
    )


def test_what_the_operator_pastes_into_the_file_is_the_files(again: Outlet, tmp_path: Path) -> None:
    """With the dead feed replaced in the file there is nothing more to tell, and nothing is asked twice."""
    write_source(again, tmp_path, "feed", "new.xml")
    again.asked.clear()
    run = crawl(tmp_path)

    assert (["/new.xml"], (), ()) == (again.listed(), run.problems, run.replacement_listings)


def test_a_look_around_keeps_to_robots_txt(outlet: Outlet, tmp_path: Path) -> None:
    """What the outlet closes to us is not asked for, a feed's death or not."""
    outlet.pages |= {"/robots.txt": OutletReply(body="User-agent: *\nAllow: /feed$\nDisallow: /"), "/feed": GONE}
    write_source(outlet, tmp_path, "feed", "feed")
    crawl(tmp_path)
    run = crawl(tmp_path)

    assert (["/feed", "/feed"], True) == (outlet.listed(), "no replacement found" in run.problems[0])
