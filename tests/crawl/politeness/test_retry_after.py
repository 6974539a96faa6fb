"""A host that asks for a pause gets it from every kind of request, in this run and the next, by its own log."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.support.host import Host, Reply, crawl, serving

PAUSE = 2


def _busy(retry_after: str | None, status: int = 429) -> Reply:
    return Reply(status=status, headers={} if retry_after is None else {"Retry-After": retry_after})


def _date(seconds: int) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


def _gap_behind(host: Host, path: str) -> float:
    """Return the seconds from the first request for *path* to whatever came next."""
    number = host.paths().index(path)
    return host.gaps()[number]


def test_a_short_pause_is_waited_for(tmp_path: Path) -> None:
    """Whatever was asked for, nothing comes within Retry-After; then the run goes on and misses nothing."""
    paths = ("/robots.txt", "/feed", "/.well-known/tdmrep.json", "/news/0")
    hosts = [Host(says={path: [_busy(str(PAUSE), 503)]}) for path in paths]
    with serving(*hosts, address="127.0.0.41"):
        done = crawl(tmp_path, *hosts)

    assert (0, [["/news/0", "/news/1", "/news/2"]] * len(paths)) == (
        done.status,
        [sorted(set(host.paths("/news/"))) for host in hosts],
    )
    assert min(_gap_behind(host, path) for host, path in zip(hosts, paths, strict=True)) >= PAUSE


def test_a_refused_page_is_asked_for_once_more_and_no_sooner(host: Host, tmp_path: Path) -> None:
    """A host that answers 429 again is left alone for the rest of the run; the outlet's other pages wait."""
    host.says["/news/0"] = [_busy("1"), _busy("1"), Reply(status=410)]

    crawl(tmp_path, host)

    assert 2 == host.paths().count("/news/0")
    assert _gap_behind(host, "/news/0") >= 1


def test_a_long_pause_is_kept_by_the_next_run(tmp_path: Path) -> None:
    """After the answer nothing is sent, in that run and in the next; when the time has come the outlet is complete."""
    values = ("3600", _date(3600), None, "-5", "soon")
    hosts = [Host(says={"/news/1": [_busy(each)]}) for each in values]
    with serving(*hosts, address="127.0.0.51"):
        crawl(tmp_path, *hosts)
        last = {host.paths()[-1] for host in hosts}
        sent = [len(host.seen) for host in hosts]
        within = crawl(tmp_path, *hosts)
        sent_within = [len(host.seen) for host in hosts]
        _let_pass(tmp_path)
        after = crawl(tmp_path, *hosts)

    assert ({"/news/1"}, sent, 1, 0) == (last, sent_within, within.status, after.status)
    assert [["/news/0", "/news/1", "/news/2"]] * len(values) == [sorted(set(host.paths("/news/"))) for host in hosts]


def test_the_next_run_says_whom_it_leaves_alone(host: Host, tmp_path: Path) -> None:
    """The trouble line names the host, the time and what it answered, and what waits has that time as its retry time."""
    host.says["/news/1"] = [_busy("3600")]
    crawl(tmp_path, host)
    troubles = str(crawl(tmp_path, host).source["problems"])
    with closing(sqlite3.connect(tmp_path / "rasad.db")) as db:
        (until,) = db.execute("select pause_until from hosts").fetchone()
        waiting = {at for (at,) in db.execute("select next_at from frontier where reason like 'left alone%'")}

    assert (True, {until}) == (
        f"left alone: 127.0.0.1 until {until.replace('T', ' ').rstrip('Z')} UTC, because it answered 429" in troubles,
        waiting,
    )


@pytest.mark.long
def test_a_slowed_host_is_asked_more_slowly_in_the_next_run(host: Host, tmp_path: Path) -> None:
    """The pause between two requests is doubled for the run and the next; a run without a refusal halves it again."""
    host.pages = 2
    host.says["/news/0"] = [_busy("1")]
    crawl(tmp_path, host, delay=0.4)
    factors, first = [_factor(tmp_path)], len(host.seen)
    host.pages += 2
    crawl(tmp_path, host, delay=0.4)
    factors.append(_factor(tmp_path))

    assert [2, 1] == factors
    assert min(host.gaps()[first:]) >= 0.8


def _factor(data: Path) -> int:
    with closing(sqlite3.connect(data / "rasad.db")) as db:
        return int(db.execute("select factor from hosts").fetchone()[0])


def _let_pass(data: Path) -> None:
    """Let the time come for which hosts and URLs wait."""
    with closing(sqlite3.connect(data / "rasad.db")) as db, db:
        db.execute("update hosts set pause_until = '2026-01-01T00:00:00Z' where pause_until is not null")
        db.execute("update frontier set next_at = '2026-01-01T00:00:00Z' where state = 'failed'")
