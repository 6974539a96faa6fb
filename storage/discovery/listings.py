"""How each listing answered last, and what to ask it with next time."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from storage.database.columns import listed as as_list, maybe_safe, maybe_stamp, maybe_unstamp, stamp
from storage.records import ListingEntry
from storage.source import DiscoveryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave us to ask "has it changed?" with (RFC 9110 §8.8); null: it gave none."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingAnswer:
    """One answer of a feed, sitemap or section page; *rank* orders whose word counts first (0 is best).

    *complete* says that the listing names everything of its window, so that what is missing from it is gone.
    *digest* is the SHA-256 of the body, null where it must be read again; *named_at* is the change that its index
    told of; *moved_to* where it says it has moved; *note* what was wrong with an answer that was read all the same.
    *backfill* says that what it names is to be fetched behind the news.
    """

    url: str
    source_id: str
    kind: DiscoveryKind
    rank: int
    complete: bool
    status: int
    validators: Validators
    digest: str | None = None
    named_at: datetime | None = None
    moved_to: str | None = None
    note: str | None = None
    backfill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingState:
    """What the store knows of a listing: how to ask it, and what its last whole answer was.

    *answered_at* is when it last answered without fault, *read_at* when its body last came; *validators_lie* that it
    said "not modified" of what had changed. *note* and *moved_to* are what was wrong with it, and where it said it
    had moved. *failures* counts the times in a row that it could not be read, *failed_since* is the first of them.
    """

    validators: Validators = field(default_factory=Validators)
    digest: str | None = None
    answered_at: datetime | None = None
    read_at: datetime | None = None
    named_at: datetime | None = None
    validators_lie: bool = False
    failures: int = 0
    failed_since: datetime | None = None
    note: str | None = None
    moved_to: str | None = None


_ASKED = """
insert into listings (url, source_id, kind, fetched_at, status, error, failures, failed_since)
values (:url, :source, :kind, :at, :status, :error, :error is not null, case when :error is null then null else :at end)
on conflict (url) do update set source_id = :source, kind = :kind, fetched_at = :at, status = :status, error = :error,
  failures = case when :error is null then 0 else failures + 1 end,
  failed_since = case when :error is null then null else coalesce(failed_since, :at) end
"""
_READ = """
update listings set etag = :etag, last_modified = :modified, entries = :entries, digest = :digest, read_at = :at,
  named_at = :named, moved_to = :moved, note = :note, newest_at = coalesce(:newest, newest_at),
  last_new_at = case when :new then :at else last_new_at end where url = :url
"""


def note_listing(
    db: sqlite3.Connection,
    listing: ListingAnswer,
    *,
    at: datetime,
    entries: int | None,
    error: str | None,
    new: int = 0,
    newest_at: datetime | None = None,
) -> None:
    """Note how a listing answered; without entries (304, an error) its validators and count stay as they were."""
    said = {"url": listing.url, "source": listing.source_id, "kind": listing.kind, "at": stamp(at)}
    db.execute(_ASKED, {**said, "status": listing.status, "error": maybe_safe(error)})
    if entries is not None:
        found = {"entries": entries, "digest": listing.digest, "named": maybe_stamp(listing.named_at)}
        words = {"moved": maybe_safe(listing.moved_to), "note": maybe_safe(listing.note), "new": new > 0}
        asked = {"etag": listing.validators.etag, "modified": listing.validators.last_modified}
        db.execute(_READ, {**said, **found, **words, **asked, "newest": maybe_stamp(newest_at)})


def note_unchanged(db: sqlite3.Connection, listing: ListingAnswer, *, at: datetime) -> None:
    """Note that a listing is as it was: "not modified", or the same body again.

    Then it has new validators, unless it is damaged: that is asked for whole every time.
    """
    note_listing(db, listing, at=at, entries=None, error=None)
    if listing.named_at is not None:
        db.execute("update listings set named_at = ? where url = ?", (stamp(listing.named_at), listing.url))
    if listing.digest is not None:
        db.execute(
            "update listings set read_at = ?, etag = case when note is null then ? end, "
            "last_modified = case when note is null then ? end where url = ?",
            (stamp(at), listing.validators.etag, listing.validators.last_modified, listing.url),
        )


def distrust(db: sqlite3.Connection, listing_url: str) -> None:
    """Note that a listing's validators lie: it is asked for whole from now on."""
    db.execute("update listings set validators_lie = 1 where url = ?", (listing_url,))


def known(db: sqlite3.Connection, listing_url: str) -> ListingState:
    """Return what is known of a listing; nothing for one that never answered."""
    row = db.execute(
        "select etag, last_modified, digest, read_at, named_at, validators_lie, failures, failed_since, "
        "case when error is null then fetched_at end, note, moved_to from listings where url = ?",
        (listing_url,),
    ).fetchone()
    if row is None:
        return ListingState()
    return ListingState(
        validators=Validators(etag=row[0], last_modified=row[1]),
        digest=row[2],
        read_at=maybe_unstamp(row[3]),
        named_at=maybe_unstamp(row[4]),
        validators_lie=bool(row[5]),
        failures=row[6],
        failed_since=maybe_unstamp(row[7]),
        answered_at=maybe_unstamp(row[8]),
        note=row[9],
        moved_to=row[10],
    )


def mark(entry: ListingEntry) -> int:
    """Return a number that changes with anything that a listing says of a URL; it holds within this process."""
    published, modified = maybe_stamp(entry.published_at), maybe_stamp(entry.modified_at)
    section, tags = maybe_safe(entry.section), as_list(entry.tags) if entry.tags else "[]"
    return hash((entry.url, maybe_safe(entry.title), published, modified, section, tags))


def marks(db: sqlite3.Connection, listing_url: str, *, since: datetime) -> frozenset[int]:
    """Return the marks of all that a listing named, as it last said it, written down *since* then."""
    rows = db.execute(
        "select url, title, published_at, modified_at, section, tags from sightings "
        "where listing_url = ? and vanished_at is null and last_seen_at > ?",
        (listing_url, stamp(since)),
    )
    return frozenset(hash(row) for row in rows)


def changes_listed(db: sqlite3.Connection, listing_url: str, urls: Sequence[str]) -> dict[str, datetime | None]:
    """Return when each of *urls* that a listing named before changed, as it said then."""
    rows = db.execute(
        f"select url, modified_at from sightings where listing_url = ? and url in ({', '.join('?' * len(urls))})",
        (listing_url, *urls),
    )
    return {url: maybe_unstamp(modified_at) for url, modified_at in rows}
