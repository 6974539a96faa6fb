"""What each answer of robots.txt comes to, by the host's own log."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.host import Host, Reply, crawl, serving

Says = dict[str, Reply | list[Reply]]
CLOSED = "User-agent: *\nDisallow: /news/1\n"
EVERY = ["/news/0", "/news/1", "/news/2"]
OPEN = ["/news/0", "/news/2"]


def _to(path: str) -> Reply:
    return Reply(status=302, headers={"Location": path})


def _chain(length: int, last: Reply) -> Says:
    steps: Says = {f"/hop{n}": _to(f"/hop{n + 1}") for n in range(1, length)}
    return {"/robots.txt": _to("/hop1"), **steps, f"/hop{length}": last}


# In this order: what robots.txt answers, and the pages that are asked for then.
OUTCOMES: dict[str, tuple[Says, list[str]]] = {
    "404": ({"/robots.txt": Reply(status=404)}, EVERY),
    "403": ({"/robots.txt": Reply(status=403)}, EVERY),
    "500": ({"/robots.txt": Reply(status=500)}, []),
    "429": ({"/robots.txt": Reply(status=429)}, []),
    "timeout": ({"/robots.txt": Reply(after=60.0)}, []),  # as good as never: a loaded machine may see 3 seconds as one
    "five redirects": (_chain(5, Reply(body=CLOSED)), OPEN),
    "six redirects": (_chain(6, Reply(body=CLOSED)), EVERY),
    "a redirect inside": ({"/robots.txt": _to("http://10.0.0.1/robots.txt")}, []),
    "a redirect to a file": ({"/robots.txt": _to("file:///etc/hostname")}, EVERY),
    "a redirect to another host": ({"/robots.txt": _to("OTHER")}, OPEN),
    "html": ({"/robots.txt": Reply(body="<html>no such page</html>")}, EVERY),
    "600 KiB, rules first": ({"/robots.txt": Reply(body=CLOSED + "# filler\n" * 68_267)}, OPEN),
    "600 KiB, rules last": ({"/robots.txt": Reply(body="# filler\n" * 68_267 + CLOSED)}, EVERY),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Crawl a host of each kind in one run; return the pages that each was asked for."""
    data = tmp_path_factory.mktemp("outcomes")
    (data / "rasad.toml").write_text("page_seconds = 1\npage_megabytes = 0.1\n", encoding="utf-8")
    hosts = {name: Host(says=dict(says)) for name, (says, _) in OUTCOMES.items()}
    other = Host(pages=0, says={"/robots.txt": Reply(body=CLOSED)})
    away = hosts["a redirect to another host"]
    with serving(*hosts.values(), address="127.0.0.21"), serving(other, address=away.address):
        away.says["/robots.txt"] = _to(f"{other.home}robots.txt")
        away.listings = [f"{other.home}feed"]  # it may reach that private port only because its file names it
        crawl(data, *hosts.values())
    return {name: sorted(host.paths("/news/")) for name, host in hosts.items()}


@pytest.mark.parametrize("name", OUTCOMES)
def test_an_answer_has_its_outcome(outcomes: dict[str, list[str]], name: str) -> None:
    """4xx and a sixth redirect allow all, 5xx, 429 and silence nothing, and of 600 KiB the first 500 are read."""
    assert OUTCOMES[name][1] == outcomes[name]


def test_robots_txt_and_tdmrep_are_asked_for_once_a_day(host: Host, tmp_path: Path) -> None:
    """The second run knows them, also that there are none; a day later they are asked for again."""
    crawl(tmp_path, host)
    crawl(tmp_path, host)
    _put_back(tmp_path, timedelta(hours=25))
    crawl(tmp_path, host)

    assert {"/robots.txt": 2, "/.well-known/tdmrep.json": 1} == {
        path: host.paths().count(path) for path in ("/robots.txt", "/.well-known/tdmrep.json")
    }


@pytest.mark.parametrize(("hours", "pages"), [(25, 2), (49, 0)])
def test_the_last_good_copy_serves_a_day_longer(host: Host, tmp_path: Path, hours: int, pages: int) -> None:
    """While robots.txt answers 500 its last good copy holds, and then nothing is fetched at all."""
    host.says["/robots.txt"] = [Reply(body=CLOSED), *[Reply(status=500)] * 4]
    host.says["/feed"] = [Reply(status=500)] * 2
    crawl(tmp_path, host)
    _put_back(tmp_path, timedelta(hours=hours))

    crawl(tmp_path, host)

    assert pages == len(host.paths("/news/"))


def test_a_robots_txt_that_broke_is_asked_for_again_after_an_hour(host: Host, tmp_path: Path) -> None:
    """Within the hour nothing at all is asked for, and the source says why; then it is crawled as if nothing had been."""
    host.says["/robots.txt"] = [Reply(status=500)] * 2
    crawl(tmp_path, host)
    before = len(host.seen)
    within = crawl(tmp_path, host)
    asked = len(host.seen) - before
    _put_back(tmp_path, timedelta(hours=1))
    after = crawl(tmp_path, host)

    assert (0, 1, 0, 3) == (asked, within.status, after.status, len(host.paths("/news/")))
    assert "robots.txt could not be read: it answered 500" in str(within.source["problems"])


def test_the_pause_holds_from_robots_txt_on(host: Host, tmp_path: Path) -> None:
    """No two requests are closer than the crawl-delay, the one that learned of it and the next run's first included."""
    host.says["/robots.txt"] = Reply(body="User-agent: rasad\nCrawl-delay: 0.5\n")
    host.pages = 1

    crawl(tmp_path, host)
    _put_back(tmp_path, timedelta(hours=25))
    crawl(tmp_path, host)

    assert len(host.seen) == 6
    assert min(host.gaps()) >= 0.5


def _put_back(data: Path, by: timedelta) -> None:
    """Let what the store knows of its hosts' files be older."""
    params = {"by": f"-{int(by.total_seconds())} seconds", "form": "%Y-%m-%dT%H:%M:%SZ"}
    with closing(sqlite3.connect(data / "rasad.db")) as db, db:
        db.execute(
            "update host_files set fetched_at = strftime(:form, fetched_at, :by), good_at = strftime(:form, good_at, :by)",
            params,
        )
        db.execute("update frontier set next_at = '2026-01-01T00:00:00Z' where state = 'failed'")
