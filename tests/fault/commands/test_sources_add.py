"""Outlets that cannot be added, or not without a person's word: one clear line, the right status, nothing half-written."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support.warm_command import run_rasad

pytestmark = pytest.mark.long

TEXT = "<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم {n}.</p>"
HEADLINE = "الحكومة تطلق برنامجا جديدا لدعم القرى رقم {n}"
ORGANISATION = (
    '<script type="application/ld+json">{"@type": "Organization", "address": {"addressCountry": "MA"}}</script>'
)


@dataclass(slots=True)
class Site:
    """A host of the tests: what each path answers (status, text or a place to go to), and what was asked."""

    home: str
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def outlet(self, head: str = "") -> None:
        """Become an outlet of six articles with a feed."""
        urls = [f"{self.home}news/{12_000 + n}" for n in range(6)]
        links = "".join(f'<h2><a href="{url}">{HEADLINE.format(n=n)}</a></h2>' for n, url in enumerate(urls))
        items = "".join(
            f"<item><title>{HEADLINE.format(n=n)}</title><link>{url}</link></item>" for n, url in enumerate(urls)
        )
        self.answers = {
            "/": (200, f'<html lang="ar"><head><title>الأفق</title>{head}</head><body>{links}</body></html>'),
            "/feed": (200, f"<rss version='2.0'><channel><title>الأفق</title>{items}</channel></rss>"),
        }
        for n, url in enumerate(urls):
            text = f"<html lang='ar'><head><title>{HEADLINE.format(n=n)}</title></head><body><h1>{HEADLINE.format(n=n)}</h1>{TEXT.format(n=n) * 3}"
            self.answers["/" + url.removeprefix(self.home)] = (200, text)


@pytest.fixture
def site() -> Iterator[Site]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append(self.path)
            status, text = host.answers.get(self.path, host.answers.get("*", (404, "")))
            body = text.encode() if status < 300 or status >= 400 else b""
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", text)
            self.send_header("Content-Type", "text/html; charset=utf-8" if "<html" in text else "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host = Site(home=f"http://127.0.0.1:{server.server_address[1]}/")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield host
    server.shutdown()
    server.server_close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def _rasad(data: Path, *words: str, contact: str = "") -> subprocess.CompletedProcess[str]:
    env = {"PATH": "/usr/bin:/bin"} | ({"RASAD_CONTACT": contact} if contact else {})
    return run_rasad(data, *words, environment=env)


def _add(data: Path, url: str, *words: str, contact: str = "") -> tuple[int, str, list[str]]:
    """Return the status, all that was said, and the files that are there."""
    done = _rasad(data, "sources", "add", url, *words, contact=contact)
    assert "Traceback" not in done.stderr
    files = sorted(each.relative_to(data).as_posix() for each in data.rglob("*.toml*"))
    return done.returncode, done.stdout + done.stderr, files


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"*": (403, "no")}, "answered 403"),
        ({"*": (503, "down")}, "robots.txt could not be read"),
        ({"/robots.txt": (200, "User-agent: *\nDisallow: /\n")}, "robots.txt disallows"),
        ({"/": (200, "<html><body><p>مرحبا</p></body></html>")}, "no listing was found"),
        ({"/": (200, "")}, "empty"),
        ({"/": (200, "plain words")}, "neither a feed nor a page"),
        ({"/": (301, "https://other.example/")}, "leads to another site: https://other.example/"),
        ({"/": (302, "http://169.254.169.254/latest/")}, "leads to another site"),
        ({"/": (302, "/"), "/robots.txt": (404, "")}, "redirects"),
    ],
)  # fmt: skip
def test_what_is_no_outlet_is_status_1_and_no_file(
    site: Site, data: Path, answers: dict[str, tuple[int, str]], message: str
) -> None:
    """Refused, down, forbidden, without links, empty, elsewhere, inside, in circles: the reason stands in one line."""
    site.answers = answers
    status, text, files = _add(data, site.home)

    assert (1, True, []) == (status, message in text, files)


def test_what_robots_txt_forbids_is_not_asked(site: Site, data: Path) -> None:
    """A closed front page ends it: robots.txt is all that was asked for."""
    site.answers = {"/robots.txt": (200, "User-agent: *\nDisallow: /\n")}
    _add(data, site.home)

    assert {"/robots.txt"} == set(site.asked)


def test_a_host_that_does_not_answer_is_status_1(data: Path) -> None:
    """Nobody listens there, and there is no such name."""
    refused = _add(data, "http://127.0.0.99:1/")
    unknown = _add(data, "https://no-such-outlet.invalid/", contact="desk@outlet.example")

    assert (1, 1, [], True) == (refused[0], unknown[0], unknown[2], "nothing was written" in unknown[1])


def test_a_public_outlet_needs_a_contact(data: Path) -> None:
    """Nothing is asked of a public host until outlets can reach us."""
    status, text, files = _add(data, "https://outlet.example/")

    assert (2, True, []) == (status, "RASAD_CONTACT" in text, files)


@pytest.mark.parametrize(
    "words",
    [["nonsense url"], ["ftp://outlet.example/"], ["http://127.0.0.1:1/", "--country", "Morocco"],
     ["http://127.0.0.1:1/", "--timezone", "Mars/Base"], ["http://127.0.0.1:1/", "--id", "Alofoq"],
     ["http://127.0.0.1:1/", "--id", "ma_alofoq", "--country", "eg"]],
)  # fmt: skip
def test_a_slip_at_the_command_line_is_status_2(data: Path, words: list[str]) -> None:
    """An address that is none, a country, a zone or an id that cannot be."""
    status, _, files = _add(data, *words)

    assert (2, []) == (status, files)


def test_an_unknown_country_is_a_marked_blank(site: Site, data: Path) -> None:
    """Nothing is made up: the draft stands under xx, lint and crawl name the blanks, and --country finishes it."""
    site.outlet()
    status, text, files = _add(data, site.home)
    lint = _rasad(data, "sources", "lint", "--json")
    crawl = _rasad(data, "crawl", "xx_127_0_0_1")
    again = _add(data, site.home, "--country", "ma")
    forced = _add(data, site.home, "--country", "ma", "--force")

    assert (1, ["sources/xx/xx_127_0_0_1.toml"], True) == (status, files, "--country CC" in text)
    assert (2, ["country", "timezone"]) == (lint.returncode, [each["key"] for each in json.loads(lint.stdout)])
    assert (2, True) == (crawl.returncode, "timezone: is empty; write the zone" in crawl.stderr)
    assert (2, ["sources/xx/xx_127_0_0_1.toml"]) == (again[0], again[2])
    assert (0, ["sources/ma/ma_127_0_0_1.toml"]) == (forced[0], forced[2])


def test_a_file_is_never_written_over_unasked(site: Site, data: Path) -> None:
    """The outlet is known: nothing is asked and nothing written without --force."""
    site.outlet(ORGANISATION)
    first = _add(data, site.home)
    path = data / first[2][0]
    path.write_text(path.read_text(encoding="utf-8") + "\n# mine\n", encoding="utf-8")
    asked = len(site.asked)
    second = _add(data, f"{site.home}feed")

    assert (0, 2, asked) == (first[0], second[0], len(site.asked))
    assert (True, True) == (
        "in the catalogue as ma_127_0_0_1" in second[1],
        "# mine" in path.read_text(encoding="utf-8"),
    )


def test_a_dry_run_writes_nothing(site: Site, data: Path) -> None:
    """The file is printed instead."""
    site.outlet(ORGANISATION)
    status, text, files = _add(data, site.home, "--dry-run")

    assert (0, [], True) == (status, files, 'timezone  = "Africa/Casablanca"' in text)


def test_an_outlet_whose_articles_cannot_be_read_is_status_1(site: Site, data: Path) -> None:
    """The file is written, and the three refusals are told."""
    site.outlet(ORGANISATION)
    for path in [each for each in site.answers if each.startswith("/news/")]:
        site.answers[path] = (200, "<html><body><h1>لحظة من فضلك</h1></body></html>")
    done = _rasad(data, "sources", "add", site.home, "--json")
    found = json.loads(done.stdout)

    assert (1, 3, True) == (
        done.returncode,
        sum(bool(each["problem"]) for each in found["articles"]),
        bool(found["file"]),
    )


def test_a_draft_keeps_nobody_from_crawling(site: Site, data: Path) -> None:
    """`crawl --all` leaves a draft out and says so; it does not refuse the others."""
    site.outlet()
    _add(data, site.home)
    done = _rasad(data, "crawl", "--all")

    assert ("xx_127_0_0_1 has blanks (country, timezone)" in done.stderr, "is empty" in done.stderr) == (True, False)


def test_a_list_of_feeds_from_strangers_reaches_no_private_host(data: Path, tmp_path: Path) -> None:
    """A loopback address in an OPML list is a blank until the operator says that it is his own."""
    file = tmp_path / "list.opml"
    file.write_text(
        '<opml><body><outline text="الأفق" xmlUrl="http://127.0.0.1:1/feed"/></body></opml>', encoding="utf-8"
    )
    done = _rasad(data, "sources", "import", str(file), "--country", "ma", "--json")
    crawl = _rasad(data, "crawl", "ma_127_0_0_1")

    assert (1, ["language", "private"]) == (done.returncode, json.loads(done.stdout)["sources"][0]["blanks"])
    assert (2, True) == (crawl.returncode, "private = true" in crawl.stderr)
