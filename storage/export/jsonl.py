"""Exports as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from storage.articles.field_values import plain_value
from storage.articles.reader import ExportRow
from storage.export.fields import FIELD_NAMES

# Line ends to some readers of JSON lines, though not to JSON: written as escapes.
_LINE_ENDS = {0x2028: "\\u2028", 0x2029: "\\u2029", 0x85: "\\u0085"}


def write_jsonl(rows: Iterable[ExportRow], stream: TextIO, names: Sequence[str] = FIELD_NAMES) -> int:
    """Write one JSON object a line, Arabic unescaped, times as ISO 8601 UTC; returns the number of lines."""
    count = 0
    for row in rows:
        line = json.dumps({name: plain_value(getattr(row, name)) for name in names}, ensure_ascii=False)
        stream.write(line.translate(_LINE_ENDS) + "\n")
        count += 1
    return count
