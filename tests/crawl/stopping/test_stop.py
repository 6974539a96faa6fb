"""A run that is stopped ends soon, whatever it waits for, and gives back what it did not request."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.outlet import SOURCE_ID, crawl
from tests.support.raw_outlet import raw_outlet, response, write_source
from tests.support.stores import query_rows

_SOON = 20
_DELAY = "[polite]\ndelay_seconds = 10\n"


def _rasad(data: Path) -> list[str]:
    return [sys.executable, "-m", "crawler", "--data", str(data), "crawl", SOURCE_ID]


def _scrapy(data: Path) -> list[str]:
    return [sys.executable, "-m", "scrapy", "crawl", SOURCE_ID, "-s", f"RASAD_DATA={data}"]


def _stopped(command: list[str], *, when: Callable[[], bool]) -> tuple[int, float, str]:
    """Crawl, send SIGTERM *when* that is so, and return the exit status, the seconds until the end, and stderr."""
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    begun = time.monotonic()
    while not when() and run.poll() is None and time.monotonic() - begun < 60:
        time.sleep(0.05)
    run.send_signal(signal.SIGTERM)
    sent = time.monotonic()
    _, stderr = run.communicate(timeout=120)
    return run.returncode, time.monotonic() - sent, stderr


def test_a_second_signal_ends_it_at_once(tmp_path: Path) -> None:
    """Without a traceback, and the next run goes on: nothing is lost, nothing twice."""
    with raw_outlet() as outlet:
        outlet.listed = tuple(range(8))
        write_source(outlet, tmp_path)
        outlet.hangs.add("/news/3")
        command = [sys.executable, "-m", "crawler", "--data", str(tmp_path), "crawl", SOURCE_ID]
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        while "/news/3" not in outlet.asked and run.poll() is None:
            time.sleep(0.05)
        run.send_signal(signal.SIGTERM)
        time.sleep(1)
        run.send_signal(signal.SIGTERM)
        sent = time.monotonic()
        _, stderr = run.communicate(timeout=60)
        seconds = time.monotonic() - sent
        outlet.hangs.clear()
        crawl(tmp_path)

    assert (True, False, [("kept", 0, None, 8)]) == (seconds < _SOON, "Traceback" in stderr, _entries(tmp_path))


def _entries(data: Path) -> list[tuple[object, ...]]:
    db = sqlite3.connect(data / "rasad.db")
    sql = "select state, tries, lease_until, count(*) from frontier group by 1, 2, 3 order by 1"
    rows: list[tuple[object, ...]] = db.execute(sql).fetchall()
    db.close()
    return rows


def test_a_long_delay_does_not_hold_a_stopped_run(tmp_path: Path) -> None:
    """At ten seconds between two requests sixty pages wait: none of them is requested any more, and all are given back."""
    with raw_outlet() as outlet:
        outlet.listed = tuple(range(60))
        write_source(outlet, tmp_path, more=_DELAY)
        status, seconds, stderr = _stopped(_rasad(tmp_path), when=lambda: len(outlet.articles()) >= 1)
        asked = len(outlet.articles())

    assert (3, True, False) == (status, seconds < _SOON, "Traceback" in stderr)
    assert [("kept", 0, None, asked), ("queued", 0, None, 60 - asked)] == _entries(tmp_path)


def test_scrapys_own_command_is_stopped_like_ours(tmp_path: Path) -> None:
    """`scrapy crawl ID` at ten seconds between two requests: the rest is given back, and the run says so."""
    with raw_outlet() as outlet:
        outlet.listed = tuple(range(60))
        write_source(outlet, tmp_path, more=_DELAY)
        _, seconds, stderr = _stopped(_scrapy(tmp_path), when=lambda: len(outlet.articles()) >= 1)
        asked = len(outlet.articles())

    assert (True, False) == (seconds < _SOON, "Traceback" in stderr)
    assert [("kept", 0, None, asked), ("queued", 0, None, 60 - asked)] == _entries(tmp_path)
    assert [("scrapy crawl ma_alofoq", 3)] == query_rows(tmp_path, "select command, exit_status from runs")


@pytest.mark.long
@pytest.mark.parametrize("path", ["/robots.txt", "/news/3", "/feed"])
def test_a_server_that_hangs_does_not_hold_scrapys_own_command(tmp_path: Path, path: str) -> None:
    """What is under way is ended after six seconds; the next run gets it."""
    with raw_outlet() as outlet:
        outlet.listed = (3,)
        write_source(outlet, tmp_path)
        outlet.hangs.add(path)
        _, seconds, stderr = _stopped(_scrapy(tmp_path), when=lambda: path in outlet.asked)
        outlet.hangs.clear()
        second = crawl(tmp_path)

    assert (True, False, 1, 0) == (seconds < _SOON, "Traceback" in stderr, second.kept, second.status)


@pytest.mark.parametrize(
    "path", ["/robots.txt", *(pytest.param(each, marks=pytest.mark.long) for each in ("/news/3", "/feed"))]
)
def test_a_server_that_hangs_does_not_hold_a_stopped_run(tmp_path: Path, path: str) -> None:
    """A request under way is given six seconds, and then ended; nothing is noted against the outlet."""
    with raw_outlet() as outlet:
        outlet.listed = (3,)
        write_source(outlet, tmp_path)
        outlet.hangs.add(path)
        status, seconds, stderr = _stopped(_rasad(tmp_path), when=lambda: path in outlet.asked)
        outlet.hangs.clear()
        second = crawl(tmp_path)

    assert (3, True, False, 1, 0) == (status, seconds < _SOON, "Traceback" in stderr, second.kept, second.status)


def test_a_storm_of_errors_is_broken_off(tmp_path: Path) -> None:
    """Sixty pages answer 500: after a few the outlet is left alone, and the rest waits as if it had not been claimed."""
    with raw_outlet() as outlet:
        outlet.listed = tuple(range(60))
        outlet.answers = {f"/news/{n}": _ERROR for n in outlet.listed}
        write_source(outlet, tmp_path)
        first = crawl(tmp_path)
        asked, entries = len(outlet.articles()), _entries(tmp_path)
        outlet.answers.clear()
        second = crawl(tmp_path)
    failed = entries[0][-1]

    assert isinstance(failed, int)
    assert (1, "broken off: 5 pages in a row failed (http-500)", True) == (
        first.status,
        (first.problem or "").partition(";")[0],
        asked <= 10,
    )
    assert ([("failed", 1, None, failed), ("queued", 0, None, 60 - failed)], 60 - failed) == (entries, second.kept)


def test_a_few_dead_pages_among_good_ones_break_nothing_off(tmp_path: Path) -> None:
    """Every second page fails: all are requested."""
    with raw_outlet() as outlet:
        outlet.listed = tuple(range(20))
        outlet.answers = {f"/news/{n}": _ERROR for n in range(0, 20, 2)}
        write_source(outlet, tmp_path)
        first = crawl(tmp_path)

    assert (10, [("failed", 1, None, 10), ("kept", 0, None, 10)]) == (first.kept, _entries(tmp_path))


def test_listings_that_all_fail_are_broken_off(tmp_path: Path) -> None:
    """Of twenty feeds five are asked; the others are not noted as failed."""
    with raw_outlet() as outlet:
        more = "".join(f'[[discover]]\nkind = "feed"\nurl = "{outlet.home}feed{n}"\n' for n in range(20))
        outlet.answers = {f"/feed{n}": _ERROR for n in ("", *range(20))}
        write_source(outlet, tmp_path, more=more)
        first = crawl(tmp_path)
        feeds = {each for each in outlet.asked if each.startswith("/feed")}

    assert (1, "none of its listings could be read", True) == (first.status, first.problem, len(feeds) < 10)


_ERROR = response(b"oops", status="500 Internal Server Error")
