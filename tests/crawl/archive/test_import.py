"""WARC files of others: what they hold is kept as if it had been crawled at its time, and nothing newer is overwritten."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import brotli
import pytest

pytest.importorskip("warcio", reason="the extra `archive` is not installed: `make test-archive` has it")

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.newsroom.server import Newsroom
from crawler.newsroom.source_files import write_sources
from tests.support.stores import query_rows

AT = datetime(2026, 11, 20, 8, tzinfo=UTC)
_SOURCE = (
    'outlet = "الأفق"\nhome = "https://outlet.example/"\ncountry = "ma"\nlanguage = "ar"\n'
    'timezone = "Africa/Casablanca"\n[[discover]]\nkind = "feed"\nurl = "https://feeds.outlet.example/all"\n'
)
_TEXT = "<p>قال الوزير في مؤتمر صحفي عقده أمس إن الحكومة ستطلق برنامجا جديدا لدعم القرى البعيدة في الجهة رقم {n}.</p>"


def _page(number: int, *, more: str = "") -> bytes:
    title = f"خبر رقم {number} من أخبار القرى"
    text = _TEXT.format(n=number) * 3
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}{more}</body></html>".encode()


def _record(
    number: int,
    body: bytes,
    *,
    at: datetime = AT,
    status: str = "200 OK",
    host: str = "outlet.example",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=False)
    values = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
    http = StatusAndHeaders(status, list(values.items()), protocol="HTTP/1.1")
    date = {"WARC-Date": f"{at:%Y-%m-%dT%H:%M:%SZ}"}
    url = f"https://{host}/news/{number}"
    writer.write_record(
        writer.create_warc_record(
            url, "response", payload=BytesIO(body), length=len(body), http_headers=http, warc_headers_dict=date
        )
    )
    return out.getvalue()


def _data(folder: Path) -> Path:
    (folder / "sources").mkdir(parents=True)
    (folder / "sources" / "ma_alofoq.toml").write_text(_SOURCE, encoding="utf-8")
    return folder


def _import(data: Path, *files: Path, source: str = "auto", status: int = 0) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "crawler", "--data", str(data), "import", "warc", "--json", "--source", source]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, timeout=300, check=False)
    assert (status, "") == (done.returncode, done.stderr[-1500:] if done.returncode != status else "")
    return [json.loads(each) for each in done.stdout.splitlines()]


def _written(path: Path, *records: bytes) -> Path:
    path.write_bytes(b"".join(gzip.compress(each) for each in records))
    return path


@pytest.mark.long
def test_only_pages_of_our_outlets_are_kept_and_all_is_counted(tmp_path: Path) -> None:
    """Other hosts, other statuses, other types, refused pages and codings: each has its reason, and the rest is kept."""
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(_page(3)), _page(3))
    bomb = gzip.compress(b"<p>" + b"\0" * 60_000_000)
    file = _written(
        tmp_path / "news.warc.gz",
        _record(1, _page(1)),
        _record(2, gzip.compress(_page(2)), headers={"Content-Encoding": "gzip"}),
        _record(3, chunked, headers={"Transfer-Encoding": "chunked"}),
        _record(4, brotli.compress(_page(4)), headers={"Content-Encoding": "br"}),
        _record(5, _page(5), host="www.outlet.example"),
        _record(6, _page(6), host="else.example"),
        _record(7, _page(7), host="10.0.0.1"),
        _record(8, _page(8), status="404 Not Found"),
        _record(9, b"%PDF", headers={"Content-Type": "application/pdf"}),
        _record(10, gzip.compress(_page(10))[:60], headers={"Content-Encoding": "gzip"}),
        _record(11, b"x", headers={"Content-Encoding": "compress"}),
        _record(12, bomb, headers={"Content-Encoding": "gzip"}),
        _record(13, b"<html><p>too short</p>"),
        _record(1, _page(1)),
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: x\r\n\r\n",
    )
    data = _data(tmp_path / "data")

    (found,) = _import(data, file)
    rows = query_rows(data, "select canonical_url, fetched_at from articles order by canonical_url")

    assert {"kept": 5} == found["kept"]
    assert 5 == len(rows)
    assert {"2026-11-20T08:00:00Z"} == {row[1] for row in rows}
    assert 1 == found["refused"].pop("not newer than in the store")
    assert 1 == sum(found["refused"].values())
    assert {
        "no outlet of the catalogue": 2, "status 4xx": 1, "no HTML": 1, "a body that cannot be decompressed": 2,
        "too large": 1, "damaged": 1,
    } == found["skipped"]  # fmt: skip
    assert [(0,)] == query_rows(data, "select count(*) from source_runs")


@pytest.mark.long
def test_an_edit_is_a_revision_and_an_older_page_changes_nothing(tmp_path: Path) -> None:
    """Of one address a later page is the outlet's edit; an earlier one, in whatever file, leaves the article as it is."""
    more = "<p>وأضاف الوزير أن الميزانية التي خصصت للبرنامج كافية حتى نهاية السنة المقبلة.</p>"
    first = _written(
        tmp_path / "1.warc.gz", _record(1, _page(1)), _record(1, _page(1, more=more), at=AT + timedelta(hours=3))
    )
    older = _written(tmp_path / "2.warc.gz", _record(1, _page(1), at=AT + timedelta(hours=1)))
    data = _data(tmp_path / "data")

    found = _import(data, first, older)
    again = _import(data, first, older)

    assert [{"kept": 1, "changed": 1}, {}] == [each["kept"] for each in found]
    assert [{}, {}] == [each["kept"] for each in again]
    assert [(1,)] == query_rows(data, "select count(*) from revisions")
    assert [("2026-11-20T11:00:00Z",)] == query_rows(data, "select fetched_at from articles")


@pytest.mark.long
def test_a_file_that_is_cut_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    """The exit status is 1, and the pages before the cut are kept."""
    file = _written(tmp_path / "cut.warc.gz", _record(1, _page(1)), _record(2, _page(2)))
    file.write_bytes(file.read_bytes()[:-20])

    (found,) = _import(_data(tmp_path / "data"), file, source="ma_alofoq", status=1)

    assert ({"kept": 1}, {"cut": 1}, False) == (found["kept"], found["skipped"], found["is_whole"])


@pytest.mark.long
def test_our_own_archive_makes_the_same_articles_elsewhere(tmp_path: Path) -> None:
    """The files of one store's archive, imported into a new one by host: the same articles, and the next crawl goes on."""
    with Newsroom.open(articles=70, delays=False) as newsroom:
        ids = [each.id for each in newsroom.sources()]
        for data in (tmp_path / "one", tmp_path / "two"):
            write_sources(newsroom.sources(), data / "sources")
        command = [sys.executable, "-m", "crawler", "--data"]
        subprocess.run([*command, str(tmp_path / "one"), "crawl", "-q", "--archive", *ids], timeout=300, check=False)
        files = sorted((tmp_path / "one" / "archive").glob("*.warc.gz"))
        _import(tmp_path / "two", *files)
        imported = query_rows(tmp_path / "two", "select canonical_url, headline, body from articles order by 1")
        crawled = query_rows(tmp_path / "one", "select canonical_url, headline, body from articles order by 1")
        subprocess.run([*command, str(tmp_path / "two"), "crawl", "-q", *ids], timeout=300, check=False)

    assert crawled == imported
    assert len(crawled) > 60
    assert [(0,)] == query_rows(tmp_path / "two", "select count(*) from revisions")
