"""Exports of a store to files, as the command makes them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from storage.export.output.target import target_of
from storage.export.records.selection import ExportSelection
from storage.export.rights.policy import RightsPolicy
from storage.export.run.export import write_export
from storage.export.run.export_request import CursorUse, ExportReport, ExportRequest
from storage.store import Store

WITHOUT_ARTICLE = frozenset({"op", "schema_version"})


def export_to(
    store: Store,
    path: Path,
    form: str = "jsonl",
    *,
    cursor: Path | None = None,
    since: datetime | None = None,
    with_body: bool = True,
    reproducible: bool = False,
    excel: bool = False,
) -> ExportReport:
    """Export to *path*; *with_body*: no licence limits the text."""
    request = ExportRequest(
        form=form,
        selection=ExportSelection(since=since),
        policy=RightsPolicy(full_text=with_body),
        reproducible=reproducible,
        excel=excel,
    )
    use = None if cursor is None else CursorUse(path=cursor)
    return write_export(store, target_of(str(path), has_batches=cursor is not None), request, cursor=use)


def json_lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
