"""Copies of a store: made while runs go on, checked before they count, put back without harm to what is there."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from storage.database.errors import StoreCorrupt, StoreError, StoreFull, StoreMissing
from storage.database.folder_errors import folder_errors
from storage.database.maintenance.verify import damage
from storage.database.sqlite.error_translation import ErrorTranslation

_NAME = "rasad-%Y%m%dT%H%M%SZ.db"
_OURS = re.compile(r"rasad-\d{8}T\d{6}Z\.db")
_LABELS = ".labels"
_OF_THE_COPY = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_IOERR_WRITE})
"""Errors that a copy meets where it is written; the store is only read."""


def backup_name(now: datetime) -> str:
    """Return the file name of a backup that is made at *now*, in UTC: names sort by time."""
    return now.astimezone(UTC).strftime(_NAME)


def back_up(store: Path, target: Path) -> str:
    """Write the store as it is at this moment to *target*, with its SHA-256 beside it; returns that digest.

    Runs may go on: the copy is one read transaction. It is made under another name and renamed when it was read back
    whole, so that a file with the name of a backup is a good one. Raises a `StoreError`.
    """
    if not store.exists():
        raise StoreMissing(f"{store}: no store here; name the data folder with --data")
    if target.exists():
        raise StoreError(f"{target}: there is such a file; name another one")
    part = target.with_name(f".{target.name}.part")
    with folder_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        part.touch()  # SQLite would name the store where this fails; it fills an empty file
    try:
        _copy(store, part)
        _raise_damage(part, "the copy is damaged: check the disk, and the store with `rasad verify`")
        digest = _synced_digest(part)
        with folder_errors(target):
            _digest_file(target).write_text(f"{digest}  {target.name}\n", encoding="utf-8")
            part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return digest


def labels_name(backup: Path) -> Path:
    """Return where the labels are that belong to a backup: beside it, a backup of a file of their own."""
    return backup.with_name(backup.name + _LABELS)


def remove_old(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the *keep* newest backups of *folder*, and return them. Files with other names stay."""
    found = sorted(each for each in folder.iterdir() if _OURS.fullmatch(each.name))
    old = found[:-keep]
    with folder_errors(folder):
        for each in old:
            each.unlink()
            for beside in (_digest_file(each), labels_name(each), _digest_file(labels_name(each))):
                beside.unlink(missing_ok=True)
    return old


def restore(backup: Path, store: Path) -> None:
    """Put a copy of *backup* where the store is to be. Raises a `StoreError` if a store is there, or for damage."""
    if not backup.is_file():
        raise StoreMissing(f"{backup}: no backup here")
    for name in (store.name, f"{store.name}-wal", f"{store.name}-journal"):
        there = store.with_name(name)
        if there.exists():
            raise StoreError(
                f"{there}: nothing is overwritten; move it away with its -wal and -shm, then restore again"
            )
    check_backup(backup)
    part = store.with_name(f".{store.name}.part")
    try:
        with folder_errors(store):
            store.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(backup, part)
            _synced_digest(part)
            os.link(part, store)  # unlike a rename, it fails where another program made a store meanwhile
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def has_digest(backup: Path) -> bool:
    """Whether the SHA-256 of *backup* is beside it; without it, a changed letter within a text is not found."""
    return _digest_file(backup).is_file()


def check_backup(backup: Path) -> None:
    """Raise `StoreCorrupt` if *backup* has other bytes than were backed up, or is damaged."""
    _check_digest(backup)
    _raise_damage(backup, "the backup is damaged: take an older one")


def _copy(store: Path, part: Path) -> None:
    with ErrorTranslation(store), closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True)) as db:
        try:
            db.execute("vacuum into ?", (str(part),))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode in _OF_THE_COPY:
                remedy = "free some space, or name another place with -o"
                raise StoreFull(f"{part.parent}: the backup cannot be written ({error}); {remedy}") from error
            raise


def _raise_damage(path: Path, remedy: str) -> None:
    with ErrorTranslation(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        if problem := next(damage(db), None):
            raise StoreCorrupt(f"{path}: {problem}; {remedy}")


def _synced_digest(path: Path) -> str:
    with folder_errors(path), path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_digest(backup: Path) -> None:
    """Compare a backup with the digest beside it. Raises `StoreCorrupt`; without a digest nothing can be said."""
    try:
        noted = _digest_file(backup).read_text(encoding="utf-8").split()[0]
    except (OSError, IndexError, UnicodeDecodeError):
        return
    with backup.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if noted != found:
        raise StoreCorrupt(
            f"{backup}: not the bytes that were backed up (SHA-256 {found}, noted {noted}): take an older one"
        )


def _digest_file(backup: Path) -> Path:
    return backup.with_name(f"{backup.name}.sha256")
