"""What an export holds of the hostile store, and the libraries that read it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from storage.database.values.field_values import plain_value
from storage.export.records.fields import FIELD_NAMES
from storage.store import Store
from tests.contract.formats.hostile_store import rows_of
from tests.support.exports import export_to

LISTS = ("authors", "tags", "parts")
LINE_ENDS = re.compile("[\u2028\u2029\x85]")


def library(name: str) -> Any:
    """Return a reader; the test is skipped where it is not installed."""
    return pytest.importorskip(name, reason=f"{name} is not installed; `make test-formats` sets up the readers")


def expected_records(store: Store) -> list[dict[str, Any]]:
    """Return what JSON lines hold of the rows, with a withdrawn article's text left out."""
    rows = []
    for row in rows_of(store):
        values = {name: plain_value(getattr(row, name)) for name in FIELD_NAMES}
        if row.withdrawn_at:
            gone = {"op": "withdrawn", "holds": "link", "withheld": "withdrawn", "parts": []}
            values |= gone | dict.fromkeys(("body", "summary", "deck", "kicker"))
        rows.append(values)
    return rows


def exported(store: Store, folder: Path, name: str, form: str, *, excel: bool = False) -> Path:
    export_to(store, folder / name, form, excel=excel)
    return folder / name


def by_id(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: row["id"])
