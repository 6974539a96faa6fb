"""Discovery that heals itself, on real sockets: a listing dies, another is found, used, told, and let go again."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawl.outlet import SOURCE_ID, Outlet, Said, crawl, rss, served, urlset, write_source

XML = {"Content-Type": "application/rss+xml"}
GONE = Said(status=404)


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with served() as outlet:
        yield outlet


def _front(outlet: Outlet, head: str = "") -> Said:
    return Said(body=f"<!DOCTYPE html><html lang='ar'><head><title>الأفق</title>{head}</head><body><p>أخبار</p></body></html>")


def _signed(path: str) -> str:
    return f'<link rel="alternate" type="application/rss+xml" href="/{path}">'


def _later(data: Path, days: int) -> None:
    """Put all that the store noted some days back."""
    columns = {
        "listings": ("fetched_at", "read_at", "failed_since", "last_new_at"),
        "sightings": ("first_seen_at", "last_seen_at"),
        "frontier": ("discovered_at",),
        "ailing": ("looked_at", "well_since"),
        "found_ways": ("found_at",),
    }
    connection = sqlite3.connect(data / "rasad.db")
    with connection:
        for table, names in columns.items():
            for name in names:
                connection.execute(f"update {table} set {name} = strftime('%Y-%m-%dT%H:%M:%SZ', {name}, '-{days} days')")
    connection.close()


def _rasad(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "crawler", "--data", str(data), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def _dies(outlet: Outlet, data: Path) -> None:
    """Let a feed bring one article and then be gone at one look; the front page names another one."""
    outlet.pages["/feed"] = Said(body=rss(outlet.home, 1), headers=XML)
    write_source(outlet, data, "feed", "feed")
    crawl(data)
    outlet.pages |= {"/feed": GONE, "/": _front(outlet, _signed("new.xml"))}
    outlet.pages["/new.xml"] = Said(body=rss(outlet.home, 1, 2, 3), headers=XML)
    crawl(data)


def test_a_feed_that_dies_is_replaced_in_the_run_that_finds_it_dead(outlet: Outlet, tmp_path: Path) -> None:
    """At the second 404 the look around finds the new feed; its articles are kept in that run, and all is told."""
    _dies(outlet, tmp_path)
    once = outlet.articles()
    run = crawl(tmp_path)

    told = run.troubles[0]
    assert (["/news/1"], 2, 0, True, True, 1) == (
        once,
        run.kept,
        run.status,
        "answered 404; 2 times in a row" in told,
        f"found instead: feed {outlet.home}new.xml; put it into the source file" in told,
        len(run.found_ways),
    )
