"""Exports as a JSON Feed (version 1.1, jsonfeed.org)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from storage.articles.reader import ExportRow
from storage.database.values.field_values import plain_value
from storage.export.formats.format_options import FormatOptions
from storage.export.formats.json_text import json_bytes

VERSION = "https://jsonfeed.org/version/1.1"


def write_jsonfeed(rows: Iterable[ExportRow], stream: BinaryIO, options: FormatOptions) -> None:
    """Write one item for each record, each on a line. What is unknown is left out.

    The extension `_rasad` has what the format has no word for: JSON Feed knows no deleted items.
    """
    head = {"version": VERSION, "title": "rasad (رصد)", "language": "ar"}
    stream.write(json_bytes(head)[:-1] + b',"items":[')
    separator = b"\n"
    for row in rows:
        stream.write(separator + json_bytes(_item(row, options), default=plain_value))
        separator = b",\n"
    stream.write(b"\n]}\n")


def _item(row: ExportRow, options: FormatOptions) -> dict[str, object]:
    summary = row.summary or row.deck
    known = {
        "id": options.article_urn(row.id),
        "url": row.canonical_url,
        "title": row.headline,
        "content_text": row.body or summary or row.headline,
        "summary": summary,
        "image": row.image_url,
        "date_published": row.published_at,
        "date_modified": row.modified_at,
        "authors": [{"name": each} for each in row.authors] or None,
        "tags": row.tags or None,
        "language": row.language,
    }
    ours = {
        name: getattr(row, name)
        for name in ("op", "id", "source_id", "outlet", "holds", "withheld", "withdrawn_at", "duplicate_of_url")
    }
    return {name: value for name, value in known.items() if value is not None} | {"_rasad": ours}
