"""The store: one SQLite file, opened, checked, migrated, and spoken to in the words of the other rooms."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from storage.articles import reader as rows, search
from storage.articles.ingest import IngestResult, keep
from storage.articles.reader import ExportRow, StoreSummary
from storage.articles.search import SearchHit
from storage.database.change_sequence import last_seq
from storage.database.connection import ReadConnection, connect
from storage.database.errors import said_plainly
from storage.discovery import backfills as windows, listings, poll_schedule as rhythm
from storage.discovery.backfills import BackfillProgress
from storage.discovery.health import DiscoveryHealthTable
from storage.discovery.listings import ListingAnswer, ListingState
from storage.discovery.poll_schedule import DueNow, PollState, PublicationHistory
from storage.frontier import claims, inbox, sightings, url_aliases as places, url_history as fates
from storage.frontier.inbox import InboxPage
from storage.frontier.sightings import ListingCounts
from storage.frontier.url_history import UrlHistory
from storage.records import Claim, Fetched, ListingEntry, State
from storage.runs import hosts, runs, sources as catalogue
from storage.runs.hosts import HostFile, HostPace
from storage.runs.runs import RunRecord, SourceHealth, SourceRun
from storage.source import Source


class Store:
    """One store; a context manager. A writing method is one transaction; an unusable file is a `StoreError`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path, self._db = path, connection

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, wait_seconds: float | None = None) -> Self:
        """Open the store at *path*; a writer creates and migrates it, a reader changes nothing.

        A writer has it checked first (`quick_check`), for SQLite itself would write on into a damaged file.
        """
        return cls(path, connect(path, read_only=read_only, wait_seconds=wait_seconds))

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

    def _reading(self) -> ReadConnection:
        return ReadConnection(self._path, self._db)

    # --- the catalogue as last run

    def register(self, sources: Sequence[Source]) -> None:
        """Note the sources that a run is about to read."""
        with self._writing() as db:
            catalogue.register(db, sources)

    def licences(self) -> dict[str, str | None]:
        """Return what each source's licence says; null: nothing."""
        with self._reading() as db:
            return catalogue.licences(db)

    # --- the frontier

    def known_listing(self, listing_url: str) -> ListingState:
        with self._reading() as db:
            return listings.known(db, listing_url)

    def marks(self, listing_url: str, *, since: datetime) -> frozenset[int]:
        with self._reading() as db:
            return listings.marks(db, listing_url, since=since)

    def changes_listed(self, listing_url: str, urls: Sequence[str]) -> dict[str, datetime | None]:
        with self._reading() as db:
            return listings.changes_listed(db, listing_url, urls)

    def offer(self, listing: ListingAnswer, entries: Sequence[ListingEntry], *, at: datetime) -> ListingCounts:
        """Note a listing that answered, with its validators and all its entries."""
        with self._writing() as db:
            return sightings.offer(db, listing, entries, at=at)

    def name(self, listing: ListingAnswer, entries: Sequence[ListingEntry], *, at: datetime) -> ListingCounts:
        """Note some of the entries of a listing that is still being read."""
        with self._writing() as db:
            return sightings.name(db, listing, entries, at=at)

    def close_listing(
        self, listing: ListingAnswer, offer: ListingCounts, *, at: datetime, seen: Set[int], newest_at: datetime | None
    ) -> None:
        """Note that a listing was read to its end: only now are its validators kept."""
        with self._writing() as db:
            sightings.close(db, listing, offer, at=at, seen=seen, newest_at=newest_at)

    def note_listing(self, listing: ListingAnswer, *, at: datetime, error: str | None = None) -> None:
        """Note a listing that brought nothing: not modified, or an error."""
        with self._writing() as db:
            if error is None:
                listings.note_unchanged(db, listing, at=at)
            else:
                listings.note_listing(db, listing, at=at, entries=None, error=error)

    def distrust(self, listing_url: str) -> None:
        with self._writing() as db:
            listings.distrust(db, listing_url)

    def refuse(self, source_id: str, reasons: Mapping[str, str], *, at: datetime) -> None:
        with self._writing() as db:
            sightings.refuse(db, source_id, reasons, at=at)

    def backfill_left(self, source_id: str) -> int:
        with self._reading() as db:
            return sightings.backfill_left(db, source_id)

    def walked(self, walk: BackfillProgress) -> BackfillProgress:
        with self._reading() as db:
            return windows.walked(db, walk)

    def note_walk(self, walk: BackfillProgress) -> None:
        with self._writing() as db:
            windows.note_walk(db, walk)

    def claim(
        self,
        source_id: str,
        *,
        limit: int,
        at: datetime,
        lease: timedelta,
        since: datetime | None = None,
        until: datetime | None = None,
        backfill: bool = False,
    ) -> list[Claim]:
        """Give out the URLs of a source that are due, the newest listed first; with a *backfill* those that it found."""
        with self._writing() as db:
            return claims.claim(
                db, source_id, limit=limit, at=at, lease=lease, since=since, until=until, backfill=backfill
            )

    def known_page(self, url: str) -> str | None:
        """Return the frontier's URL behind *url*, any spelling of it, if an article was kept from it."""
        with self._reading() as db:
            found = places.known_place(db, url)
            return found.url if found is not None and found.state in {State.KEPT, State.DUPLICATE} else None

    def release_leases(self, source_id: str) -> int:
        """Take back what a killed run had under way at a source; returns how many. For the holder of its hosts."""
        with self._writing() as db:
            return claims.release_leases(db, source_id)

    # --- hosts

    def host_pace(self, host: str) -> HostPace | None:
        with self._reading() as db:
            return hosts.host_pace(db, host)

    def note_hosts(self, paces: Sequence[HostPace]) -> None:
        with self._writing() as db:
            hosts.note_hosts(db, paces)

    def host_file(self, url: str) -> HostFile | None:
        with self._reading() as db:
            return hosts.host_file(db, url)

    def note_host_file(self, file: HostFile) -> None:
        with self._writing() as db:
            hosts.note_host_file(db, file)

    # --- keeping

    def lay_down(self, arrived: InboxPage) -> None:
        """Lay a page down until it is kept, so that a kill before its reading costs its outlet no second request."""
        with self._writing() as db:
            inbox.put(db, arrived)

    def left_over(self, source_id: str) -> dict[str, InboxPage]:
        """Return the pages of a source that a killed run had fetched, by URL."""
        with self._reading() as db:
            return inbox.left_over(db, source_id)

    def keep(self, batch: Sequence[Fetched], *, run_id: int) -> list[IngestResult]:
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

    def count_left(self, run_id: int, source_id: str, reasons: Mapping[str, int]) -> None:
        """Count what was left out, by reason."""
        with self._writing() as db:
            runs.count(db, run_id, source_id, {})
            for reason, number in reasons.items():
                runs.count_reason(db, run_id, source_id, reason, number)

    def runs(self, *, limit: int | None = None) -> list[RunRecord]:
        with self._reading() as db:
            return runs.runs(db, limit=limit)

    def source_runs(self, run_id: int) -> list[SourceRun]:
        with self._reading() as db:
            return runs.source_runs(db, run_id)

    def health(self) -> list[SourceHealth]:
        with self._reading() as db:
            return runs.health(db)

    # --- the rhythm of looks

    def look(self, source_id: str) -> PollState | None:
        with self._reading() as db:
            return rhythm.poll_state(db, source_id)

    def note_look(self, noted: PollState) -> None:
        with self._writing() as db:
            rhythm.note_poll(db, noted)

    def history(self, source_id: str, *, since: datetime, began_at: datetime) -> PublicationHistory:
        with self._reading() as db:
            return rhythm.history(db, source_id, since=since, began_at=began_at)

    def due(self, *, at: datetime) -> DueNow:
        with self._reading() as db:
            return rhythm.due(db, at=at)

    @property
    def healing(self) -> DiscoveryHealthTable:
        """What died of the ways of discovery, and what was found instead."""
        return DiscoveryHealthTable(self._reading, self._writing)

    # --- reading back

    def why(self, url: str) -> UrlHistory | None:
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
    ) -> list[SearchHit]:
        with self._reading() as db:
            return search.search(db, stems, source=source, since=since, until=until, limit=limit)

    def changes(
        self, *, after_seq: int = 0, since: datetime | None = None, by_address: bool = False
    ) -> Iterator[ExportRow]:
        """Yield what was inserted or changed after *after_seq*, in the order of `seq` or of the canonical URLs."""
        with self._reading() as db:
            yield from rows.changes(db, after_seq=after_seq, since=since, by_address=by_address)

    def last_seq(self) -> int:
        with self._reading() as db:
            return last_seq(db)

    def latest(self, *, limit: int) -> list[ExportRow]:
        with self._reading() as db:
            return rows.latest(db, limit=limit)

    def summary(self) -> StoreSummary:
        with self._reading() as db:
            return rows.summary(db)
