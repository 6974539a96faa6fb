"""When a store was last checked page by page: a check reads the whole file, so it is made once a day.

It is made at once when another program changed the file, when its last writer was killed, and when nothing is known.
"""

from __future__ import annotations

import fcntl
import json
import os
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypedDict

_EVERY = timedelta(days=1)
_MOST_BYTES = 1000


class _Record(TypedDict):
    checked_at: float
    left_as: list[int]


class IntegrityRecord:
    """The file `<store>.checked`: when the store was checked, and how its last writer left the file.

    A writer holds a shared lock (flock(2)) on it while the store is open. Where it cannot be read or written the
    answer is always that a check is due.
    """

    def __init__(self, path: Path) -> None:
        """Open the record of the store at *path*. The caller is the only program that opens the store now."""
        self._path = path
        self._handle: int | None = None
        self._is_alone = True
        with suppress(OSError):
            self._handle = os.open(path.with_name(f"{path.name}.checked"), os.O_RDWR | os.O_CREAT, 0o644)
            self._is_alone = _is_alone(self._handle)
            fcntl.flock(self._handle, fcntl.LOCK_SH)

    def is_due(self, now: datetime) -> bool:
        """Whether the store is to be checked before it is written."""
        record = self._read()
        if record is None:
            return True
        age = now - datetime.fromtimestamp(record["checked_at"], UTC)
        if not timedelta() <= age < _EVERY:  # a clock that was ahead does not put it off
            return True
        return self._is_alone and (_has_log(self._path) or record["left_as"] != _state(self._path))

    def note_check(self, now: datetime) -> None:
        """Note that the store was checked at *now* and found whole."""
        self._write({"checked_at": now.timestamp(), "left_as": []})

    def close(self) -> None:
        """Note how the file was left, after its connection was closed, and release the lock."""
        record = self._read()
        if record is not None:
            with suppress(OSError):
                self._write({**record, "left_as": _state(self._path)})
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _read(self) -> _Record | None:
        if self._handle is None:
            return None
        try:
            found = json.loads(os.pread(self._handle, _MOST_BYTES, 0))
            return {"checked_at": float(found["checked_at"]), "left_as": list(found["left_as"])}
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _write(self, record: _Record) -> None:
        if self._handle is None:
            return
        with suppress(OSError):  # a full disk: the next writer checks the store
            os.ftruncate(self._handle, 0)
            os.pwrite(self._handle, json.dumps(record).encode(), 0)


def _is_alone(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _has_log(path: Path) -> bool:
    """Whether a write-ahead log was left: its last writer was killed, or a reader was the last to close."""
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except OSError:
        return False


def _state(path: Path) -> list[int]:
    stat = path.stat()
    return [stat.st_ino, stat.st_size, stat.st_mtime_ns]
