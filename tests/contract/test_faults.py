"""docs/faults.md: every case has a row, and every test that it names is there."""

from __future__ import annotations

from benchmarks.house.faults import fault_rows, missing, written
from tests.support.paths import DOCS

TEXT = (DOCS / "faults.md").read_text(encoding="utf-8")
MOST_UNHELD = 2


def test_every_case_of_the_list_has_a_row() -> None:
    """The numbers 1 to 78, each once."""
    assert list(range(1, 79)) == [row.number for row in fault_rows(TEXT) if row.number is not None]


def test_every_test_that_is_named_is_there() -> None:
    """A renamed or removed test fails here, and so does a row that is held no more."""
    rows = fault_rows(TEXT)
    known = written({test.partition("::")[0] for row in rows for test in row.tests})

    assert ([], True) == (missing(rows, known), sum(not row.tests for row in rows) <= MOST_UNHELD)


def test_a_missing_test_is_found() -> None:
    """The check sees a name that no file has."""
    rows = fault_rows("| 1 | a fault | an outcome | `tests/fault/test_kill.py::test_nothing_of_this_name` |\n")

    assert ["tests/fault/test_kill.py::test_nothing_of_this_name"] == missing(rows, set())
