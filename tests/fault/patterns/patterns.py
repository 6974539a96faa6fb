"""Lists the regular expressions that the product compiles, with the place and the use of each; a program."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[3]
LAYERS = ("crawler", "spiders", "pipelines", "storage")
SEARCHES = frozenset({"search", "finditer", "findall", "sub", "subn", "split"})
USES = SEARCHES | {"match", "fullmatch"}


_SPEAKS = re.compile(r"\bre\.[a-z]+\(")
OPTIONAL = frozenset({"datasette", "mcp", "psycopg", "warcio"})
"""The libraries of the extras, which the environment of the other tests has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompiledPattern:
    """One expression: where it is compiled, and the methods that its module calls on it."""

    module: str
    line: int
    text: str
    is_bytes: bool
    flags: int
    methods: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str] | re.Pattern[bytes]:
        if self.is_bytes:
            return re.compile(self.text.encode("latin-1"), self.flags)
        return re.compile(self.text, self.flags)


def compiled_patterns() -> list[CompiledPattern]:
    """Return every expression that is compiled while all modules are imported and their cached functions are called.

    Another process does this, because the modules of this one are imported already.
    """
    done = subprocess.run([sys.executable, "-m", __name__], cwd=ROOT, capture_output=True, text=True, check=True)
    return [CompiledPattern(**each | {"methods": tuple(each["methods"])}) for each in json.loads(done.stdout)]


def modules_with_expressions() -> list[str]:
    """Return the modules whose source speaks of `re`, without an import: those of `compiled_patterns` are among them."""
    return sorted(_module_name(path) for path in _files() if _SPEAKS.search(_text(path)))


def _module_name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix().removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def expressions(path: Path) -> Iterator[ast.Call]:
    """Yield the calls of the module `re` in the source at *path*."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner, name = node.func.value, node.func.attr
            if isinstance(owner, ast.Name) and owner.id == "re" and name in USES | {"compile"}:
                yield node


def source_of(module: str) -> Path:
    """Return the file of a module of the product."""
    path = ROOT / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def methods_at(module: str, line: int) -> tuple[str, ...]:
    """Return how the expression that is compiled at *line* is used: by its name, or as one of several of its module."""
    path = source_of(module)
    tree = _tree(path)
    call = next((each for each in expressions(path) if each.lineno <= line <= (each.end_lineno or 0)), None)
    if call is not None and isinstance(call.func, ast.Attribute) and call.func.attr != "compile":
        return (call.func.attr,)
    names = {
        target.id: each.value.lineno <= line <= (each.value.end_lineno or 0)
        for each in tree.body
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call)
        for target in each.targets
        if isinstance(target, ast.Name) and call is not None and ast.dump(each.value.func) == ast.dump(call.func)
    }
    own = next((name for name, is_here in names.items() if is_here), None)
    used = set(_used(own, path)) if own is not None else set()
    used = used or {how for how in _others(tree, set(names)) if how != "split"}
    return tuple(sorted(used or USES))


def _used(name: str, path: Path) -> Iterator[str]:
    """Yield the methods that are called on the expression *name*; a private one is used only by the module at *path*."""
    call = re.compile(rf"\b{re.escape(name)}\.(\w+)\b")
    for each in (path,) if name.startswith("_") else _files():
        yield from (how for how in call.findall(_text(each)) if how in USES)


@cache
def _files() -> tuple[Path, ...]:
    return tuple(path for layer in LAYERS for path in sorted((ROOT / layer).rglob("*.py")))


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(_text(path))


def _others(tree: ast.Module, names: set[str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in USES:
            owner = node.value
            if not (isinstance(owner, ast.Name) and owner.id in names | {"re"}):
                yield node.attr


def _modules() -> Iterator[ModuleType]:
    for layer in LAYERS:
        package = importlib.import_module(layer)
        for each in pkgutil.walk_packages(package.__path__, f"{layer}."):
            if not each.name.endswith("__main__"):
                yield from _imported(each.name)


def _imported(name: str) -> Iterator[ModuleType]:
    """Yield a module; one whose optional library is missing is passed over, if it has no expression."""
    try:
        yield importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name not in OPTIONAL or any(expressions(source_of(name))):
            raise


def _call_cached(module: ModuleType) -> None:
    """Call the functions of *module* that build something once: those with a cache and without parameters."""
    for value in list(vars(module).values()):
        if hasattr(value, "cache_info") and value.__module__ == module.__name__:
            parameters = inspect.signature(value).parameters.values()
            if all(each.default is not each.empty for each in parameters):
                value()


def main() -> None:
    """Print the expressions as JSON."""
    found: dict[tuple[str, int, str | bytes, int], None] = {}
    compiling = re._compile  # type: ignore[attr-defined]  # every function of the module goes through it

    def noted(pattern: str, flags: int) -> re.Pattern[str]:
        compiled: re.Pattern[str] = compiling(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_code.co_filename == re.__file__ and frame.f_back is not None:
            frame = frame.f_back
        module = frame.f_globals.get("__name__", "")
        if module.partition(".")[0] in LAYERS:
            found[module, frame.f_lineno, compiled.pattern, compiled.flags] = None
        return compiled

    re._compile = noted  # type: ignore[attr-defined]
    for each in list(_modules()):
        _call_cached(each)
    re._compile = compiling  # type: ignore[attr-defined]
    rows = [
        asdict(
            CompiledPattern(
                module=module,
                line=line,
                text=text.decode("latin-1") if isinstance(text, bytes) else text,
                is_bytes=isinstance(text, bytes),
                flags=flags,
                methods=methods_at(module, line),
            )
        )
        for module, line, text, flags in found
    ]
    sys.stdout.write(json.dumps(rows))


if __name__ == "__main__":
    main()
