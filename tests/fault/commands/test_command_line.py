"""Bad input and bad days at the command line: one line that names the thing, the right status, nothing lost."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.newsroom.server import Newsroom
from crawler.newsroom.source_files import write_sources
from storage.database.locks import RunLocks
from storage.store import Store
from tests.support.warm_command import run_rasad

SOURCE = """
outlet = "الأفق"
home = "{home}"
country = "ma"
language = "ar"
timezone = "Africa/Casablanca"
private = {private}

[[discover]]
kind = "feed"
url = "{home}{path}"
"""


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom.open(articles=70, port=0, delays=False) as newsroom:
        yield newsroom


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def _rasad(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run_rasad(data, *words, environment={"PATH": "/usr/bin:/bin"})


def _source(data: Path, home: str, path: str = "feed", *, private: bool = True) -> str:
    (data / "sources").mkdir(parents=True, exist_ok=True)
    text = SOURCE.format(home=home, path=path, private=str(private).lower())
    (data / "sources" / "ma_alofoq.toml").write_text(text, encoding="utf-8")
    return "ma_alofoq"


def _status(done: subprocess.CompletedProcess[str]) -> tuple[int, bool]:
    return done.returncode, "Traceback" in done.stderr + done.stdout


def test_an_unknown_source_is_named_with_those_written_alike(data: Path) -> None:
    """A slip in an id is a usage error that helps."""
    done = _rasad(data, "crawl", "ma_hespres")

    assert ((2, False), True) == (_status(done), "did you mean ma_hespress" in done.stderr)


def test_a_public_outlet_is_not_crawled_without_a_contact(data: Path) -> None:
    """Nothing is asked of a public host until outlets can reach us; the line says how to set it."""
    done = _rasad(data, "crawl", "ma_hespress")

    assert ((2, False), True, True) == (_status(done), "RASAD_CONTACT" in done.stderr, "rasad.toml" in done.stderr)


def test_an_unknown_key_in_a_source_names_file_and_key(data: Path) -> None:
    """A source file is read strictly."""
    source = _source(data, "http://127.0.0.11:1/")
    path = data / "sources" / f"{source}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("private", "privat"), encoding="utf-8")
    done = _rasad(data, "crawl", source)

    assert ((2, False), True) == (_status(done), f"{path}: privat: unknown key" in done.stderr)


def test_an_unknown_setting_names_file_and_key(data: Path) -> None:
    """The operator's settings are read strictly."""
    data.mkdir()
    (data / "rasad.toml").write_text("delay = 3", encoding="utf-8")
    done = _rasad(data, "crawl", "ma_hespress")

    assert ((2, False), True) == (_status(done), f"{data / 'rasad.toml'}: unknown key 'delay'" in done.stderr)


def test_an_outlet_that_does_not_answer_is_status_1(data: Path) -> None:
    """A refused connection is a problem of the source, named in its line; the run itself ends well."""
    done = _rasad(data, "crawl", _source(data, "http://127.0.0.99:1/"))

    assert ((1, False), True) == (_status(done), "none of its listings could be read" in done.stdout)


def test_a_feed_that_became_html_is_status_1(data: Path, newsroom: Newsroom) -> None:
    """A page served in a feed's place is an error, not an empty feed."""
    done = _rasad(data, "crawl", _source(data, newsroom.sources()[0].home, "archive"))

    assert ((1, False), True) == (_status(done), "html instead of a feed" in done.stdout)


@pytest.mark.parametrize("fault", ["busy", "down", "loop", "inside", "file", "huge", "pdf", "cut"])
def test_a_listing_that_misbehaves_is_status_1(data: Path, newsroom: Newsroom, fault: str) -> None:
    """Too many requests, redirects in circles, to a private address or a file, 11 MiB, a PDF, a cut answer."""
    done = _rasad(data, "crawl", _source(data, newsroom.sources()[0].home, f"faults/{fault}"))

    assert (1, False) == _status(done)


