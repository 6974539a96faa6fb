"""Which libraries a command loads before it knows what it has to do: cron starts `rasad` every five minutes."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import click

from benchmarks.house.source_tree import SourceModule, source_modules
from crawler.__main__ import rasad as program
from crawler.cli.output.lazy_commands import LazyGroup

assert isinstance(program, LazyGroup)
rasad: LazyGroup = program
MODULES = {each.name: each for each in source_modules()}
SLOW = frozenset({
    "feedparser", "langdetect", "lxml", "pebble", "psycopg", "scrapy", "sqlite_utils", "tldextract", "trafilatura", "twisted",
})  # fmt: skip
# These need them whatever is asked; any other command loads none of the slow ones before it knows its work.
LOADS = {
    "demo": {"lxml", "pebble", "scrapy", "twisted"},
    "sources import": {"lxml"},
    "sources export": {"lxml"},
}


def test_only_the_commands_that_need_them_load_slow_libraries() -> None:
    """Scrapy alone takes half a second; where nothing is due it is not needed."""
    loaded = {name: _libraries(module) & SLOW for name, module in _commands(rasad, ())}

    assert {name: libraries for name, libraries in loaded.items() if libraries} == LOADS


def test_short_help_in_the_tables_is_that_of_the_commands() -> None:
    """`rasad --help` reads it from a table, so that no command is imported."""
    entries = [(group, name, entry) for group in _groups(rasad) for name, entry in group.entries.items()]

    assert [] == [name for group, name, entry in entries if _command(group, name).short_help != entry.short_help]


def _command(group: LazyGroup, name: str) -> click.Command:
    command = group.get_command(click.Context(group), name)
    assert command is not None
    return command


def _groups(group: LazyGroup) -> Iterator[LazyGroup]:
    """Yield *group* and every group of commands below it."""
    yield group
    for name in group.entries:
        if isinstance(inner := _command(group, name), LazyGroup):
            yield from _groups(inner)


def _commands(group: LazyGroup, words: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield each command below *group* with the module that it is imported from."""
    for name, entry in group.entries.items():
        yield " ".join((*words, name)), entry.module
        if isinstance(inner := _command(group, name), LazyGroup):
            yield from _commands(inner, (*words, name))


def _libraries(name: str) -> frozenset[str]:
    """Return the third-party libraries that importing a module of ours loads."""
    waiting, seen, found = [name], set[str](), set[str]()
    while waiting:
        module = waiting.pop()
        if module in seen:
            continue
        seen.add(module)
        if module in MODULES:
            waiting += [*_ancestors(module), *_loaded_at_once(MODULES[module])]
        else:
            found.add(module.partition(".")[0])
    return frozenset(found)


def _ancestors(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


def _loaded_at_once(module: SourceModule) -> Iterator[str]:
    """Yield what a module imports when it is imported: not within functions, not for the type checker alone."""
    root = module.nodes[0]
    assert isinstance(root, ast.Module)
    for node in root.body:
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            inner = [f"{node.module}.{each.name}" for each in node.names]
            yield from (each for each in inner if each in MODULES)
