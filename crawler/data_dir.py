"""What every command is given: the data folder, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path


class Exit(IntEnum):
    """The exit statuses of `rasad` (docs/operations.md)."""

    EXPECTED = 0
    FELL_SHORT = 1
    USAGE = 2
    INTERRUPTED = 3
    STORE = 4
    LOCKED = 75


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The data folder: everything that rasad writes stands below it."""

    data: Path

    @property
    def store(self) -> Path:
        return self.data / "rasad.db"

    @property
    def sources(self) -> Path:
        return self.data / "sources"

    @property
    def settings(self) -> Path:
        return self.data / "rasad.toml"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def exports(self) -> Path:
        return self.data / "exports"
