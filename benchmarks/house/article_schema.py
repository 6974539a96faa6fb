"""Writes the contract of exported records, a JSON Schema, from the code's fields and the data dictionary's words."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import get_args, get_type_hints

from benchmarks.house.source_tree import ROOT
from storage.articles.reader import SCHEMA_VERSION, ExportRow
from storage.export.records.fields import FIELD_NAMES
from storage.records import ArticleKind, LivePart
from storage.rights import Rights

PATH = ROOT / "docs" / "schema" / f"article-{SCHEMA_VERSION}.schema.json"
_TIME = {"type": "string", "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
_PART = {
    "type": "object",
    "required": ["at", "printed", "text"],
    "properties": {
        "at": {**_TIME, "type": ["string", "null"]},
        "printed": {"type": "string"},
        "text": {"type": "string"},
    },
}
_TYPES: Mapping[object, Mapping[str, object]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    datetime: _TIME,
    date: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d\d-\d\d$"},
    tuple[str, ...]: {"type": "array", "items": {"type": "string"}},
    tuple[LivePart, ...]: {"type": "array", "items": _PART},
    Rights: {"type": "object"},
    # New kinds may come: no enumeration, so that they break no reader.
    ArticleKind: {"type": "string", "examples": [each.value for each in ArticleKind]},
}
# Where a record differs from the column of its name, or has none.
_WORDS = {
    "schema_version": "the version of this contract",
    "op": "what the record tells since the last export with the same cursor; without a cursor new or withdrawn",
    "id": "number of the article in its store: the key by which records replace each other",
    "seq": "grows on every insert and change of any article of the store",
    "outlet": "the name of the outlet that readers know",
    "authors": "people's names as printed, each with its title (د.)",
    "tags": "the outlet's tags",
    "body": "the text: paragraphs separated by one blank line; null: see withheld",
    "is_paywalled": "true for subscribers only, false for free, null: not declared",
    "parts": "of a live page: its parts in their order; at is null where only a time of day is printed",
    "rights": "the rights that the outlet reserves; null: nothing was signalled",
    "duplicate_of_url": "canonical_url of the first copy; null: this is the original",
    "joined_into": "id of the article that this one is one with now; null: it was not joined with another",
    "holds": "how much of the text the record may hold: full; snippet (no body, summary and deck cut); link (no text)",
    "withheld": "why the record does not hold the full text, in a word; null: it does",
}


def article_schema() -> dict[str, object]:
    """Return the schema: a property for each field in its order, required where it is never null."""
    hints = get_type_hints(ExportRow)
    words = {**_dictionary(), **_WORDS}
    properties = {name: {**_typed(hints[name]), "description": words[name]} for name in FIELD_NAMES}
    properties["schema_version"] |= {"const": SCHEMA_VERSION}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"A record of rasad's exports, version {SCHEMA_VERSION}",
        "description": "One article, as `rasad export` writes it. Readers ignore properties that they do not know.",
        "type": "object",
        "required": [name for name in FIELD_NAMES if not _is_nullable(hints[name])],
        "properties": properties,
    }


def _kinds(hint: object) -> list[object]:
    return list(get_args(hint)) if isinstance(hint, UnionType) else [hint]


def _is_nullable(hint: object) -> bool:
    return type(None) in _kinds(hint)


def _typed(hint: object) -> dict[str, object]:
    kind = next(each for each in _kinds(hint) if each is not type(None))
    if kind not in _TYPES and isinstance(kind, type) and issubclass(kind, StrEnum):
        values = [each.value for each in kind]
        return {"enum": [*values, None] if _is_nullable(hint) else values}
    found = dict(_TYPES[kind])
    return {**found, "type": [found["type"], "null"]} if _is_nullable(hint) else found


def _dictionary() -> dict[str, str]:
    """Return the meanings of the columns of `articles` in the data dictionary, without its markup."""
    page = (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    section = page.partition("\n## articles\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", section, flags=re.MULTILINE)
    return {name: re.sub(r" ?\(?\[[^]]*\]\([^)]*\)\)?|`", "", words) for name, words in rows}


def schema_text() -> str:
    """Return the schema as its file has it."""
    return json.dumps(article_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else PATH
    path.parent.mkdir(exist_ok=True)
    path.write_text(schema_text(), encoding="utf-8")
