"""Every URL known, who named it, and which is to be fetched next."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.database.columns import listed as as_list, maybe_safe, maybe_stamp, maybe_unstamp, safe, stamp, unlisted
from storage.database.url_key import url_key
from storage.discovery.listings import Listing, Validators, note_listing
from storage.frontier.url_aliases import place
from storage.records import Claim, Listed, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
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
_LOOK_AGAIN = """
update frontier set state = 'queued', reason = 'vanished', next_at = :at, tries = 0
where url in (select url from sightings where suspect = 1)
  and +source_id = :source and +state in ('kept', 'duplicate') and not exists (
    select 1 from sightings s where s.url = frontier.url and s.complete = 1 and s.vanished_at is null)
"""
_WAITING = """
select url, etag, last_modified, tries from frontier
where source_id = :source and state in ('queued', 'failed') and next_at <= :at
  and (lease_until is null or lease_until <= :at)
  and (:since is null or dated_at is null or dated_at >= :since
       or (select max(modified_at) from sightings s where s.url = frontier.url) >= :since)
  and (:until is null or dated_at is null or dated_at <= :until) and backfill <= :backfill
order by backfill, tries > 0, dated_at desc, url limit :limit offset :offset
"""
_TO_LOOK_AT = """
select url, etag, last_modified, tries from frontier
where source_id = :source and state in ('kept', 'duplicate') and next_at <= :at
  and (lease_until is null or lease_until <= :at)
order by next_at, url limit :limit
"""
_LOOKS = 5
"""Of so many pages one may be a look at a known article, however many new ones wait: edits must not wait for ever."""
_LEASE = """
update frontier set lease_until = ?, tries = tries + 1,
  listed_at = (select max(modified_at) from sightings s where s.url = frontier.url) where url = ?
"""


def offer(db: sqlite3.Connection, listing: Listing, entries: Sequence[Listed], *, at: datetime) -> Offer:
    """Note a listing that answered, its validators and all its entries; the caller's transaction holds it whole."""
    offer = name(db, listing, entries, at=at)
    close(db, listing, offer, at=at, seen={hash(each.url) for each in entries})
    return offer


def name(db: sqlite3.Connection, listing: Listing, entries: Sequence[Listed], *, at: datetime) -> Offer:
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
    return Offer(found=len(entries), new=new, again=again)


def close(
    db: sqlite3.Connection,
    listing: Listing,
    offer: Offer,
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
    others = db.execute("select url from spellings where leads_to = ?", (url,))
    return any(hash(row[0]) in seen for row in others)


def claim(
    db: sqlite3.Connection,
    source_id: str,
    *,
    limit: int,
    at: datetime,
    lease: timedelta,
    since: datetime | None,
    until: datetime | None,
    backfill: bool = False,
) -> list[Claim]:
    """Give out the URLs that are due, the newest listed first, each leased until *at* + *lease*.

    What was asked for before, in vain or by a run that was killed, comes behind what never was; then comes what a
    *backfill* found, where it is asked for, and at last what is only looked at again.
    """
    said = {
        "source": source_id,
        "at": stamp(at),
        "limit": limit,
        "since": maybe_stamp(since),
        "until": maybe_stamp(until),
        "backfill": int(backfill),
    }
    db.execute(_LOOK_AGAIN, said)
    news = limit - limit // _LOOKS
    rows = db.execute(_WAITING, {**said, "limit": news, "offset": 0}).fetchall()
    rows += db.execute(_TO_LOOK_AT, {**said, "limit": limit - len(rows)}).fetchall()
    if news <= len(rows) < limit:
        rows += db.execute(_WAITING, {**said, "limit": limit - len(rows), "offset": news}).fetchall()
    db.executemany(_LEASE, [(stamp(at + lease), row[0]) for row in rows])
    return [
        Claim(
            url=url,
            source_id=source_id,
            etag=etag,
            last_modified=last_modified,
            tries=tries + 1,
            listed=_merged(url, _sightings(db, url)),
        )
        for url, etag, last_modified, tries in rows
    ]


def release_leases(db: sqlite3.Connection, source_id: str) -> int:
    """Take back the leases of a run that was killed; only who holds the source's hosts may."""
    return db.execute(
        "update frontier set lease_until = null where source_id = ? and state in ('queued', 'failed', 'kept', "
        "'duplicate') and lease_until is not null",
        (source_id,),
    ).rowcount


def settle(
    db: sqlite3.Connection,
    url: str,
    *,
    state: State,
    reason: str | None,
    at: datetime,
    next_at: datetime | None,
    article_id: int | None,
    fresh: Validators | None,
) -> None:
    """Note how a fetch ended; *fresh* validators replace the old ones, null keeps them."""
    db.execute(
        "update frontier set state = ?, reason = ?, fetched_at = ?, next_at = ?, lease_until = null, "
        "article_id = coalesce(?, article_id), tries = case ? when 'failed' then tries else 0 end where url = ?",
        (state, maybe_safe(reason), stamp(at), maybe_stamp(next_at), article_id, state, url),
    )
    db.execute("update sightings set suspect = 0 where url = ? and suspect = 1", (url,))
    if state is not State.FAILED:  # a feed's text waits for the page, and goes when the page was read
        db.execute("update sightings set content = null where url = ? and content is not null", (url,))
    if fresh is not None:
        db.execute(
            "update frontier set etag = ?, last_modified = ? where url = ?", (fresh.etag, fresh.last_modified, url)
        )


def _sightings(db: sqlite3.Connection, url: str) -> Iterator[Listed]:
    rows = db.execute(
        "select title, published_at, modified_at, section, tags, content from sightings where url = ? "
        "order by rank, listing_url",
        (url,),
    )
    for title, published_at, modified_at, section, tags, content in rows:
        yield Listed(
            url=url,
            title=title,
            published_at=maybe_unstamp(published_at),
            modified_at=maybe_unstamp(modified_at),
            section=section,
            tags=unlisted(tags),
            content=unlisted(content) if content else (),
        )


def _merged(url: str, sightings: Iterator[Listed]) -> Listed | None:
    """Return the first word on each point, listings in their rank's order; the same whoever came first."""
    words = list(sightings)
    if not words:
        return None
    return Listed(
        url=safe(url),
        title=next((each.title for each in words if each.title), None),
        published_at=next((each.published_at for each in words if each.published_at), None),
        modified_at=max((each.modified_at for each in words if each.modified_at), default=None),
        section=next((each.section for each in words if each.section), None),
        tags=next((each.tags for each in words if each.tags), ()),
        content=next((each.content for each in words if each.content), ()),
    )
