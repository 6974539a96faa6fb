"""The cursor of an export: how far its reader has come; it moves after the file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from storage.database.values.columns import stamp
from storage.exit_status import ExitStatus, UserError
from storage.export.output.whole_file import whole_file


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


def write_cursor(cursor: Path, seq: int, rows: int, name: str, digest: str) -> None:
    """Note that the export to *name*, with so many *rows* and the SHA-256 *digest*, brought the reader to *seq*."""
    values = {"seq": seq, "at": stamp(datetime.now(UTC)), "rows": rows, "file": name, "sha256": digest}
    with whole_file(cursor) as stream:
        stream.write(json.dumps(values, ensure_ascii=False).encode())
