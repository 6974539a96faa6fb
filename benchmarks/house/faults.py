"""`docs/faults.md` beside the tests: how many rows a test holds, and which test that it names is not there."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PAGE = Path("docs/faults.md")
_ID = re.compile(r"`(tests/[\w/]+\.py::\w+)`")
_CASES = range(1, 79)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultRow:
    """One row: its number in the list of 78 (`None`: found since), the fault, and the ids of the tests that hold it."""

    number: int | None
    fault: str
    tests: tuple[str, ...]


def fault_rows(text: str) -> list[FaultRow]:
    """Return the rows of the page."""
    rows = []
    for line in text.splitlines():
        cells = [each.strip() for each in line.strip().strip("|").split(" | ")]
        if not line.startswith("| ") or cells[-1] in ("held by", "---"):
            continue
        number = int(cells[0]) if len(cells) == 4 and cells[0].isdigit() else None  # noqa: PLR2004  # with a number
        rows.append(FaultRow(number=number, fault=cells[-3], tests=tuple(_ID.findall(cells[-1]))))
    return rows


def collected(files: Iterable[str]) -> set[str]:
    """Return the ids of the tests that pytest collects in *files*, without their parameters."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--collect-only",
        "-q",
        "-p",
        "no:cacheprovider",
        "-m",
        "long or not long",
    ]
    done = subprocess.run([*command, *sorted(files)], capture_output=True, text=True, check=False)
    return {line.partition("[")[0] for line in done.stdout.splitlines() if "::" in line}


def missing(rows: Iterable[FaultRow], known: set[str]) -> list[str]:
    """Return the ids that the page names and pytest does not collect."""
    return sorted({test for row in rows for test in row.tests} - known)


def main() -> None:
    """Print the figures; end with 1 where a test is missing, or a case of the 78 has no row."""
    rows = fault_rows(PAGE.read_text(encoding="utf-8"))
    lost = missing(rows, collected({test.partition("::")[0] for row in rows for test in row.tests}))
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
