"""What exports write is valid: records by our contract, feeds and ninjs by theirs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from storage.export.delivery.record_batch import batched
from storage.export.formats.format_options import FormatOptions
from storage.export.records.fields import FIELD_NAMES
from storage.export.rights.limited_record import withdrawn
from storage.store import Store
from tests.contract.formats.exported_records import LINE_ENDS, expected_records, exported, library
from tests.contract.formats.hostile_store import hostile_store, rows_of
from tests.support.exports import export_to, json_lines

pytestmark = pytest.mark.formats


def test_records_keep_the_contract(store: Store, tmp_path: Path) -> None:
    """Every line of an export is valid by the schema; without a field or with another type it is not."""
    jsonschema = library("jsonschema")
    schema = json.loads((Path(__file__).parents[3] / "docs/schema/article-1.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    rows = json_lines(exported(store, tmp_path, "all.jsonl", "jsonl"))
    broken: list[dict[str, Any]] = [
        {**rows[0], "op": "odd"}, {**rows[0], "id": "1"}, {**rows[0], "tags": None}, {**rows[0], "published_at": "2026-11-23"},
        {**rows[0], "schema_version": 2}, {**rows[0], "is_paywalled": 1}, {name: value for name, value in rows[0].items() if name != "op"},
    ]  # fmt: skip

    assert [] == [error.message for row in rows for error in validator.iter_errors(row)]
    assert [True] * len(broken) == [not validator.is_valid(each) for each in broken]
    assert set().union(*rows) == set(schema["properties"])


def test_a_cursor_of_each_format_brings_withdrawals(tmp_path: Path) -> None:
    """In the words of the format."""
    with hostile_store(tmp_path) as store:
        texts = {}
        for form in ("atom", "jsonfeed", "ninjs"):
            export_to(store, tmp_path / form, form, cursor=tmp_path / f"{form}.cursor")
            texts[form] = (tmp_path / form).read_text("utf-8")
    feed = json.loads(texts["jsonfeed"])
    last = [json.loads(line) for line in texts["ninjs"].splitlines()]

    assert 1 == texts["atom"].count("<at:deleted-entry")
    assert ["withdrawn"] == [each["_rasad"]["op"] for each in feed["items"] if each["_rasad"]["withdrawn_at"]]
    assert ["canceled"] == [each["pubStatus"] for each in last if each["pubStatus"] != "usable"]


def _text_of(role: str) -> dict[str, Any]:
    return {
        "type": "array",
        "items": {
            "type": "object", "required": ["value"], "additionalProperties": False,
            "properties": {"role": {"type": "string"}, "contentType": {"const": "text/plain"}, "value": {"type": "string"}}
            | ({"charCount": {"type": "integer"}, "wordCount": {"type": "integer"}} if role == "body" else {}),
        },
    }  # fmt: skip


def _named(*more: str) -> dict[str, Any]:
    properties = {name: {"type": "string"} for name in ("name", "uri", "literal", *more)}
    return {"type": "array", "items": {"type": "object", "additionalProperties": False, "properties": properties}}


# What the IPTC's schema of ninjs 3.2 demands of the properties that we write, in our own words. Its root is closed, too.
NINJS = {
    "type": "object",
    "required": ["uri"],
    "additionalProperties": False,
    "properties": {
        **{name: {"type": "string"} for name in ("version", "edNote", "language", "by", "located")},
        **{name: {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"} for name in ("firstCreated", "versionCreated", "contentCreated")},
        "uri": {"type": "string", "pattern": "^urn:uuid:[0-9a-f-]{36}$"},
        "type": {"enum": ["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"]},
        "representationType": {"enum": ["full", "partial"]},
        "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
        "standard": {"type": "object", "required": ["name", "version", "schema"], "additionalProperties": False, "properties": {each: {"type": "string"} for each in ("name", "version", "schema")}},
        "headlines": _text_of("headline"), "descriptions": _text_of("description"), "bodies": _text_of("body"),
        "people": _named("rel"), "subjects": _named("rel"), "genres": _named(), "infoSources": _named("role"),
        "renditions": {"type": "array", "items": {"type": "object", "required": ["name"], "additionalProperties": False, "properties": {"name": {"type": "string"}, "href": {"type": "string"}}}},
        "altIds": {"type": "array", "items": {"type": "object", "additionalProperties": False, "properties": {"role": {"type": "string"}, "value": {"type": "string"}}}},
    },
}  # fmt: skip


def test_ninjs_is_valid(store: Store, tmp_path: Path) -> None:
    """Each line, and its texts are the store's."""
    jsonschema = library("jsonschema")
    rows: list[dict[str, Any]] = json_lines(exported(store, tmp_path, "all.ninjs.jsonl", "ninjs"))
    validator = jsonschema.Draft202012Validator(NINJS)

    assert [] == [error.message for row in rows for error in validator.iter_errors(row)]
    assert [row["headline"] for row in expected_records(store)] == [
        row["headlines"][0]["value"] for row in sorted(rows, key=lambda each: int(each["altIds"][1]["value"]))
    ]


def test_a_json_feed_has_what_the_format_demands(store: Store, tmp_path: Path) -> None:
    """Version and title, and of each item an id and a text."""
    feed = json.loads(exported(store, tmp_path, "all.json", "jsonfeed").read_bytes())
    articles = {each["_rasad"]["id"]: each for each in feed["items"]}

    assert ("https://jsonfeed.org/version/1.1", str) == (feed["version"], type(feed["title"]))
    assert all(isinstance(each["id"], str) and each["content_text"] for each in feed["items"])
    assert [row["body"] or row["headline"] for row in expected_records(store)] == [
        articles[row["id"]]["content_text"] for row in expected_records(store)
    ]
    assert len({each["id"] for each in feed["items"]}) == len(articles)


def test_nothing_in_a_line_ends_it(store: Store, tmp_path: Path) -> None:
    """No reader of lines finds more of them than there are records."""
    for form in ("jsonl", "ninjs"):
        text = exported(store, tmp_path, form, form).read_text("utf-8")
        assert [] == LINE_ENDS.findall(text)
        assert len(rows_of(store)) == text.count("\n") == len(text.splitlines())


def test_a_wide_store_keeps_its_fields(store: Store, tmp_path: Path) -> None:
    """A row of the store has no field that a record lacks."""
    (row, *_) = rows_of(store)

    assert set(json_lines(exported(store, tmp_path, "x", "jsonl"))[0]) == {
        each for each in FIELD_NAMES if hasattr(replace(row), each)
    }


def test_batches_hold_what_a_file_holds(store: Store, tmp_path: Path) -> None:
    """Whatever is in the records, and however long one is: the same lines, and none is in two batches."""
    whole = exported(store, tmp_path, "all.jsonl", "jsonl").read_bytes()
    rows = [withdrawn(each) if each.withdrawn_at else each for each in store.articles.changes()]
    parts = [
        each.body() for each in batched(rows, most_records=4, most_bytes=100_000, form="jsonl", options=FormatOptions())
    ]

    assert (whole, True) == (b"".join(parts), len(parts) > 5)
