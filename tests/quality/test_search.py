"""The search on real texts and real questions: no figure is lower than its floor."""

from __future__ import annotations

import pytest

from benchmarks.search.relevance import articles_by_word, score_questions, score_words
from pipelines.arabic.search.stem import stem
from tests.support.paths import SHARED

CORPUS = SHARED / "corpus"
TEXTS = CORPUS / "text" / "articles.jsonl.gz"
SEARCH = SHARED / "search"
FLOORS = {"arcd": (0.75, 0.96), "xquad": (0.90, 0.98)}
"""MRR@10 and recall at 100, on every tenth question."""


@pytest.mark.skipif(not TEXTS.exists(), reason=f"no corpus of texts at {TEXTS}")
def test_words_are_found_and_other_words_are_not() -> None:
    score = score_words(articles_by_word(CORPUS), stem)
    assert (True, True, True) == (score.precision >= 0.985, score.recall >= 0.985, score.worst >= 0.85), score


@pytest.mark.long
@pytest.mark.skipif(not SEARCH.exists(), reason=f"no questions at {SEARCH}")
def test_questions_find_their_answers() -> None:
    scores = score_questions(SEARCH, most=250)
    below = {
        name: score
        for name, score in scores.items()
        if (score.reciprocal_rank < FLOORS[name][0] or score.recall < FLOORS[name][1] or score.empty > 1)
    }
    assert {} == below
