"""Who works in a data folder: any number of runs, each host in the hands of one of them.

The locks are flock(2)'s: the kernel frees them when their holder dies, and readers are started without their
file descriptors, so that none of them keeps one alive.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Self

_UNFIT = re.compile(r"[^a-z0-9._-]")
_NAMELESS = "another run"  # it has the lock and has not said its name yet


class LockHeld(Exception):
    """Another run works here; the message names it."""


class DataLock:
    """The whole of *folder* for one program, from entering the context to leaving it.

    Entering raises `LockHeld` at once when a run or another holder works in the folder.
    """

    def __init__(self, folder: Path, *, command: str) -> None:
        self._folder, self._command = folder, command
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        self._file = _locked(self._folder / "rasad.lock", fcntl.LOCK_EX)
        if self._file is None:
            raise LockHeld(f"{self._folder}: {_holder(self._folder)} works here; wait for it, or stop it")
        _sign(self._file, self._command)
        return self

    def __exit__(self, *_exc: object) -> None:
        assert self._file is not None  # noqa: S101  # entered
        _let_go(self._file)


class RunLocks:
    """What one run holds: its place among the runs of *folder*, and the hosts that it crawls.

    Entering raises `LockHeld` when another program has the whole folder.
    """

    def __init__(self, folder: Path, *, command: str) -> None:
        self._folder, self._command = folder, command
        self._things = ExitStack()
        self._hosts: dict[str, IO[str]] = {}

    def __enter__(self) -> Self:
        (self._folder / "locks").mkdir(parents=True, exist_ok=True)
        shared = _locked(self._folder / "rasad.lock", fcntl.LOCK_SH)
        if shared is None:
            raise LockHeld(f"{self._folder}: {_holder(self._folder)} works here; wait for it, or stop it")
        self._things.callback(shared.close)
        return self

    def __exit__(self, *_exc: object) -> None:
        self.release(list(self._hosts))
        self._things.close()

    def take(self, hosts: Collection[str]) -> str | None:
        """Take all of *hosts*, or none: returns null, or who has one of them."""
        taken: list[str] = []
        for host in sorted(set(hosts) - set(self._hosts)):
            file = _locked(self._path(host), fcntl.LOCK_EX)
            if file is None:
                self.release(taken)
                return _said(self._path(host))
            _sign(file, self._command)
            self._hosts[host] = file
            taken.append(host)
        return None

    def release(self, hosts: Collection[str]) -> None:
        """Let go of *hosts*; another run may take them at once."""
        for host in hosts:
            file = self._hosts.pop(host, None)
            if file is not None:
                _let_go(file)

    def holder(self, hosts: Collection[str]) -> str | None:
        """Return who has one of *hosts* just now; null when they are free."""
        before = set(self._hosts)
        holder = self.take(hosts)
        self.release(set(self._hosts) - before)
        return holder

    def _path(self, host: str) -> Path:
        return self._folder / "locks" / f"{_UNFIT.sub('_', host.lower())}.lock"


@contextmanager
def one_at_a_time(folder: Path) -> Iterator[None]:
    """Wait until nobody else is in here for *folder*, and be alone. For moments, not for runs."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _locked(path: Path, mode: int) -> IO[str] | None:
    file = path.open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, mode | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _sign(file: IO[str], command: str) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    file.truncate(0)
    file.write(json.dumps({"pid": os.getpid(), "command": command, "since": since}, ensure_ascii=False))
    file.flush()


def _let_go(file: IO[str]) -> None:
    file.truncate(0)
    file.close()


def _holder(folder: Path) -> str:
    """Return who keeps the folder: its one holder, or one of the runs in it."""
    paths = (folder / "rasad.lock", *sorted((folder / "locks").glob("*.lock")))
    return next((said for path in paths if (said := _said(path)) != _NAMELESS), _NAMELESS)


def _said(path: Path) -> str:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return f"another run (pid {said['pid']}, {said['command']}, since {said['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return _NAMELESS
