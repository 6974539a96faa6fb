"""One run a data folder: a lock that the kernel frees when its holder dies."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from filelock import FileLock, Timeout


class LockHeld(Exception):
    """Another run works in the data folder; the message names it."""


class DataLock:
    """The lock of *folder*, held from entering the context to leaving it.

    Entering raises `LockHeld` at once when another process holds it. The lock is flock(2)'s: a killed holder
    leaves none, and readers are started without its file descriptor, so none of them keeps it alive.
    """

    def __init__(self, folder: Path, *, command: str) -> None:
        self._lock = FileLock(folder / "rasad.lock", blocking=False)
        self._holder = folder / "rasad.lock.json"
        self._folder, self._command = folder, command

    def __enter__(self) -> Self:
        try:
            self._lock.acquire()
        except Timeout:
            raise LockHeld(f"{self._folder}: {_holder(self._holder)} works here; wait for it, or stop it") from None
        since = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        said = {"pid": os.getpid(), "command": self._command, "since": since}
        self._holder.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        return self

    def __exit__(self, *_exc: object) -> None:
        self._holder.unlink(missing_ok=True)
        self._lock.release()


def _holder(path: Path) -> str:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return f"another run (pid {said['pid']}, {said['command']}, since {said['since']})"
    except (OSError, ValueError, KeyError):
        return "another run"  # it has the lock and has not said its name yet
