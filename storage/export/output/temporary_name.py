"""The names of temporary files and folders of exports, and the removal of those that a killed export left."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import socket
import time
from contextlib import suppress
from pathlib import Path

_LONGEST = 200  # bytes of a name in most file systems are 255
_OURS = re.compile(r"\..*\.rasad-(?P<host>[0-9a-f]{8})-(?P<pid>\d{1,10})-[0-9a-f]{8}\.tmp", re.DOTALL)
_ABANDONED_AFTER = 24 * 3600.0  # seconds without a write; an export writes all the time


def temporary_path(path: Path) -> Path:
    """Return a new path beside *path*: its name tells which process of which host writes it."""
    name = os.fsdecode(os.fsencode(path.name)[: _LONGEST - 60])
    return path.with_name(f".{name}.rasad-{_host()}-{os.getpid()}-{secrets.token_hex(4)}.tmp")


def sweep(folder: Path) -> int:
    """Remove the temporary files and folders of exports that cannot be written any longer; return how many.

    The process that wrote them has ended on this host, or nothing was written to a file for a day. Other files, and
    those that cannot be removed, stay.
    """
    removed = 0
    with suppress(OSError):
        for each in list(os.scandir(folder)):
            match = _OURS.fullmatch(each.name)
            if match is not None and _is_abandoned(each, match):
                with suppress(OSError):
                    _remove(each)
                    removed += 1
    return removed


def _remove(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path)
    else:
        Path(entry.path).unlink()


def _is_abandoned(entry: os.DirEntry[str], match: re.Match[str]) -> bool:
    try:
        if not entry.is_file(follow_symlinks=False) and not entry.is_dir(follow_symlinks=False):
            return False
        if (
            entry.is_file(follow_symlinks=False)
            and time.time() - entry.stat(follow_symlinks=False).st_mtime > _ABANDONED_AFTER
        ):
            return True
    except OSError:
        return False
    return match["host"] == _host() and not _is_running(int(match["pid"]))


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)  # asks only
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _host() -> str:
    """Return eight letters for this host: the number of a process means nothing on another one."""
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]
