"""`rasad crawl --due` on real sockets: what is due, what is asked for then, and what is left alone."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import ClassVar

import pytest

from storage.discovery.poll_schedule import PollState
from storage.store import Store
from tests.support.warm_command import run_rasad

ID = "ma_alofoq"
SOURCE = """
outlet = "الأفق"
home = "{home}"
country = "ma"
language = "ar"
timezone = "Africa/Casablanca"
private = true

[[discover]]
kind = "feed"
url = "{home}feed"

[[discover]]
kind = "feed"
url = "{home}second"
"""
RSS = "<rss version='2.0'><channel><item><link>{home}a-1</link></item></channel></rss>"


class _Outlet(BaseHTTPRequestHandler):
    """An outlet whose answers the test sets: path to status, headers and body; everything else is a 500."""

    answers: ClassVar[dict[str, tuple[int, dict[str, str], str]]] = {}
    asked: ClassVar[list[str]] = []
    stalled, go_on = Event(), Event()

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        if self.path == "/stall":
            self.stalled.set()
            self.go_on.wait(30)
        missing = (404 if self.path == "/robots.txt" else 500, dict[str, str](), "")
        status, headers, body = type(self).answers.get(self.path, missing)
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body.encode()))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_values: object) -> None: ...


@pytest.fixture
def home(tmp_path: Path) -> Iterator[str]:
    _Outlet.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), _Outlet) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}/"
        _Outlet.answers = {"/feed": (200, {}, RSS.format(home=home)), "/second": (200, {}, RSS.format(home=home))}
        (tmp_path / "sources").mkdir()
        (tmp_path / "sources" / f"{ID}.toml").write_text(SOURCE.format(home=home), encoding="utf-8")
        yield home
        server.shutdown()


def _rasad(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run_rasad(data, *words, environment={"PATH": "/usr/bin:/bin"})


def _crawl(data: Path) -> dict[str, object]:
    report = json.loads(_rasad(data, "crawl", ID, "--due", "--json").stdout)
    assert isinstance(report, dict)
    return report


def _look(data: Path) -> PollState:
    with Store.open(data / "rasad.db", read_only=True) as store:
        look = store.polls.last(ID)
    assert look is not None
    return look


def _set(data: Path, statement: str) -> None:
    with sqlite3.connect(data / "rasad.db") as db:
        db.execute(statement)
    db.close()


def _asked() -> set[str]:
    asked = set(_Outlet.asked) - {"/robots.txt", "/.well-known/tdmrep.json"}
    _Outlet.asked.clear()
    return asked


@pytest.mark.usefixtures("home")
def test_what_was_just_looked_at_is_not_due(tmp_path: Path) -> None:
    """The second call asks for nothing, ends well and says what comes due next, to people and to programs."""
    first, asked = _crawl(tmp_path), _asked()
    printed, report = _rasad(tmp_path, "crawl", ID, "--due"), _crawl(tmp_path)
    at = _look(tmp_path).next_poll_at

    assert (
        {"/feed", "/second", "/a-1"},
        set(),
        0,
        True,
        {"source_id": ID, "next_poll_at": f"{at:%Y-%m-%dT%H:%M:%SZ}"},
    ) == (
        asked,
        _asked(),
        printed.returncode,
        f"next is {ID}, at {at:%Y-%m-%d %H:%M} UTC" in printed.stderr,
        report["next_due"],
    )
    assert [f"{at:%Y-%m-%dT%H:%M:%SZ}"] == [each["next_poll_at"] for each in first["sources"]]  # type: ignore[attr-defined]


@pytest.mark.long
@pytest.mark.usefixtures("home")
def test_a_page_that_waits_does_not_move_the_listings(tmp_path: Path) -> None:
    """Where only a page is due, only that page is asked for, and the listings keep their moment."""
    _crawl(tmp_path)
    before, _ = _look(tmp_path), _asked()
    _set(tmp_path, "update frontier set next_at = '2026-01-01T00:00:00Z'")
    _crawl(tmp_path)

    assert ({"/a-1"}, before) == (_asked(), _look(tmp_path))


@pytest.mark.usefixtures("home")
def test_one_listing_of_two_that_fails_is_no_failure(tmp_path: Path) -> None:
    """While another listing answers, the source keeps its rhythm."""
    _Outlet.answers["/second"] = (404, {}, "")
    _crawl(tmp_path)
    look = _look(tmp_path)

    assert (0.0, None, 1) == (look.failure_score, look.backoff_until, look.polls)


@pytest.mark.long
@pytest.mark.usefixtures("home")
def test_a_source_without_any_listing_backs_off_and_comes_back(tmp_path: Path) -> None:
    """Both listings gone: hard, rested for half an hour with all its pages; one good look takes it all away."""
    good = dict(_Outlet.answers)
    _Outlet.answers = {each: (410, {}, "") for each in good}
    _crawl(tmp_path)
    bad, _ = _look(tmp_path), _asked()
    resting = (_crawl(tmp_path)["sources"], _asked())
    _Outlet.answers = good
    _set(
        tmp_path,
        "update poll_schedule set next_poll_at = '2026-01-01T00:00:00Z', backoff_until = '2026-01-01T00:00:00Z'",
    )
    _crawl(tmp_path)

    assert (1.0, bad.next_poll_at, True, ([], set()), 0.0) == (
        bad.failure_score,
        bad.backoff_until,
        bad.next_poll_reason.startswith("back-off after a hard failure"),
        resting,
        _look(tmp_path).failure_score,
    )


@pytest.mark.usefixtures("home")
def test_retry_after_of_the_listings_is_kept(tmp_path: Path) -> None:
    """A listing that answers 503 with a pause of two hours is not asked before they are over."""
    _Outlet.answers = {each: (503, {"Retry-After": "7200"}, "") for each in _Outlet.answers}
    begun = datetime.now(UTC).replace(microsecond=0)
    _crawl(tmp_path)
    look = _look(tmp_path)

    assert (0.25, True) == (look.failure_score, look.next_poll_at >= begun + timedelta(hours=2))


@pytest.mark.long
@pytest.mark.usefixtures("home")
def test_retry_after_of_a_page_is_kept_for_the_listings_too(tmp_path: Path) -> None:
    """A page that answers 429 asks for the host, not for itself."""
    _Outlet.answers["/a-1"] = (429, {"Retry-After": "7200"}, "")
    begun = datetime.now(UTC).replace(microsecond=0)
    _crawl(tmp_path)
    look = _look(tmp_path)

    assert (0.0, True, look.next_poll_at) == (
        look.failure_score,
        look.next_poll_at >= begun + timedelta(hours=2),
        look.backoff_until,
    )


@pytest.mark.long
def test_a_killed_run_leaves_its_source_due(tmp_path: Path, home: str) -> None:
    """The look is noted when the source's part of the run is over; before that, the next call does it all again."""
    _Outlet.answers["/feed"] = (200, {}, RSS.format(home=home).replace("a-1", "stall"))
    command = [sys.executable, "-m", "crawler", "--data", str(tmp_path), "crawl", ID, "--due"]
    run = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin"})
    assert _Outlet.stalled.wait(30)
    run.kill()
    run.wait()
    _Outlet.go_on.set()
    _asked()
    _crawl(tmp_path)

    assert {"/feed", "/second", "/a-1", "/stall"} == _asked()


@pytest.mark.long
@pytest.mark.usefixtures("home")
def test_health_shows_the_next_look(tmp_path: Path) -> None:
    """`rasad health` says when and why, in the table and as JSON."""
    _crawl(tmp_path)
    look = _look(tmp_path)
    (row,) = json.loads(_rasad(tmp_path, "health", "--json").stdout)
    table = _rasad(tmp_path, "health").stdout

    assert (f"{look.next_poll_at:%Y-%m-%dT%H:%M:%SZ}", look.next_poll_reason, True) == (
        row["next_poll_at"],
        row["next_poll_reason"],
        f"{look.next_poll_at:%Y-%m-%d %H:%M}" in table,
    )


@pytest.mark.usefixtures("home")
def test_an_earlier_setting_is_a_floor(tmp_path: Path) -> None:
    """`due_minutes` of an old rasad.toml still keeps looks apart."""
    (tmp_path / "rasad.toml").write_text("due_minutes = 90\n", encoding="utf-8")
    _crawl(tmp_path)
    look = _look(tmp_path)

    assert timedelta(minutes=89) < look.next_poll_at - look.polled_at <= timedelta(minutes=90)
