"""Which URLs are fetched next, who holds them until when, and how each fetch ended."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta

from storage.database.columns import maybe_safe, maybe_stamp, maybe_unstamp, safe, stamp, unlisted
from storage.discovery.listings import Validators
from storage.records import Claim, ListingEntry, State

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


def _sightings(db: sqlite3.Connection, url: str) -> Iterator[ListingEntry]:
    rows = db.execute(
        "select title, published_at, modified_at, section, tags, content from sightings where url = ? "
        "order by rank, listing_url",
        (url,),
    )
    for title, published_at, modified_at, section, tags, content in rows:
        yield ListingEntry(
            url=url,
            title=title,
            published_at=maybe_unstamp(published_at),
            modified_at=maybe_unstamp(modified_at),
            section=section,
            tags=unlisted(tags),
            content=unlisted(content) if content else (),
        )


def _merged(url: str, sightings: Iterator[ListingEntry]) -> ListingEntry | None:
    """Return the first word on each point, listings in their rank's order; the same whoever came first."""
    words = list(sightings)
    if not words:
        return None
    return ListingEntry(
        url=safe(url),
        title=next((each.title for each in words if each.title), None),
        published_at=next((each.published_at for each in words if each.published_at), None),
        modified_at=max((each.modified_at for each in words if each.modified_at), default=None),
        section=next((each.section for each in words if each.section), None),
        tags=next((each.tags for each in words if each.tags), ()),
        content=next((each.content for each in words if each.content), ()),
    )
