"""`python -m benchmarks.house.shape`: what the shape of the source tree is, beside its limits; exit status 1 when over.

Reads the four packages of the product. A folder's modules are its Python files but `__init__.py`; its entries are what
it holds of files and folders. The data folder `spiders/sources/` is left out of both.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.house.import_graph import import_cycles, imported_packages
from benchmarks.house.source_tree import LAYERS, SourceModule, folder_entries, source_modules

MAX_ENTRIES = 12
MAX_ONE_WORD = 0.15
ODD_WORDS = frozenset({"said", "told", "stands"})
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z0-9]+|[a-z0-9]+")

_NAME_FIELDS: Mapping[type[ast.AST], tuple[str, ...]] = {
    ast.Name: ("id",),
    ast.Attribute: ("attr",),
    ast.arg: ("arg",),
    ast.keyword: ("arg",),
    ast.alias: ("name", "asname"),
    ast.FunctionDef: ("name",),
    ast.AsyncFunctionDef: ("name",),
    ast.ClassDef: ("name",),
}

AnyFunction = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeFigure:
    """One figure of the tree, and the largest value that is allowed, if there is one; a *share* is shown in percent."""

    name: str
    value: float
    limit: float | None = None
    share: bool = False
    examples: tuple[str, ...] = ()

    @property
    def is_over(self) -> bool:
        return self.limit is not None and self.value > self.limit


def tree_shape(modules: Sequence[SourceModule]) -> tuple[ShapeFigure, ...]:
    """Return the figures of the product's tree."""
    counts = modules_by_folder(modules)
    entries = {path: count for layer in LAYERS for path, count in folder_entries(layer).items()}
    cycles = [
        " + ".join(group) for depth in (None, 2) for group in import_cycles(imported_packages(modules, depth=depth))
    ]
    twice = names_given_twice(modules)
    classes = [name for name, _ in public_classes(modules)]
    one_word = sorted(name for name in classes if len(words(name)) == 1)
    functions = [each for module in modules for each in functions_of(module)]
    odd = odd_identifiers(modules)
    return (
        ShapeFigure(name="modules a folder, median", value=median(counts.values()), limit=6),
        ShapeFigure(name="modules a folder, most", value=max(counts.values()), limit=MAX_ENTRIES),
        ShapeFigure(name="entries a folder, most", value=max(entries.values()), limit=MAX_ENTRIES),
        ShapeFigure(name="groups of packages in a cycle", value=len(cycles), limit=0, examples=tuple(cycles)),
        ShapeFigure(name="public class names given twice", value=len(twice), limit=0, examples=tuple(twice)),
        ShapeFigure(
            name="public class names of one word",
            value=len(one_word) / max(1, len(classes)),
            limit=MAX_ONE_WORD,
            share=True,
            examples=tuple(one_word),
        ),
        ShapeFigure(name="lines a file, median", value=median(len(each.text.splitlines()) for each in modules)),
        ShapeFigure(name="lines a function, median", value=median(function_lines(each) for each in functions)),
        ShapeFigure(name="parameters and returns annotated", value=annotated_share(functions), share=True),
        ShapeFigure(
            name=f"identifiers with {' / '.join(sorted(ODD_WORDS))}",
            value=sum(odd.values()),
            limit=0,
            examples=tuple(name for name, _ in odd.most_common()),
        ),
    )


def modules_by_folder(modules: Iterable[SourceModule]) -> Counter[str]:
    """Count the modules of each folder that has one."""
    return Counter(each.path.rpartition("/")[0] for each in modules if not each.is_package)


def public_classes(modules: Iterable[SourceModule]) -> Iterator[tuple[str, str]]:
    """Yield the name of each public class, nested ones too, and its file."""
    for module in modules:
        for node in module.nodes:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name, module.path


def names_given_twice(modules: Iterable[SourceModule]) -> list[str]:
    """Return the public class names that more than one class has."""
    times = Counter(name for name, _ in public_classes(modules))
    return sorted(name for name, count in times.items() if count > 1)


def words(name: str) -> list[str]:
    """Return the words of an identifier: `SourceURLError` and `source_url_error` have three."""
    return _WORD.findall(name)


def functions_of(module: SourceModule) -> Iterator[AnyFunction]:
    """Yield the functions and methods of a module, nested ones too."""
    return (node for node in module.nodes if isinstance(node, AnyFunction))


def function_lines(node: AnyFunction) -> int:
    """Return the lines from `def` to the end of the body; decorators are not counted."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def annotated_share(functions: Iterable[AnyFunction]) -> float:
    """Return the share of parameters (`self` and `cls` aside) and returns that have an annotation."""
    slots = [is_annotated for each in functions for is_annotated in _annotations(each)]
    return sum(slots) / max(1, len(slots))


def odd_identifiers(modules: Iterable[SourceModule]) -> Counter[str]:
    """Count the identifiers, wherever they are written, one word of which is in `ODD_WORDS`."""
    return Counter(
        name
        for module in modules
        for name in _identifiers(module)
        if not ODD_WORDS.isdisjoint(name.strip("_").split("_"))
    )


def _identifiers(module: SourceModule) -> Iterator[str]:
    for node in module.nodes:
        for field in _NAME_FIELDS.get(type(node), ()):
            if isinstance(name := getattr(node, field), str):
                yield name


def _annotations(node: AnyFunction) -> Iterator[bool]:
    every = (*node.args.posonlyargs, *node.args.args, node.args.vararg, *node.args.kwonlyargs, node.args.kwarg)
    yield node.returns is not None
    yield from (each.annotation is not None for each in every if each and each.arg not in {"self", "cls"})


def _text(figure: ShapeFigure, value: float) -> str:
    return f"{value:.1%}" if figure.share else f"{value:g}"


def _row(figure: ShapeFigure) -> str:
    limit = "" if figure.limit is None else _text(figure, figure.limit)
    shown = f"  {', '.join(figure.examples[:5])}" if figure.examples else ""
    return f"{figure.name:36} {_text(figure, figure.value):>7} {limit:>7} {'over' if figure.is_over else '':4}{shown}"


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures; return 1 when one is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.house.shape", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON object of the figures")
    args = parser.parse_args(argv)
    figures = tree_shape(source_modules())
    if args.json:
        print(json.dumps({each.name: each.value for each in figures}, indent=2))
    else:
        print(f"{'figure':36} {'value':>7} {'limit':>7}", *map(_row, figures), sep="\n")
    return int(any(each.is_over for each in figures))


if __name__ == "__main__":
    sys.exit(main())
