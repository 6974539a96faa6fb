"""The pause that an outlet asks for, as the outlet sees it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.host import Host, Reply, crawl, serving, write_sources
from tests.support.warm_command import run_rasad

PAUSE, STALL = 0.4, 0.8
PAGES = 4
TEXT = "<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم {n}.</p>"


@dataclass(slots=True)
class Stalling:
    """A host that now and then takes longer than its own pause before it looks at a request, and notes when it did."""

    seen: list[float] = field(default_factory=list)
    home: str = ""

    def answer(self, path: str) -> tuple[int, str]:
        if len(self.seen) % 2 == 0:
            time.sleep(STALL)
        self.seen.append(time.monotonic())
        if path == "/robots.txt":
            return 404, ""
        if path == "/feed":
            items = "".join(
                f"<item><title>خبر رقم {n}</title><link>{self.home}news/{n}</link></item>" for n in range(PAGES)
            )
            return 200, f"<rss version='2.0'><channel><title>الأفق</title>{items}</channel></rss>"
        n = path.rpartition("/")[2]
        return (
            200,
            f"<html><head><title>خبر رقم {n} من أخبار القرى</title></head><body><h1>خبر رقم {n} من أخبار القرى</h1>{TEXT * 3}",
        )


@pytest.fixture
def host() -> Iterator[Stalling]:
    host = Stalling()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, text = host.answer(self.path)
            body = text.encode()
            self.send_response(status)
            self.send_header(
                "Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html; charset=utf-8"
            )
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host.home = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield host
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_host_that_stalls_sees_no_two_requests_closer_than_its_pause(host: Stalling, tmp_path: Path) -> None:
    """The pause begins when the answer came, so that a late look at one request brings the next no nearer."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "ma_alofoq.toml").write_text(
        f'outlet = "الأفق"\nhome = "{host.home}"\ncountry = "ma"\nlanguage = "ar"\ntimezone = "Africa/Casablanca"\n'
        f'private = true\n[polite]\ndelay_seconds = {PAUSE}\n[[discover]]\nkind = "feed"\nurl = "{host.home}feed"\n',
        encoding="utf-8",
    )
    assert 0 == run_rasad(tmp_path, "crawl", "ma_alofoq").returncode
    gaps = [later - earlier for earlier, later in pairwise(host.seen)]

    assert PAGES + 1 <= len(gaps)
    assert min(gaps) >= PAUSE


def test_a_slow_host_is_asked_more_slowly(tmp_path: Path) -> None:
    """The pause behind an answer follows the time that it took, far beyond what is due, and stays above what is due."""
    slow = Reply(status=200, body="<html>", after=1.0)
    host = Host(pages=3, says={"/news/0": slow})
    with serving(host):
        crawl(tmp_path, host, delay=0.2)
    at = dict(reversed([(path, number) for number, path in enumerate(host.paths())]))
    gaps = host.gaps()

    assert gaps[at["/news/0"]] >= 1.0 + 1.0
    assert min(gaps) >= 0.2


def test_a_refusal_on_an_errand_is_kept_by_the_next_run(tmp_path: Path) -> None:
    """A page that is fetched for a person at the command line is a request of ours like any other."""
    host = Host(says={"/news/0": Reply(status=429, headers={"Retry-After": "3600"})})
    with serving(host):
        write_sources(tmp_path, host)
        errand = run_rasad(tmp_path, "extract", f"{host.home}news/0", "--source", "ma_alofoq0")
        asked = host.paths()
        crawl(tmp_path, host)

    assert (1, ["/robots.txt", "/news/0"], ["/robots.txt", "/news/0"]) == (errand.returncode, asked, host.paths())
