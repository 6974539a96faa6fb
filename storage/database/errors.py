"""Why a store cannot be used, each as one line that names the file and the way out.

StoreError
├── StoreMissing    there is no file where one must be
├── StoreNewer      written by a newer rasad
├── StoreCorrupt    no SQLite file, or a damaged one
├── StoreReadOnly   the file or its folder cannot be written
├── StoreFull       the disk is full
└── StoreLocked     another program holds a write lock for too long
"""

from __future__ import annotations

import sqlite3
from pathlib import Path


class StoreError(Exception):
    """The store cannot be used; the message is one line for the operator."""


class StoreMissing(StoreError):
    """There is no store at the path."""


class StoreNewer(StoreError):
    """The store was written by a newer version."""


class StoreCorrupt(StoreError):
    """The file is no SQLite database, or its pages are damaged."""


class StoreReadOnly(StoreError):
    """The store cannot be written."""


class StoreFull(StoreError):
    """The disk is full; what was committed is kept."""


class StoreLocked(StoreError):
    """Another program wrote for longer than we wait."""


class said_plainly:  # noqa: N801  # used as a function is: a generator costs more than the look-up inside it
    """Raise SQLite's errors about *path* as `StoreError`s; other errors pass through."""

    __slots__ = ("_path",)

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sqlite3.DatabaseError):
            raise _plain(self._path, error) from error


def _plain(path: Path, error: sqlite3.DatabaseError) -> Exception:
    text = str(error)
    if "full" in text:
        return StoreFull(f"{path}: the disk is full; what was committed is kept: free some space and run again")
    if "locked" in text or "busy" in text:
        return StoreLocked(f"{path}: another program is writing to it: end that program (or wait) and run again")
    if "readonly" in text or "unable to open" in text:
        return StoreReadOnly(f"{path}: cannot be written: check the rights of the file and of its folder")
    if "not a database" in text or "malformed" in text or "disk image" in text:
        return StoreCorrupt(f"{path}: no intact SQLite file ({text}): put a backup in its place, or move it away")
    if "disk I/O" in text:
        return StoreFull(f"{path}: the disk refused a write ({text}): free some space or check it, and run again")
    return error
