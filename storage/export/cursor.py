"""The cursor of an export: how far its reader has come; it moves after the file."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from storage.database.values.columns import stamp
from storage.exit_status import ExitStatus, UserError
from storage.export.atomic_file import whole_file


class CursorError(UserError):
    """The cursor's file cannot be used; the message names it and the way out."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE


def read_cursor(cursor: Path) -> int:
    """Return the `seq` that the reader has reached; 0 where the file is not there yet. Raises `CursorError`."""
    if not cursor.exists():
        return 0
    try:
        return int(json.loads(cursor.read_text(encoding="utf-8"))["seq"])
    except (ValueError, KeyError, TypeError) as error:
        raise CursorError(f"{cursor}: not a cursor that can be read; delete it to export everything again") from error


def write_cursor(cursor: Path, seq: int, rows: int, path: Path) -> None:
    """Note that *path*, with so many *rows*, brought the reader to *seq*."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    values = {"seq": seq, "at": stamp(datetime.now(UTC)), "rows": rows, "file": path.name, "sha256": digest}
    with whole_file(cursor, bom=False) as stream:
        json.dump(values, stream, ensure_ascii=False)
