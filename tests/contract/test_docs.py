"""The docs are complete and true: every command, option, setting and key is in them, and what they name exists."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import click

from benchmarks.house.source_tree import source_modules
from crawler.__main__ import rasad
from crawler.config.rasad_toml import Config
from spiders.catalogue.source_collection import SourceCollection
from spiders.catalogue.source_reader import read_source
from storage.exit_status import ExitStatus
from tests.support.paths import DOCS, ROOT
from tests.support.tables import every_row

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PAGES = [
    *sorted(DOCS.rglob("*.md")),
    *(ROOT / name for name in ("README.md", "README.ar.md", "CONTRIBUTING.md")),
]
MOST_ENTRIES = 12
ALWAYS_THERE = {"--help", "-h"}
# The page on reading names modules by their path below this folder.
FOLDER_OF_PATHS = {"reading-pages.md": ROOT / "pipelines"}
_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
TOPS = ("crawler", "spiders", "pipelines", "storage", "tests", "benchmarks", "docs")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _page_name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _commands(command: click.Command = rasad, path: str = "rasad") -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    if command.invoke_without_command and _options(command):  # `rasad sources` is `rasad sources list`
        yield path, command
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from _commands(inner, f"{path} {name}")


def _options(command: click.Command) -> set[str]:
    """Return the names of a command's options; of a short and a long name both."""
    return {name for each in command.params if isinstance(each, click.Option) for name in each.opts} - ALWAYS_THERE


