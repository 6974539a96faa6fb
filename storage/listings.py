"""How each listing answered last, and what to ask it with next time."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from storage.source import (
    DiscoveryKind,
)
from storage.texts import maybe_safe, stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave us to ask "has it changed?" with (RFC 9110 §8.8); null: it gave none."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One answer of a feed, sitemap or section page; *rank* orders whose word counts first (0 is best).

    *complete* says that the listing names everything of its window, so that what is missing from it is gone.
    """

    url: str
    source_id: str
    kind: DiscoveryKind
    rank: int
    complete: bool
    status: int
    validators: Validators


def note_listing(
    db: sqlite3.Connection, listing: Listing, *, at: datetime, entries: int | None, error: str | None
) -> None:
    """Note how a listing answered; without entries (304, an error) its validators and count stay as they were."""
    keep = entries is None
    db.execute(
        "insert into listings (url, source_id, kind, etag, last_modified, fetched_at, status, entries, error) "
        "values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (url) do update set source_id = excluded.source_id, "
        "kind = excluded.kind, fetched_at = excluded.fetched_at, status = excluded.status, error = excluded.error"
        + (
            "" if keep else ", etag = excluded.etag, last_modified = excluded.last_modified, entries = excluded.entries"
        ),
        (
            listing.url,
            listing.source_id,
            listing.kind,
            None if keep else listing.validators.etag,
            None if keep else listing.validators.last_modified,
            stamp(at),
            listing.status,
            entries,
            maybe_safe(error),
        ),
    )


def validators(db: sqlite3.Connection, listing_url: str) -> Validators:
    """Return what to ask a listing with; nothing for one that never answered."""
    row = db.execute("select etag, last_modified from listings where url = ?", (listing_url,)).fetchone()
    return Validators() if row is None else Validators(etag=row[0], last_modified=row[1])
