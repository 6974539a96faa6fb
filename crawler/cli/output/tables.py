"""Prints records as JSON for programs and as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from crawler.cli.output.terminal import cell, echo, echo_json, plain
from storage.database.values.columns import stamp
from storage.export.printable import printable

_GAP = "  "
_FILE_WIDTH = 200  # columns of a table in a file or a pipe: a wide line is better there than a folded one


def jsonable(value: object) -> object:
    """Return *value* ready for JSON: records as objects, times as ISO 8601 UTC with Z, tuples as lists."""
    if isinstance(value, datetime):
        return stamp(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: jsonable(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {str(key): jsonable(each) for key, each in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        return [jsonable(each) for each in value]
    return value


def print_json(value: object) -> None:
    """Print *value* as one line of JSON, Arabic unescaped."""
    echo_json(jsonable(value))


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[str] = ()) -> None:
    """Print *rows* under *headings*; columns in *right* are aligned right, and an empty cell means unknown.

    A table that fits is printed directly, because a rich table of hundreds of rows takes longer than reading them.
    """
    cells = [[_cell(each) for each in row] for row in rows]
    console = Console()
    width = console.width if console.is_terminal else _FILE_WIDTH
    widths = [max(map(cell_len, column)) for column in zip(headings, *cells, strict=True)]
    if sum(widths) + len(_GAP) * (len(widths) - 1) > width or any("\n" in each for line in cells for each in line):
        Console(width=width).print(_folded(headings, cells, right), markup=False)
        return
    for line in (headings, *cells):
        shown = _GAP.join(map(_padded, line, widths, (each in right for each in headings)))
        echo(shown, bold=line is headings and console.is_terminal)


def percent(share: float | None) -> str | None:
    """Return a share in percent; `None` where there is none."""
    return None if share is None else f"{share:.2%}".replace("%", " %")


def _folded(headings: Sequence[str], cells: Sequence[Sequence[str]], right: Sequence[str]) -> Table:
    """Return a table that is too wide for the console: long cells continue on the next line."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        first = heading == headings[0]
        table.add_column(heading, justify="right" if heading in right else "left", overflow="fold", no_wrap=first)
    for row in cells:
        table.add_row(*map(cell, row))
    return table


def _padded(text: str, width: int, right: bool) -> str:
    fill = " " * (width - cell_len(text))
    return fill + text if right else text + fill


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}"
    return "\n".join(plain(line) for line in printable(str(value), lines=True).split("\n"))
