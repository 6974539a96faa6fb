"""The write-ahead log: whether it was folded into the store, and who holds it open; and file systems that are no place for one.

SQLite cannot empty the log while a program reads an older state of the store. A reader that stays lets it grow without end
(https://www.sqlite.org/wal.html, "Avoiding Excessively Large WAL Files").
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from storage.database.engine.store_file import StoreFile
from storage.database.sqlite.sqlite_file import SqliteFile

LARGE_WAL = 64 * 1024 * 1024
"""From this size on, in bytes, a log that cannot be emptied is reported."""
_NETWORK = frozenset({
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "lustre", "gpfs", "beegfs",
    "fuse.sshfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.gcsfuse", "fuse.davfs2", "davfs",
})  # fmt: skip
_MB = 1024 * 1024


def fold_wal(file: StoreFile) -> str | None:
    """Fold the log into the store; return the warning that it is large and cannot be emptied, and who reads.

    A store that is no SQLite file has no such log.
    """
    if not isinstance(file, SqliteFile):
        return None
    wal = file.path.with_name(f"{file.path.name}-wal")
    with file.reading() as db:
        (waited,) = db.execute("pragma busy_timeout").fetchone()
        db.execute("pragma busy_timeout = 0")
        busy, _, _ = db.execute("pragma wal_checkpoint(truncate)").fetchone()
        db.execute(f"pragma busy_timeout = {int(waited)}")
    return wal_warning(wal) if busy else None


def wal_warning(wal: Path) -> str | None:
    """Return the warning for a log that is large; `None` where it is not, or is missing."""
    try:
        size = wal.stat().st_size
    except OSError:
        return None
    if size < LARGE_WAL:
        return None
    readers = "; ".join(_readers(wal)) or "its process is not visible to this user"
    return (
        f"{wal}: {size // _MB} MB, and it cannot be emptied while a program reads the store ({readers}): "
        "end that program, or let it read a snapshot"
    )


def network_filesystem(path: Path, *, mounts: Path = Path("/proc/self/mountinfo")) -> str | None:
    """Return the kind of the network file system that *path* is on; `None` for a local one, or where it is unknown."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    place, best = path.resolve(), (-1, "")
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")[0]
        if len(fields) < 5:  # noqa: PLR2004  # proc(5): the fifth field is the mount point
            continue
        point = Path(fields[4].encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "replace"))
        if place.is_relative_to(point):
            best = max(best, (len(point.parts), kind))
    return best[1] if best[1] in _NETWORK else None


def _readers(wal: Path) -> Iterator[str]:
    """Yield the other programs that have the log open, each with its pid and for how long it runs (proc(5))."""
    for process in Path("/proc").glob("[0-9]*"):
        if process.name == str(os.getpid()):
            continue
        try:
            if any(each.samefile(wal) for each in (process / "fd").iterdir() if each.exists()):
                name = (process / "comm").read_text(encoding="utf-8", errors="replace").strip()
                hours = (time.time() - process.stat().st_mtime) / 3600
                yield f"pid {process.name}, {name}, for {hours:.1f} hours"
        except OSError:
            continue
