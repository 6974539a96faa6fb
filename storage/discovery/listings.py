"""The table `listings`: the last response of each listing, and the validators for its next request."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from storage.database.engine.store_file import StoreConnection, StoreFile
from storage.database.values.columns import maybe_safe, maybe_stamp, maybe_unstamp, stamp
from storage.source import DiscoveryKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave for conditional requests (RFC 9110 §8.8); `None`: it gave none."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingAnswer:
    """One response of a feed, sitemap or section page; *rank* orders listings whose values differ (0 is best).

    *complete*: the listing names everything of its window, so that a URL that it does not name any more is gone.
    *digest* is the SHA-256 of the body, `None` where it must be read again. *named_at* is the date of change that its
    index gave. *moved_to* is the address that it declares to have moved to. *note* is the problem of a response that
    was read all the same. *backfill*: the URLs that it names are fetched after the news. *utc_is_local*: it calls its
    local time UTC.
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
    utc_is_local: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingState:
    """What the store knows of a listing: its validators, and its last complete response.

    *answered_at* is its last response without an error, *read_at* the last time that its body was received.
    *validators_lie*: it answered "not modified" although it had changed. *note* is its problem, *moved_to* the address
    that it declared. *failures* counts the times in a row that it could not be read, *failed_since* is the first. *utc_is_local*: it
    calls its local time UTC.
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
    utc_is_local: bool = False


_RESPONSE = """
insert into listings (url, source_id, kind, fetched_at, status, error, failures, failed_since)
values (:url, :source, :kind, :at, :status, :error, case when :error is null then 0 else 1 end,
  case when :error is null then null else :at end)
on conflict (url) do update set source_id = :source, kind = :kind, fetched_at = :at, status = :status, error = :error,
  failures = case when :error is null then 0 else listings.failures + 1 end,
  failed_since = case when :error is null then null else coalesce(listings.failed_since, :at) end
"""
_CONTENTS = """
update listings set etag = :etag, last_modified = :modified, entries = :entries, digest = :digest, read_at = :at,
  named_at = :named, moved_to = :moved, note = :note,
  utc_is_local = :local, newest_at = coalesce(:newest, newest_at),
  last_new_at = case when :new = 1 then :at else last_new_at end where url = :url
"""


class ListingTable:
    """How listings answered (`Store.listings`); each write is one transaction."""

    def __init__(self, file: StoreFile) -> None:
        self._file = file

    def known(self, listing_url: str) -> ListingState:
        """Return what is known of a listing; an empty state for one that never answered."""
        with self._file.reading() as db:
            row = db.execute(
                "select etag, last_modified, digest, read_at, named_at, validators_lie, failures, failed_since, "
                "case when error is null then fetched_at end, note, moved_to, utc_is_local from listings where url = ?",
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
            utc_is_local=bool(row[11]),
        )

    def note_failed(self, listing: ListingAnswer, error: str, *, at: datetime) -> None:
        """Note that a listing could not be read; its validators and its number of entries stay."""
        with self._file.writing() as db:
            note_response(db, listing, at=at, error=error)

    def note_unchanged(self, listing: ListingAnswer, *, at: datetime) -> None:
        """Note that a listing did not change: "not modified", or the same body again.

        Then it has new validators, unless its body is damaged: a damaged body is requested in full every time.
        """
        with self._file.writing() as db:
            note_response(db, listing, at=at)
            if listing.named_at is not None:
                db.execute("update listings set named_at = ? where url = ?", (stamp(listing.named_at), listing.url))
            if listing.digest is not None:
                db.execute(
                    "update listings set read_at = ?, etag = case when note is null then ? end, "
                    "last_modified = case when note is null then ? end where url = ?",
                    (stamp(at), listing.validators.etag, listing.validators.last_modified, listing.url),
                )

    def distrust(self, listing_url: str) -> None:
        """Note that a listing's validators lie: it is requested in full from now on."""
        with self._file.writing() as db:
            db.execute("update listings set validators_lie = 1 where url = ?", (listing_url,))


def note_response(db: StoreConnection, listing: ListingAnswer, *, at: datetime, error: str | None = None) -> None:
    """Note how a listing answered, inside the caller's transaction."""
    params = {"url": listing.url, "source": listing.source_id, "kind": listing.kind, "at": stamp(at)}
    db.execute(_RESPONSE, {**params, "status": listing.status, "error": maybe_safe(error)})


def note_contents(
    db: StoreConnection, listing: ListingAnswer, *, at: datetime, entries: int, new: int, newest_at: datetime | None
) -> None:
    """Note what a listing that was read to its end held, inside the caller's transaction."""
    db.execute(
        _CONTENTS,
        {
            "url": listing.url,
            "at": stamp(at),
            "entries": entries,
            "new": int(new > 0),
            "newest": maybe_stamp(newest_at),
            "digest": listing.digest,
            "named": maybe_stamp(listing.named_at),
            "moved": maybe_safe(listing.moved_to),
            "note": maybe_safe(listing.note),
            "local": int(listing.utc_is_local),
            "etag": listing.validators.etag,
            "modified": listing.validators.last_modified,
        },
    )
