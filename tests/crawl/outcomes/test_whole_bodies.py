"""A body that is not whole is no article: it fails as `cut-off`, and is tried again."""

from __future__ import annotations

import gzip
import sqlite3
import zlib
from pathlib import Path

import brotli
import zstandard

from tests.support.outlet import crawl
from tests.support.raw_outlet import article, raw_outlet, response, write_source


def _packed(coding: str, body: bytes) -> bytes:
    return response(body, more=f"Content-Encoding: {coding}\r\n")


def _damaged(body: bytes, at: int) -> bytes:
    return body[:at] + bytes([body[at] ^ 0xFF]) + body[at + 1 :]


def _chunked(body: bytes, *, end: bytes) -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    return head + b"%x\r\n%s\r\n" % (len(body), body) + end


def _zstd(page: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(page)


def _raw_deflate(page: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(page) + stream.flush()


def test_no_body_that_is_not_whole_is_kept(tmp_path: Path) -> None:
    """Cut and damaged bodies of every coding fail with one reason; whole ones, odd but legal, are kept."""
    pages = {n: article(f"/news/{n}") for n in range(1, 20)}
    half = len(gzip.compress(pages[1])) // 2
    broken = {
        1: _packed("gzip", gzip.compress(pages[1])[:half]),
        2: _packed("gzip", gzip.compress(pages[2])[:-1]),
        3: _packed("gzip", _damaged(gzip.compress(pages[3]), -6)),
        4: _packed("br", brotli.compress(pages[4])[:-9]),
        5: _packed("zstd", _zstd(pages[5])[:-9]),
        6: _packed("zstd", _damaged(_zstd(pages[6]), -2)),
        7: _packed("deflate", zlib.compress(pages[7])[:-5]),
        8: response(pages[8][:700], length=len(pages[8])),
        9: _chunked(pages[9], end=b""),
        10: _packed("gzip", pages[10]),
        11: _packed("br, gzip", gzip.compress(brotli.compress(pages[11])[:-9])),
        12: _packed("deflate", _raw_deflate(pages[12])[:-9]),
    }
    whole = {
        13: _packed("gzip", gzip.compress(pages[13][:500]) + gzip.compress(pages[13][500:])),
        14: _packed("x-gzip", gzip.compress(pages[14]) + b"\0" * 32),
        15: _packed("br", brotli.compress(pages[15])),
        16: _packed("zstd", _zstd(pages[16])),
        17: _packed("deflate", _raw_deflate(pages[17])),
        18: _chunked(pages[18], end=b"0\r\n\r\n"),
        19: _packed("br, gzip", gzip.compress(brotli.compress(pages[19]))),
    }
    with raw_outlet() as outlet:
        outlet.listed = tuple(pages)
        outlet.answers = {f"/news/{n}": answer for n, answer in (broken | whole).items()}
        write_source(outlet, tmp_path)
        crawl(tmp_path)
        db = sqlite3.connect(tmp_path / "rasad.db")
        rows = db.execute("select url, state, reason, next_at is not null from frontier").fetchall()
        db.close()

    ends = {int(url.rpartition("/")[2]): tuple(end) for url, *end in rows}
    failed, kept = ("failed", "cut-off", 1), ("kept", None, 1)
    assert {**dict.fromkeys(broken, failed), **dict.fromkeys(whole, kept)} == ends


def test_a_robots_txt_that_is_cut_opens_nothing(tmp_path: Path) -> None:
    """Half of the rules are not the rules: the host counts as unreachable (RFC 9309 §2.3.1.4)."""
    rules = "User-agent: *\n" + "".join(f"Disallow: /{n}/\n" for n in range(100)) + "Disallow: /news/\n"
    with raw_outlet() as outlet:
        outlet.listed = (1,)
        outlet.answers["/robots.txt"] = _packed("gzip", gzip.compress(rules.encode())[:-40])
        write_source(outlet, tmp_path)
        crawl(tmp_path)

        assert [] == outlet.articles()
