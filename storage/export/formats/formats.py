"""The formats of an export, by name: the one table that a new format is added to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from storage.articles.reader import ExportRow
from storage.export.formats.atom import write_atom
from storage.export.formats.csv_file import write_csv
from storage.export.formats.format_options import FormatOptions
from storage.export.formats.jsonfeed import write_jsonfeed
from storage.export.formats.jsonl import write_jsonl
from storage.export.formats.ninjs import write_ninjs
from storage.export.formats.parquet import write_parquet


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """How records become a file of one format.

    *title* is its name for people, *suffix* the end of a file's name. *write* writes the records to a stream.
    *has_fields*: it has the fields that are asked for, by their names. *has_excel*: `--excel` means something for it.
    """

    title: str
    suffix: str
    write: Callable[[Iterable[ExportRow], BinaryIO, FormatOptions], None]
    has_fields: bool = True
    has_excel: bool = False


FORMATS: Mapping[str, ExportFormat] = {
    "jsonl": ExportFormat(title="JSON lines", suffix=".jsonl", write=write_jsonl),
    "csv": ExportFormat(title="CSV", suffix=".csv", write=write_csv, has_excel=True),
    "parquet": ExportFormat(title="Parquet", suffix=".parquet", write=write_parquet),
    "atom": ExportFormat(title="Atom", suffix=".atom", write=write_atom, has_fields=False),
    "jsonfeed": ExportFormat(title="JSON Feed", suffix=".json", write=write_jsonfeed, has_fields=False),
    "ninjs": ExportFormat(title="ninjs", suffix=".ninjs.jsonl", write=write_ninjs, has_fields=False),
}
