"""Columns for a graph of packages: whoever imports is left of what it imports, and long arrows get a way between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

_SWEEPS = 12

Edge: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphLayout:
    """*columns* hold names from the top down; those in *bends* are no nodes but places where an arrow passes a column.

    *paths* are the arrows, each from its node over its bends to its target. *backward* are the edges that close a
    cycle: they go from right to left.
    """

    columns: tuple[tuple[str, ...], ...]
    bends: frozenset[str]
    paths: tuple[tuple[str, ...], ...]
    backward: tuple[Edge, ...]


def graph_layout(nodes: Sequence[str], edges: Iterable[Edge]) -> GraphLayout:
    """Return the columns of *nodes*; an edge that longer ways replace is left out (transitive reduction)."""
    backward = _backward(nodes, sorted(edges))
    forward = set(edges) - set(backward)
    kept = sorted(each for each in forward if not _has_detour(each, forward))
    depth = _depths(nodes, kept)
    columns: list[list[str]] = [[] for _ in range(max(depth.values(), default=0) + 1)]
    for name in nodes:
        columns[depth[name]].append(name)
    paths, bends = [], set()
    for source, target in kept:
        passing = [f"{source}>{target}@{column}" for column in range(depth[source] + 1, depth[target])]
        for column, name in enumerate(passing, depth[source] + 1):
            columns[column].append(name)
        bends |= set(passing)
        paths.append((source, *passing, target))
    _untangle(columns, paths)
    return GraphLayout(
        columns=tuple(tuple(each) for each in columns),
        bends=frozenset(bends),
        paths=tuple(paths),
        backward=tuple(backward),
    )


def _backward(nodes: Sequence[str], edges: Sequence[Edge]) -> list[Edge]:
    """Return the edges that lead back to where a walk along the edges came from."""
    found: list[Edge] = []
    done: set[str] = set()

    def walk(name: str, above: tuple[str, ...]) -> None:
        for edge in edges:
            if edge[0] == name and edge[1] in above:
                found.append(edge)
            elif edge[0] == name and edge[1] not in done:
                walk(edge[1], (*above, edge[1]))
        done.add(name)

    entries = [each for each in nodes if all(each != target for _, target in edges)]
    for name in (*entries, *nodes):
        if name not in done:
            walk(name, (name,))
    return found


def _has_detour(edge: Edge, edges: set[Edge]) -> bool:
    source, target = edge
    reached = {b for a, b in edges if a == source} - {target}
    waiting = list(reached)
    while waiting:
        name = waiting.pop()
        more = {b for a, b in edges if a == name} - reached
        reached |= more
        waiting += more
    return target in reached


def _depths(nodes: Sequence[str], edges: Sequence[Edge]) -> dict[str, int]:
    depth = dict.fromkeys(nodes, 0)
    for _ in nodes:
        for source, target in edges:
            depth[target] = max(depth[target], depth[source] + 1)
    return depth


def _untangle(columns: list[list[str]], paths: Sequence[Sequence[str]]) -> None:
    """Order each column by the places of its neighbours, to and fro, so that few arrows cross."""
    before: dict[str, list[str]] = {}
    behind: dict[str, list[str]] = {}
    for path in paths:
        for one, next_one in pairwise(path):
            before.setdefault(next_one, []).append(one)
            behind.setdefault(one, []).append(next_one)
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        neighbours = before if forward else behind
        order = range(1, len(columns)) if forward else range(len(columns) - 2, -1, -1)
        for number in order:
            place = _places(columns[number - 1 if forward else number + 1])
            height = {name: _middle(neighbours.get(name, ()), place) for name in columns[number]}
            columns[number].sort(key=height.__getitem__)


def _places(column: Sequence[str]) -> dict[str, float]:
    return {name: (number + 0.5) / len(column) for number, name in enumerate(column)}


def _middle(names: Iterable[str], place: Mapping[str, float]) -> float:
    found = [place[name] for name in names if name in place]
    return sum(found) / len(found) if found else 0.5
