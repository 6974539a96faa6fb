"""Exports as an Atom feed (RFC 4287); what was withdrawn is a deleted entry (RFC 6721)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import BinaryIO

from storage.articles.reader import ExportRow, RecordOperation
from storage.database.values.columns import stamp
from storage.export.formats.format_options import FormatOptions
from storage.export.printable import printable

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="ar">
<id>{id}</id>
<title>rasad (رصد)</title>
<updated>{updated}</updated>
<author><name>rasad</name></author>
<generator>rasad</generator>
"""


def write_atom(rows: Iterable[ExportRow], stream: BinaryIO, options: FormatOptions) -> None:
    """Write an entry for each article and a deleted entry for each that its reader has to remove."""
    stream.write(_HEAD.format(id=options.store_urn, updated=stamp(options.written_at)).encode())
    for row in rows:
        lines = _deleted(row, options) if row.op is RecordOperation.WITHDRAWN else _entry(row, options)
        stream.write(("".join(each + "\n" for each in lines)).encode())
    stream.write(b"</feed>\n")


def _deleted(row: ExportRow, options: FormatOptions) -> list[str]:
    at = row.withdrawn_at or options.written_at
    return [
        f'<at:deleted-entry ref="{options.article_urn(row.id)}" when="{stamp(at)}">',
        f'<link rel="alternate" href="{_text(row.canonical_url)}"/>',
        f"<at:comment>{_text(row.withheld or '')}</at:comment>",
        "</at:deleted-entry>",
    ]


def _entry(row: ExportRow, options: FormatOptions) -> list[str]:
    names = row.authors or ((row.byline,) if row.byline else (row.outlet,))
    summary = row.summary or row.deck
    return [
        f'<entry xml:lang="{_text(row.language)}">',
        f"<id>{options.article_urn(row.id)}</id>",
        f"<title>{_text(row.headline)}</title>",
        f'<link rel="alternate" href="{_text(row.canonical_url)}"/>',
        f"<updated>{stamp(row.modified_at or row.published_at or row.kept_at)}</updated>",
        *([f"<published>{stamp(row.published_at)}</published>"] if row.published_at else []),
        *(f"<author><name>{_text(each)}</name></author>" for each in names),
        *(f'<category term="{_text(each)}"/>' for each in row.tags if each.strip()),
        _source(row),
        *([f"<summary>{_text(summary)}</summary>"] if summary else []),
        *([f'<content type="html">{_text(_html(row.body))}</content>'] if row.body else []),
        "</entry>",
    ]


def _source(row: ExportRow) -> str:
    name = f"<id>urn:rasad:source:{_text(row.source_id)}</id><title>{_text(row.outlet)}</title>"
    return f"<source>{name}<updated>{stamp(row.fetched_at)}</updated></source>"


def _html(body: str) -> str:
    """Return the text as paragraphs of HTML."""
    return "".join(f"<p>{escape(each, quote=False)}</p>" for each in body.split("\n\n"))


def _text(text: str) -> str:
    """Return *text* escaped for XML, without what XML 1.0 cannot hold and without what steers a terminal."""
    return escape(_NOT_XML.sub("", printable(text, lines=True)))
