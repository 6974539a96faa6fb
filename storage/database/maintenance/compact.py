"""Gives the space of removed rows back to the disk: the file is written anew, in one transaction, by SQLite itself."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from storage.database.engine.store_file import StoreConnection
from storage.database.errors import StoreFull
from storage.database.folder_errors import folder_errors
from storage.database.sqlite.error_translation import ErrorTranslation

_SPARE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactResult:
    """The bytes of the file before and after."""

    before: int
    after: int


def free_bytes(db: StoreConnection) -> int:
    """Return how many bytes of the file hold nothing."""
    return int(_pragma(db, "freelist_count") * _pragma(db, "page_size"))


def compact(path: Path, db: StoreConnection) -> CompactResult:
    """Write the store anew without free pages, and fold its log. A kill at any moment leaves it as it was, or compacted.

    It is written twice, to a temporary file beside the store and to the log. Raises `StoreFull` before anything is done where the
    disk has no room for that, and a `StoreError`. Nobody else may write meanwhile.
    """
    before = path.stat().st_size
    _check_space(path, db)
    with ErrorTranslation(path), _temporary_files_beside(path):
        db.execute("vacuum")
        db.execute("pragma wal_checkpoint(truncate)")
    return CompactResult(before=before, after=path.stat().st_size)


def _check_space(path: Path, db: StoreConnection) -> None:
    used = (_pragma(db, "page_count") - _pragma(db, "freelist_count")) * _pragma(db, "page_size")
    needed = 2 * used + _SPARE
    with folder_errors(path):
        free = shutil.disk_usage(path.parent).free
    if free < needed:
        raise StoreFull(
            f"{path}: {needed / 1e6:.0f} MB are needed while it is written anew, and {free / 1e6:.0f} MB are free: free some space"
        )


def _pragma(db: StoreConnection, name: str) -> int:
    return int(db.execute(f"pragma {name}").fetchone()[0])


@contextmanager
def _temporary_files_beside(path: Path) -> Iterator[None]:
    """Let SQLite put its temporary file on the disk whose space was checked, and not into /tmp."""
    before = os.environ.get("SQLITE_TMPDIR")
    os.environ["SQLITE_TMPDIR"] = str(path.parent.absolute())
    try:
        yield
    finally:
        if before is None:
            del os.environ["SQLITE_TMPDIR"]
        else:
            os.environ["SQLITE_TMPDIR"] = before
