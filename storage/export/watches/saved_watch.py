"""A watch: a saved query, and who is told what is new of it. Each is a file that only its owner may read."""

from __future__ import annotations

import json
import os
import re
from dataclasses import MISSING, asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from storage.exit_status import ExitStatus, UserError
from storage.export.cursors.cursor_file import SUFFIX

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_END = ".json"


class WatchError(UserError):
    """There is no such watch, or its file cannot be used; the message has the way out."""

    exit_status: ClassVar[ExitStatus] = ExitStatus.USAGE


class WatchChannel(StrEnum):
    """Who is told."""

    PRINT = "print"
    MAIL = "mail"
    WEBHOOK = "webhook"
    EXEC = "exec"
    ATOM = "atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedWatch:
    """*query* is as it was typed. *place* is the address, file or command of *channel*, and may hold a secret.

    *purpose* and *full_text* are what exports call `--for` and `--full-text`.
    """

    name: str
    query: str
    channel: WatchChannel = WatchChannel.PRINT
    place: str = ""
    purpose: str = "search"
    full_text: bool = False
    originals: bool = False
    no_series: bool = False


class WatchFolder:
    """The watches of a data folder, in *folder*."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        """Return the names of all watches, in their order."""
        return sorted(each.stem for each in self._folder.glob(f"*{_END}") if NAME.fullmatch(each.stem))

    def cursor(self, name: str) -> Path:
        """Return the file of the cursor of a watch; it need not be there."""
        return self._folder / f"{name}{SUFFIX}"

    def make_room(self, name: str) -> None:
        """Remove what an `add` that was killed left of a cursor. Raises `WatchError` where there is such a watch."""
        if self._path(name).exists():
            raise WatchError(f"watch {name}: there is one already: `rasad watch remove {name}`")
        self._remove(name)

    def add(self, watch: SavedWatch) -> None:
        """Keep a new watch. Raises `WatchError` where there is one of its name."""
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(self._path(watch.name), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except FileExistsError as error:
            raise WatchError(f"watch {watch.name}: there is one already: `rasad watch remove {watch.name}`") from error
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(asdict(watch), stream, ensure_ascii=False, indent=1)
            stream.flush()
            os.fsync(stream.fileno())

    def read(self, name: str) -> SavedWatch:
        """Return a watch. Raises `WatchError`; no value is in the message."""
        if not NAME.fullmatch(name):
            raise WatchError(f"watch {name}: there is none; `rasad watch list` shows them")
        try:
            values = json.loads(self._path(name).read_text(encoding="utf-8"))
            found = SavedWatch(**{**values, "channel": WatchChannel(values["channel"])})
            _check_types(found)
        except FileNotFoundError as error:
            raise WatchError(f"watch {name}: there is none; `rasad watch list` shows them") from error
        except (ValueError, KeyError, TypeError) as error:
            raise WatchError(
                f"{self._path(name)}: not a watch that can be read: `rasad watch remove {name}`, and add it again"
            ) from error
        return found

    def remove(self, name: str) -> None:
        """Remove a watch and its cursor. Raises `WatchError` where there is none."""
        if not NAME.fullmatch(name) or not self._path(name).exists():
            raise WatchError(f"watch {name}: there is none; `rasad watch list` shows them")
        self._remove(name)

    def _remove(self, name: str) -> None:
        cursor = self.cursor(name)
        for each in (self._path(name), cursor, cursor.with_name(f"{cursor.name}-journal")):
            each.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_END}"


def _check_types(found: SavedWatch) -> None:
    """Raise `TypeError` where a value is of another type than its default, or than text."""
    for each in fields(SavedWatch):
        wanted = str if each.default is MISSING else type(each.default)
        if not isinstance(getattr(found, each.name), wanted):
            raise TypeError(each.name)
