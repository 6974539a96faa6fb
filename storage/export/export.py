"""Exports: the articles that may go out, in one file, and a cursor that moves last."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BufferedWriter, TextIOWrapper
from pathlib import Path

from storage.articles.reader import ExportRow
from storage.export.cursor import read_cursor, write_cursor
from storage.export.fields import FIELD_NAMES, REPRODUCIBLE_NAMES
from storage.export.formats import FORMATS
from storage.export.output.hashed_stream import HashedStream
from storage.export.output.target import OutputTarget
from storage.export.rights_filter import is_hidden, is_reserved, without_text
from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What an export wrote: rows, how many of them without their body, and the `seq` it reached."""

    rows: int
    withheld: int
    last_seq: int


def write_export(
    store: Store,
    target: OutputTarget,
    form: str,
    *,
    cursor: Path | None,
    since: datetime | None,
    include_body: Callable[[str], bool],
    excel: bool = False,
    reproducible: bool = False,
) -> ExportReport:
    """Write the articles to *target* in a format of `FORMATS`; with a *cursor* only what changed since it was last moved.

    *include_body* tells by source id whether the licence lets the text out; a withdrawn article has none, and one
    whose outlet reserves it has none whatever the licence says (`storage/export/rights_filter.py`).
    The cursor moves after everything is written, so that a kill repeats rows but loses none.
    *reproducible*: by address and without our own numbers and clock, so that the same pages give the same bytes.
    """
    reached = store.articles.last_seq()
    after = read_cursor(cursor) if cursor is not None else 0
    withheld = 0

    def let_out() -> Iterator[ExportRow]:
        nonlocal withheld
        for row in store.articles.changes(after_seq=after, since=since, by_address=reproducible):
            if row.seq > reached:
                continue  # written by a run that began meanwhile: the next export has it
            if is_hidden(row.rights) and not after:
                continue  # a reader with a cursor may have had it before: it comes bare then
            if row.withdrawn_at is not None:
                yield replace(row, body=None, parts=())
            elif is_reserved(row.rights):
                withheld += 1
                yield without_text(row)
            elif include_body(row.source_id):
                yield row
            else:
                withheld += 1
                yield replace(row, body=None, parts=())

    encoding = "utf-8-sig" if excel and FORMATS[form].opens_in_excel else "utf-8"
    with target.opened() as raw:
        hashed = HashedStream(raw)
        stream = TextIOWrapper(BufferedWriter(hashed), encoding, newline="")
        names = REPRODUCIBLE_NAMES if reproducible else FIELD_NAMES
        written = FORMATS[form].write(let_out(), stream, names)
        stream.flush()
    if cursor is not None:
        write_cursor(cursor, reached, written, target.name, hashed.hexdigest())
    return ExportReport(rows=written, withheld=withheld, last_seq=reached)
