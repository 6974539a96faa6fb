"""How the value of an article field is written to its column, read back and printed as JSON: one rule for each type."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import UnionType
from typing import Any, get_args, get_type_hints

from storage.database.values.columns import listed, parts_text, safe, stamp, text_parts, unlisted, unstamp
from storage.records import ArticleKind, DatePrecision, LivePart
from storage.rights import Rights, rights_text, text_rights


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldConverter:
    """The two directions for one type of field; *accepts_none*: the rule itself says what `None` is."""

    to_column: Callable[[Any], object]
    from_column: Callable[[Any], object]
    accepts_none: bool = False


_CONVERTERS: dict[object, FieldConverter] = {
    str: FieldConverter(to_column=safe, from_column=str),
    float: FieldConverter(to_column=float, from_column=float),
    int: FieldConverter(to_column=int, from_column=int),
    bool: FieldConverter(to_column=int, from_column=bool),
    datetime: FieldConverter(to_column=stamp, from_column=unstamp),
    date: FieldConverter(to_column=date.isoformat, from_column=date.fromisoformat),
    DatePrecision: FieldConverter(to_column=safe, from_column=cache(DatePrecision)),
    ArticleKind: FieldConverter(to_column=safe, from_column=cache(ArticleKind)),
    tuple[str, ...]: FieldConverter(to_column=listed, from_column=unlisted),
    tuple[LivePart, ...]: FieldConverter(to_column=parts_text, from_column=text_parts, accepts_none=True),
    Rights: FieldConverter(to_column=lambda rights: safe(rights_text(rights) or ""), from_column=text_rights),
}


def field_converters(record: type, *, without: Set[str] = frozenset()) -> dict[str, FieldConverter]:
    """Return the converter of each field of a dataclass by name. Raises `TypeError` for a type without a rule."""
    hints = {name: hint for name, hint in get_type_hints(record).items() if name not in without}
    return {name: _converter(record, name, hint) for name, hint in hints.items()}


def _converter(record: type, name: str, hint: object) -> FieldConverter:
    kinds = [each for each in get_args(hint) if each is not type(None)] if isinstance(hint, UnionType) else [hint]
    converter = _CONVERTERS.get(kinds[0]) if len(kinds) == 1 else None
    if converter is None:
        raise TypeError(f"{record.__name__}.{name}: no rule for a column of type {hint}")
    return converter


def column_value(converter: FieldConverter, value: object) -> object:
    """Return *value* as its column holds it; unknown stays unknown."""
    return None if value is None else converter.to_column(value)


def field_value(converter: FieldConverter, stored: object) -> object:
    """Return the value of a field from what its column holds; unknown stays unknown."""
    return None if stored is None and not converter.accepts_none else converter.from_column(stored)


def plain_value(value: object) -> object:
    """Return *value* as JSON has it: times as ISO 8601 in UTC, a day as ISO 8601, tuples as lists."""
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Rights):
        return value.as_json()
    if isinstance(value, LivePart):
        return {"at": plain_value(value.at), "printed": value.printed, "text": value.text}
    return [plain_value(each) for each in value] if isinstance(value, tuple) else value
