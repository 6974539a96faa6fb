"""The floors below which the reading of real and composed pages must not fall."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks.corpus import Corpus
from benchmarks.quality.compare import ours
from benchmarks.quality.floors import AT_LEAST, AT_MOST, Floors
from benchmarks.quality.scoring import Scored
from tests.support.paths import SHARED

CORPUS = Corpus(root=SHARED / "corpus")
FLOORS = Floors.load(Path(__file__).with_name("floors.json"))
TO_BLAME: dict[str, Callable[[dict[str, Any]], bool]] = {
    "f1": lambda row: row["f1"] < FLOORS.at_least["f1"],
    "f1_min": lambda row: row["f1"] < FLOORS.at_least["f1_min"],
    "kept": lambda row: row["kept"] < 1,
    "leaks": lambda row: row["leaks"] > 0,
    "headlines": lambda row: row["headline"] is False,
    "dates_right": lambda row: row["date"] == "null",
    "dates_wrong": lambda row: row["date"] == "wrong",
    "authors_right": lambda row: not row.get("authors_right", True),
    "authors_wrong": lambda row: row.get("authors_wrong", False),
    "refused": lambda row: not row["rejected"],
    "false_refusals": lambda row: bool(row["rejected"]),
}
"""The pages that may have made a figure fall, for the one who has to find out."""


@cache
def _scored() -> tuple[Scored, Floors]:
    scored = ours(CORPUS)
    return scored, Floors.measured(scored.figures, CORPUS.digest())


@pytest.fixture
def pages() -> Corpus:
    """Return the corpus that the floors were pinned on; skip without one, and fail where it is another.

    Else a floor could vanish unseen.
    """
    if not CORPUS.exists():
        pytest.skip("the saved pages are not beside the checkout (../shared/corpus)")
    if CORPUS.digest() != FLOORS.corpus:
        pytest.fail("the saved pages are not those of floors.json: `make floors` says how to pin on these")
    return CORPUS


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize("name", [*AT_LEAST, *AT_MOST])
def test_no_figure_falls_below_its_floor(name: str) -> None:
    """Every figure of score.py is as good as the one that is pinned."""
    scored, now = _scored()
    kinds = {"not-article", "not-arabic"} if name == "refused" else {"article"}

    fallen = FLOORS.fallen(now).get(name)

    blame = [row["page"] for row in scored.rows if row["expect"] in kinds and TO_BLAME[name](row)]
    assert (None, []) == (fallen, blame if fallen else [])
