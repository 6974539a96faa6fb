"""The data folder: the path of everything that rasad writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class DataDir:
    """The paths of a data folder; everything that rasad writes is below *data*."""

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

    @property
    def archive(self) -> Path:
        return self.data / "archive"

    @property
    def watches(self) -> Path:
        return self.exports / "watches"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def secrets(self) -> Path:
        return self.data / "secrets.toml"

    @property
    def alerts(self) -> Path:
        return self.data / "alerts.json"

    @property
    def labels(self) -> Path:
        return self.data / "labels.db"
