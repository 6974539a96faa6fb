"""The floors of our reader on real pages of other languages, whose structure is not that of our own pages."""

from __future__ import annotations

import json
import statistics
from pathlib import Path

import pytest

from benchmarks.foreign.pages import foreign_pages
from benchmarks.foreign.score import ForeignScore, scored

PAGES = Path(__file__).resolve().parents[3] / "shared" / "wcxb"
FLOORS = json.loads(Path(__file__).with_name("foreign_floors.json").read_text(encoding="utf-8"))
STEP = 8
"""Each eighth page is read, so that the test takes half a minute; `make score-foreign` reads them all."""


def _sample() -> list[ForeignScore]:
    if not (PAGES / "truth.jsonl.gz").exists():
        pytest.skip(f"no foreign pages at {PAGES}: see `make score-foreign`")
    return [scored(each, "rasad") for each in foreign_pages(PAGES)[::STEP] if each.is_article]


@pytest.mark.long
def test_no_figure_on_foreign_pages_falls_below_its_floor() -> None:
    """Word F1 with refused articles as 0, word F1 of the accepted ones, and how many are refused."""
    articles = _sample()
    accepted = [each.f1 for each in articles if not each.refused]

    now = {
        "f1": round(statistics.fmean(each.f1 for each in articles), 4),
        "f1_of_accepted": round(statistics.fmean(accepted), 4),
    }

    assert {} == {name: value for name, value in now.items() if value < FLOORS[name]}
    assert len(articles) - len(accepted) <= FLOORS["most_refused"]
