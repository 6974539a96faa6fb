"""Prints records as JSON for programs and as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime

from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crawler.cli.output.terminal import cell, echo, echo_json, plain
from storage.database.values.columns import stamp
from storage.export.printable import printable

_GAP = "  "
_LONG_WORD = 10
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

    A table that fits is printed directly, because a rich table of hundreds of rows takes longer than reading them. In
    a terminal that would break its words, each row is a paragraph with the names of its cells.
    """
    cells = [[_cell(each) for each in row] for row in rows]
    console = Console()
    width = console.width if console.is_terminal else _FILE_WIDTH
    widths = [max(map(cell_len, column)) for column in zip(headings, *cells, strict=True)]
    if sum(widths) + len(_GAP) * (len(widths) - 1) > width or any("\n" in each for line in cells for each in line):
        is_squeezed = console.is_terminal and _is_squeezed(headings, cells, width)
        rows_shown = _records(headings, cells) if is_squeezed else _folded(headings, cells, right)
        Console(width=width).print(rows_shown, markup=False)
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


def _is_squeezed(headings: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> bool:
    """Whether columns have no room for their words; a longer one than a date, such as a URL, may be broken."""
    columns = zip(headings, *cells, strict=True)
    words = (max(cell_len(word) for text in column for word in ("", *text.split())) for column in columns)
    return sum(min(each, _LONG_WORD) for each in words) + len(headings) - 1 > width


def _records(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> Group:
    """Return each row as a paragraph: its first cell, then the others with their headings, without empty ones."""
    found: list[RenderableType] = []
    for row in cells:
        named = [(heading, text) for heading, text in zip(headings, row, strict=True) if text]
        found.append(Text.assemble(*((f"{named[0][0]} ", "bold"), cell(named[0][1])) if named else ("",)))
        rest = Text(", ").join(Text.assemble((f"{heading} ", "bold"), cell(text)) for heading, text in named[1:])
        found.append(Padding(rest, (0, 0, 0, len(_GAP))))
    return Group(*found)


def _padded(text: str, width: int, right: bool) -> str:
    fill = " " * (width - cell_len(text))
    return fill + text if right else text + fill


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M}"
    return "\n".join(plain(line) for line in printable(str(value), lines=True).split("\n"))
