"""An Atom feed for feed readers: a file that always has the newest changes, and is written again when there is one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from storage.articles.reader import ExportRow
from storage.export.formats.format_options import FormatOptions
from storage.export.output.target import OutputTarget
from storage.export.run.export import write_export
from storage.export.run.export_request import ExportRequest
from storage.store import Store

ENTRIES = 1000
"""So many of the newest changes are in a feed, and all that came since it was written before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """The file *path*, with what *request* selects in the store *store_path*."""

    path: Path
    store_path: Path
    request: ExportRequest

    @property
    def name(self) -> str:
        return str(self.path)

    def write_records(self, rows: Iterable[ExportRow], form: str, options: FormatOptions) -> bool:  # noqa: ARG002  # as all writers
        """Write the feed if there is any change, or no file; returns whether it was written."""
        changes = sum(1 for _ in rows)
        if not changes and self.path.exists():
            return False
        request = replace(self.request, form="atom", newest=ENTRIES + changes, only_known_withdrawals=False)
        with Store.open(self.store_path, read_only=True) as store:
            write_export(store, OutputTarget(name=str(self.path), file=self.path), request)
        return True
