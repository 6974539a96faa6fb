"""Files that were changed at random: reading them ends, raises nothing, and every page that it gives is in bounds."""

from __future__ import annotations

import gzip
import io
import random

import pytest

pytest.importorskip("warcio", reason="the extra `archive` is not installed: `make test-archive` has it")

import brotli
import zstandard

from crawler.archive.rereading.warc_pages import WarcCounts, _pages
from tests.support.sources import make_source

FILES, MOST = 600, 100_000
SOURCE = make_source("ma_outlet")
_PAGE = "<html><h1>خبر من القرى</h1><p>قال الوزير إن البرنامج سيبدأ قريبا.</p></html>".encode() * 4
_PARTS = (
    b"WARC/1.0\r\n", b"\r\n\r\n", b"Content-Length: 99999999999\r\n", b"Content-Length: -1\r\n", b"\x1f\x8b\x08", b"\0" * 40,
    b"Transfer-Encoding: chunked\r\n", b"fffffff\r\n", b"-5\r\n", b"9" * 5000, b"HTTP/1.1 " + b"9" * 5000 + b"\r\n", b"\xff\xfe",
)  # fmt: skip


def _record(body: bytes, headers: str = "") -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n".encode() + body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://outlet.example/news/1\r\n"
        f"WARC-Date: 2026-11-20T08:00:00Z\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


RECORDS = [
    _record(_PAGE),
    _record(gzip.compress(_PAGE, mtime=0), "Content-Encoding: gzip\r\n"),
    _record(brotli.compress(_PAGE), "Content-Encoding: br\r\n"),
    _record(zstandard.compress(_PAGE), "Content-Encoding: zstd\r\n"),
    _record(b"%x\r\n%b\r\n0\r\n\r\n" % (len(_PAGE), _PAGE), "Transfer-Encoding: chunked\r\n"),
]
FORMS = (
    b"".join(gzip.compress(each, mtime=0) for each in RECORDS),
    gzip.compress(b"".join(RECORDS), mtime=0),
    b"".join(RECORDS),
)


def _mutated(chance: random.Random) -> bytes:
    data = bytearray(chance.choice(FORMS))
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(data))
        match chance.randrange(5):
            case 0:
                data[at] ^= 1 << chance.randrange(8)
            case 1:
                del data[at : at + chance.randrange(1, 200)]
            case 2:
                data[at:at] = chance.randbytes(chance.randrange(1, 30))
            case 3:
                data[at:at] = chance.choice(_PARTS)
            case _:
                del data[max(at, 1) :]
        data = data or bytearray(b"x")
    return bytes(data)


def test_a_file_that_was_changed_at_random_is_read_to_its_end() -> None:
    """A file as it is gives its five pages; what is changed gives pages and counts, for every record one of them."""
    whole = [len(list(_pages(io.BytesIO(each), lambda _url: SOURCE, WarcCounts(), MOST))) for each in FORMS]
    wrong, found = [], 0
    for seed in range(FILES):
        counts = WarcCounts()
        pages = list(_pages(io.BytesIO(_mutated(random.Random(seed))), lambda _url: SOURCE, counts, MOST))
        found += len(pages)
        if counts.records != len(pages) + counts.skipped.total() or any(len(each.page.body) > MOST for each in pages):
            wrong.append(seed)

    assert [5, 5, 5] == whole
    assert [] == wrong
    assert found > FILES // 3
