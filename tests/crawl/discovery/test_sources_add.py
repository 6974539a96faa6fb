"""One line an outlet: what `sources add` writes for the newsroom is crawled as the hand-written files are."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from crawler.newsroom.server import LoggedRequest, Newsroom
from crawler.newsroom.source_files import write_sources
from spiders.catalogue.catalogue import Catalogue
from storage.source import Source
from tests.support.warm_command import run_rasad


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What was added from the front pages alone, what it took, and the newsroom's own files beside it."""

    data: Path
    byhand: Path
    newsroom: Newsroom
    reports: dict[str, dict[str, object]]
    requests: tuple[LoggedRequest, ...]

    def sources(self) -> dict[str, Source]:
        return Catalogue.load(self.data / "sources").sources


def _rasad(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run_rasad(data, *words)


def _export(data: Path, ids: list[str]) -> list[dict[str, object]]:
    assert _rasad(data, "crawl", *ids).returncode == 0
    file = data / "out.jsonl"
    assert _rasad(data, "export", "--format", "jsonl", "--reproducible", "--full-text", "-o", str(file)).returncode == 0
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _added(data: Path, source: Source) -> tuple[str, dict[str, object]]:
    done = _rasad(data, "sources", "add", source.home, "--id", source.id, "--json")
    assert done.returncode == 0, done.stderr
    return source.id, json.loads(done.stdout)


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Added]:
    data, byhand = tmp_path_factory.mktemp("added"), tmp_path_factory.mktemp("byhand")
    with Newsroom.open(port=0) as newsroom:
        write_sources(newsroom.sources(), byhand / "sources")
        with ThreadPoolExecutor(max_workers=3) as several:
            done = list(several.map(lambda source: _added(data, source), newsroom.sources()))
        yield Added(data=data, byhand=byhand, newsroom=newsroom, reports=dict(done), requests=newsroom.requests())


def test_every_way_of_discovery_is_found(added: Added) -> None:
    """From the front page alone: the same listings as in the hand-written file, none more and none less."""
    expected = {each.id: {(way.kind, way.url) for way in each.discover} for each in added.newsroom.sources()}

    assert expected == {
        each.id: {(way.kind, way.url) for way in each.discover}
        for each in added.sources().values()
        if each.id in expected
    }


def test_every_outlet_is_known_by_itself(added: Added) -> None:
    """Name, country, language and zone are those of the hand-written file; a typed loopback address is marked."""
    sources = added.sources()
    facts = ("outlet", "home", "country", "language", "timezone", "private")
    expected = [[getattr(each, fact) for fact in facts] for each in added.newsroom.sources()]

    assert expected == [[getattr(sources[each.id], fact) for fact in facts] for each in added.newsroom.sources()]


@pytest.mark.long
def test_the_crawl_equals_that_of_the_hand_written_files(added: Added) -> None:
    """Article by article and field by field, copies included."""
    ids = [each.id for each in added.newsroom.sources()]
    with ThreadPoolExecutor(max_workers=2) as both:
        written, byhand = both.map(lambda data: _export(data, ids), (added.data, added.byhand))

    assert (len(written) > 150, byhand) == (True, written)


def test_three_articles_of_each_were_tried(added: Added) -> None:
    """All of them could be read, with headline and date."""
    tried = [each for report in added.reports.values() for each in report["articles"]]  # type: ignore[attr-defined]

    assert [(None, True, True)] * 21 == [
        (each["problem"], bool(each["headline"]), bool(each["published_at"])) for each in tried
    ]


def test_adding_is_polite(added: Added) -> None:
    """About thirty requests an outlet at most, none twice, and nothing that robots.txt closes."""
    counts = Counter((each.host, each.path) for each in added.requests)
    hosts = Counter(each.host for each in added.requests)

    assert ([], [], True) == (
        [each for each, count in counts.items() if count > 1],
        [each for each in counts if each[1].startswith(("/private", "/wp-admin"))],
        max(hosts.values()) <= 32,
    )


@pytest.mark.long
def test_what_was_added_answers(added: Added) -> None:
    """`sources check` asks each way: entries, the newest, and the share that can be read; one dead way is status 1."""
    ids = [each.id for each in added.newsroom.sources()]
    done = _rasad(added.data, "sources", "check", *ids, "--json")
    found = json.loads(done.stdout)
    path = added.data / "sources" / "ma" / "ma_sadaatlas.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("/feed", "/gone"), encoding="utf-8")
    dead = _rasad(added.data, "sources", "check", "ma_sadaatlas", "--json")
    path.write_text(path.read_text(encoding="utf-8").replace("/gone", "/feed"), encoding="utf-8")

    assert (0, 12, True) == (
        done.returncode,
        len(found),
        all(each["answers"] and each["entries"] and each["readable"] == each["sampled"] for each in found),
    )
    assert (1, ["answered 404", None]) == (dead.returncode, [each["problem"] for each in json.loads(dead.stdout)])


def test_feeds_go_out_and_come_back(added: Added, tmp_path: Path) -> None:
    """Exported as OPML and imported elsewhere: the same feeds of the same sources, crawlable at once."""
    ids = [each.id for each in added.newsroom.sources()]
    file = tmp_path / "feeds.opml"
    out = _rasad(added.data, "sources", "export", *ids, "-o", str(file), "--json")
    back = _rasad(tmp_path, "sources", "import", str(file), "--private", "--json")
    lint = _rasad(tmp_path, "sources", "lint")
    there = Catalogue.load(tmp_path / "sources").sources
    expected = {
        each.id: [way.url for way in each.discover if way.kind == "feed"]
        for each in added.newsroom.sources()
        if any(way.kind == "feed" for way in each.discover)
    }

    assert (0, 0, 0, 4) == (out.returncode, back.returncode, lint.returncode, json.loads(out.stdout)["feeds"])
    assert expected == {name: [way.url for way in there[name].discover] for name in expected}
