"""Servers that answer wrongly, slowly, too much or not at all: each page has its reason, and the page beside it is kept."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import brotli
import zstandard

from tests.support.outlet import SOURCE_ID, crawl
from tests.support.raw_outlet import article, raw_outlet, response, write_source
from tests.support.stores import query_rows

_BOMB = b"\0" * (40 * 1024 * 1024)


def _redirect(to: str) -> bytes:
    return response(b"", status="302 Found", more=f"Location: {to}\r\n")


def _packed(coding: str, body: bytes) -> bytes:
    return response(body, more=f"Content-Encoding: {coding}\r\n")


WRONG = {
    "loop": (_redirect("/news/loop"), "failed", "more than five redirects"),
    "chain": (_redirect("/chain/1"), "failed", "more than five redirects"),
    "garbage": (b"\x00\x01garbage\r\n\r\n", "failed", None),
    "nothing": (b"", "failed", None),
    "half-head": (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n", "failed", None),
    "long-line": (b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 2_000_000 + b"\r\n\r\n", "failed", None),
    "coding": (_packed("sdch", b"\x93\x01\x02" * 50), "rejected", None),
    "declared-huge": (response(b"", length=300_000_000), "failed", "too large"),
    "huge": (response(b"x" * 2_000_000), "failed", "too large"),
    "pdf": (response(b"%PDF-1.7 text/html it is not"), "rejected", "not-html"),
    "busy-not": (response(b"", status="418 Teapot"), "failed", "http-418"),
    "forbidden": (response(b"", status="403 Forbidden"), "failed", "http-403"),
    "odd-status": (response(b"", status="999 Denied"), "failed", "http-999"),
    "many-headers": (b"HTTP/1.1 200 OK\r\n" + b"X-Many: value\r\n" * 20_000 + b"\r\n", "rejected", "not-html"),
    "slow": (response(article("/news/slow")), "failed", "timeout"),
    "tls": (b"", "failed", None),  # plain HTTP where TLS is expected; its answer needs the port
}
"""By name: the answer, the state in which its page ends, and the reason, where only one is right."""


def _bombs() -> dict[str, tuple[bytes, str, str | None]]:
    """Return small answers that are 40 MB when they are unpacked."""
    bodies = {
        "gzip": gzip.compress(_BOMB),
        "br": brotli.compress(_BOMB, quality=1),
        "zstd": zstandard.compress(_BOMB),
        "gzip, br": brotli.compress(gzip.compress(_BOMB), quality=1),
    }
    names = ("gzip-bomb", "brotli-bomb", "zstd-bomb", "nested-bomb")
    return {
        name: (_packed(coding, body), "failed", "too large")
        for name, (coding, body) in zip(names, bodies.items(), strict=True)
    }


def _feed(home: str, names: list[str]) -> bytes:
    """Return a feed of articles in the order of their dates."""
    items = "".join(
        f"<item><link>{home}news/{name}</link><pubDate>Mon, 23 Nov 2026 10:{59 - n:02} +0000</pubDate></item>"
        for n, name in enumerate(names)
    )
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


def _ends(data: Path) -> dict[str, tuple[str, str | None]]:
    """Return the state and the reason of each page, by the last part of its URL."""
    rows = query_rows(data, "select url, state, reason from frontier")
    return {
        str(url).rpartition("/")[2]: (str(state), None if reason is None else str(reason))
        for url, state, reason in rows
    }


def test_every_wrong_answer_has_its_reason(tmp_path: Path) -> None:
    """Twenty ways to answer wrongly; the article after each of them is kept, and nothing takes the memory of a bomb."""
    wrong = WRONG | _bombs()
    good = sorted(f"good-{n}" for n in range(len(wrong)))
    with raw_outlet() as outlet:
        outlet.answers = {f"/news/{name}": answer for name, (answer, _state, _reason) in wrong.items()}
        outlet.answers |= {f"/chain/{n}": _redirect(f"/chain/{n + 1}") for n in range(1, 30)}
        outlet.answers["/news/tls"] = _redirect(outlet.home.replace("http:", "https:") + "news/plain")
        names = [name for pair in zip(wrong, good, strict=True) for name in pair]
        outlet.answers["/feed"] = response(_feed(outlet.home, names), content_type="application/rss+xml")
        outlet.hangs.add("/news/slow")
        write_source(outlet, tmp_path)
        (tmp_path / "rasad.toml").write_text("page_seconds = 3\npage_megabytes = 1\n", encoding="utf-8")
        crawl(tmp_path)
        outlet.hangs.clear()

    ends = _ends(tmp_path)
    unlike = {
        name: ends[name]
        for name, (_answer, state, reason) in wrong.items()
        if ends[name][0] != state or not ends[name][1] or reason not in (None, ends[name][1])
    }
    assert ({}, {"kept"}) == (unlike, {ends[name][0] for name in good})


def test_too_few_file_descriptors_lose_nothing(tmp_path: Path) -> None:
    """With 24 of them no reader starts: a line and status 1, without a traceback. With 64 the next run keeps all."""
    with raw_outlet() as outlet:
        outlet.listed = tuple(range(5))
        write_source(outlet, tmp_path)
        ends = [_limited(tmp_path, number) for number in (24, 64)]

    few, enough = ends
    assert (1, 0, False) == (few.returncode, enough.returncode, "Traceback" in few.stderr + enough.stderr)
    assert "5 kept" in enough.stderr


def _limited(data: Path, descriptors: int) -> subprocess.CompletedProcess[str]:
    command = f'ulimit -n {descriptors}; exec "$0" -m crawler --data "$1" crawl {SOURCE_ID}'
    words = ["sh", "-c", command, sys.executable, str(data)]
    return subprocess.run(words, capture_output=True, text=True, timeout=90, check=False)
