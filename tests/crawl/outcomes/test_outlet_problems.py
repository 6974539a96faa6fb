"""An outlet that answers and gives no articles is a problem: status 1, the reason, since when, in every report."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.support.outlet import SOURCE_ID, crawl
from tests.support.raw_outlet import RawOutlet, raw_outlet, response, write_source
from tests.support.warm_command import run_rasad

_WALL = response(
    b"<html><head><title>Just a moment...</title></head><body><h1>Just a moment...</h1><p>Checking your browser</p></body></html>"
)
_ERROR = response(b"oops", status="500 Internal Server Error")


def _rasad(data: Path, *words: str) -> str:
    return run_rasad(data, *words).stdout


def _walled(outlet: RawOutlet, *numbers: int) -> None:
    outlet.listed = numbers
    outlet.answers |= {f"/news/{n}": _WALL for n in numbers}


def test_an_outlet_behind_a_wall_is_a_problem_until_it_gives_an_article(tmp_path: Path) -> None:
    """The first run says so, one without news still does, `health` and `runs` name it; an article ends it."""
    with raw_outlet() as outlet:
        write_source(outlet, tmp_path)
        _walled(outlet, *range(4))
        first, second = crawl(tmp_path), crawl(tmp_path)
        health = json.loads(_rasad(tmp_path, "health", "--json"))[0]
        runs = _rasad(tmp_path, "runs")
        outlet.listed = (*range(4), 9)
        third = crawl(tmp_path)
        well = json.loads(_rasad(tmp_path, "health", "--json"))[0]

    words = "none of its last 4 new pages is an article, since "
    assert [(1, True, True), (1, True, True)] == [
        (each.status, (each.problem or "").startswith(words), (each.problem or "").endswith(": challenge 4"))
        for each in (first, second)
    ]
    assert (True, True, True) == (
        health["problem"].startswith(words),
        health["problem_since"] is not None,
        f"{SOURCE_ID}: none of its last 4" in " ".join(runs.split()),
    )
    assert (0, None, None, None) == (third.status, third.problem, well["problem"], well["problem_since"])


def test_most_pages_behind_a_wall_are_a_problem(tmp_path: Path) -> None:
    """Six of ten new pages are bot checks: the four articles do not hide it."""
    with raw_outlet() as outlet:
        write_source(outlet, tmp_path)
        _walled(outlet, *range(6))
        outlet.listed = tuple(range(10))
        run = crawl(tmp_path)

    assert (1, "6 of its 10 new pages are no article: challenge 6") == (run.status, run.problem)


def test_a_healthy_outlet_with_a_few_refusals_is_none(tmp_path: Path) -> None:
    """Two bot checks after a good run are no verdict on the outlet."""
    with raw_outlet() as outlet:
        write_source(outlet, tmp_path)
        outlet.listed = tuple(range(10, 15))
        first = crawl(tmp_path)
        _walled(outlet, 1, 2)
        second = crawl(tmp_path)

    assert [(0, None), (0, None)] == [(each.status, each.problem) for each in (first, second)]


@pytest.mark.long
def test_dead_pages_that_are_tried_again_are_no_problem(tmp_path: Path) -> None:
    """Two pages of twelve fail for ever: only the run that meets them first could be one, and it is not."""
    with raw_outlet() as outlet:
        write_source(outlet, tmp_path)
        outlet.listed = tuple(range(12))
        outlet.answers = {f"/news/{n}": _ERROR for n in (3, 4)}
        statuses = [crawl(tmp_path).status]
        for _ in range(2):
            _rasad_sql(tmp_path, "update frontier set next_at = '2026-01-01T00:00:00Z' where state = 'failed'")
            statuses.append(crawl(tmp_path).status)

    assert [0, 0, 0] == statuses


def _rasad_sql(data: Path, sql: str) -> None:
    db = sqlite3.connect(data / "rasad.db")
    with db:
        db.execute(sql)
    db.close()
