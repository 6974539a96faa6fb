"""The data folder: the path of everything that rasad writes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from storage.database.errors import StoreError
from storage.database.postgres.served import server_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DataDir:
    """The paths of a data folder; everything that rasad writes is below *data*."""

    data: Path

    @property
    def store(self) -> Path:
        """The store: a SQLite file, or the name of the one in PostgreSQL (`Store.open` knows which)."""
        return self.data / "rasad.db"

    def store_file(self, command: str, *, instead: str) -> Path:
        """Return the SQLite file of the store, for a *command* that works on nothing else.

        Raises `StoreError` where the store is in PostgreSQL; *instead* says what to do there.
        """
        if server_of(self.store) is not None:
            raise StoreError(f"`rasad {command}` needs a SQLite file, and the store is in PostgreSQL: {instead}")
        return self.store

    @property
    def store_settings(self) -> Path:
        return self.data / "store.toml"

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
