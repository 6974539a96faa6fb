"""WARC files of anybody: every readable record is found, whatever is wrong with another one, and nothing is held unbounded."""

from __future__ import annotations

import gzip
import io
import tracemalloc

import pytest

from tests.support.tables import every_row

pytest.importorskip("warcio", reason="the extra `archive` is not installed: `make test-archive` has it")

from crawler.archive.member_stream import MemberStream
from crawler.archive.warc_reader import WarcRecord, warc_records

_HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def _record(url: str, body: bytes, *, version: str = "1.0", length: int | None = None, headers: bytes = b"") -> bytes:
    block = _HTTP + headers + b"\r\n" + body
    return (
        f"WARC/{version}\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-11-23T12:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


def _url(number: int) -> str:
    return f"http://outlet.example/{number}"


def _read(data: bytes, *, most_bytes: int = 100_000) -> tuple[list[WarcRecord], MemberStream]:
    stream = MemberStream(io.BytesIO(data))
    return list(warc_records(stream, most_bytes=most_bytes)), stream


def _good(data: bytes, *, most_bytes: int = 100_000) -> list[str]:
    found, _stream = _read(data, most_bytes=most_bytes)
    return [each.target[-1] + ":" + each.body.decode() for each in found if each.problem is None]


ONE, TWO, THREE = (_record(_url(number), str(number).encode() * 5) for number in (1, 2, 3))
ALL = ["1:11111", "2:22222", "3:33333"]


@every_row("version", ["1.1", "1.0", "0.18", "0.17"])
def test_every_version_is_read(version: str) -> None:
    """The versions differ in nothing that we need; some writers put the URL into angle brackets."""
    data = _record("<http://outlet.example/1>", b"11111", version=version)

    assert ["1:11111"] == _good(data)


def test_every_kind_of_compression_is_read() -> None:
    """A member for each record, one member for all, none, and members with something between them."""
    each = gzip.compress(ONE) + gzip.compress(TWO) + gzip.compress(THREE)
    between = gzip.compress(ONE) + b"\0" * 70_000 + gzip.compress(b"") + gzip.compress(TWO + THREE)

    assert [ALL] * 4 == [_good(data) for data in (each, gzip.compress(ONE + TWO + THREE), ONE + TWO + THREE, between)]


def test_a_file_that_is_cut_says_so() -> None:
    """The records before the cut are read, the one that is cut is not taken for whole."""
    data = gzip.compress(ONE) + gzip.compress(TWO)
    wrong = []
    for cut in range(len(gzip.compress(ONE)) + 1, len(data)):
        found, stream = _read(data[:cut])
        whole = [each.target for each in found if each.problem is None]
        if whole[:1] != [_url(1)] or not stream.is_cut or (len(whole) > 1 and found[1].body != b"22222"):
            wrong.append(cut)

    assert [] == wrong


def test_a_damaged_member_costs_itself() -> None:
    """Bytes that were changed inside one member leave the others readable, wherever they are."""
    parts = [gzip.compress(each) for each in (ONE, TWO, THREE)]
    wrong = []
    for at in range(2, len(parts[1])):
        broken = bytearray(parts[1])
        broken[at] ^= 0xFF
        found = _good(parts[0] + bytes(broken) + parts[2])
        if not {"1:11111", "3:33333"} <= set(found):
            wrong.append((at, found))

    assert [] == wrong


def test_a_wrong_length_costs_its_record() -> None:
    """Too long, too short, negative, missing or absurd: what has its own member is read all the same."""
    body = b"2" * 50
    lengths = [0, 3, 70, 10**6, 10**14, 10**30, -5]
    for length in lengths:
        data = gzip.compress(ONE) + gzip.compress(_record(_url(2), body, length=length)) + gzip.compress(THREE)
        found = _good(data)
        assert (ALL[0], ALL[2]) == (found[0], found[-1]), length
        assert "2:" + body.decode() not in found, length


def test_a_huge_record_is_passed_over_in_bounded_memory() -> None:
    """A body that decompresses to a gigabyte costs time, and no memory to speak of."""
    size = 200 * 1024 * 1024
    head = _record(_url(2), b"", length=size + 100)[:-4]
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=1) as file:
        file.write(head)
        for _ in range(size // (1024 * 1024)):
            file.write(b"2" * 1024 * 1024)
    data = gzip.compress(ONE) + out.getvalue() + gzip.compress(THREE)
    tracemalloc.start()
    found, _stream = _read(data, most_bytes=100_000)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [None, "cut", None] == [each.problem for each in found]
    assert peak < 10 * 1024 * 1024 + len(data)


def test_headers_without_an_end_are_no_trap() -> None:
    """Endless header lines are given up, and the next member is read."""
    endless = b"WARC/1.0\r\n" + b"X: y\r\n" * 60_000
    line = b"WARC/1.0\r\nX: " + b"y" * 3_000_000
    http = _record(_url(2), b"x", headers=b"X: y\r\n" * 60_000)
    data = b"".join(gzip.compress(each) for each in (ONE, endless, line, http, THREE))

    assert [ALL[0], ALL[2]] == _good(data)


def test_a_chunked_body_is_joined() -> None:
    """The transfer coding is undone where it is there, and a body that only claims it is taken as it is."""
    header = b"Transfer-Encoding: chunked\r\n"
    chunked = _record(_url(1), b"2\r\n11\r\n3\r\n111\r\n0\r\n\r\n", headers=header)

    assert ["1:11111", "2:22222"] == _good(chunked + _record(_url(2), b"22222", headers=header))


def test_a_status_line_of_anybody_is_read() -> None:
    """HTTP/2 has no reason phrase, and some servers send none."""
    lines = (b"HTTP/2 200", b"HTTP/1.1 200", b"HTTP/1.0 200 OK", b"HTTP/1.1 404 Not Found", b"ICY 200 OK", b"nothing")
    data = b"".join(gzip.compress(ONE.replace(b"HTTP/1.1 200 OK", line, 1)) for line in lines)

    found, _stream = _read(data)

    assert [200, 200, 200, 404, 200, 0] == [each.status for each in found]


def test_bytes_that_are_no_archive_give_nothing() -> None:
    """Any file may be named by mistake."""
    files = (b"", b"\n" * 1000, b"<html>" * 1000, gzip.compress(b"<html>" * 1000), b"\x1f\x8b", b"\x1f\x8b\x08" * 9000)

    assert [[]] * len(files) == [_read(each)[0] for each in files]
