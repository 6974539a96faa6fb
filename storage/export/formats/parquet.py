"""Exports as Parquet: one schema for every file, compressed with zstd, in row groups of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import UnionType
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, get_args, get_type_hints

from storage.articles.field_values import plain_value
from storage.articles.reader import ExportRow
from storage.exit_status import ExitStatus, UserError
from storage.export.formats.format_options import FormatOptions
from storage.export.formats.json_text import json_bytes
from storage.records import LivePart
from storage.rights import Rights

if TYPE_CHECKING:
    import pyarrow

_MOST_ROWS, _MOST_CHARACTERS = 10_000, 8_000_000
"""Of one row group: what comes first. It is in memory as Python text and as columns."""


class FormatMissing(UserError):
    """A format needs a package that is not installed; the message names it."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE


def write_parquet(rows: Iterable[ExportRow], stream: BinaryIO, options: FormatOptions) -> None:
    """Write the records. Times are UTC, lists are lists; `rights` is its JSON text. Raises `FormatMissing`."""
    try:
        import pyarrow as arrow  # noqa: PLC0415  # an extra, and slow to load
        from pyarrow import parquet  # noqa: PLC0415  # as above
    except ImportError as error:
        raise FormatMissing("--format parquet needs pyarrow: pip install 'rasad[parquet]', or pyarrow alone") from error
    schema = _schema(arrow, options.names)
    with parquet.ParquetWriter(arrow.PythonFile(stream, mode="w"), schema, compression="zstd") as writer:
        for group in _groups(rows):
            columns = [
                arrow.array([_value(getattr(row, each.name)) for row in group], type=each.type) for each in schema
            ]
            writer.write_batch(arrow.record_batch(columns, schema=schema), row_group_size=len(group))


def _groups(rows: Iterable[ExportRow]) -> Iterator[list[ExportRow]]:
    group: list[ExportRow] = []
    characters = 0
    for row in rows:
        group.append(row)
        characters += len(row.body or "")
        if len(group) >= _MOST_ROWS or characters >= _MOST_CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def _schema(arrow: Any, names: Iterable[str]) -> pyarrow.Schema:
    """Return the schema of the named fields, from the types of the records; what may be null is so in the file."""
    moment = arrow.timestamp("ms", tz="UTC")
    part = arrow.struct(
        [
            arrow.field("at", moment),
            arrow.field("printed", arrow.string(), nullable=False),
            arrow.field("text", arrow.string(), nullable=False),
        ]
    )
    types: Mapping[object, Any] = {
        str: arrow.string(),
        int: arrow.int64(),
        float: arrow.float64(),
        bool: arrow.bool_(),
        datetime: moment,
        date: arrow.date32(),
        tuple[str, ...]: arrow.list_(arrow.field("element", arrow.string(), nullable=False)),
        tuple[LivePart, ...]: arrow.list_(arrow.field("element", part, nullable=False)),
        Rights: arrow.string(),
        StrEnum: arrow.string(),
    }
    hints = get_type_hints(ExportRow)
    return arrow.schema(
        [arrow.field(name, types[_kind(hints[name])], nullable=isinstance(hints[name], UnionType)) for name in names]
    )


def _kind(hint: object) -> object:
    """Return the one type of a field beside `None`; all enumerations are `StrEnum`."""
    kinds = [each for each in get_args(hint) if each is not type(None)] if isinstance(hint, UnionType) else [hint]
    return StrEnum if isinstance(kinds[0], type) and issubclass(kinds[0], StrEnum) else kinds[0]


def _value(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Rights):
        return json_bytes(plain_value(value)).decode()
    if isinstance(value, tuple):
        return [
            {"at": each.at, "printed": each.printed, "text": each.text} if isinstance(each, LivePart) else each
            for each in value
        ]
    return value
