"""Which package imports which, and the packages that import each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TypeAlias

from benchmarks.house.source_tree import SourceModule

_Graph: TypeAlias = Mapping[str, frozenset[str]]


def imported_packages(modules: Iterable[SourceModule], *, depth: int | None = None) -> _Graph:
    """Return for each package the others that it imports.

    A package is a folder, and a module directly in a top folder is one too. With *depth* packages are named by their
    first *depth* parts, so that `pipelines.arabic.names` is part of `pipelines.arabic`. An `__init__.py` that opens
    the packages inside its own imports no other package.
    """
    modules = tuple(modules)
    package_of = {each.name: _cut(each.package, depth) for each in modules}
    edges: dict[str, set[str]] = {package: set() for package in package_of.values()}
    for each in modules:
        names = imported_modules(each, package_of)
        inner = {name for name in names if each.is_package and name.startswith(f"{each.name}.")}
        edges[package_of[each.name]] |= {package_of[name] for name in names - inner} - {package_of[each.name]}
    return {package: frozenset(targets) for package, targets in edges.items()}


def imported_modules(module: SourceModule, known: Iterable[str]) -> frozenset[str]:
    """Return those of the *known* modules that *module* imports; `from package import module` is the module alone."""
    found = module.imports & frozenset(known)
    return frozenset(each for each in found if not any(other.startswith(f"{each}.") for other in found))


def mutual_imports(graph: _Graph) -> list[tuple[str, str]]:
    """Return each pair of packages that import each other."""
    return sorted((a, b) for a, targets in graph.items() for b in targets if a < b and a in graph.get(b, ()))


def import_cycles(graph: _Graph) -> list[list[str]]:
    """Return the groups of packages of which each reaches every other, directly or by way of others (Tarjan, 1972)."""
    groups = _groups(graph)
    return sorted(sorted(each) for each in groups if len(each) > 1)


def shortest_cycle(graph: _Graph, group: Iterable[str]) -> list[str]:
    """Return the shortest way from a package of the *group* back to itself."""
    members = frozenset(group)
    return min((_way_back(graph, start, members) for start in sorted(members)), key=len)


def cycle_text(cycle: list[str]) -> str:
    """Return the imports of a cycle in one line."""
    return ", ".join(f"{a} -> {b}" for a, b in pairwise(cycle))


def _cut(package: str, depth: int | None) -> str:
    return ".".join(package.split(".")[:depth])


def _way_back(graph: _Graph, start: str, members: frozenset[str]) -> list[str]:
    ways, seen = [[start]], {start}
    for way in ways:
        for target in sorted(graph[way[-1]] & members):
            if target == start:
                return [*way, start]
            if target not in seen:
                seen.add(target)
                ways.append([*way, target])
    return []


def _groups(graph: _Graph) -> Iterator[list[str]]:
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    done: set[str] = set()

    def visit(node: str) -> Iterator[list[str]]:
        index[node] = low[node] = len(index)
        stack.append(node)
        for target in sorted(graph.get(node, ())):
            if target not in index:
                yield from visit(target)
                low[node] = min(low[node], low[target])
            elif target not in done:
                low[node] = min(low[node], index[target])
        if low[node] == index[node]:
            group = stack[stack.index(node) :]
            del stack[stack.index(node) :]
            done.update(group)
            yield group

    for node in sorted(graph):
        if node not in index:
            yield from visit(node)
