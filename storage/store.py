"""The store: one SQLite file, opened, checked and migrated, or a PostgreSQL in its place; and its parts.

Each part owns the SQL of its tables. A method of a part that writes is one transaction; an unusable file is a
`StoreError`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Self

from storage.analysis.stories.stories import StoryTable
from storage.articles.articles import ArticleTable
from storage.articles.search.search_index import SearchIndex
from storage.articles.upkeep.prune import RetentionTable
from storage.articles.upkeep.reread import RereadTable
from storage.database.engine.store_file import StoreFile
from storage.database.maintenance.before_migration import back_up_before_migration
from storage.database.postgres.served import open_served, server_of
from storage.database.sqlite.connection import connect
from storage.database.sqlite.sqlite_file import SqliteFile
from storage.discovery.backfills import BackfillTable
from storage.discovery.health import DiscoveryHealthTable
from storage.discovery.listings import ListingTable
from storage.discovery.poll_schedule import PollTable
from storage.discovery.sightings import SightingTable
from storage.frontier.frontier import FrontierTable
from storage.frontier.inbox import InboxTable
from storage.runs.hosts import HostTable
from storage.runs.outlet_history import OutletHistoryTable
from storage.runs.outlet_trouble import OutletTroubleTable
from storage.runs.runs import RunTable
from storage.runs.sources import SourceTable


class Store:
    """One store; a context manager that closes it."""

    def __init__(self, file: StoreFile, *, place: Path | None = None) -> None:
        """*place* is the path that opens the same store again; `None`: that of the file."""
        self.file, self.place = file, place or file.path
        self.sources = SourceTable(self.file)
        self.listings = ListingTable(self.file)
        self.sightings = SightingTable(self.file)
        self.backfills = BackfillTable(self.file)
        self.polls = PollTable(self.file)
        self.discovery_health = DiscoveryHealthTable(self.file)
        self.frontier = FrontierTable(self.file)
        self.inbox = InboxTable(self.file)
        self.articles = ArticleTable(self.file)
        self.rereadings = RereadTable(self.file)
        self.retention = RetentionTable(self.file)
        self.search_index = SearchIndex(self.file)
        self.stories = StoryTable(self.file)
        self.runs = RunTable(self.file)
        self.hosts = HostTable(self.file)
        self.outlet_troubles = OutletTroubleTable(self.file)
        self.outlet_histories = OutletHistoryTable(self.file)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, wait_seconds: float | None = None) -> Self:
        """Open the store at *path*; a writer creates and migrates it (after a backup), a reader changes nothing.

        For a writer it is checked first (`quick_check`) once a day, and when its file was changed by another program or
        its last writer was killed, because SQLite itself would write on into a damaged file.
        *wait_seconds* is how long to wait for another program's write (`None`: 60 for a writer, 5 for a reader).

        Where the operator named a PostgreSQL for *path* (`note_server`), the store is opened there.
        """
        url = server_of(path)
        if url is not None:
            return cls(open_served(url, read_only=read_only), place=path)
        return cls.open_file(path, read_only=read_only, wait_seconds=wait_seconds)

    @classmethod
    def open_file(cls, path: Path, *, read_only: bool = False, wait_seconds: float | None = None) -> Self:
        """Open the SQLite file at *path*, as `open` does, wherever the store is that is known by this path."""
        if not read_only:
            back_up_before_migration(path)
        return cls(SqliteFile(path, *connect(path, read_only=read_only, wait_seconds=wait_seconds)))

    @staticmethod
    def exists(path: Path) -> bool:
        """Whether there is a store at *path*, or a PostgreSQL in its place, whatever is there."""
        return server_of(path) is not None or path.exists()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.file.close()
