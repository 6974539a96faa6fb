"""Grows trees with lightgbm and writes them as plain data; lightgbm is loaded only when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_COMMON = {
    "objective": "binary", "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
    "min_sum_hessian_in_leaf": 0.05, "max_bin": 127, "verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True,
}  # fmt: skip
_DIGITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeShape:
    """How many trees of how many leaves, how fast they learn, and how many rows a leaf needs."""

    trees: int
    leaves: int
    rate: float
    rows: int


def grow(figures: Sequence[Sequence[float]], labels: Sequence[bool], weights: Sequence[float], shape: TreeShape) -> Any:
    """Return lightgbm's model of *labels*; each row counts as much as its weight."""
    numpy, lightgbm = importlib.import_module("numpy"), importlib.import_module("lightgbm")
    mean = sum(weights) / max(1, len(weights))
    data = lightgbm.Dataset(
        numpy.asarray(figures, dtype=numpy.float32),
        numpy.asarray(labels, dtype=int),
        weight=numpy.asarray(weights) / mean,
    )
    options = {"num_leaves": shape.leaves, "learning_rate": shape.rate, "min_data_in_leaf": shape.rows}
    return lightgbm.train({**_COMMON, **options}, data, num_boost_round=shape.trees)


def chances(model: Any, figures: Sequence[Sequence[float]]) -> list[float]:
    """Return what *model* says of each row."""
    numpy = importlib.import_module("numpy")
    return [float(each) for each in model.predict(numpy.asarray(figures, dtype=numpy.float32))] if figures else []


def plain(model: Any, names: Sequence[str]) -> dict[str, Any]:
    """Return the trees of *model* as `pipelines.judge.model` reads them."""
    trees = [_tree(each["tree_structure"]) for each in model.dump_model()["tree_info"]]
    return {"names": list(names), "trees": trees}


def _tree(root: dict[str, Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {"figure": [], "limit": [], "yes": [], "no": [], "leaves": []}

    def number(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            found["leaves"].append(round(node["leaf_value"], _DIGITS))
            return -len(found["leaves"])
        index = len(found["figure"])
        found["figure"].append(node["split_feature"])
        found["limit"].append(round(node["threshold"], _DIGITS))
        for name in ("yes", "no"):
            found[name].append(0)
        found["yes"][index] = number(node["left_child"])
        found["no"][index] = number(node["right_child"])
        return index

    number(root)
    return found
