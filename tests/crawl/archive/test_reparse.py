"""A rule changes: the saved pages are read again, and the store is as if it had been crawled by the new rule."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("warcio", reason="the extra `archive` is not installed: `make test-archive` has it")

from crawler.newsroom.server import Newsroom
from crawler.newsroom.source_files import write_sources
from tests.fault.kill.killed_crawl import ARTICLES_SQL
from tests.support.stores import query_rows

OUTLETS, ARTICLES = 12, 2000
_RULE = '\n[extract]\nheadline = "title"\ndrop = ["p:first-of-type"]\n'

pytestmark = pytest.mark.long


def _rasad(data: Path, *words: str) -> str:
    command = [sys.executable, "-m", "crawler", "--data", str(data), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode in {0, 1}, done.stderr[-2000:]
    return done.stdout


def _crawl(data: Path, newsroom: Newsroom, *words: str) -> None:
    _rasad(data, "crawl", "-q", *words, *(each.id for each in newsroom.sources()))


def _rule_changes(data: Path, newsroom: Newsroom) -> None:
    """Give a third of the outlets other rules."""
    for each in newsroom.sources()[::3]:
        path = data / "sources" / f"{each.id}.toml"
        path.write_text(path.read_text(encoding="utf-8") + _RULE, encoding="utf-8")


def _reparsed(data: Path, *words: str) -> tuple[list[dict[str, object]], dict[str, dict[str, int]]]:
    lines = [json.loads(each) for each in _rasad(data, "reparse", "--json", *words).splitlines()]
    return lines[:-1], lines[-1]["total"]


def _delivered(data: Path) -> list[tuple[int, str]]:
    target = data / "new.jsonl"
    _rasad(data, "export", "--format", "jsonl", "-o", str(target), "--cursor", "follower", "--overwrite")
    lines = [json.loads(each) for each in target.read_text(encoding="utf-8").splitlines()]
    return [(each["id"], each["op"]) for each in lines]


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom.open(outlets=OUTLETS, articles=ARTICLES, delays=False) as newsroom:
        yield newsroom


def test_two_thousand_pages_after_a_rule_change(newsroom: Newsroom, tmp_path: Path) -> None:
    """The dry run changes nothing and says all; what is applied is that; no revision; cursors deliver each change once."""
    data, fresh = tmp_path / "data", tmp_path / "fresh"
    for each in (data, fresh):
        write_sources(newsroom.sources(), each / "sources")
    _crawl(data, newsroom, "--archive")
    before = query_rows(data, ARTICLES_SQL)
    first = _delivered(data)
    unchanged, _ = _reparsed(data)
    _rule_changes(data, newsroom)

    asked, asked_total = _reparsed(data)
    after_dry_run = query_rows(data, ARTICLES_SQL)
    applied, applied_total = _reparsed(data, "--apply")
    second, third = _delivered(data), _delivered(data)
    again, again_total = _reparsed(data)
    _rule_changes(fresh, newsroom)
    _crawl(fresh, newsroom)

    assert len(before) > 1500
    assert [] == unchanged
    assert len(asked) > 300
    assert (asked, asked_total, before) == (applied, applied_total, after_dry_run)
    assert [(0,)] == query_rows(data, "select count(*) from revisions")
    assert query_rows(fresh, ARTICLES_SQL) == query_rows(data, ARTICLES_SQL)
    assert ([], {"same": sum(asked_total["pages"].values())}) == (again, again_total["pages"])
    changed = {each["article_id"] for each in applied if each["effect"] == "changed"}
    regrouped = {row[0] for row in query_rows(data, "select id from articles where duplicate_of is not null")}
    assert len({number for number, _ in first}) == len(first)
    assert set() == changed - {number for number, _ in second}
    assert len({number for number, _ in second}) == len(second)
    assert {"changed"} == {op for _, op in second}
    assert set() == {number for number, _ in second} - changed - regrouped - _originals(data)
    assert [] == third
    assert "nothing is wrong" in _rasad(data, "verify")


def _originals(data: Path) -> set[object]:
    return {row[0] for row in query_rows(data, "select distinct copy_group_id from articles")}
