"""A data set for the Hugging Face Hub: Parquet in files of bounded size, and a card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from storage.articles.reader import ExportRow
from storage.export.formats.format_options import FormatOptions
from storage.export.formats.formats import FORMATS
from storage.export.layouts.dataset_card import DATA_FILES, dataset_card
from storage.export.layouts.folder_layout import DatasetSummary
from storage.export.output.whole_folder import synced, whole_folder

MOST_ROWS, MOST_CHARACTERS = 250_000, 500_000_000
"""Of one Parquet file: what comes first. Readers load files, and the Hub shows them, one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HuggingFaceLayout:
    """The folder *path*. *purpose* is what the export is for, as the card says."""

    path: Path
    purpose: str

    @property
    def name(self) -> str:
        return str(self.path)

    def write_records(self, rows: Iterable[ExportRow], form: str, options: FormatOptions) -> bool:
        """Write the Parquet files, of which there is one at least, and `README.md`."""
        summary = DatasetSummary()
        with whole_folder(self.path) as folder:
            for number, shard in enumerate(_shards(summary.counted(rows))):
                with synced(folder / DATA_FILES.replace("*", f"{number:05}")) as stream:
                    FORMATS[form].write(shard, stream, options)
            card = dataset_card(summary, title=self.path.name, purpose=self.purpose)
            with synced(folder / "README.md") as stream:
                stream.write(card.encode("utf-8"))
        return True


def _shards(rows: Iterable[ExportRow]) -> Iterator[Iterator[ExportRow]]:
    """Yield the rows in parts; each must be read to its end before the next is asked for."""
    source = iter(rows)
    yield _shard(source)
    for first in source:
        yield _shard(chain([first], source))


def _shard(source: Iterator[ExportRow]) -> Iterator[ExportRow]:
    characters = 0
    for number, row in enumerate(source, start=1):
        yield row
        characters += len(row.body or "")
        if number >= MOST_ROWS or characters >= MOST_CHARACTERS:
            return
