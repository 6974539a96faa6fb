"""The parts of a live page go into the store and out of it; a store from before them is brought up."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from storage.records import ListingEntry, LivePart
from storage.store import Store
from tests.support.exports import export_to
from tests.support.stores import HOME, claimed, fetched, offered, read

PARTS = (
    LivePart(at=datetime(2026, 11, 20, 10, 40, tzinfo=UTC), printed="12:40", text="رفعت الجلسة"),
    LivePart(at=None, printed="11:15", text="صوت الأعضاء"),
)


def _keep_live(store: Store) -> None:
    offered(store, ListingEntry(url=HOME + "live"))
    claimed(store)
    plain = read(HOME + "live", "تغطية مباشرة", "رفعت الجلسة بعد أن صوت الأعضاء على البند الأخير.")
    store.articles.keep(
        [fetched(HOME + "live", replace(plain, article=replace(plain.article, parts=PARTS, repaired="double-utf-8")))],
        run_id=1,
    )


def test_parts_and_repairs_come_back(store: Store) -> None:
    """What was kept is read back equal."""
    _keep_live(store)
    row = next(iter(store.articles.changes()))

    assert (PARTS, "double-utf-8") == (row.parts, row.repaired)


def test_an_export_holds_the_parts_as_objects(store: Store, tmp_path: Path) -> None:
    """JSON lines have a list of objects, times in UTC with Z."""
    _keep_live(store)
    export_to(store, tmp_path / "out.jsonl")
    parts = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["parts"]

    assert [
        {"at": "2026-11-20T10:40:00Z", "printed": "12:40", "text": "رفعت الجلسة"},
        {"at": None, "printed": "11:15", "text": "صوت الأعضاء"},
    ] == parts


def test_what_a_licence_withholds_has_no_parts_either(store: Store, tmp_path: Path) -> None:
    """The parts are the text."""
    _keep_live(store)
    export_to(store, tmp_path / "out.csv", "csv", with_body=False)

    assert "صوت الأعضاء" not in (tmp_path / "out.csv").read_text(encoding="utf-8")
