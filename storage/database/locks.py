"""The host locks of a data folder: any number of runs at once, and one run for each host.

The locks are those of flock(2): the kernel releases them when their holder dies. Reader processes are started without
their file descriptors, so that a reader cannot keep one.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, ClassVar, Self

from storage.database.folder_errors import folder_errors
from storage.database.values.columns import stamp
from storage.exit_status import ExitStatus, UserError

_NOT_IN_NAMES = re.compile(r"[^a-z0-9._-]")
_UNNAMED = "another run"  # it has the lock and has not written its name yet


class LockHeld(UserError):
    """Another run holds the lock; the message names that run."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.LOCKED


class RunLocks:
    """The hosts that one run holds in *folder*; leaving the context releases them."""

    def __init__(self, folder: Path, *, command: str) -> None:
        self._folder, self._command = folder, command
        self._hosts: dict[str, IO[str]] = {}

    def __enter__(self) -> Self:
        with folder_errors(self._folder):
            (self._folder / "locks").mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, *_exc: object) -> None:
        self.release(list(self._hosts))

    def take(self, hosts: Collection[str]) -> str | None:
        """Take all of *hosts*, or none: returns `None`, or the run that holds one of them."""
        taken: list[str] = []
        for host in sorted(set(hosts) - set(self._hosts)):
            file = _locked(self._path(host))
            if file is None:
                self.release(taken)
                return _holder(self._path(host))
            _sign(file, self._command)
            self._hosts[host] = file
            taken.append(host)
        return None

    def take_all(self) -> str | None:
        """Take every host that any run ever had: returns `None`, or a run that goes on. A new host may begin all the same."""
        return self.take([each.stem for each in (self._folder / "locks").glob("*.lock")])

    def release(self, hosts: Collection[str]) -> None:
        """Release *hosts*; another run may take them at once."""
        for host in hosts:
            file = self._hosts.pop(host, None)
            if file is not None:
                _release(file)

    def holder(self, hosts: Collection[str]) -> str | None:
        """Return the run that holds one of *hosts* now; `None` when they are free."""
        before = set(self._hosts)
        holder = self.take(hosts)
        self.release(set(self._hosts) - before)
        return holder

    def _path(self, host: str) -> Path:
        return self._folder / "locks" / f"{_NOT_IN_NAMES.sub('_', host.lower())}.lock"


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until no other program is in this block for *folder*. For moments, not for runs."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _locked(path: Path) -> IO[str] | None:
    with folder_errors(path):
        file = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _sign(file: IO[str], command: str) -> None:
    since = stamp(datetime.now(UTC))
    with suppress(OSError):  # a full disk: the lock holds without its name
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "command": command, "since": since}, ensure_ascii=False))
        file.flush()


def _release(file: IO[str]) -> None:
    with suppress(OSError):
        file.truncate(0)
    with suppress(OSError):
        file.close()


def _holder(path: Path) -> str:
    """Return the run that holds a lock, as it wrote itself into the file."""
    try:
        run = json.loads(path.read_text(encoding="utf-8"))
        return f"another run (pid {run['pid']}, {run['command']}, since {run['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return _UNNAMED
