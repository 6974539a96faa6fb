"""Files and folders are small, say in one sentence what they do, and hide no letters."""

from __future__ import annotations

import re
import unicodedata

from benchmarks.house.shape import MAX_ENTRIES
from benchmarks.house.source_tree import LAYERS, ROOT, folder_entries, python_files, source_modules

MODULES = source_modules()
TEXTS = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for top in (*LAYERS, "tests", "benchmarks")
    for path in python_files(top)
}
MAX_LINES = 300
FORBIDDEN_NAMES = {"utils", "helpers", "common", "base", "misc", "data"}
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Saved pages come in pairs of a page and its expectation, all of one outlet in one folder; each schema has a store.
DATA_FOLDERS = ("tests/pages/", "tests/crawl/runs/stores/")


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    """No Python file of the product, the tests or the benchmarks is."""
    long = {path: lines for path, text in TEXTS.items() if (lines := text.count("\n")) > MAX_LINES}

    assert {} == long


def test_no_folder_holds_more_than_twelve_entries() -> None:
    """Files and folders together, `__init__.py` and data aside."""
    crowded = {
        folder: count
        for top in (*LAYERS, "tests", "benchmarks")
        for folder, count in folder_entries(top).items()
        if count > MAX_ENTRIES and not f"{folder}/".startswith(DATA_FOLDERS)
    }

    assert {} == crowded


def test_every_folder_with_modules_is_a_package() -> None:
    """An `__init__.py` is in every folder of the product that holds Python files, so that none is left out of the wheel."""
    folders = {each.path.rpartition("/")[0] for each in MODULES}

    assert set() == folders - {each.path.rpartition("/")[0] for each in MODULES if each.is_package}


def test_a_file_has_a_docstring_and_a_name_that_means_something() -> None:
    """Every module opens with a docstring, and no file has the name of a drawer."""
    found = [each.path for each in MODULES if not each.docstring or each.name.rpartition(".")[2] in FORBIDDEN_NAMES]

    assert [] == found


def test_a_package_says_in_one_sentence_what_is_in_it() -> None:
    """The docstring of each `__init__.py` is one line, one sentence."""
    found = [
        (each.path, each.docstring)
        for each in MODULES
        if each.is_package and not re.fullmatch(r"(?:[^.\n]|\.(?=\w))+\.", each.docstring)
    ]

    assert [] == found


def test_invisible_marks_are_written_as_escapes() -> None:
    """No source file holds a raw invisible character: a reader could not see it."""
    found = {path: sorted({unicodedata.name(each) for each in INVISIBLE.findall(text)}) for path, text in TEXTS.items()}

    assert {} == {path: names for path, names in found.items() if names}
