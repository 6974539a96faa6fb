"""The fields of records as a Table Schema (Frictionless, version 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from types import UnionType
from typing import get_args, get_type_hints

from storage.articles.reader import ExportRow
from storage.records import LivePart
from storage.rights import Rights

_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
_TYPES: Mapping[object, str] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    datetime: "datetime",
    date: "date",
    tuple[str, ...]: "array",
    tuple[LivePart, ...]: "array",
    Rights: "object",
}


def table_schema(names: Sequence[str]) -> dict[str, object]:
    """Return the schema of the named fields, from the types of the records; what is never null is required."""
    hints = get_type_hints(ExportRow)
    fields = [_field(name, hints[name]) for name in names]
    key = {"primaryKey": ["id"]} if "id" in names else {}
    return {"$schema": _PROFILE, "fields": fields, "missingValues": [""], **key}


def _field(name: str, hint: object) -> dict[str, object]:
    kinds = [each for each in get_args(hint) if each is not type(None)] if isinstance(hint, UnionType) else [hint]
    is_enumeration = isinstance(kinds[0], type) and issubclass(kinds[0], StrEnum)
    field: dict[str, object] = {"name": name, "type": "string" if is_enumeration else _TYPES[kinds[0]]}
    return field if isinstance(hint, UnionType) else {**field, "constraints": {"required": True}}
