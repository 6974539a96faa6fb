"""docs/faults.md: every case has a row, and every test that it names is there."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from benchmarks.house.faults import fault_rows, missing, written
from tests.support.paths import DOCS

TEXT = (DOCS / "faults.md").read_text(encoding="utf-8")


def test_every_case_of_the_list_has_a_row() -> None:
    """The numbers 1 to 78, each once."""
    assert list(range(1, 79)) == [row.number for row in fault_rows(TEXT) if row.number is not None]


def test_every_test_that_is_named_is_there() -> None:
    """A renamed or removed test fails here, and so does a row that no test holds."""
    rows = fault_rows(TEXT)
    known = written({test.partition("::")[0] for row in rows for test in row.tests})

    assert ([], []) == (missing(rows, known), [row.fault for row in rows if not row.tests])


@pytest.mark.long
def test_every_test_that_is_named_is_collected() -> None:
    """Collect every test but those that need a network: a test that is only written in a file proves nothing."""
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "not live and not wheel", "tests"]
    printed = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True).stdout
    collected = set(re.findall(r"^(tests/\S+?::\w+)", printed, flags=re.MULTILINE))

    assert [] == missing(fault_rows(TEXT), collected)


def test_a_missing_test_is_found() -> None:
    """The check sees a name that no file has."""
    rows = fault_rows("| 1 | a fault | an outcome | `tests/fault/kill/test_kill.py::test_nothing_of_this_name` |\n")

    assert ["tests/fault/kill/test_kill.py::test_nothing_of_this_name"] == missing(rows, set())
