"""Raises SQLite's errors as `StoreError`s that name the file and the way out."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.database.errors import StoreCorrupt, StoreFull, StoreLocked, StoreReadOnly


class ErrorTranslation:
    """A context that raises SQLite's errors about *path* as `StoreError`s; other errors pass through.

    A class, because a generator costs more than the look-up inside it.
    """

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        raise_translated(self._path, error)


def raise_translated(path: Path, error: BaseException | None) -> None:
    """Raise the `StoreError` for an error of SQLite about *path*; return where *error* is any other, or `None`."""
    if isinstance(error, sqlite3.DatabaseError):
        raise _translated(path, error) from error


def _translated(path: Path, error: sqlite3.DatabaseError) -> Exception:
    text = str(error)
    if "full" in text:
        return StoreFull(f"{path}: the disk is full; what was committed is kept: free some space and run again")
    if "locked" in text or "busy" in text:
        return StoreLocked(f"{path}: another program is writing to it: end that program (or wait) and run again")
    if "readonly" in text or "unable to open" in text:
        return StoreReadOnly(f"{path}: cannot be written: check the rights of the file and of its folder")
    if "not a database" in text or "malformed" in text or "disk image" in text:
        return StoreCorrupt(f"{path}: not an intact SQLite file ({text}): put a backup in its place, or move it away")
    if "disk I/O" in text:
        return StoreFull(f"{path}: the disk refused a write ({text}): free some space or check it, and run again")
    return error