def test_a_private_address_needs_the_sources_word(data: Path, newsroom: Newsroom) -> None:
    """Without `private = true` a loopback outlet is no source at all, and nothing is asked of it."""
    before = len(newsroom.requests())
    done = _rasad(data, "crawl", _source(data, newsroom.sources()[0].home, private=False))

    assert ((2, False), before) == (_status(done), len(newsroom.requests()))


def test_a_second_run_learns_who_holds_the_lock(data: Path) -> None:
    """Status 75 while the lock is held: it names the holder and does not wait for it."""
    source = _source(data, "http://127.0.0.99:1/")
    data.mkdir(exist_ok=True)
    with RunLocks(data, command="crawl --all") as locks:
        locks.take(["127.0.0.99"])
        done = _rasad(data, "crawl", source)

    assert ((75, False), True) == (_status(done), "crawl --all" in done.stderr)


@pytest.mark.parametrize("content", [b"this is no database, and never was one" * 40, b""])
def test_a_store_that_is_none_is_status_4_and_untouched(data: Path, content: bytes) -> None:
    """Neither garbage nor an empty file is written over."""
    source = _source(data, "http://127.0.0.99:1/")
    (data / "rasad.db").write_bytes(content)
    done = _rasad(data, "crawl", source)

    assert ((4, False), content) == (_status(done), (data / "rasad.db").read_bytes())


def test_a_missing_store_is_status_4(data: Path) -> None:
    """A report on nothing says where it looked."""
    done = _rasad(data, "health")

    assert ((4, False), True) == (_status(done), str(data / "rasad.db") in done.stderr)


def test_a_missing_page_is_status_2(data: Path) -> None:
    """`extract` names the file that is not there."""
    done = _rasad(data, "extract", "no-such-page.html")

    assert ((2, False), True) == (_status(done), "no-such-page.html" in done.stderr)


def test_a_page_that_is_no_html_is_refused_with_status_1(data: Path, tmp_path: Path) -> None:
    """The object has the reason."""
    page = tmp_path / "page.html"
    page.write_bytes(b"%PDF-1.7\n")
    done = _rasad(data, "extract", str(page))

    assert ((1, False), "not-html") == (_status(done), json.loads(done.stdout)["rejected"])


def test_a_taken_port_is_one_clear_line(data: Path) -> None:
    """The demo names the port and the way to another."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.11", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _rasad(data, "demo", "--port", str(port))

    assert ((2, False), True, True) == (_status(done), str(port) in done.stderr, "--port" in done.stderr)


def test_an_interrupted_run_keeps_its_state_and_the_next_goes_on(data: Path, newsroom: Newsroom) -> None:
    """SIGTERM ends a run with status 3; what was committed stays, and a plain rerun brings the rest."""
    write_sources(newsroom.sources(), data / "sources")
    ids = [each.id for each in newsroom.sources()]
    command = [sys.executable, "-m", "crawler", "--data", str(data), "crawl", *ids]
    before = len(newsroom.requests())
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while len(newsroom.requests()) < before + 30 and run.poll() is None:
        time.sleep(0.01)
    run.send_signal(signal.SIGTERM)
    interrupted = run.wait(timeout=60)
    again = _rasad(data, "crawl", *ids)
    with Store.open(data / "rasad.db", read_only=True) as store:
        kept = store.articles.summary().articles
    wanted = sum(each.rejected is None for each in newsroom.press.pieces)

    assert (3, (0, False), wanted) == (interrupted, _status(again), kept)


def test_a_page_that_fails_waits_and_the_others_are_kept(data: Path, newsroom: Newsroom) -> None:
    """`why` shows the history of a URL that robots.txt disallows."""
    table = newsroom.sources()[6]
    write_sources([table], data / "sources")
    _rasad(data, "crawl", table.id)
    done = _rasad(data, "why", f"{table.home}private/draft-1", "--json")

    assert ((0, False), ("rejected", "robots")) == (
        _status(done),
        (json.loads(done.stdout)["state"], json.loads(done.stdout)["reason"]),
    )
