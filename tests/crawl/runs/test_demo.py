"""The whole line on real sockets: the newsroom crawled by the command line, its store held against the truth."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.house.answers import PAGE, AnalystQuestion, answer, questions
from crawler.newsroom.content.truth import NewsroomOutlet
from crawler.newsroom.server import LoggedRequest, Newsroom
from crawler.newsroom.source_files import write_sources
from crawler.newsroom.verify import FieldDifference, differences
from storage.store import Store
from tests.support.warm_command import run_rasad

OWN_FILES = ("/robots.txt", "/.well-known/tdmrep.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What one run on one day of the newsroom left: its report, what it asked for, what the store holds otherwise."""

    report: dict[str, object]
    requests: tuple[LoggedRequest, ...]
    differences: list[FieldDifference]

    @property
    def total(self) -> dict[str, int]:
        total = self.report["total"]
        assert isinstance(total, dict)
        return total


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    data: Path
    newsroom: Newsroom
    days: tuple[Day, Day, Day]


def _crawl(newsroom: Newsroom, data: Path) -> Day:
    before = len(newsroom.requests())
    ids = [each.id for each in newsroom.sources()]
    done = run_rasad(data, "crawl", *ids, "--json")
    assert 0 == done.returncode, done.stderr
    with Store.open(data / "rasad.db", read_only=True) as store:
        found = list(differences(store, newsroom.press))
    return Day(report=json.loads(done.stdout), requests=newsroom.requests()[before:], differences=found)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    data = tmp_path_factory.mktemp("line")
    with Newsroom.open(port=0) as newsroom:
        write_sources(newsroom.sources(), data / "sources")
        first = _crawl(newsroom, data)
        newsroom.set_day(2)
        days = (first, _crawl(newsroom, data), _crawl(newsroom, data))
        yield Days(data=data, newsroom=newsroom, days=days)


def _pages(line: Days, day: Day) -> list[LoggedRequest]:
    return [each for each in day.requests if line.newsroom.is_article(each)]


def test_the_first_run_leaves_the_truth(line: Days) -> None:
    """Every article is in the store with every field as printed; refused pages are refused for their reason."""
    assert [] == line.days[0].differences


def test_the_newsroom_is_large_enough_to_prove_it(line: Days) -> None:
    """At least 140 articles of seven outlets, with copies among them."""
    pieces = line.newsroom.press.pieces
    copies = sum(each.copy_of is not None for each in pieces)

    assert (True, 7, True) == (len(pieces) >= 140, len(line.newsroom.press.outlets), copies >= 8)


def test_the_second_day_comes_with_the_second_run(line: Days) -> None:
    """Nothing is new; what was edited is changed, what was withdrawn is marked, and the truth still holds."""
    withdrawn = sum(each.withdrawn == 2 for each in line.newsroom.press.pieces)
    total = line.days[1].total

    assert ([], 0, withdrawn) == (line.days[1].differences, total["kept"], total["withdrawn"])
    assert total["changed"] >= 3


def test_the_second_run_fetches_no_page_without_need(line: Days) -> None:
    """By the newsroom's own log: only what its sitemaps date anew, or do not name any more, is asked for."""
    total = line.days[1].total

    assert total["changed"] + total["withdrawn"] == len(_pages(line, line.days[1]))


def test_feeds_are_answered_not_modified(line: Days) -> None:
    """A feed that brought nothing new costs a 304."""
    statuses = {each.status for each in line.days[1].requests if each.path in {"/feed", "/atom.xml"}}

    assert {304} == statuses


def test_a_run_without_news_fetches_no_page(line: Days) -> None:
    """The third run asks for no article and changes nothing."""
    total = line.days[2].total

    assert (0, 0, 0, 0) == (len(_pages(line, line.days[2])), total["kept"], total["changed"], total["withdrawn"])


def test_no_page_is_fetched_twice_in_a_run(line: Days) -> None:
    """One request a page, however many listings name it."""
    counts = Counter((each.host, each.path) for each in _pages(line, line.days[0]))

    assert [] == [each for each, count in counts.items() if count > 1]


def test_robots_txt_is_obeyed(line: Days) -> None:
    """What robots.txt closes is never asked for, though a section page links to it; the refusal is noted."""
    closed = [each.path for each in line.days[0].requests if each.path.startswith(("/private/", "/wp-admin/"))]
    reasons = Counter[str]()
    sources = line.days[0].report["sources"]
    assert isinstance(sources, list)
    for each in sources:
        reasons.update(each["reasons"])

    assert ([], True) == (closed, reasons["robots"] >= 1)


def test_crawl_delay_is_kept(line: Days) -> None:
    """Two requests to an outlet that asks for a pause are never closer than the pause, in any run and between runs."""
    outlet: NewsroomOutlet = next(each for each in line.newsroom.press.outlets if each.crawl_delay)
    times = [each.at for day in line.days for each in day.requests if each.host == outlet.address]
    gaps = [later - earlier for earlier, later in pairwise(times)]

    assert outlet.crawl_delay is not None
    assert min(gaps) >= outlet.crawl_delay


def test_a_hosts_own_files_are_asked_for_once_a_day(line: Days) -> None:
    """Each outlet's robots.txt and tdmrep.json are fetched by the first run, and by no later one of the day."""
    own = [(each.host, each.path) for day in line.days for each in day.requests if each.path in OWN_FILES]

    assert sorted((outlet.address, path) for outlet in line.newsroom.press.outlets for path in OWN_FILES) == sorted(own)


def test_every_request_says_who_asks(line: Days) -> None:
    """The user agent is our own name on every request."""
    agents = {each.agent.partition("/")[0] for each in line.days[0].requests}

    assert {"rasad"} == agents


@pytest.mark.parametrize(
    "question", questions(PAGE.read_text(encoding="utf-8")), ids=lambda question: f"{question.number}"
)
def test_a_question_of_analysts_has_its_answer(line: Days, question: AnalystQuestion) -> None:
    """The SQL of docs/analysts.md gives the rows that the page prints; `make answers` writes them again."""
    assert question.answer == answer(question, line.data)


def test_every_url_has_a_fate(line: Days) -> None:
    """Nothing is left queued, and `why` can tell the whole fate of every article."""
    with Store.open(line.data / "rasad.db", read_only=True) as store:
        fates = [store.frontier.history(row.canonical_url) for row in store.articles.changes()]

    assert set() == {"unknown" if each is None else each.state for each in fates} - {"kept", "duplicate", "gone"}
