"""A crawl of the newsroom with an archive: every page is in it as it was fetched, also when the run is killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("warcio", reason="the extra `archive` is not installed: `make test-archive` has it")

from warcio.archiveiterator import ArchiveIterator

from crawler.archive.archive_scan import opened_index
from crawler.archive.archived_pages import SavedPage, archived_page
from crawler.newsroom.server import Newsroom
from crawler.newsroom.source_files import write_sources
from storage.database.values.columns import stamp
from tests.support.stores import query_rows

_MOST = 10 * 1024 * 1024


def _started(data: Path, newsroom: Newsroom, *words: str) -> subprocess.Popen[bytes]:
    if not (data / "sources").exists():
        write_sources(newsroom.sources(), data / "sources")
    ids = [each.id for each in newsroom.sources()]
    command = [sys.executable, "-m", "crawler", "--data", str(data), "crawl", "-q", *words, *ids]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _archived(data: Path) -> list[SavedPage]:
    with opened_index(data / "archive") as index:
        found = [each for name in index.source_ids() for pages in index.pages_of(name) for each in pages]
        pages = [archived_page(data / "archive", index, each, most_bytes=_MOST) for each in found]
    assert None not in pages
    return [each for each in pages if each is not None]


def _fetched(data: Path) -> set[object]:
    """Return the URLs that the store has an outcome of a page for."""
    pages = (
        "effect in ('kept', 'changed', 'unchanged', 'quarantined') or effect = 'rejected' and reason not like 'robots%'"
    )
    return {row[0] for row in query_rows(data, f"select url from fetches where {pages}")}  # noqa: S608  # a constant


@pytest.mark.long
def test_every_page_of_a_crawl_is_in_the_archive(tmp_path: Path) -> None:
    """Two days of the newsroom: each page that was read can be read again, and any reader of WARC agrees with its digests."""
    with Newsroom.open(articles=70, delays=False) as newsroom:
        first = _started(tmp_path, newsroom, "--archive").wait(timeout=120)
        newsroom.set_day(2)
        second = _started(tmp_path, newsroom, "--archive").wait(timeout=120)
    pages = _archived(tmp_path)
    kept = list(query_rows(tmp_path, "select requested_url, fetched_at from articles where withdrawn_at is null"))
    times = {(each.page.requested_url, stamp(each.page.fetched_at)) for each in pages}

    assert (True, True) == (first in {0, 1}, second in {0, 1})
    assert set() == _fetched(tmp_path) - {each.page.requested_url for each in pages}
    assert [] == [url for url, at in kept if (url, at) not in times]
    assert [] == [path.name for path in (tmp_path / "archive").iterdir() if path.name.endswith(".open")]
    assert [] == _wrong_digests(tmp_path)


def _wrong_digests(data: Path) -> list[str]:
    wrong = []
    for path in (data / "archive").glob("*.warc.gz"):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests=True):
                record.raw_stream.read()
                if record.digest_checker.problems or record.rec_headers.protocol != "WARC/1.1":
                    wrong.append(record.rec_headers.get_header("WARC-Target-URI"))
    return wrong


@pytest.mark.long
def test_an_archive_survives_kills(tmp_path: Path) -> None:
    """Six runs are killed (kill -9) while they write; every page with an outcome is in the archive, and no file is broken."""
    with Newsroom.open(articles=210, delays=False) as newsroom:
        for number in range(6):
            run = _started(tmp_path, newsroom, "--archive")
            _wait_for_pages(tmp_path, 8 * (number + 1), run)
            os.kill(run.pid, signal.SIGKILL)
            run.wait(timeout=10)
        left = list((tmp_path / "archive").glob("*.open"))
        assert _started(tmp_path, newsroom, "--archive").wait(timeout=120) in {0, 1}
    pages = _archived(tmp_path)

    assert left
    assert [] == list((tmp_path / "archive").glob("*.open"))
    assert set() == _fetched(tmp_path) - {each.page.requested_url for each in pages}
    assert [] == _wrong_digests(tmp_path)


def _wait_for_pages(data: Path, count: int, run: subprocess.Popen[bytes]) -> None:
    """Wait until the archive of a run has so many pages, or the run has ended."""
    until = time.monotonic() + 60
    while time.monotonic() < until and run.poll() is None:
        try:
            with sqlite3.connect(f"file:{data}/archive/index.db?mode=ro", uri=True, timeout=5) as db:
                if db.execute("select count(*) from pages").fetchone()[0] >= count:
                    return
        except sqlite3.Error:
            pass
        time.sleep(0.02)


@pytest.mark.long
def test_an_archive_that_cannot_be_written_costs_no_article(tmp_path: Path) -> None:
    """Where the folder of the archive is a file, the run says so before it fetches; nothing is half done."""
    (tmp_path / "archive").write_text("in the way", encoding="utf-8")
    with Newsroom.open(articles=14, delays=False) as newsroom:
        with_archive = _started(tmp_path, newsroom, "--archive").wait(timeout=60)
        without = _started(tmp_path, newsroom).wait(timeout=60)

    assert (True, True) == (with_archive in {2, 4}, without in {0, 1})
