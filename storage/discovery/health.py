"""What is known of sources whose ways of discovery died, and of the ways that were found instead."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence, Set
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from storage.database.columns import listed, maybe_safe, maybe_stamp, maybe_unstamp, safe, stamp, unlisted, unstamp
from storage.database.connection import ReadConnection
from storage.source import Discovery, DiscoveryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementListing:
    """A way of discovery that no file names: found by a look around, used beside the file's own.

    *entries* is what it named when it was found, *replaces* the words for what had died then. *dropped_at* and
    *dropped_reason* are null while it is used.
    """

    kind: DiscoveryKind
    url: str
    found_at: datetime
    entries: int
    replaces: str
    follow: str | None = None
    dropped_at: datetime | None = None
    dropped_reason: str | None = None

    @property
    def discovery(self) -> Discovery:
        """The way as a source file would say it."""
        return Discovery(kind=self.kind, url=self.url, follow=self.follow)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryHealth:
    """How a source stands of which a way of discovery died at some time.

    *problem* are the words for the operator, null when all is well and nothing found is used. *well_since* is when all
    ways of the file were well again, null while one is dead. *searched_at* is the last look around, for the dead ways
    *searched_for*; it asked for *requests* documents, and *fruitless_searches* counts those in a row that found nothing.
    """

    source_id: str
    problem: str | None = None
    well_since: datetime | None = None
    searched_at: datetime | None = None
    searched_for: tuple[str, ...] = ()
    requests: int = 0
    fruitless_searches: int = 0
    replacements: tuple[ReplacementListing, ...] = ()

    @property
    def used(self) -> tuple[ReplacementListing, ...]:
        """The found ways that are in use."""
        return tuple(each for each in self.replacements if each.dropped_at is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFacts:
    """How a listing stands: its last answer, its failures in a row, and when it last named what it had not before."""

    url: str
    status: int
    error: str | None
    failures: int
    failed_since: datetime | None
    named_at: datetime | None


_FACTS = """
select url, status, error, failures, failed_since,
  (select max(first_seen_at) from sightings s where s.listing_url = listings.url) from listings where url in ({})
"""
# When what a listing names came out, as it says; where it says nothing, when it was first named.
_MOMENTS = """
select distinct min(coalesce(published_at, first_seen_at), first_seen_at) from sightings
where listing_url = ? and first_seen_at >= ? order by 1
"""
_NAMED = """
select distinct s.url from sightings s join listings l on l.url = s.listing_url
where s.url in ({}) and l.source_id = ? and l.error is null and s.rank <= ? and s.vanished_at is null
  and l.url not in ({})
"""
_HEALTH_COLUMNS = "source_id, problem, well_since, searched_at, searched_for, requests, fruitless_searches"
_REPLACEMENT_COLUMNS = "source_id, url, kind, follow, found_at, entries, replaces, dropped_at, dropped_reason"


class DiscoveryHealthTable:
    """The store's half for what died and what was found instead (`Store.healing`); each writing is one transaction."""

    def __init__(
        self,
        reading: Callable[[], ReadConnection],
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
    ) -> None:
        self._reading, self._writing = reading, writing

    def known(self) -> dict[str, DiscoveryHealth]:
        """Return every source of which a way of discovery ever died, by its id."""
        with self._reading() as db:
            ways: dict[str, list[ReplacementListing]] = {}
            for row in db.execute(
                f"select {_REPLACEMENT_COLUMNS} from replacement_listings order by source_id, found_at, url"
            ):
                ways.setdefault(row[0], []).append(_way(row))
            return {
                row[0]: _ailment(row, ways.get(row[0], ()))
                for row in db.execute(f"select {_HEALTH_COLUMNS} from discovery_health")
            }

    def note(self, ailment: DiscoveryHealth) -> None:
        """Put *ailment* in the place of what was known of its source."""
        with self._writing() as db:
            db.execute(
                f"insert or replace into discovery_health ({_HEALTH_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?)",
                (
                    ailment.source_id,
                    maybe_safe(ailment.problem),
                    maybe_stamp(ailment.well_since),
                    maybe_stamp(ailment.searched_at),
                    listed(ailment.searched_for),
                    ailment.requests,
                    ailment.fruitless_searches,
                ),
            )
            db.execute("delete from replacement_listings where source_id = ?", (ailment.source_id,))
            db.executemany(
                f"insert into replacement_listings ({_REPLACEMENT_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_row(ailment.source_id, each) for each in ailment.replacements],
            )

    def facts(self, urls: Sequence[str]) -> list[ListingFacts]:
        """Return how those of the listings *urls* stand that were ever asked for."""
        with self._reading() as db:
            rows = db.execute(_FACTS.format(", ".join("?" * len(urls))), tuple(urls)).fetchall()
        return [
            ListingFacts(
                url=url,
                status=status,
                error=error,
                failures=failures,
                failed_since=maybe_unstamp(failed_since),
                named_at=maybe_unstamp(named_at),
            )
            for url, status, error, failures, failed_since, named_at in rows
        ]

    def moments(self, url: str, *, since: datetime) -> list[datetime]:
        """Return when what a listing named since then came out, in order, each moment once."""
        with self._reading() as db:
            return [unstamp(at) for (at,) in db.execute(_MOMENTS, (url, stamp(since)))]

    def news_at(self, source_id: str) -> datetime | None:
        """Return when any listing of a source last named a URL that nobody had."""
        with self._reading() as db:
            row = db.execute(
                "select max(discovered_at) from frontier where source_id = ? and backfill = 0", (source_id,)
            ).fetchone()
        return maybe_unstamp(row[0])

    def named(self, source_id: str, urls: Sequence[str], *, rank: int, without: Set[str]) -> frozenset[str]:
        """Return which of *urls* a listing of the source names that answers, is of this rank or better, and none of *without*."""
        marks = ", ".join("?" * len(urls)), ", ".join("?" * len(without))
        with self._reading() as db:
            rows = db.execute(_NAMED.format(*marks), (*urls, source_id, rank, *without)).fetchall()
        return frozenset(url for (url,) in rows)


def _way(row: Sequence[str]) -> ReplacementListing:
    return ReplacementListing(
        url=row[1],
        kind=DiscoveryKind(row[2]),
        follow=row[3],
        found_at=unstamp(row[4]),
        entries=int(row[5]),
        replaces=row[6],
        dropped_at=maybe_unstamp(row[7]),
        dropped_reason=row[8],
    )


def _row(source_id: str, way: ReplacementListing) -> tuple[object, ...]:
    return (
        source_id,
        safe(way.url),
        way.kind,
        maybe_safe(way.follow),
        stamp(way.found_at),
        way.entries,
        safe(way.replaces),
        maybe_stamp(way.dropped_at),
        maybe_safe(way.dropped_reason),
    )


def _ailment(row: Sequence[str], ways: Sequence[ReplacementListing]) -> DiscoveryHealth:
    return DiscoveryHealth(
        source_id=row[0],
        problem=row[1],
        well_since=maybe_unstamp(row[2]),
        searched_at=maybe_unstamp(row[3]),
        searched_for=unlisted(row[4]),
        requests=int(row[5]),
        fruitless_searches=int(row[6]),
        replacements=tuple(ways),
    )
