"""Exports as Parquet: one schema for every file, compressed with zstd, in row groups of bounded size."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from operator import attrgetter
from types import UnionType
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, get_args, get_type_hints

from storage.articles.reader import ExportRow
from storage.database.values.field_values import plain_value
from storage.exit_status import ExitStatus, UserError
from storage.export.formats.format_options import FormatOptions
from storage.export.formats.json_text import json_bytes
from storage.records import LivePart
from storage.rights import Rights

if TYPE_CHECKING:
    import pyarrow

_MOST_ROWS, _MOST_CHARACTERS = 10_000, 2_500_000
"""Of one row group: what comes first. It is in memory as Python text, as columns and as pages."""
_POOL = "ARROW_DEFAULT_MEMORY_POOL"


class FormatMissing(UserError):
    """A format needs a package that is not installed; the message names it."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE


def write_parquet(rows: Iterable[ExportRow], stream: BinaryIO, options: FormatOptions) -> None:
    """Write the records. Times are UTC, lists are lists; `rights` is its JSON text. Raises `FormatMissing`."""
    os.environ.setdefault(_POOL, "system")  # pyarrow's own allocators keep what was freed: a third more memory
    try:
        import pyarrow as arrow  # noqa: PLC0415  # an extra, and slow to load
        from pyarrow import parquet  # noqa: PLC0415  # as above
    except ImportError as error:
        raise FormatMissing("--format parquet needs pyarrow: pip install 'rasad[parquet]', or pyarrow alone") from error
    schema = _schema(arrow, options.names)
    with parquet.ParquetWriter(arrow.PythonFile(stream, mode="w"), schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_batch(_batch(arrow, schema, group), row_group_size=len(group))
            group.clear()  # before the next one is read


def _batch(arrow: Any, schema: pyarrow.Schema, group: list[ExportRow]) -> pyarrow.RecordBatch:
    return arrow.record_batch([_column(arrow, group, each) for each in schema], schema=schema)


def _column(arrow: Any, group: list[ExportRow], field: pyarrow.Field) -> pyarrow.Array:
    values = [*map(attrgetter(field.name), group)]
    if arrow.types.is_timestamp(field.type):
        return arrow.array([_milliseconds(each) for each in values], type=arrow.int64()).view(field.type)
    convert = _CONVERTERS.get(field.name)
    return arrow.array(values if convert is None else [convert(each) for each in values], type=field.type)


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


def _milliseconds(at: datetime | None) -> int | None:
    return None if at is None else round(at.timestamp()) * 1000


def _parts(parts: tuple[LivePart, ...]) -> list[dict[str, object]]:
    return [{"at": each.at, "printed": each.printed, "text": each.text} for each in parts]


def _rights(rights: Rights | None) -> str | None:
    return None if rights is None else json_bytes(plain_value(rights)).decode()


_CONVERTERS: Mapping[str, Callable[[Any], object]] = {"parts": _parts, "rights": _rights}
"""What pyarrow cannot convert by itself, by the name of the field."""
