"""Exports of a store to files, as the command makes them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from storage.export.export import ExportReport, write_export
from storage.export.output.target import target_of
from storage.store import Store


def export_to(
    store: Store,
    path: Path,
    form: str = "jsonl",
    *,
    cursor: Path | None = None,
    since: datetime | None = None,
    with_body: bool = True,
    reproducible: bool = False,
) -> ExportReport:
    """Export to *path*; *with_body* is the answer of every licence."""
    return write_export(
        store, target_of(str(path)), form,
        cursor=cursor, since=since, include_body=lambda _: with_body, reproducible=reproducible,
    )  # fmt: skip


def json_lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
