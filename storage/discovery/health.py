"""The tables `discovery_health` and `replacement_listings`: listings that died, and listings found instead."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from storage.database.engine.store_file import StoreFile
from storage.database.values.columns import (
    listed,
    maybe_safe,
    maybe_stamp,
    maybe_unstamp,
    safe,
    stamp,
    unlisted,
    unstamp,
)
from storage.database.values.upsert import upsert
from storage.source import Discovery, DiscoveryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacementListing:
    """A listing that no source file names: found by autodiscovery, used beside the listings of the file.

    *entries* is how many it named when it was found, *replaces* describes the listings that had died then. *dropped_at*
    and *dropped_reason* are `None` while it is used.
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
        """The listing as a source file would name it."""
        return Discovery(kind=self.kind, url=self.url, follow=self.follow)


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryHealth:
    """The health of a source of which a listing died at some time.

    *problem* is the message for the operator, `None` when all listings work and no replacement is used. *well_since* is
    when all listings of the file worked again, `None` while one is dead. *searched_at* is the last search for listings,
    because of the dead ones *searched_for*; it took *requests* requests. *fruitless_searches* counts the searches in a
    row that found nothing.
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
        """The replacement listings that are in use."""
        return tuple(each for each in self.replacements if each.dropped_at is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingFacts:
    """The last response of a listing, its failures in a row, and when it last named a URL that it had not named before."""

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
# When the URLs of a listing were published, as it declares; where it does not, when they were first named.
_MOMENTS = """
select distinct case when published_at < first_seen_at then published_at else first_seen_at end from sightings
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
    """Listings that died and listings found instead (`Store.discovery_health`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def known(self) -> dict[str, DiscoveryHealth]:
        """Return every source of which a listing ever died, by its id."""
        with self._file.reading() as db:
            replacements: dict[str, list[ReplacementListing]] = {}
            for row in db.execute(
                f"select {_REPLACEMENT_COLUMNS} from replacement_listings order by source_id, found_at, url"
            ):
                replacements.setdefault(row[0], []).append(_replacement(row))
            return {
                row[0]: _health(row, replacements.get(row[0], ()))
                for row in db.execute(f"select {_HEALTH_COLUMNS} from discovery_health")
            }

    def note(self, health: DiscoveryHealth) -> None:
        """Put *health* in the place of what was known of its source."""
        with self._file.writing() as db:
            db.execute(
                upsert("discovery_health", _HEALTH_COLUMNS, key="source_id"),
                (
                    health.source_id,
                    maybe_safe(health.problem),
                    maybe_stamp(health.well_since),
                    maybe_stamp(health.searched_at),
                    listed(health.searched_for),
                    health.requests,
                    health.fruitless_searches,
                ),
            )
            db.execute("delete from replacement_listings where source_id = ?", (health.source_id,))
            db.executemany(
                f"insert into replacement_listings ({_REPLACEMENT_COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_row(health.source_id, each) for each in health.replacements],
            )

    def facts(self, urls: Sequence[str]) -> list[ListingFacts]:
        """Return the facts of those of the listings *urls* that were ever requested."""
        with self._file.reading() as db:
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
        """Return when the URLs that a listing named since then were published, in order, each moment once."""
        with self._file.reading() as db:
            return [unstamp(at) for (at,) in db.execute(_MOMENTS, (url, stamp(since)))]

    def news_at(self, source_id: str) -> datetime | None:
        """Return when any listing of a source last named a URL that was new."""
        with self._file.reading() as db:
            row = db.execute(
                "select max(discovered_at) from frontier where source_id = ? and backfill = 0", (source_id,)
            ).fetchone()
        return maybe_unstamp(row[0])

    def named(self, source_id: str, urls: Sequence[str], *, rank: int, without: Set[str]) -> frozenset[str]:
        """Return which of *urls* are named by a listing of the source that answers, has this rank or better, and is not in *without*."""
        marks = ", ".join("?" * len(urls)), ", ".join("?" * len(without))
        with self._file.reading() as db:
            rows = db.execute(_NAMED.format(*marks), (*urls, source_id, rank, *without)).fetchall()
        return frozenset(url for (url,) in rows)


def _replacement(row: Sequence[str]) -> ReplacementListing:
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


def _row(source_id: str, replacement: ReplacementListing) -> tuple[object, ...]:
    return (
        source_id,
        safe(replacement.url),
        replacement.kind,
        maybe_safe(replacement.follow),
        stamp(replacement.found_at),
        replacement.entries,
        safe(replacement.replaces),
        maybe_stamp(replacement.dropped_at),
        maybe_safe(replacement.dropped_reason),
    )


def _health(row: Sequence[str], replacements: Sequence[ReplacementListing]) -> DiscoveryHealth:
    return DiscoveryHealth(
        source_id=row[0],
        problem=row[1],
        well_since=maybe_unstamp(row[2]),
        searched_at=maybe_unstamp(row[3]),
        searched_for=unlisted(row[4]),
        requests=int(row[5]),
        fruitless_searches=int(row[6]),
        replacements=tuple(replacements),
    )
