"""Rights as they are signalled by a host, on their way into the store and out of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from tests.support.host import Host, Reply, crawl, serving
from tests.support.warm_command import run_rasad

ROBOTS = (
    "User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /news/\n\nUser-agent: *\nContent-Signal: ai-train=no\nAllow: /\n"
)
TDMREP = json.dumps([{"location": "/news/", "tdm-reservation": 1, "tdm-policy": "https://outlet.example/p.json"}])


def _exported(data: Path) -> Mapping[str, tuple[object, bool]]:
    """Return the rights of each host's one article as exported with the full text, and whether the text came."""
    out = data / "out.jsonl"
    assert 0 == run_rasad(data, "export", "--format", "jsonl", "--full-text", "-o", str(out)).returncode
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return {row["source_id"]: (row["rights"], row["body"] is not None) for row in rows}


def test_rights_are_recorded_and_obeyed(tmp_path: Path) -> None:
    """By header, by meta, by tdmrep.json, by the AI groups of robots.txt; no flag lets a reserved text out."""
    hosts = [
        Host(pages=1),
        Host(pages=1, page_headers={"X-Robots-Tag": "noai, noimageai"}),
        Host(pages=1, page_head='<meta name="robots" content="noarchive">'),
        Host(pages=1, says={"/.well-known/tdmrep.json": Reply(body=TDMREP)}),
        Host(
            pages=1,
            says={"/.well-known/tdmrep.json": Reply(body=TDMREP)},
            page_headers={"tdm-reservation": "0", "X-Robots-Tag": "googlebot: noindex"},
        ),
        Host(pages=1, says={"/robots.txt": Reply(body=ROBOTS)}),
        Host(pages=1, page_head='<meta name="robots" content="noindex">'),
    ]
    with serving(*hosts, address="127.0.0.61"):
        crawl(tmp_path, *hosts)
    reserved = {"value": 1, "from": "tdmrep.json", "policy": "https://outlet.example/p.json"}

    assert {
        "ma_alofoq0": (None, True),
        "ma_alofoq1": ({"noai": "header", "noimageai": "header"}, False),
        "ma_alofoq2": ({"noarchive": "meta"}, False),
        "ma_alofoq3": ({"tdm-reservation": reserved}, False),
        "ma_alofoq4": ({"tdm-reservation": {"value": 0, "from": "header"}}, True),
        "ma_alofoq5": ({"ai-agents": ["CCBot", "GPTBot"], "content-signal": {"ai-train": "no"}}, True),
    } == _exported(tmp_path)
    assert {1} == {host.paths().count("/.well-known/tdmrep.json") for host in hosts}


def test_a_page_behind_a_redirect_is_judged_by_the_host_that_answered(tmp_path: Path) -> None:
    """The article's own host speaks: its robots.txt and tdmrep.json are asked for before its page."""
    empty = Reply(body=b"<rss><channel><title>x</title></channel></rss>")
    host, other = Host(pages=1), Host(says={"/.well-known/tdmrep.json": Reply(body=TDMREP), "/feed": empty})
    with serving(host), serving(other):
        host.says["/news/0"] = Reply(status=301, headers={"Location": f"{other.home}news/0"})
        host.listings = [f"{other.home}feed"]  # it may reach that private port only because its file names it
        crawl(tmp_path, host)

    assert ["/robots.txt", "/.well-known/tdmrep.json", "/news/0"] == [each for each in other.paths() if each != "/feed"]
    assert {"ma_alofoq0": False} == {name: has_body for name, (_, has_body) in _exported(tmp_path).items()}
