"""What listings name: every URL is noted with who named it, and what vanished from them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from storage.database.columns import listed as as_list, maybe_safe, maybe_stamp, safe, stamp
from storage.database.url_key import url_key
from storage.discovery.listings import ListingAnswer, note_listing
from storage.frontier.url_aliases import place
from storage.records import ListingEntry, State


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingCounts:
    """What a listing brought: entries, new URLs, and known ones to be fetched again."""

    found: int
    new: int
    again: int


_SIGHTING = """
insert into sightings (url, listing_url, rank, complete, first_seen_at, last_seen_at, title, published_at,
  modified_at, section, tags, content) values (:url, :listing, :rank, :complete, :at, :at, :title, :published,
  :modified, :section, :tags,
  case when exists (select 1 from frontier where url = :url and state not in ('queued', 'failed')) then null
  else :content end)
on conflict (url, listing_url) do update set last_seen_at = :at, vanished_at = null, suspect = 0, title = :title,
  published_at = :published, modified_at = :modified, section = :section, tags = :tags, content = excluded.content
"""
_TRAP = """
insert or ignore into frontier (url, source_id, state, reason, discovered_at, key) values (?, ?, 'rejected', ?, ?, ?)
"""
# What a backfill found first, and an ordinary listing names now, is news.
_NO_BACKFILL = """
update frontier set backfill = 0 where backfill = 1 and source_id = :source and exists (
  select 1 from sightings s where s.url = frontier.url and s.listing_url = :listing)
"""
# An edit shows by a date that moved past the newest one known at the last fetch, the page's own among them; where
# none was known then, by a date after that fetch.
_AGAIN = """
update frontier set state = 'queued', reason = 'edited', next_at = :at, tries = 0
where url = :url and state in ('kept', 'duplicate', 'rejected', 'gone', 'quarantined') and :modified > coalesce(listed_at, fetched_at)
  and :modified > coalesce((select modified_at from articles where id = frontier.article_id), '')
"""
_DATED = """
update frontier set dated_at = :dated where url = :url and coalesce(dated_at, '') < :dated
"""
# What a listing names again after it had vanished from it stands again, perhaps.
_BACK = """
update frontier set state = 'queued', reason = 'back', next_at = :at, tries = 0 where url = :url and state = 'gone'
  and exists (select 1 from sightings where url = :url and listing_url = :listing and vanished_at is not null)
"""
_MISSING = """
select url from sightings where listing_url = ? and vanished_at is null and last_seen_at < ?
"""
_VANISHED = "update sightings set vanished_at = :at where listing_url = :listing and url = :url"
# Suspect is what went although something as old or older stays: it did not fall out of the listing's window.
_SUSPECT = """
update sightings set suspect = exists (
    select 1 from sightings as older where older.listing_url = :listing and older.vanished_at is null
      and older.first_seen_at < :at and (
        coalesce(sightings.published_at, sightings.modified_at) is null
        or coalesce(older.published_at, older.modified_at) <= coalesce(sightings.published_at, sightings.modified_at)))
where listing_url = :listing and vanished_at = :at
"""


def offer(
    db: sqlite3.Connection, listing: ListingAnswer, entries: Sequence[ListingEntry], *, at: datetime
) -> ListingCounts:
    """Note a listing that answered, its validators and all its entries; the caller's transaction holds it whole."""
    offer = name(db, listing, entries, at=at)
    close(db, listing, offer, at=at, seen={hash(each.url) for each in entries})
    return offer


def name(
    db: sqlite3.Connection, listing: ListingAnswer, entries: Sequence[ListingEntry], *, at: datetime
) -> ListingCounts:
    """Note what a part of a listing names; what holds for all of it is noted when it is closed."""
    now = stamp(at)
    new = again = 0
    for each in entries:
        where = place(db, each.url, listing.source_id, at=now, backfill=listing.backfill)
        said = {
            "url": where.url,
            "listing": listing.url,
            "rank": listing.rank,
            "complete": int(listing.complete),
            "at": now,
            "title": maybe_safe(each.title),
            "published": maybe_stamp(each.published_at),
            "modified": maybe_stamp(each.modified_at),
            "section": maybe_safe(each.section),
            "tags": as_list(each.tags),
            "content": as_list(each.content) if each.content else None,
            "dated": maybe_stamp(each.published_at or each.modified_at),
        }
        if where.state is State.GONE:
            again += db.execute(_BACK, said).rowcount
        db.execute(_SIGHTING, said)
        if where.state is State.QUEUED and said["dated"] is not None:
            db.execute(_DATED, said)
        new += where.is_new
        if not where.is_new and each.modified_at is not None:
            again += db.execute(_AGAIN, said).rowcount
    return ListingCounts(found=len(entries), new=new, again=again)


def close(
    db: sqlite3.Connection,
    listing: ListingAnswer,
    offer: ListingCounts,
    *,
    at: datetime,
    seen: Set[int],
    newest_at: datetime | None = None,
) -> None:
    """Note that a listing was read to its end: what it does not name any more, and what to ask it with.

    *seen* holds the hash of every URL that it named, whether that was written down or known before.
    """
    said = {"listing": listing.url, "source": listing.source_id, "at": stamp(at)}
    if listing.complete:
        rows = db.execute(_MISSING, (listing.url, stamp(at))).fetchall()
        gone = [{**said, "url": url} for (url,) in rows if hash(url) not in seen and not _is_named(db, url, seen)]
        db.executemany(_VANISHED, gone)
        if gone:
            db.execute(_SUSPECT, said)
    if not listing.backfill:
        db.execute(_NO_BACKFILL, said)
    note_listing(db, listing, at=at, entries=offer.found, error=None, new=offer.new, newest_at=newest_at)


def refuse(db: sqlite3.Connection, source_id: str, reasons: Mapping[str, str], *, at: datetime) -> None:
    """Note URLs that are not to be asked for, each with its reason; a URL that is known stays as it is."""
    db.executemany(
        _TRAP, [(safe(url), source_id, safe(reason), stamp(at), url_key(url)) for url, reason in reasons.items()]
    )


def backfill_left(db: sqlite3.Connection, source_id: str) -> int:
    """Return how many URLs a backfill found that were not fetched yet."""
    row = db.execute(
        "select count(*) from frontier where backfill = 1 and source_id = ? and state in ('queued', 'failed')",
        (source_id,),
    ).fetchone()
    return int(row[0])


def _is_named(db: sqlite3.Connection, url: str, seen: Set[int]) -> bool:
    """Whether a listing named another spelling of *url*."""
    others = db.execute("select url from url_aliases where leads_to = ?", (url,))
    return any(hash(row[0]) in seen for row in others)
