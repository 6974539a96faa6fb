"""Writes an export: the articles that may go out, in one file or stream, and a cursor that moves last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from itertools import chain, islice

from storage.articles.reader import ExportRow
from storage.database.change_sequence import store_id
from storage.database.engine.store_file import StoreConnection
from storage.export.cursors.cursor import ExportCursor
from storage.export.delivery.record_sink import RecordSink, send_records
from storage.export.formats.format_options import FormatOptions
from storage.export.formats.formats import FORMATS
from storage.export.layouts.folder_layout import RecordWriter
from storage.export.output.compression import compressed
from storage.export.output.hashed_stream import HashedStream
from storage.export.output.target import OutputTarget, StreamTarget
from storage.export.records.fields import FIELD_NAMES, REPRODUCIBLE_NAMES
from storage.export.run.export_request import CursorUse, ExportReport, ExportRequest
from storage.export.run.export_rows import RowSource, note_sources, source_digests
from storage.store import Store

ExportTarget = OutputTarget | StreamTarget | RecordSink | RecordWriter
_STEP = 500


def write_export(
    store: Store,
    target: ExportTarget,
    request: ExportRequest,
    *,
    cursor: CursorUse | None = None,
    progress: Callable[[int], None] | None = None,
) -> ExportReport:
    """Write the articles that *request* names to *target*; with a *cursor* only what its reader does not have yet.

    Everything is of one state of the store. The cursor moves after everything is written, so that a kill repeats
    records but loses none. *progress* is called again and again with the number of records so far.
    Raises `CursorError` for a cursor that does not fit, `LockHeld` while another export has it.
    """
    with _opened(cursor) as open_cursor, store.file.snapshot() as db:
        if open_cursor is not None and cursor is not None:
            _begin(open_cursor, cursor, db, request)
            if not isinstance(target, RecordSink):
                open_cursor.doubt()
        source = RowSource(db, request, open_cursor)
        if open_cursor is not None and not open_cursor.seq:
            note_sources(db, open_cursor)
        options = _options(request, store_id(db))
        rows = source.rows() if progress is None else _counted(source.rows(), progress)
        file, digest = _to_target(rows, target, request.form, options, open_cursor)
        report = ExportReport(
            operations=dict(source.counter.operations),
            withheld=dict(source.counter.withheld),
            undated=source.undated(),
            hidden=source.counter.hidden,
            file=file,
        )
        if open_cursor is not None:
            open_cursor.move(db, selection=request.options(), records=report.records, file=file or "", sha256=digest)
    return report


def _opened(cursor: CursorUse | None) -> AbstractContextManager[ExportCursor | None]:
    if cursor is None:
        return nullcontext()
    return ExportCursor.open(cursor.path, peeks=cursor.peeks)


def _begin(cursor: ExportCursor, use: CursorUse, db: StoreConnection, request: ExportRequest) -> None:
    if not use.resets:
        cursor.check(db, request.options())
    if not use.peeks:
        cursor.note_attempt(db, source_digests(db))
    if use.resets:
        cursor.forget()


def begin_now(store: Store, request: ExportRequest, use: CursorUse) -> None:
    """Let a new cursor begin with the store as it is: its reader gets what comes later."""
    with ExportCursor.open(use.path) as cursor, store.file.snapshot() as db:
        note_sources(db, cursor)
        cursor.move(db, selection=request.options(), records=0, file="", sha256="")


def _counted(rows: Iterator[ExportRow], progress: Callable[[int], None]) -> Iterator[ExportRow]:
    for number, row in enumerate(rows):
        if not number % _STEP:
            progress(number)
        yield row


def _to_target(
    rows: Iterator[ExportRow], target: ExportTarget, form: str, options: FormatOptions, cursor: ExportCursor | None
) -> tuple[str | None, str]:
    """Write or send the rows; return the name of what got them, `None` where nothing did, and the SHA-256 of a file."""
    if isinstance(target, OutputTarget):
        return _write(rows, target, form, options, cursor)
    if isinstance(target, RecordWriter):
        return (target.name if target.write_records(rows, form, options) else None), ""
    if isinstance(target, RecordSink):
        return (target.name if send_records(rows, target, form, options, cursor) else None), ""
    first = list(islice(rows, 1))
    return _stream(chain(first, rows), target, form, options, cursor) if first else (None, "")


def _write(
    rows: Iterator[ExportRow], target: OutputTarget, form: str, options: FormatOptions, cursor: ExportCursor | None
) -> tuple[str | None, str]:
    """Write the rows; without rows no batch is made."""
    first = list(islice(rows, 1))
    if target.folder is not None:
        if cursor is None or (not first and not cursor.begins_again):
            return None, ""
        target = target.batch(cursor.name, cursor.batches + 1, suffix=FORMATS[form].suffix, is_whole=not cursor.seq)
    return _stream(chain(first, rows), target, form, options, cursor)


def _stream(
    rows: Iterable[ExportRow], target: StreamTarget, form: str, options: FormatOptions, cursor: ExportCursor | None
) -> tuple[str, str]:
    with target.opened() as raw:
        hashed = HashedStream(raw, hashes=cursor is not None)
        with compressed(hashed, target.name) as stream:
            FORMATS[form].write(rows, stream, options)
    return target.name, hashed.hexdigest()


def _options(request: ExportRequest, store: str) -> FormatOptions:
    names = request.fields or (REPRODUCIBLE_NAMES if request.reproducible else FIELD_NAMES)
    return FormatOptions(names=names, excel=request.excel, store_id=store)
