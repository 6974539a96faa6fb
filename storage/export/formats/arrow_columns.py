"""The columns of exported records as pyarrow has them: one schema for every file, and the values of one group of records."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from itertools import accumulate, chain
from operator import attrgetter
from types import UnionType
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from storage.articles.reader import ExportRow
from storage.database.values.field_values import plain_value
from storage.export.formats.json_text import json_bytes
from storage.records import LivePart
from storage.rights import Rights

if TYPE_CHECKING:
    import pyarrow

ArrayBuilder = Callable[[Sequence[Any]], "pyarrow.Array"]
ColumnBuilder = tuple[Callable[[Any], Any], ArrayBuilder]
_EPOCH = date(1970, 1, 1).toordinal()


def arrow_schema(arrow: Any, names: Iterable[str]) -> pyarrow.Schema:
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


class ArrowColumns:
    """Makes record batches of one schema from the memory that Arrow describes, without a value's detour through pyarrow.

    `pyarrow.array` would load pandas where it is installed (60 MB), and leave each text a second time at its Python string.
    """

    def __init__(self, arrow: Any, schema: pyarrow.Schema) -> None:
        self._arrow, self._schema = arrow, schema
        self._columns = [(_getter(each.name), self._builder(each.type)) for each in schema]

    def batch(self, rows: Sequence[ExportRow]) -> pyarrow.RecordBatch:
        """Return the fields of the schema of the records."""
        arrays = [build([*map(get, rows)]) for get, build in self._columns]
        return self._arrow.RecordBatch.from_arrays(arrays, schema=self._schema)

    def _builder(self, kind: pyarrow.DataType) -> ArrayBuilder:
        """Return what makes an array of the type from values; the layouts are those of the Arrow columnar format."""
        types = self._arrow.types
        if types.is_list(kind):
            return self._lists(kind, self._builder(kind.value_type))
        if types.is_struct(kind):
            return self._structs(kind, [(attrgetter(each.name), self._builder(each.type)) for each in kind])
        if types.is_string(kind):
            return partial(self._texts, kind)
        values_of = self._numbers(kind)
        return lambda values: self._array(kind, values, values_of(values))

    def _numbers(self, kind: pyarrow.DataType) -> Callable[[Sequence[Any]], bytes | array[Any]]:
        """Return what makes the memory of a type whose values have one size."""
        types = self._arrow.types
        if types.is_boolean(kind):
            return _bits
        if types.is_timestamp(kind):
            return lambda values: array("q", map(_milliseconds, values))
        if types.is_date32(kind):
            return lambda values: array("i", map(_day, values))
        code, zero = ("d", 0.0) if types.is_float64(kind) else ("q", 0)
        return lambda values: array(code, [each or zero for each in values])

    def _texts(self, kind: pyarrow.DataType, values: Sequence[str | None]) -> pyarrow.Array:
        texts = [each.encode() if each else b"" for each in values]
        ends = array("i", accumulate(map(len, texts), initial=0))
        return self._array(kind, values, ends, b"".join(texts))

    def _lists(self, kind: pyarrow.DataType, build: ArrayBuilder) -> ArrayBuilder:
        def lists(values: Sequence[Any]) -> pyarrow.Array:
            ends = array("i", accumulate(map(len, values), initial=0))
            return self._array(kind, values, ends, children=[build([*chain.from_iterable(values)])])

        return lists

    def _structs(self, kind: pyarrow.DataType, fields: Sequence[ColumnBuilder]) -> ArrayBuilder:
        def structs(values: Sequence[Any]) -> pyarrow.Array:
            return self._array(kind, values, children=[build([*map(get, values)]) for get, build in fields])

        return structs

    def _array(
        self,
        kind: pyarrow.DataType,
        values: Sequence[object],
        *parts: bytes | array[Any],
        children: list[pyarrow.Array] | None = None,
    ) -> pyarrow.Array:
        is_there = _bits([each is not None for each in values]) if None in values else None
        buffers = [None if each is None else self._arrow.py_buffer(each) for each in (is_there, *parts)]
        return self._arrow.Array.from_buffers(kind, len(values), buffers, children=children)


def _getter(name: str) -> Callable[[ExportRow], Any]:
    return _rights if name == "rights" else attrgetter(name)


def _rights(row: ExportRow) -> str | None:
    return None if row.rights is None else json_bytes(plain_value(row.rights)).decode()


def _bits(flags: Sequence[object]) -> bytes:
    """Return a bit for each flag, the first in the lowest bit of the first byte."""
    digits = "".join(["1" if each else "0" for each in reversed(flags)])
    return int(digits or "0", 2).to_bytes((len(flags) + 7) // 8, "little")


def _milliseconds(at: datetime | None) -> int:
    return 0 if at is None else round(at.timestamp()) * 1000


def _day(day: date | None) -> int:
    return 0 if day is None else day.toordinal() - _EPOCH
