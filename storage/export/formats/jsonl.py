"""Exports as JSON Lines."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import BinaryIO

from storage.articles.reader import ExportRow
from storage.database.values.field_values import plain_value
from storage.export.formats.format_options import FormatOptions
from storage.export.formats.json_text import json_bytes


def write_jsonl(rows: Iterable[ExportRow], stream: BinaryIO, options: FormatOptions) -> None:
    """Write one JSON object a line, Arabic unescaped, times as ISO 8601 UTC."""
    names = options.names
    values = attrgetter(*names) if len(names) > 1 else lambda row: (getattr(row, names[0]),)
    stream.writelines(
        json_bytes(dict(zip(names, values(row), strict=True)), default=plain_value) + b"\n" for row in rows
    )
