"""Real texts come back from every style of site as they were."""

from __future__ import annotations

import logging

import pytest

from benchmarks.quality.wrapped_texts import LEAST_EQUAL, collected, report, wrapped
from tests.support.paths import SHARED

TEXTS = SHARED / "corpus" / "text" / "articles.jsonl.gz"


def _share_that_came_back(count: int) -> float:
    if not TEXTS.exists():
        pytest.skip(f"no texts at {TEXTS}")
    outcomes = list(wrapped(collected(TEXTS, count).texts))
    logging.getLogger(__name__).info(report(outcomes))
    return sum(each.is_equal for each in outcomes) / len(outcomes)


def test_a_sample_of_real_texts_comes_back() -> None:
    """Of 30 texts in seven styles, 995 in a thousand are equal to what was wrapped."""
    assert _share_that_came_back(30) >= LEAST_EQUAL


@pytest.mark.long
def test_two_thousand_real_texts_come_back() -> None:
    """The same of 2,000 texts."""
    assert _share_that_came_back(2000) >= LEAST_EQUAL
