"""The shape of the house: the direction of imports, one door a library, small rooms, no invisible letters."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LAYERS = ("crawler", "spiders", "pipelines", "storage")
PACKAGES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))
PYTHON = sorted((*PACKAGES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").glob("*.py")))
SCRAPY_STAGES = {"pipelines/stages/item_pipelines.py"}
DOORS = {
    "trafilatura": {"pipelines/body/trafilatura.py"},
    "langdetect": {"pipelines/filters/language.py"},
    "feedparser": {"spiders/listings/feed.py"},
    "rensa": {"pipelines/stages/fingerprint.py"},
    "pebble": {"pipelines/stages/reader_pool.py"},
    "tldextract": {"pipelines/web/urls.py"},
    "protego": {"crawler/politeness/robots_txt.py"},
}
MOST_LINES = 300
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "misc", "data"}
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _top(module: str) -> str:
    return module.partition(".")[0]


@pytest.mark.parametrize("path", PACKAGES, ids=_name)
def test_imports_go_down_the_house_and_never_up(path: Path) -> None:
    """Crawler runs, spiders find, pipelines understand, storage keeps: imports go down that list alone."""
    own = LAYERS.index(path.relative_to(ROOT).parts[0])

    above = {_top(each) for each in _imported(path)} & set(LAYERS[:own])

    assert set() == above


@pytest.mark.parametrize("path", PACKAGES, ids=_name)
def test_a_third_party_library_has_one_door(path: Path) -> None:
    """Each library with a door of its own is imported there and nowhere else."""
    imported = {_top(each) for each in _imported(path)}

    elsewhere = {library for library, doors in DOORS.items() if library in imported and _name(path) not in doors}

    assert set() == elsewhere


@pytest.mark.parametrize("path", PACKAGES, ids=_name)
def test_scrapy_stays_in_its_rooms(path: Path) -> None:
    """Scrapy is known to crawler, to spiders and to the stage modules of pipelines, never to pure text or storage."""
    layer = path.relative_to(ROOT).parts[0]
    allowed = layer in {"crawler", "spiders"} or _name(path) in SCRAPY_STAGES

    imports_it = "scrapy" in {_top(each) for each in _imported(path)}

    assert allowed or not imports_it


@pytest.mark.parametrize("path", PACKAGES, ids=_name)
def test_only_storage_knows_sqlite(path: Path) -> None:
    """sqlite3 and sqlite_utils are imported in storage alone."""
    imported = {_top(each) for each in _imported(path)} & {"sqlite3", "sqlite_utils"}

    assert imported == set() or path.relative_to(ROOT).parts[0] == "storage"


def test_only_the_settings_name_what_stands_above() -> None:
    """No module below crawler holds a dotted name of a room above it as text, for an import by the back door."""
    dotted = re.compile(r"^(crawler|spiders)\.[a-z_.]+[A-Za-z]+$")
    found = [
        (_name(path), node.value)
        for path in PACKAGES
        if path.relative_to(ROOT).parts[0] in {"pipelines", "storage"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and dotted.match(node.value)
    ]

    assert [] == found


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_a_file_is_a_small_room(path: Path) -> None:
    """No Python file is longer than 300 lines."""
    lines = path.read_text(encoding="utf-8").count("\n")

    assert lines <= MOST_LINES


@pytest.mark.parametrize("path", PACKAGES, ids=_name)
def test_a_file_says_in_one_sentence_what_it_does(path: Path) -> None:
    """Every module opens with a docstring, and none has the name of a drawer."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))

    assert docstring
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize("path", PYTHON, ids=_name)
def test_invisible_marks_are_written_as_escapes(path: Path) -> None:
    """No source file holds a raw invisible character: a reader could not see it."""
    found = [unicodedata.name(each) for each in INVISIBLE.findall(path.read_text(encoding="utf-8"))]

    assert [] == found
