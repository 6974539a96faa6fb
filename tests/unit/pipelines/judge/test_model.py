"""Trees are evaluated as they were grown."""

from __future__ import annotations

import math
from random import Random

import pytest

from pipelines.judge.doubt import doubt_names
from pipelines.judge.features import names
from pipelines.judge.judge import PEERS
from pipelines.judge.model import DecisionTree, TreeModel, weights
from tests.support.tables import every_row

TREE = DecisionTree(figure=(0, 1), limit=(0.5, 2.0), yes=(-1, -2), no=(1, -3), leaves=(-1.0, 0.5, 2.0))


@every_row(("figures", "score"), [((0.5, 9.0), -1.0), ((0.6, 2.0), 0.5), ((0.6, 2.1), 2.0)])
def test_a_figure_at_its_limit_goes_the_way_of_yes(figures: tuple[float, ...], score: float) -> None:
    """A node asks whether its figure is at most its limit."""
    assert score == TREE.score(figures)


def test_a_probability_is_the_logistic_sum_of_the_trees() -> None:
    """Every tree adds log-odds."""
    model = TreeModel(names=("a", "b"), trees=(TREE, TREE))

    assert pytest.approx(1 / (1 + math.exp(-4.0))) == model.probability((1.0, 3.0))


def test_the_compiled_trees_answer_as_they_are_walked() -> None:
    """Every tree of the weights gives the same score either way, at its limits and beside them."""
    chance = Random(15)
    model = weights().lines
    limits = sorted({each for tree in model.trees for each in tree.limit} | {-1.0, 0.0, 1e9})
    wrong = []
    for _ in range(200):
        figures = [chance.choice(limits) + chance.choice((-1e-9, 0.0, 1e-9)) for _ in model.names]
        walked = [tree.score(figures) for tree in model.trees]
        wrong += [walked] if list(model.scores(figures)) != walked else []

    assert [] == wrong


def test_a_tree_of_one_leaf_asks_nothing() -> None:
    """Training leaves such trees where nothing is to be gained."""
    assert 0.25 == DecisionTree(figure=(), limit=(), yes=(), no=(), leaves=(0.25,)).score(())


def test_the_weights_are_of_the_figures_that_the_judge_gives() -> None:
    """Weights that were trained on other figures would judge at random, silently."""
    assert (tuple(names(PEERS)), tuple(doubt_names(PEERS))) == (weights().lines.names, weights().doubt.names)
