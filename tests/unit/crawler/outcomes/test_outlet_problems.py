"""Which outlets that answer are a problem, by their pages and by their habit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from crawler.run.outcomes.outlet_problems import fruitless, silent
from storage.runs.outlet_trouble import PagesWithoutArticle
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
