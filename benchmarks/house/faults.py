"""`docs/faults.md` beside the tests: how many rows a test holds, and which test that it names is not there."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PAGE = Path("docs/faults.md")
_ID = re.compile(r"`(tests/[\w/]+\.py::\w+)`")
_CASES = range(1, 79)
_MEASURED = "<!-- kills -->"
"""From here on the page has a table of figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRow:
    """One row: its number in the list of 78 (`None`: found since), the fault, and the ids of the tests that hold it."""

    number: int | None
    fault: str
    tests: tuple[str, ...]


def fault_rows(text: str) -> list[FaultRow]:
    """Return the rows of the page."""
    rows = []
    for line in text.partition(_MEASURED)[0].splitlines():
        cells = [each.strip() for each in line.strip().strip("|").split(" | ")]
        if not line.startswith("| ") or cells[-1] in ("held by", "---"):
            continue
        number = int(cells[0]) if len(cells) == 4 and cells[0].isdigit() else None  # noqa: PLR2004  # with a number
        rows.append(FaultRow(number=number, fault=cells[-3], tests=tuple(_ID.findall(cells[-1]))))
    return rows


def written(files: Iterable[str]) -> set[str]:
    """Return the ids of the test functions in *files*. A file that does not exist has none.

    They are read, not collected: to import so many tests in a process of its own costs six seconds.
    """
    return {
        f"{file}::{node.name}"
        for file in files
        if Path(file).is_file()
        for node in ast.parse(Path(file).read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


def missing(rows: Iterable[FaultRow], known: set[str]) -> list[str]:
    """Return the ids that the page names and no file has."""
    return sorted({test for row in rows for test in row.tests} - known)


def main() -> None:
    """Print the figures; end with 1 where a test is missing, or a case of the 78 has no row."""
    rows = fault_rows(PAGE.read_text(encoding="utf-8"))
    lost = missing(rows, written({test.partition("::")[0] for row in rows for test in row.tests}))
    numbers = [row.number for row in rows if row.number is not None]
    unheld = [row.fault for row in rows if not row.tests]
    print(f"{len(numbers)} of {len(_CASES)} cases, {len(rows) - len(numbers)} found since; {len(unheld)} not held")
    for fault in unheld:
        print(f"not held: {fault}")
    for test in lost:
        print(f"no such test: {test}")
    sys.exit(bool(lost) or numbers != list(_CASES))


if __name__ == "__main__":
    main()
