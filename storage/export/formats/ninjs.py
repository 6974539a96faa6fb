"""Exports as ninjs 3.2, the IPTC's news in JSON: one object a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from storage.articles.reader import ExportRow, RecordOperation, TextExtent
from storage.database.values.field_values import plain_value
from storage.export.formats.format_options import FormatOptions
from storage.export.formats.json_text import json_bytes
from storage.records import ArticleKind

_STANDARD = {"name": "ninjs", "version": "3.2", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#"}
_TYPES = {ArticleKind.VIDEO: "video", ArticleKind.GALLERY: "composite"}
_PLAIN = "text/plain"


def write_ninjs(rows: Iterable[ExportRow], stream: BinaryIO, options: FormatOptions) -> None:
    """Write an object for each record; a withdrawn one is `canceled`. What is unknown is left out."""
    for row in rows:
        known = {name: value for name, value in _item(row, options).items() if value not in (None, [])}
        stream.write(json_bytes(known, default=plain_value) + b"\n")


def _item(row: ExportRow, options: FormatOptions) -> dict[str, object]:
    return {
        "uri": options.article_urn(row.id),
        "standard": _STANDARD,
        "type": _TYPES.get(row.kind, "text"),
        "representationType": "full" if row.holds is TextExtent.FULL else "partial",
        "version": str(row.seq),
        "firstCreated": row.kept_at,
        "versionCreated": row.modified_at or row.fetched_at,
        "contentCreated": row.published_at,
        "pubStatus": "canceled" if row.op is RecordOperation.WITHDRAWN else "usable",
        "edNote": None if row.withheld is None else f"not the full text: {row.withheld}",
        "language": row.language,
        "headlines": _texts(("main", row.headline), ("kicker", row.kicker), ("deck", row.deck)),
        "descriptions": _texts(("summary", row.summary)),
        "bodies": [
            {
                "role": "main",
                "contentType": _PLAIN,
                "wordCount": row.words,
                "charCount": len(row.body),
                "value": row.body,
            }
        ]
        if row.body is not None
        else [],
        "by": row.byline or ("، ".join(row.authors) or None),
        "people": [{"name": each, "rel": "author"} for each in row.authors],
        "located": row.dateline,
        "subjects": [{"name": each} for each in row.tags],
        "genres": [{"name": row.kind.value}],
        "infoSources": [
            {"name": row.outlet, "role": "publisher", "literal": row.source_id},
            *([{"name": row.agency, "role": "agency"}] if row.agency else []),
        ],
        "renditions": [{"name": "main-image", "href": row.image_url}] if row.image_url else [],
        "altIds": [{"role": "canonical-url", "value": row.canonical_url}, {"role": "rasad-id", "value": str(row.id)}],
    }


def _texts(*texts: tuple[str, str | None]) -> list[dict[str, str]]:
    return [{"role": role, "contentType": _PLAIN, "value": text} for role, text in texts if text]
