"""Exports as CSV (RFC 4180): plain for programs, or safe to open in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import BinaryIO

from storage.articles.reader import ExportRow
from storage.database.values.field_values import plain_value
from storage.export.formats.format_options import FormatOptions
from storage.export.formats.json_text import json_bytes
from storage.export.printable import escaped, printable

_BOM = b"\xef\xbb\xbf"
"""Excel reads UTF-8 only behind it."""
_LONGEST_CELL = 32_767
"""Characters of a cell in Excel; more go to the next rows."""
# What a spreadsheet takes for a formula (OWASP, CSV injection), also behind blanks, quotes and marks that nobody sees.
_FORMULA = re.compile(
    r"[\s'\"\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]"
)


def write_csv(rows: Iterable[ExportRow], stream: BinaryIO, options: FormatOptions) -> None:
    """Write a heading and a line a record. Text is in quotes, unknown is empty without them; lists are JSON."""
    names = options.names
    text = _spreadsheet_text if options.excel else _plain_text
    if options.excel:
        stream.write(_BOM)
    stream.write((",".join(names) + "\r\n").encode())
    values = attrgetter(*names) if len(names) > 1 else lambda row: (getattr(row, names[0]),)
    stream.writelines(
        (",".join([_cell(each, text) for each in values(row)]) + "\r\n").encode("utf-8", "replace") for row in rows
    )


def spreadsheet_cell(value: object) -> str:
    """Return a value as a cell that holds no formula: text in quotes, unknown empty."""
    return _cell(value, _spreadsheet_text)


def _cell(value: object, text: Callable[[str], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _quoted(text(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    plain = plain_value(value)
    if isinstance(plain, list | dict):
        return _quoted(escaped(json_bytes(plain).decode()))
    return str(plain)  # a number, a time or a day


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _plain_text(text: str) -> str:
    return printable(text, lines=True)


def _spreadsheet_text(text: str) -> str:
    """Return *text* as a cell that holds no formula, and no more characters than Excel can have."""
    plain = printable(text, lines=True)
    guarded = f"'{plain}" if _FORMULA.match(plain) else plain
    return guarded if len(guarded) <= _LONGEST_CELL else guarded[: _LONGEST_CELL - 1] + "…"
