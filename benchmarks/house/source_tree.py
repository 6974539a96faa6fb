"""The source files of a checkout, each parsed at most once, with the modules that it imports."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("crawler", "spiders", "pipelines", "storage")
_DATA_FOLDER = "sources"  # spiders/sources: one folder a country, no code


@dataclass(frozen=True, kw_only=True)
class SourceModule:
    """A Python file: its *path* below the root, its dotted *name*, and its *text*, which is parsed when it is needed.

    The name of an `__init__.py` is that of its package.
    """

    path: str
    name: str
    text: str

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Return all nodes of its syntax tree, the module first."""
        return tuple(_nodes(ast.parse(self.text)))

    @cached_property
    def imports(self) -> frozenset[str]:
        """Return what it imports at any depth: for `from a import b` both `a` and `a.b`."""
        return frozenset(_imports(self.nodes))

    @cached_property
    def libraries(self) -> frozenset[str]:
        """Return the first part of each import."""
        return frozenset(each.partition(".")[0] for each in self.imports)

    @property
    def layer(self) -> str:
        return self.name.partition(".")[0]

    @property
    def is_package(self) -> bool:
        return self.path.endswith("/__init__.py")

    @property
    def docstring(self) -> str:
        """Return its docstring in one piece, empty when it has none."""
        root = self.nodes[0]
        return (ast.get_docstring(root) if isinstance(root, ast.Module) else None) or ""

    @property
    def package(self) -> str:
        """Return the folder, dotted; a module directly in a top folder is a package of its own."""
        folder = self.name if self.is_package else self.name.rpartition(".")[0]
        return folder if "." in folder else self.name


@cache
def source_modules(*tops: str, root: Path = ROOT) -> tuple[SourceModule, ...]:
    """Return every module below these top folders (the product's four when none is named), in the order of paths."""
    tops = tops or LAYERS
    if len(tops) > 1:
        return tuple(each for top in tops for each in source_modules(top, root=root))
    return tuple(_module(path, root) for path in python_files(tops[0], root=root))


def python_files(top: str, *, root: Path = ROOT) -> list[Path]:
    """Return the Python files below a top folder, in the order of their paths."""
    return sorted(each for each in (root / top).rglob("*.py") if ".venv" not in each.parts)


def folder_entries(top: str) -> dict[str, int]:
    """Return how many entries each folder below *top* holds, itself included: files and folders, no caches, no data."""
    folders = [ROOT / top, *sorted(path for path in (ROOT / top).rglob("*") if path.is_dir())]
    return {
        path.relative_to(ROOT).as_posix(): len(list(_entries(path)))
        for path in folders
        if not _is_hidden(path) and not _is_data(path)
    }


def _entries(folder: Path) -> Iterator[Path]:
    return (each for each in folder.iterdir() if each.name != "__init__.py" and _holds_files(each))


def _holds_files(path: Path) -> bool:
    """Say whether it is, or holds, a file that counts: a folder that a rename left behind does not."""
    inside = path.rglob("*") if path.is_dir() else (path,)
    return any(each.is_file() and not _is_hidden(each) for each in inside)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "__pycache__")) for part in path.relative_to(ROOT).parts)


def _is_data(path: Path) -> bool:
    return path.relative_to(ROOT).parts[:2] == ("spiders", _DATA_FOLDER)


def _module(path: Path, root: Path) -> SourceModule:
    relative = path.relative_to(root)
    parts = relative.parent.parts if path.name == "__init__.py" else relative.with_suffix("").parts
    return SourceModule(path=relative.as_posix(), name=".".join(parts), text=path.read_text(encoding="utf-8"))


def _nodes(root: ast.AST) -> list[ast.AST]:
    """Return the nodes in the order of `ast.walk`, but without the markers of load and store."""
    found = [root]
    for node in found:  # it grows behind the loop
        for value in vars(node).values():
            if isinstance(value, list):
                found += [each for each in value if isinstance(each, ast.AST)]
            elif isinstance(value, ast.AST) and not isinstance(value, ast.expr_context):
                found.append(value)
    return found


def _imports(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
