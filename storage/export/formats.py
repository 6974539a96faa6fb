"""The formats of an export, by name: the one table that a new format is added to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from storage.articles.reader import ExportRow
from storage.export.csv_file import write_csv
from storage.export.jsonl import write_jsonl


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """How rows become a file of one format.

    *title* is its name for people. *write* writes the named fields of the rows to a text stream and returns the
    number of rows. *opens_in_excel*: `--excel` puts a byte-order mark before the text.
    """

    title: str
    write: Callable[[Iterable[ExportRow], TextIO, Sequence[str]], int]
    opens_in_excel: bool = False


FORMATS: Mapping[str, ExportFormat] = {
    "jsonl": ExportFormat(title="JSON lines", write=write_jsonl),
    "csv": ExportFormat(title="CSV", write=write_csv, opens_in_excel=True),
}