def _rows(page: str, heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading, without its head."""
    section = _text(DOCS / page).partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def _documented_commands() -> dict[str, set[str]]:
    return {
        match[0].strip(): set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", row[2]))
        for row in _rows("operators/operations.md", "Commands")
        if (match := re.search(r"rasad( [a-z]+)+", row[0]))
    }


def test_every_command_and_option_is_documented() -> None:
    """The table of commands has every command with all of its options, and no other."""
    assert {path: _options(command) for path, command in _commands()} == _documented_commands()


def test_the_options_of_rasad_itself_are_documented() -> None:
    """Options before the name of a command are above the table."""
    section = _text(DOCS / "operators/operations.md").partition("\n## Commands\n")[2]

    assert set() == {each for each in _options(rasad) if f"rasad {each}" not in section}


@every_row("page", PAGES, ids=_page_name)
def test_a_page_names_no_unknown_command(page: Path) -> None:
    """`rasad WORD` is a command wherever it is written."""
    known = {path.split()[1] for path, _ in _commands()}
    named = set(re.findall(r"(?:`|>|bin/)rasad ([a-z]+)", _text(page)))

    assert set() == named - known


def test_every_setting_is_documented_with_its_default() -> None:
    """The table of settings has the keys and defaults of `rasad.toml`; `[table] key` is a key of a table."""
    rows = _rows("operators/operations.md", "Settings: `DATA/rasad.toml`")

    assert _settings(Config()) == {row[0].replace("`", ""): row[1] for row in rows}


def _settings(values: DataclassInstance, table: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for each in fields(values):
        value = getattr(values, each.name)
        if each.name == "collections":
            found |= _settings(SourceCollection(), "[collections.NAME] ")
            continue
        found |= (
            _settings(value, f"[{each.name}] ")
            if is_dataclass(value) and not isinstance(value, type)
            else {table + each.name: _shown(value)}
        )
    return found


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "none" if value is None or value == {} else f"{value:g}" if isinstance(value, int | float) else str(value)


def test_every_key_of_a_source_file_is_documented(tmp_path: Path) -> None:
    """The table of keys has the keys that the reader of source files lists when a key is unknown."""
    path = tmp_path / "om_outlet.toml"
    path.write_text(
        "odd = 1\n[[discover]]\nodd = 1\n[extract]\nodd = 1\n[polite]\nodd = 1\n[expect]\nodd = 1\n", "utf-8"
    )
    tables = {"discover", "extract", "polite", "expect"}
    known = {
        key
        for fault in read_source(path)[1]
        if (found := re.search(r"the keys are (.+)$", str(fault)))
        for key in found[1].split(", ")
    }
    rows = _rows("sources/adding-a-source.md", "The source file")
    documented = {name for row in rows for name in re.findall(r"`\[*(\w+)\]*`", row[0])}

    assert known == documented
    assert tables <= known


def test_every_exit_status_is_documented() -> None:
    """Both READMEs and the page on troubleshooting have a row for each."""
    pages = (ROOT / "README.md", ROOT / "README.ar.md", DOCS / "operators/troubleshooting.md")

    assert [] == [
        (each.name, status) for each in pages for status in ExitStatus if f"\n| {status:d} | " not in _text(each)
    ]


def test_the_readmes_list_every_page() -> None:
    """Both READMEs link to each page of the docs, and to no other."""
    wanted = {each.relative_to(ROOT).as_posix() for each in DOCS.rglob("*.md")}
    listed = [set(re.findall(r"\]\((docs/[^)#]+\.md)\)", _text(ROOT / name))) for name in ("README.md", "README.ar.md")]

    assert [wanted, wanted] == listed


def test_the_docs_are_few() -> None:
    """No folder of the docs holds more than twelve entries."""
    folders = [DOCS, *(each for each in DOCS.rglob("*") if each.is_dir())]

    assert [] == [_page_name(each) for each in folders if len(list(each.iterdir())) > MOST_ENTRIES]


@every_row("page", PAGES, ids=_page_name)
def test_a_link_leads_somewhere(page: Path) -> None:
    """Every link to a file of ours leads to one, and its anchor to a heading of it."""
    links = re.findall(r"\]\(([^)\s]+)\)", _text(page))
    ours = [each for each in links if not re.match(r"[a-z]+:", each)]

    assert [] == [each for each in ours if not _leads_somewhere(page, each)]


def _leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = unquote(link).partition("#")
    target = (page.parent / name).resolve() if name else page
    return target.exists() and (not anchor or anchor in _anchors(target))


def _anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _text(page), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}


@every_row("page", PAGES, ids=_page_name)
def test_a_page_names_no_file_that_is_not_there(page: Path) -> None:
    """Every file, folder and module of ours that a page names exists."""
    named = re.findall(r"`((?:\w+/)+(?:\w[\w-]*\.[a-z]+)?)`", _text(page))
    base = FOLDER_OF_PATHS.get(page.name, ROOT)
    ours = [each for each in named if base != ROOT or each.partition("/")[0] in TOPS]
    modules = re.findall(r"python -m ((?:crawler|spiders|benchmarks)[\w.]*)", _text(page))
    paths = [each.replace(".", "/") for each in modules]

    assert [] == [each for each in ours if not (base / each).exists() and not (ROOT / each).exists()]
    assert [] == [each for each in paths if not (ROOT / each).is_dir() and not (ROOT / f"{each}.py").exists()]


@every_row("page", PAGES, ids=_page_name)
def test_a_page_names_no_unknown_make_target(page: Path) -> None:
    """`make WORD` is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", _text(ROOT / "Makefile"), flags=re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", _text(page), flags=re.MULTILINE))

    assert set() == named - targets


def _messages() -> str:
    """Return every text that the product's code holds, those of docstrings aside; what is filled in is left out."""
    found: list[str] = []
    for module in source_modules():
        docstrings = {ast.get_docstring(each, clean=False) for each in module.nodes if isinstance(each, _DOCUMENTED)}
        texts = [each.value for each in module.nodes if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        found += [each for each in texts if each not in docstrings]
    return "\n".join(found)


def test_every_message_that_is_explained_is_one_of_ours() -> None:
    """Each line in the tables of problems is put together from texts of the code: a reworded message fails here."""
    rows = [row for heading in ("Problem lines", "The store") for row in _rows("operators/troubleshooting.md", heading)]
    lines = [line for row in rows for line in re.findall(r"`([^`]+)`", row[0])]
    parts = [part.strip(" :()") for line in lines for part in re.split(r"…|\b[NM]\b|rasad:", line)]
    messages = _messages()

    assert [] == [each for each in parts if each and each not in messages]
