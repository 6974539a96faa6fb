"""Sentences that only look like chrome stay."""

from __future__ import annotations

import pytest

from benchmarks.quality.false_cuts import MOST_FALSE, cuts
from tests.support.paths import SHARED

TEXTS = SHARED / "corpus" / "text" / "articles.jsonl.gz"


def test_hardly_a_real_paragraph_is_cut() -> None:
    """At most one in 10,000 paragraphs of real articles is taken for chrome and is none."""
    if not TEXTS.exists():
        pytest.skip(f"no texts at {TEXTS}")

    assert cuts(TEXTS).false_per_10_000 <= MOST_FALSE
