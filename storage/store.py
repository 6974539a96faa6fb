"""The store: one SQLite file, opened, checked, migrated, and spoken to in the words of the other rooms."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from sqlite_utils import Database

from storage import fates, frontier, rhythm, rows, runs, search
from storage.counters import last_seq
from storage.errors import StoreCorrupt, StoreMissing, StoreNewer, said_plainly
from storage.fates import Fate
from storage.frontier import Listing, Offer, Validators
from storage.keep import Kept, keep
from storage.records import Claim, Fetched, Listed, Source
from storage.rhythm import Due, History, Look
from storage.rows import ArticleRow, Summary
from storage.runs import Health, Run, SourceRun
from storage.schema import VERSION, migrations
from storage.search import Hit
from storage.texts import maybe_safe, safe

_WRITER_WAITS, _READER_WAITS = 60.0, 5.0  # seconds for another program's write to end


class Store:
    """One store; a context manager. Every method raises `StoreError` when the file cannot be used.

    Each writing method is one transaction: committed when it returns, undone when it raises.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path, self._db = path, connection

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, wait_seconds: float | None = None) -> Self:
        """Open the store at *path*; a writer creates and migrates it, a reader changes nothing.

        A writer has it checked first (`quick_check`), for SQLite itself would write on into a damaged file.
        """
        wait = wait_seconds if wait_seconds is not None else (_READER_WAITS if read_only else _WRITER_WAITS)
        if read_only and not path.exists():
            raise StoreMissing(f"{path}: no store here; crawl first, or name the data folder with --data")
        if path.exists() and path.stat().st_size == 0:
            raise StoreCorrupt(f"{path}: an empty file: put a backup in its place, or delete it to begin anew")
        with said_plainly(path):
            uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
            connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
            try:
                _check(path, connection, read_only=read_only)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; SQLite folds the write-ahead log into it when nobody else reads."""
        self._db.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with said_plainly(self._path):
            self._db.execute("begin immediate")
            try:
                yield self._db
                self._db.execute("commit")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("rollback")
                raise

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with said_plainly(self._path):
            yield self._db

    # --- the catalogue as last run

    def register(self, sources: Sequence[Source]) -> None:
        """Note the sources that a run is about to read."""
        with self._writing() as db:
            db.executemany(
                "insert into sources values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set "
                "outlet = excluded.outlet, publisher = excluded.publisher, country = excluded.country, "
                "home = excluded.home, language = excluded.language, timezone = excluded.timezone, "
                "licence = excluded.licence, private = excluded.private, checked = excluded.checked",
                [_source_row(each) for each in sources],
            )

    def licences(self) -> dict[str, str | None]:
        """Return what each source's licence says; null: nothing."""
        with self._reading() as db:
            return dict(db.execute("select id, licence from sources").fetchall())

    # --- the frontier

    def validators(self, listing_url: str) -> Validators:
        with self._reading() as db:
            return frontier.validators(db, listing_url)

    def offer(self, listing: Listing, entries: Sequence[Listed], *, at: datetime) -> Offer:
        """Note a listing that answered, with its validators and all its entries."""
        with self._writing() as db:
            return frontier.offer(db, listing, entries, at=at)

    def note_listing(self, listing: Listing, *, at: datetime, error: str | None = None) -> None:
        """Note a listing that brought nothing: not modified, or an error."""
        with self._writing() as db:
            frontier.note_listing(db, listing, at=at, entries=None, error=error)

    def claim(
        self,
        source_id: str,
        *,
        limit: int,
        at: datetime,
        lease: timedelta,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[Claim]:
        """Give out the URLs of a source that are due, the newest listed first."""
        with self._writing() as db:
            return frontier.claim(db, source_id, limit=limit, at=at, lease=lease, since=since, until=until)

    def release_leases(self) -> int:
        """Take back the leases of a killed run; returns how many."""
        with self._writing() as db:
            return frontier.release_leases(db)

    # --- keeping

    def keep(self, batch: Sequence[Fetched], *, run_id: int) -> list[Kept]:
        """Keep a batch: articles, copies, search and frontier together, or none of it."""
        with self._writing() as db:
            return keep(db, batch, run_id=run_id, kept_at=datetime.now(UTC))

    # --- runs

    def start_run(self, *, at: datetime, command: str, pid: int) -> int:
        with self._writing() as db:
            return runs.start_run(db, at=at, command=command, pid=pid)

    def finish_run(self, run_id: int, *, at: datetime, exit_status: int, faults: Mapping[str, str]) -> None:
        with self._writing() as db:
            runs.finish_run(db, run_id, at=at, exit_status=exit_status, faults=faults)

    def count(self, run_id: int, source_id: str, **counts: int) -> None:
        with self._writing() as db:
            runs.count(db, run_id, source_id, counts)

    def runs(self, *, limit: int | None = None) -> list[Run]:
        with self._reading() as db:
            return runs.runs(db, limit=limit)

    def source_runs(self, run_id: int) -> list[SourceRun]:
        with self._reading() as db:
            return runs.source_runs(db, run_id)

    def health(self) -> list[Health]:
        with self._reading() as db:
            return runs.health(db)

    # --- the rhythm of looks

    def look(self, source_id: str) -> Look | None:
        with self._reading() as db:
            return rhythm.look(db, source_id)

    def note_look(self, noted: Look) -> None:
        with self._writing() as db:
            rhythm.note_look(db, noted)

    def history(self, source_id: str, *, since: datetime, began_at: datetime) -> History:
        with self._reading() as db:
            return rhythm.history(db, source_id, since=since, began_at=began_at)

    def due(self, *, at: datetime) -> Due:
        with self._reading() as db:
            return rhythm.due(db, at=at)

    # --- reading back

    def why(self, url: str) -> Fate | None:
        with self._reading() as db:
            return fates.why(db, url)

    def search(
        self,
        stems: Sequence[str],
        *,
        source: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int = 20,
    ) -> list[Hit]:
        with self._reading() as db:
            return search.search(db, stems, source=source, since=since, until=until, limit=limit)

    def changes(
        self, *, after_seq: int = 0, since: datetime | None = None, by_address: bool = False
    ) -> Iterator[ArticleRow]:
        """Yield what was inserted or changed after *after_seq*, in the order of `seq` or of the canonical URLs."""
        with self._reading() as db:
            yield from rows.changes(db, after_seq=after_seq, since=since, by_address=by_address)

    def last_seq(self) -> int:
        with self._reading() as db:
            return last_seq(db)

    def latest(self, *, limit: int) -> list[ArticleRow]:
        with self._reading() as db:
            return rows.latest(db, limit=limit)

    def summary(self) -> Summary:
        with self._reading() as db:
            return rows.summary(db)


def _check(path: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
    version = connection.execute("pragma user_version").fetchone()[0]
    if version > VERSION:
        raise StoreNewer(
            f"{path}: written by a newer rasad (schema {version}, this one knows {VERSION}): upgrade rasad"
        )
    if read_only:
        if version < VERSION:
            raise StoreMissing(f"{path}: no store of this version yet (schema {version}): crawl once to bring it up")
        return
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")
    connection.execute("pragma foreign_keys = on")
    fault = connection.execute("pragma quick_check(1)").fetchone()[0]
    if fault != "ok":
        raise StoreCorrupt(f"{path}: damaged ({fault}): put a backup in its place; nothing was written")
    if version < VERSION:
        migrations.apply(Database(connection))
        connection.execute(f"pragma user_version = {VERSION}")


def _source_row(source: Source) -> tuple[object, ...]:
    return (
        source.id,
        safe(source.outlet),
        maybe_safe(source.publisher),
        source.country,
        source.home,
        source.language,
        source.timezone,
        maybe_safe(source.licence),
        int(source.private),
        int(source.checked),
    )
