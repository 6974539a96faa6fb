"""The contract of exported records is what the code writes and what the docs say."""

from __future__ import annotations

import json
import re
from typing import get_type_hints

from benchmarks.house.article_schema import PATH, schema_text
from storage.articles.reader import ExportRow, RecordOperation, TextExtent
from storage.export.records.fields import FIELD_NAMES
from tests.support.paths import DOCS

SCHEMA = json.loads(PATH.read_text(encoding="utf-8"))


def test_the_schema_is_that_of_the_code() -> None:
    """docs/schema/ is what `make schema` writes: run it if this test fails."""
    assert schema_text() == PATH.read_text(encoding="utf-8")


def test_every_field_is_exported_and_in_the_contract() -> None:
    """In the order of the records; each with a meaning."""
    assert set(get_type_hints(ExportRow)) == set(FIELD_NAMES)
    assert list(FIELD_NAMES) == list(SCHEMA["properties"])
    assert all(each["description"] for each in SCHEMA["properties"].values())


def test_no_field_of_version_1_is_taken_away_or_changed() -> None:
    """The rule of change: a reader of today's files reads tomorrow's."""
    text, maybe = "string", ["string", "null"]
    number, maybe_number = "integer", ["integer", "null"]
    launched = {
        "schema_version": number, "op": None, "id": number, "seq": number, "source_id": text, "outlet": text,
        "canonical_url": text, "final_url": text, "headline": text, "kicker": maybe, "deck": maybe, "byline": maybe,
        "authors": "array", "dateline": maybe, "agency": maybe, "section": maybe, "tags": "array", "summary": maybe,
        "body": maybe, "language": text, "published_at": maybe, "published_precision": None, "published_day": maybe,
        "published_text": maybe, "published_from": maybe, "modified_at": maybe, "fetched_at": text, "kept_at": text,
        "image_url": maybe, "is_paywalled": ["boolean", "null"], "words": number, "doubt": ["number", "null"],
        "kind": text, "parts": "array", "repaired": maybe, "rights": ["object", "null"], "duplicate_of": maybe_number,
        "duplicate_of_url": maybe, "series_id": maybe_number, "withdrawn_at": maybe, "joined_into": maybe_number,
        "holds": None, "withheld": maybe,
    }  # fmt: skip
    now = {name: each.get("type") for name, each in SCHEMA["properties"].items()}

    assert launched == {name: now.get(name) for name in launched}
    assert [*RecordOperation] == SCHEMA["properties"]["op"]["enum"]
    assert [*TextExtent] == SCHEMA["properties"]["holds"]["enum"]
    assert ["second", "minute", "day", None] == SCHEMA["properties"]["published_precision"]["enum"]


def test_the_page_names_every_field_that_no_column_has() -> None:
    """docs/exports.md has a row for each, and none for another."""
    section = (DOCS / "exports.md").read_text(encoding="utf-8").partition("## The record\n")[2].partition("\n## ")[0]
    dictionary = (DOCS / "data-dictionary.md").read_text(encoding="utf-8").partition("## articles\n")[2]
    columns = {row.split("`")[1] for row in dictionary.partition("\n## ")[0].splitlines() if row.startswith("| `")}
    rows = {row.split("`")[1] for row in section.splitlines() if row.startswith("| `")}

    assert set(FIELD_NAMES) - columns == rows
    missing = set(re.findall(r"`(\w+)`", section.partition("Not exported are ")[2].partition(".")[0]))
    assert missing == columns - set(FIELD_NAMES)
