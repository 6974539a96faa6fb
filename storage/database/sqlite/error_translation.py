"""Raises errors of SQLite as `StoreError`s that name the file and the way out."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from storage.database.errors import StoreCorrupt, StoreError, StoreFull, StoreLocked, StoreReadOnly

_KINDS: tuple[tuple[tuple[str, ...], type[StoreError], str], ...] = (
    (("full",), StoreFull, "the disk is full; what was committed is kept: free some space and run again"),
    (
        ("locked", "busy"),
        StoreLocked,
        "another program is writing to it: end that program (or wait) and run again",
    ),
    (
        ("readonly", "unable to open"),
        StoreReadOnly,
        "cannot be written: check the rights of the file and of its folder",
    ),
    (
        ("no such table", "no such column", "has no column"),
        StoreCorrupt,
        "not a store of rasad, or damaged ({text}): put a backup in its place, or move it away",
    ),
    (
        ("not a database", "malformed", "disk image", "unsupported file format", "decode"),
        StoreCorrupt,
        "not an intact SQLite file ({text}): put a backup in its place, or move it away",
    ),
    (
        ("disk I/O",),
        StoreFull,
        "the disk refused a write ({text}): free some space or check it, and run again",
    ),
)
"""Words of SQLite's message, and what they mean to an operator."""


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
    """Raise the `StoreError` for an error of SQLite about *path*; return where *error* is any other, or `None`.

    Python raises a `UnicodeDecodeError` where SQLite's message has bytes of a damaged schema in it.
    """
    if isinstance(error, sqlite3.DatabaseError | UnicodeDecodeError):
        raise _translated(path, error) from error


def _translated(path: Path, error: sqlite3.DatabaseError | UnicodeDecodeError) -> Exception:
    text = str(error)
    for words, kind, message in _KINDS:
        if any(each in text for each in words):
            return kind(f"{path}: {message.format(text=text)}")
    return error
