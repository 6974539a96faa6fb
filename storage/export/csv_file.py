"""Exports as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from storage.articles.field_values import plain_value
from storage.articles.reader import ExportRow
from storage.export.fields import FIELD_NAMES
from storage.export.printable import escaped, printable
from storage.records import LivePart
from storage.rights import Rights

# What a spreadsheet takes for a formula (OWASP, CSV injection) is written behind an apostrophe.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(rows: Iterable[ExportRow], stream: TextIO, names: Sequence[str] = FIELD_NAMES) -> int:
    """Write a heading and a line a row; lists are joined by `; `, unknown is empty; returns the number of rows."""
    writer = csv.writer(stream)
    writer.writerow(names)
    count = 0
    for row in rows:
        writer.writerow([_cell(getattr(row, name)) for name in names])
        count += 1
    return count


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple) and value and isinstance(value[0], LivePart):
        return escaped(json.dumps(plain_value(value), ensure_ascii=False))
    if isinstance(value, Rights):
        return escaped(json.dumps(value.as_json(), ensure_ascii=False))
    text = printable("; ".join(value) if isinstance(value, tuple) else str(plain_value(value)), lines=True)
    return f"'{text}" if isinstance(value, str | tuple) and text.startswith(_FORMULA) else text
