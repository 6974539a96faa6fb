"""Copies a store of an older schema before it is migrated, so that an upgrade can be undone."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from storage.database.errors import StoreFull
from storage.database.locks import one_at_a_time
from storage.database.maintenance.backup import back_up
from storage.database.schema import VERSION

logger = logging.getLogger(__name__)

WITHOUT = "RASAD_MIGRATE_WITHOUT_BACKUP"
"""Set to 1, it lets a store be migrated without a copy: for a disk that has no room for one."""


def back_up_before_migration(path: Path, environ: Mapping[str, str] = os.environ) -> Path | None:
    """Copy the store at *path* into `backups/` beside it if its schema is older; returns the copy.

    `None`: there is nothing to migrate, or nothing that could be read; whoever opens the store says so. Raises a
    `StoreError` when the copy cannot be made; the store was not touched then.
    """
    if _older_schema(path) is None:
        return None
    with one_at_a_time(path.parent):
        version = _older_schema(path)  # another run may have migrated it meanwhile
        if version is None:
            return None
        if environ.get(WITHOUT) == "1":
            logger.warning("%s: schema %d is migrated to %d without a backup", path, version, VERSION)
            return None
        target = path.parent / "backups" / f"schema-{version}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.db"
        if not target.exists():  # made this very second by another run
            _copy(path, target, version)
    words = "%s: schema %d is migrated to %d; the store of before is in %s"
    logger.warning(words, path, version, VERSION, target)
    return target


def _copy(path: Path, target: Path, version: int) -> None:
    try:
        back_up(path, target)
    except StoreFull as error:
        needed = path.stat().st_size / 1e6
        raise StoreFull(
            f"{path}: schema {version} must be migrated, and the disk is too full for a backup of before: free "
            f"{needed:.0f} MB, or copy the store to another disk yourself and set {WITHOUT}=1 once"
        ) from error


def _older_schema(path: Path) -> int | None:
    """Return the schema of a store that is older than ours; `None` for any other file, and where there is none."""
    if not path.is_file() or path.stat().st_size == 0:
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            version = int(db.execute("pragma user_version").fetchone()[0])
    except sqlite3.Error:
        return None
    return version if 0 < version < VERSION else None
