"""Evaluates trees that were grown elsewhere: a plain data file in, a probability out."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

_FILE = "weights.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTree:
    """One tree. Node *n* asks whether figure `figure[n]` is at most `limit[n]`, and goes to `yes[n]` or else `no[n]`.

    A negative number `-1 - leaf` is the end: `leaves[leaf]` is the tree's share of the score.
    """

    figure: tuple[int, ...]
    limit: tuple[float, ...]
    yes: tuple[int, ...]
    no: tuple[int, ...]
    leaves: tuple[float, ...]

    def score(self, figures: Sequence[float]) -> float:
        """Return the tree's share of the score, in log-odds."""
        node = 0 if self.figure else -1
        figure, limit, yes, no = self.figure, self.limit, self.yes, self.no
        while node >= 0:
            node = yes[node] if figures[figure[node]] <= limit[node] else no[node]
        return self.leaves[-1 - node]

    def source(self, node: int = 0) -> str:
        """Return the tree from *node* on as a Python expression of the figures `x`; it holds nothing but numbers."""
        if not self.figure or node < 0:
            return repr(float(self.leaves[-1 - node if self.figure else 0]))
        yes, no = self.source(self.yes[node]), self.source(self.no[node])
        return f"({yes} if x[{int(self.figure[node])}] <= {float(self.limit[node])!r} else {no})"


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeModel:
    """A sum of trees over the figures that have *names*, in their order.

    The trees are compiled to one function: every line of every page is asked of all of them.
    """

    names: tuple[str, ...]
    trees: tuple[DecisionTree, ...]
    scores: Callable[[Sequence[float]], Sequence[float]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        sources = "".join(f"{each.source()}," for each in self.trees)
        scores = eval(compile(f"lambda x: ({sources})", "<trees>", "eval"), {"__builtins__": {}})  # noqa: S307  # numbers of our own file
        object.__setattr__(self, "scores", scores)

    def probability(self, figures: Sequence[float]) -> float:
        """Return how likely the answer is yes, 0-1."""
        score = math.fsum(self.scores(figures))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeWeights:
    """What training left: a model for *lines*, one for the *doubt* of a page, and the worth of *words* in names."""

    lines: TreeModel
    doubt: TreeModel
    words: Mapping[str, float]


@cache
def weights() -> JudgeWeights:
    """Return the weights that lie beside this module; read once a process."""
    return read_weights(json.loads(resources.files(__package__).joinpath(_FILE).read_text(encoding="utf-8")))


def read_weights(document: Mapping[str, Any]) -> JudgeWeights:
    """Return the weights of a parsed weights file; raises `KeyError` where a part of it is missing."""
    return JudgeWeights(lines=_model(document["lines"]), doubt=_model(document["doubt"]), words=dict(document["words"]))


def _model(document: Mapping[str, Any]) -> TreeModel:
    return TreeModel(names=tuple(document["names"]), trees=tuple(_tree(each) for each in document["trees"]))


def _tree(document: Mapping[str, Any]) -> DecisionTree:
    return DecisionTree(**{name: tuple(document[name]) for name in ("figure", "limit", "yes", "no", "leaves")})
