"""The page for analysts has its questions, and each asks the store without changing it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.house.answers import PAGE, AnalystQuestion, answer, questions
from tests.support.stores import new_store

QUESTIONS = questions(PAGE.read_text(encoding="utf-8"))


def test_no_question_is_missing() -> None:
    """Numbered 1 to 32, no title twice, each with an answer."""
    assert (list(range(1, 33)), 32, []) == (
        [each.number for each in QUESTIONS],
        len({each.title for each in QUESTIONS}),
        [each.number for each in QUESTIONS if not each.answer],
    )


@pytest.mark.parametrize(
    "question", [each for each in QUESTIONS if each.sql], ids=lambda question: f"{question.number}"
)
def test_a_question_can_be_asked_of_an_empty_store(question: AnalystQuestion, tmp_path: Path) -> None:
    """Its SQL runs on a store without a row, and has the columns that the page prints."""
    new_store(tmp_path / "rasad.db").close()

    assert question.answer.splitlines()[:2] == answer(question, tmp_path).splitlines()[:2]
