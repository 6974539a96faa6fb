"""Characteristic words: the figures of the published formulas, and what is left out."""

from __future__ import annotations

import pytest

from storage.analysis.keyness import WordFrequencies, characteristic_words, log_likelihood, log_ratio
from tests.support.tables import every_row


@every_row(
    ("counts", "likelihood", "ratio"),
    [
        ((10, 1000, 5, 2000), 6.9315, 2.0),  # expected 5 and 10: 2 * (10 ln 2 + 5 ln 0.5); 1 % against 0.25 %
        ((10, 1000, 0, 1000), 13.8629, 4.3219),  # 2 * 10 ln 2; zero is taken for 0.5
        ((5, 1000, 10, 2000), 0.0, 0.0),
        ((0, 1000, 10, 1000), 13.8629, -4.3219),
        ((126, 60000, 48, 80000), 62.2693, 1.8074),  # expected 74.571 and 99.429; 0.21 % against 0.06 %
    ],
)
def test_the_figures_are_those_of_the_formulas(
    counts: tuple[int, int, int, int], likelihood: float, ratio: float
) -> None:
    """By hand, for a word that is commoner, that the rest lacks, that is as common, that is missing."""
    assert (likelihood, ratio) == pytest.approx((log_likelihood(*counts), log_ratio(*counts)), abs=0.001)


def test_only_words_that_are_surely_commoner_are_characteristic() -> None:
    """Not what is as common, rarer, too seldom, in one text alone, or a matter of chance."""
    focus = WordFrequencies(
        words=1000,
        times={"sure": 40, "surer": 60, "equal": 10, "rarer": 10, "seldom": 4, "once": 50, "chance": 6},
        texts={"sure": 9, "surer": 9, "equal": 9, "rarer": 9, "seldom": 4, "once": 1, "chance": 6},
    )
    rest = WordFrequencies(words=1000, times={"equal": 10, "rarer": 90, "sure": 2, "chance": 2}, texts={"sure": 2})
    found = characteristic_words(focus, rest, min_times=5, min_texts=3)

    assert ["surer", "sure"] == [each.word for each in found]
    assert (40, 9, 40000.0, 2, 2, 2000.0, 4.32) == (
        found[1].times,
        found[1].texts,
        found[1].rate,
        found[1].rest_times,
        found[1].rest_texts,
        found[1].rest_rate,
        found[1].log_ratio,
    )
