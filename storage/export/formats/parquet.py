"""Exports as Parquet: one schema for every file, compressed with zstd, in row groups of bounded size."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

from storage.articles.reader import ExportRow
from storage.exit_status import ExitStatus, UserError
from storage.export.formats.arrow_columns import ArrowColumns, arrow_schema
from storage.export.formats.format_options import FormatOptions

if TYPE_CHECKING:
    import pyarrow

_MOST_ROWS, _MOST_BYTES = 10_000, 12_000_000
"""Of one row group: what comes first. It is in memory as columns. A group costs 10 ms, and 60 KB until the file ends."""
_BATCH_CHARACTERS = 300_000
"""Of the texts that are in memory as records, before they are columns."""
_POOL = "ARROW_DEFAULT_MEMORY_POOL"
# Nearly no two articles have the same: a dictionary of them costs a third of the writing, and makes no file smaller.
_OWN = frozenset({"id", "seq", "canonical_url", "final_url", "headline", "deck", "summary", "body", "parts"})
_PROSE = frozenset({"headline", "deck", "summary", "body", "parts", "rights"})
"""Nobody skips row groups by the least and the greatest of these, and the end of the file would hold them."""


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
    schema = arrow_schema(arrow, options.names)
    with parquet.ParquetWriter(
        arrow.PythonFile(stream, mode="w"),
        schema,
        compression="zstd",
        use_dictionary=_leaves(arrow, schema, _OWN),
        write_statistics=_leaves(arrow, schema, _PROSE),
    ) as writer:
        for group in _groups(arrow, ArrowColumns(arrow, schema), rows):
            writer.write_table(group, row_group_size=_MOST_ROWS)
            del group  # before the next one is read


def _leaves(arrow: Any, schema: pyarrow.Schema, without: frozenset[str]) -> list[str]:
    """Return the names that the file has for the columns of the fields, *without* some."""
    return [
        f"{each.name}.list.element" if arrow.types.is_list(each.type) else each.name
        for each in schema
        if each.name not in without
    ]


def _groups(arrow: Any, columns: ArrowColumns, rows: Iterable[ExportRow]) -> Iterator[pyarrow.Table]:
    """Yield tables that are row groups."""
    batches: list[pyarrow.RecordBatch] = []
    number = size = 0
    for some in _batches(rows):
        batch = columns.batch(some)
        if number + batch.num_rows > _MOST_ROWS or size >= _MOST_BYTES:
            table, batches = arrow.Table.from_batches(batches), []
            number = size = 0
            yield table
            del table
        batches.append(batch)
        number, size = number + batch.num_rows, size + batch.nbytes
    if batches:
        yield arrow.Table.from_batches(batches)


def _batches(rows: Iterable[ExportRow]) -> Iterator[list[ExportRow]]:
    batch: list[ExportRow] = []
    characters = 0
    for row in rows:
        batch.append(row)
        characters += len(row.body or "") + len(row.headline)
        if characters >= _BATCH_CHARACTERS or len(batch) >= _MOST_ROWS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
