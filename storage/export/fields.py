"""The fields of an exported article and their plain values."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime

from storage.articles.reader import ExportRow
from storage.database.columns import stamp
from storage.records import LivePart
from storage.rights import Rights

FIELD_NAMES = tuple(each.name for each in fields(ExportRow))
# Our own numbers and clock: they tell the order in which pages came, not what the pages say.
_OURS = frozenset({"id", "seq", "duplicate_of", "story_id", "fetched_at", "kept_at"})
REPRODUCIBLE_NAMES = tuple(each for each in FIELD_NAMES if each not in _OURS)


def plain_value(value: object) -> object:
    """Return *value* as JSON has it: times as ISO 8601 in UTC, tuples as lists."""
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, Rights):
        return value.as_json()
    if isinstance(value, LivePart):
        return {"at": plain_value(value.at), "printed": value.printed, "text": value.text}
    return [plain_value(each) for each in value] if isinstance(value, tuple) else value
