"""A data package (Frictionless, version 2): one file of records, and `datapackage.json`, which says what is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from storage.articles.reader import ExportRow
from storage.database.values.columns import stamp
from storage.export.formats.format_options import FormatOptions
from storage.export.formats.formats import FORMATS
from storage.export.layouts.folder_layout import DatasetSummary
from storage.export.layouts.table_schema import table_schema
from storage.export.output.hashed_stream import HashedStream
from storage.export.output.whole_folder import synced, whole_folder

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_NOT_IN_NAMES = re.compile("[^a-z0-9._-]+")
MEDIA_TYPES: Mapping[str, str] = {"csv": "text/csv", "jsonl": "application/x-ndjson"}
"""The formats that a package may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPackageLayout:
    """The folder *path*. *purpose* is what the export is for, as the package says."""

    path: Path
    purpose: str

    @property
    def name(self) -> str:
        return str(self.path)

    def write_records(self, rows: Iterable[ExportRow], form: str, options: FormatOptions) -> bool:
        """Write the records and the description."""
        summary = DatasetSummary()
        with whole_folder(self.path) as folder:
            file = folder / f"articles{FORMATS[form].suffix}"
            with synced(file) as stream:
                hashed = HashedStream(stream)
                FORMATS[form].write(summary.counted(rows), hashed, options)  # type: ignore[arg-type]  # it is written to
            resource = {
                "name": "articles",
                "type": "table",
                "path": file.name,
                "format": form,
                "mediatype": MEDIA_TYPES[form],
                "encoding": "utf-8",
                "bytes": hashed.tell(),
                "hash": f"sha256:{hashed.hexdigest()}",
                "schema": table_schema(options.names),
            }
            with synced(folder / "datapackage.json") as stream:
                stream.write(self._description(summary, resource, options))
        return True

    def _description(self, summary: DatasetSummary, resource: Mapping[str, object], options: FormatOptions) -> bytes:
        name = _NOT_IN_NAMES.sub("-", self.path.name.lower()).strip("-.") or "articles"
        package = {
            "$schema": _PROFILE,
            "name": name,
            "title": self.path.name,
            "description": (
                f"{summary.records} news articles, written by rasad for the purpose {self.purpose!r}. The texts belong to "
                "their outlets; `holds` and `withheld` say how much of each is here, and why. Withdrawn articles are left out."
            ),
            "created": stamp(options.written_at),
            **({"sources": [{"title": each} for each in sorted(summary.outlets)]} if summary.outlets else {}),
            "resources": [resource],
        }
        return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
