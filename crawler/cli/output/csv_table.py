"""Prints a table as CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.cli.output.terminal import echo
from storage.export.formats.csv_file import spreadsheet_cell


def print_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print *rows* under *headings*: text in quotes and never a formula, numbers plain, unknown empty."""
    echo(",".join(headings))
    for row in rows:
        echo(",".join(map(spreadsheet_cell, row)))
