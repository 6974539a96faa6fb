"""The packages of each layer and what they import from each other, read from the code with `ast`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.house.source_tree import LAYERS, ROOT, SourceModule, source_modules

_DOTTED = re.compile(r"[a-z_]+(\.[a-z_]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageNode:
    """A package directly in a layer, with all that is below it; or a module that is directly in the layer.

    *inner* are the names of the packages inside it. *sentence* is the first sentence of its docstring.
    """

    name: str
    sentence: str
    inner: tuple[str, ...] = ()
    is_package: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerGraph:
    """One layer: *edges* are imports between its nodes.

    *shared* are modules directly in the layer that use no package of it: what its packages are built on.
    """

    name: str
    sentence: str
    nodes: tuple[PackageNode, ...]
    edges: frozenset[tuple[str, str]]
    shared: tuple[PackageNode, ...]


def layer_graphs(root: Path = ROOT) -> tuple[LayerGraph, ...]:
    """Return the four layers of the checkout *root*, from the top down."""
    return tuple(_layer(root, name) for name in LAYERS)


def _layer(root: Path, layer: str) -> LayerGraph:
    modules = {each.name: each for each in source_modules(layer, root=root)}
    nodes = {name: _node(name, modules) for name in sorted({_node_name(each) for each in modules} - {layer})}
    edges = frozenset(_edges(modules, nodes))
    shared = _shared(nodes, edges)
    return LayerGraph(
        name=layer,
        sentence=_sentence(modules[layer]),
        nodes=tuple(each for name, each in nodes.items() if name not in shared),
        edges=frozenset((a, b) for a, b in edges if not {a, b} & shared),
        shared=tuple(nodes[name] for name in sorted(shared)),
    )


def _sentence(module: SourceModule) -> str:
    """Return the first sentence of its docstring."""
    text = " ".join(module.docstring.split("\n\n")[0].split())
    return re.split(r"(?<=[.!?]) ", text.replace("`", ""))[0]


def _dotted_names(module: SourceModule) -> Iterator[str]:
    """Yield the texts that may name a module."""
    for node in module.nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _DOTTED.fullmatch(node.value):
            yield node.value


def _node_name(module: str) -> str:
    return ".".join(module.split(".")[:2])


def _node(name: str, modules: Mapping[str, SourceModule]) -> PackageNode:
    inside = [each for each in modules if each.startswith(f"{name}.")]
    packages = {each.rpartition(".")[0] for each in inside} - {name}
    return PackageNode(
        name=name,
        sentence=_sentence(modules[name]),
        inner=tuple(sorted(each.removeprefix(f"{name}.") for each in packages)),
        is_package=bool(inside),
    )


def _edges(modules: Mapping[str, SourceModule], nodes: Mapping[str, PackageNode]) -> Iterator[tuple[str, str]]:
    imported = {_node_name(name) for each in modules.values() for name in each.imports}
    for each in modules.values():
        own = _node_name(each.name)
        names = set(each.imports)
        if own not in imported:  # an entry point: it loads its packages by their names
            names |= set(_dotted_names(each))
        yield from ((own, node) for node in {_node_name(name) for name in names} if node in nodes and node != own)


def _shared(nodes: Mapping[str, PackageNode], edges: frozenset[tuple[str, str]]) -> set[str]:
    shared: set[str] = set()
    while True:
        more = {
            name
            for name, each in nodes.items()
            if name not in shared and not each.is_package and all(b in shared for a, b in edges if a == name)
        }
        if not more:
            return shared
        shared |= more
