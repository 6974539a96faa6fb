"""Exports of a store to files, as the command makes them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from storage.export.output.target import target_of
from storage.export.records.selection import ExportSelection
from storage.export.rights.policy import RightsPolicy
from storage.export.run.export import write_export
from storage.export.run.export_request import CursorUse, ExportReport, ExportRequest
from storage.records import ListingEntry
from storage.store import Store
from tests.support.stores import HOME, NOW, claimed, fetched, offered, read


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


def json_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


EVERYTHING = ExportRequest(form="jsonl", policy=RightsPolicy(full_text=True))


def keep_article(store: Store, name: str, *, headline: str = "عنوان", dated: bool = True) -> None:
    offered(store, ListingEntry(url=HOME + name), url=HOME + f"{name}.xml")
    claimed(store)
    text = " ".join(f"كلمة{name}{number}" for number in range(30))  # no text is like another one's
    kept = read(HOME + name, f"{headline} {name}", text, published_at=NOW if dated else None)
    store.articles.keep([fetched(HOME + name, kept)], run_id=1)


def desk_records(
    store: Store, folder: Path, request: ExportRequest = EVERYTHING, *, peeks: bool = False, resets: bool = False
) -> list[tuple[object, object]]:
    """Return the operation and the last part of the URL of each record that the reader `desk` gets."""
    use = CursorUse(path=folder / "desk.cursor", peeks=peeks, resets=resets)
    write_export(store, target_of(str(folder / "out.jsonl")), request, cursor=use)
    rows = json_lines(folder / "out.jsonl")
    return [(row["op"], str(row["canonical_url"]).removeprefix(HOME)) for row in rows]
