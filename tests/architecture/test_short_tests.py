"""What keeps the short tests short: they start nothing, copy their stores, and check a table in one test."""

from __future__ import annotations

import ast

import pytest

from benchmarks.house.source_tree import source_modules
from tests.support.tables import every_row

SHORT = ("tests/unit/", "tests/contract/", "tests/architecture/", "tests/property/")
MOST_ROWS = 10
MODULES = [each for each in source_modules("tests") if each.path.startswith(SHORT)]
STARTS = frozenset({"subprocess", "multiprocessing", "pytest_httpserver"})
MAY_START = {
    "tests/contract/formats/test_columns.py",  # in `make test-formats` alone
    "tests/contract/formats/test_notebooks.py",  # in `make test-formats` alone
    "tests/contract/formats/test_spreadsheet.py",  # LibreOffice, for `make test-formats`
    "tests/contract/test_faults.py",  # a long test
    "tests/unit/storage/export/output/test_target.py",  # `true`, for the id of a process that has ended
}
MAY_OPEN = {  # tests of opening itself: older, damaged and copied files, and the id that every new store has
    "tests/unit/storage/database/maintenance/test_backup.py",
    "tests/unit/storage/database/sqlite/test_integrity.py",
    "tests/unit/storage/database/test_reader_views.py",
    "tests/unit/storage/database/test_schema.py",
    "tests/unit/storage/export/cursors/test_cursor.py",
    "tests/unit/storage/export/cursors/test_cursor_fits.py",
}


def test_short_tests_start_no_process() -> None:
    """A process costs half a second of CPU; its tests are in `tests/fault` or `tests/crawl`."""
    named = (each for each in MODULES if any(library in each.text for library in STARTS))
    found = {each.path for each in named if each.libraries & STARTS}

    assert set() == found - MAY_START


def test_short_tests_copy_their_stores() -> None:
    """`Store.open` of a new file migrates it, which costs 0.1 s; `tests.support.stores` hands out copies."""
    found = {each.path for each in MODULES if any(_is_opening(line) for line in each.text.splitlines())}

    assert set() == found - MAY_OPEN


def test_a_long_table_of_a_pure_function_is_one_test() -> None:
    """As a test of its own each row would cost 2 ms of CPU; `every_row` tells the wrong ones all the same."""
    tables = [each for each in MODULES if "pytest.mark.parametrize" in each.text]
    functions = [(each.path, node) for each in tables for node in each.nodes if isinstance(node, ast.FunctionDef)]

    assert [] == [(path, node.name) for path, node in functions if _is_long_table(node)]


def test_every_wrong_row_is_told() -> None:
    """Also behind another one, with its id or with its values."""

    @every_row("number, root", [(4, 2), (9, 4), (16, 4), (25, 6)])
    def has_root(number: int, root: int) -> None:
        assert root * root == number

    with pytest.raises(ExceptionGroup, match="2 of 4 rows") as raised:
        has_root()

    assert [["in the row (9, 4)"], ["in the row (25, 6)"]] == [each.__notes__ for each in raised.value.exceptions]


def _is_long_table(test: ast.FunctionDef) -> bool:
    """Whether all parameters of a test are those of its one table, and that has more than ten rows."""
    table = test.decorator_list[0] if len(test.decorator_list) == 1 else None
    if not isinstance(table, ast.Call) or ast.unparse(table.func) != "pytest.mark.parametrize":
        return False
    if not isinstance(rows := table.args[1], ast.List | ast.Tuple) or len(rows.elts) <= MOST_ROWS:
        return False
    names = ast.literal_eval(table.args[0])
    split = {each.strip() for each in names.split(",")} if isinstance(names, str) else set(names)
    return split == {each.arg for each in (*test.args.args, *test.args.kwonlyargs)}


def _is_opening(line: str) -> bool:
    return "Store.open(" in line and "read_only" not in line and "_is_opening" not in line and '"""' not in line
