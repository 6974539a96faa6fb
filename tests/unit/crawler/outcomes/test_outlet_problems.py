"""Which outlets that answer are a problem, by their pages and by their habit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawler.run.outcomes.outlet_problems import fruitless, moved, noted_problem, silent
from crawler.run.outcomes.source_stats import SourceStats
from storage.runs.outlet_trouble import PagesWithoutArticle
from tests.support.stores import HOME, SOURCE, started_store
from tests.support.tables import every_row

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@every_row(
    ("reasons", "ever_kept", "is_problem"),
    [
        ({"challenge": 3}, True, True),
        ({"challenge": 2, "section-page": 2}, True, False),
        ({"section-page": 9}, True, False),
        ({"section-page": 10}, True, True),
        ({"not-arabic": 1}, False, True),
        ({}, False, False),
    ],
)
def test_pages_without_an_article(reasons: dict[str, int], ever_kept: bool, is_problem: bool) -> None:
    """Three that something happened to, ten of any kind; an outlet that never gave one needs no number."""
    pages = PagesWithoutArticle(reasons=reasons, since=NOW if reasons else None, ever_kept=ever_kept)

    assert is_problem == (fruitless(pages) is not None)


@every_row(
    ("pauses", "age", "is_silent"),
    [
        ([HOUR] * 20, 2.9 * DAY, False),
        ([HOUR] * 20, 3.1 * DAY, True),
        ([HOUR] * 10 + [DAY], 4.9 * DAY, False),
        ([HOUR] * 10 + [DAY], 5.1 * DAY, True),
        ([HOUR], 30 * DAY, False),
        ([HOUR], 36 * DAY, True),
    ],
)
def test_a_silence_is_measured_by_the_outlets_own_habit(
    pauses: list[timedelta], age: timedelta, is_silent: bool
) -> None:
    """Five times the longest pause, at least three days; of an outlet that is hardly known, five weeks."""
    last = NOW - age
    found = [last]
    for each in pauses:
        found.insert(0, found[0] - each)

    assert is_silent == (silent(found, last=last, now=NOW) is not None)


def test_an_outlet_whose_listings_lead_to_another_site_has_moved() -> None:
    """All of them, and nothing of its own was named: a person is told at once. One that is as ever hides nothing."""
    away = f"{HOME}feed: all 26 links lead to other sites: did the outlet move?"
    gone = f"{HOME}feed: moved to https://new.example/feed: edit the source"
    stats = SourceStats(source=SOURCE, listings=1, problems=[gone, away])
    sitemap_too = replace(stats, listings=2)
    still_here = replace(stats, found=3)

    assert [f"its listings name no page of its own site: did the outlet move? ({gone})", None, None] == [
        moved(each) for each in (stats, sitemap_too, still_here)
    ]


def test_a_run_that_polls_nothing_leaves_the_problem_of_the_listings(tmp_path: Path) -> None:
    """Its begin, too, also across a run that was killed; a poll without a problem ends it, and one of pages is not kept."""
    wrong, pages = "none of its listings could be read", "every page failed"
    alone = SourceStats(source=SOURCE, polled=False)
    with started_store(tmp_path / "rasad.db") as store:
        problems = [wrong, None, None, pages, None]
        noted: list[str | None] = []
        for number, problem in enumerate(problems):
            at = NOW + timedelta(hours=number)
            run_id = 1 if not number else store.runs.start(at=at, command="test", pid=1)
            store.runs.count(run_id, SOURCE.id, found=0)
            if number == 1:
                continue  # killed
            noted.append(problem or noted_problem(store, alone, run_id=run_id))
            found = {} if noted[-1] is None else {SOURCE.id: noted[-1]}
            store.runs.finish(run_id, at=at, exit_status=0, problems=found, sources=[SOURCE.id])
            if number == 2:
                since = store.outlet_troubles.problem_since(SOURCE.id), store.runs.health()[0].problem_since

    assert ([wrong, wrong, pages, None], (NOW, NOW)) == (noted, since)
