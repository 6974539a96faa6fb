"""Exports: JSON lines and CSV, whole or not there, and a cursor that moves last."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from storage.articles.reader import ArticleRow
from storage.database.columns import stamp
from storage.export.rights_filter import is_hidden, is_reserved, without_text
from storage.records import Part
from storage.rights import Rights
from storage.store import Store

_NAMES = tuple(each.name for each in fields(ArticleRow))
# Our own numbers and clock: they tell the order in which pages came, not what the pages say.
_OURS = frozenset({"id", "seq", "duplicate_of", "story_id", "fetched_at", "kept_at"})
_REPRODUCIBLE = tuple(each for each in _NAMES if each not in _OURS)
# Line ends to some readers of JSON lines, though not to JSON: written as escapes.
_LINE_ENDS = {0x2028: "\\u2028", 0x2029: "\\u2029", 0x85: "\\u0085"}
# What a spreadsheet takes for a formula (OWASP, CSV injection) is written behind an apostrophe.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportReport:
    """What an export wrote: rows, how many of them without their body, and the `seq` it reached."""

    rows: int
    withheld: int
    last_seq: int


class CursorError(Exception):
    """The cursor's file cannot be used; the message names it and the way out."""


def write_export(
    store: Store,
    path: Path,
    form: str,
    *,
    cursor: Path | None,
    since: datetime | None,
    include_body: Callable[[str], bool],
    excel: bool = False,
    reproducible: bool = False,
) -> ExportReport:
    """Write the articles to *path* as `jsonl` or `csv`; with a *cursor* only what changed since it was last moved.

    *include_body* tells by source id whether the licence lets the text out; a withdrawn article has none, and one
    whose outlet reserves it has none whatever the licence says (`storage/export/rights_filter.py`).
    The file appears whole or not at all; the cursor moves after it, so that a kill repeats rows but loses none.
    *reproducible*: by address and without our own numbers and clock, so that the same pages give the same bytes.
    """
    reached = store.last_seq()
    after = _position(cursor) if cursor is not None else 0
    withheld = 0

    def let_out() -> Iterator[ArticleRow]:
        nonlocal withheld
        for row in store.changes(after_seq=after, since=since, by_address=reproducible):
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

    with _whole_file(path, bom=excel and form == "csv") as stream:
        names = _REPRODUCIBLE if reproducible else _NAMES
        written = (write_csv if form == "csv" else write_jsonl)(let_out(), stream, names)
    if cursor is not None:
        _move(cursor, reached, written, path)
    return ExportReport(rows=written, withheld=withheld, last_seq=reached)


def write_jsonl(rows: Iterable[ArticleRow], stream: TextIO, names: Sequence[str] = _NAMES) -> int:
    """Write one JSON object a line, Arabic unescaped, times as ISO 8601 UTC; returns the number of lines."""
    count = 0
    for row in rows:
        line = json.dumps({name: _plain(getattr(row, name)) for name in names}, ensure_ascii=False)
        stream.write(line.translate(_LINE_ENDS) + "\n")
        count += 1
    return count


def write_csv(rows: Iterable[ArticleRow], stream: TextIO, names: Sequence[str] = _NAMES) -> int:
    """Write a heading and a line a row; lists are joined by `; `, unknown is empty; returns the number of rows."""
    writer = csv.writer(stream)
    writer.writerow(names)
    count = 0
    for row in rows:
        writer.writerow([_cell(getattr(row, name)) for name in names])
        count += 1
    return count


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return stamp(value)
    if isinstance(value, Rights):
        return value.said()
    if isinstance(value, Part):
        return {"at": _plain(value.at), "printed": value.printed, "text": value.text}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple) and value and isinstance(value[0], Part):
        return json.dumps(_plain(value), ensure_ascii=False)
    if isinstance(value, Rights):
        return json.dumps(value.said(), ensure_ascii=False)
    text = "; ".join(value) if isinstance(value, tuple) else str(_plain(value))
    return f"'{text}" if isinstance(value, str | tuple) and text.startswith(_FORMULA) else text


@contextmanager
def _whole_file(path: Path, *, bom: bool) -> Iterator[TextIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as raw, TextIOWrapper(raw, "utf-8-sig" if bom else "utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(raw.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)  # a temporary file is its maker's alone; an export is as any file
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _position(cursor: Path) -> int:
    if not cursor.exists():
        return 0
    try:
        return int(json.loads(cursor.read_text(encoding="utf-8"))["seq"])
    except (ValueError, KeyError, TypeError) as error:
        raise CursorError(f"{cursor}: no cursor that can be read; delete it to export everything again") from error


def _move(cursor: Path, seq: int, rows: int, path: Path) -> None:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    said = {"seq": seq, "at": stamp(datetime.now(UTC)), "rows": rows, "file": path.name, "sha256": digest}
    with _whole_file(cursor, bom=False) as stream:
        json.dump(said, stream, ensure_ascii=False)
