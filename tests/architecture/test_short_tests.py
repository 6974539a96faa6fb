"""What keeps the short tests short: they start nothing, and copy their stores."""

from __future__ import annotations

from benchmarks.house.source_tree import source_modules

SHORT = ("tests/unit/", "tests/contract/", "tests/architecture/", "tests/property/")
MODULES = [each for each in source_modules("tests") if each.path.startswith(SHORT)]
STARTS = frozenset({"subprocess", "multiprocessing", "pytest_httpserver"})
MAY_START = {
    "tests/contract/formats/test_notebooks.py",  # in `make test-formats` alone
    "tests/contract/test_faults.py",  # a long test
    "tests/unit/storage/export/output/test_target.py",  # `true`, for the id of a process that has ended
}
MAY_OPEN = {  # tests of opening itself: older, damaged and copied files, and the id that every new store has
    "tests/unit/storage/database/maintenance/test_backup.py",
    "tests/unit/storage/database/test_integrity.py",
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


def _is_opening(line: str) -> bool:
    return "Store.open(" in line and "read_only" not in line and "_is_opening" not in line and '"""' not in line
